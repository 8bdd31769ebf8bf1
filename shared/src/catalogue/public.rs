//! The public's search and the pages of published cases.

crate::catalogue! {
    /// Texts of public answers.
    pub enum Open {
        NavAnswers => "Câu trả lời" / "Answers";
        Title => "Câu trả lời công khai" / "Public answers";
        Lead => "Việc người dân đã phản ánh và câu trả lời của cơ quan nhà nước. Thông tin cá nhân được che." / "What people brought up and what public bodies answered. What is personal is hidden.";
        Label => "Tìm trong các câu trả lời" / "Search the answers";
        Hint => "Gõ có dấu hay không dấu đều được, ví dụ: rac thai cho Ben Thanh" / "With or without accents, for example: rac thai cho Ben Thanh";
        Go => "Tìm" / "Search";
        OneCase => "1 hồ sơ" / "1 case";
        Cases => "{n} hồ sơ" / "{n} cases";
        PageOf => "trang {page}/{pages}" / "page {page} of {pages}";
        Newest => "Trả lời gần đây" / "Answered recently";
        Results => "Kết quả" / "Results";
        Narrow => "Thu hẹp" / "Narrow down";
        Chosen => "Đang lọc theo" / "Narrowed to";
        Remove => "Bỏ lọc: {what}" / "Remove: {what}";
        DidYouMean => "Ý bạn là:" / "Did you mean:";
        Answered => "trả lời {date}" / "answered {date}";
        AnswerStarts => "Trả lời:" / "Answer:";
        NothingYet => "Chưa có câu trả lời nào được công khai" / "No answer has been made public yet";
        NothingYetText => "Khi một hồ sơ được trả lời và công khai, bạn sẽ tìm thấy ở đây." / "Once a case is answered and made public, you will find it here.";
        Nothing => "Không tìm thấy hồ sơ nào" / "No case was found";
        NothingText => "Thử ít từ hơn hoặc từ khác. Việc của bạn có thể chưa ai hỏi: hãy gửi, cơ quan có trách nhiệm trả lời." / "Try fewer or other words. Nobody may have asked yet: send it, and the agency has to answer.";
        Without => "Bỏ “{part}”: {n} hồ sơ" / "Without “{part}”: {n} cases";
        PartWords => "từ khóa" / "the words";
        Near => "Gần giống" / "Similar";
        Previous => "Trang trước" / "Previous page";
        Next => "Trang sau" / "Next page";
        Turn => "Các trang" / "Pages";
        PicturesTitle => "Ảnh kèm theo" / "Pictures";
        PictureOf => "Ảnh {n}, thông tin cá nhân được che" / "Picture {n}, with what is personal covered";
        Send => "Gửi phản ánh, kiến nghị" / "Send your own";
        Feed => "Câu trả lời mới (Atom)" / "New answers (Atom)";
        Back => "Các câu trả lời công khai" / "All public answers";
        Question => "Người dân hỏi" / "What was brought up";
        Answer => "Câu trả lời" / "The answer";
        Hidden => "đã che" / "hidden";
        HiddenNote => "▇▇▇ là chỗ đã che vì là thông tin cá nhân." / "▇▇▇ stands where something personal is hidden.";
        Agency => "Cơ quan trả lời" / "Answered by";
        Area => "Địa bàn" / "Area";
        Category => "Lĩnh vực" / "Category";
        Received => "Ngày gửi" / "Filed";
        Due => "Hạn trả lời" / "Answer due";
        AnsweredOn => "Ngày trả lời" / "Answered";
        Published => "Công khai" / "Made public";
        OnTime => "đúng hạn" / "on time";
        Late => "trễ hạn" / "late";
        JoinedOne => "1 người khác cùng gửi việc này." / "1 other person brought up the same.";
        JoinedMany => "{n} người khác cùng gửi việc này." / "{n} other people brought up the same.";
        Same => "Bạn có việc giống vậy?" / "The same with you?";
        SameText => "Nếu câu trả lời này chưa đủ cho việc của bạn, hãy gửi; bạn nhận mã theo dõi và câu trả lời riêng." / "If this answer is not enough for your matter, send it; you get a code and an answer of your own.";
        GoneTitle => "Không có hồ sơ công khai này" / "There is no such public case";
        // How well agencies answer.
        ScoresTitle => "Cơ quan trả lời thế nào" / "How well agencies answer";
        NavScores => "Kết quả trả lời" / "Scorecards";
        Period => "nhận từ {from} đến {to}" / "received {from} to {to}";
        Above => "Cơ quan cấp trên" / "Agencies above";
        Below => "Theo cơ quan" / "By agency";
        CasesReceived => "Tiếp nhận" / "Received";
        Resolved => "Đã trả lời" / "Answered";
        KeptTime => "Đúng hạn" / "On time";
        TooFew => "ít hồ sơ" / "few cases";
        Few => "Dưới {n} hồ sơ, hoặc số liệu sẽ làm lộ cơ quan có ít hồ sơ: không nêu." / "Fewer than {n} cases, or figures that would tell of an agency with few: not shown.";
        Means => "Cách tính" / "What is counted";
        ReceivedMeans => "Tiếp nhận: hồ sơ nhận trong kỳ, trừ tố cáo." / "Received: cases received in the period, without denunciations.";
        ResolvedMeans => "Đã trả lời: trong số đó, đã trả lời hoặc kết thúc ÷ tiếp nhận." / "Answered: of these, answered or closed ÷ received.";
        OnTimeMeans => "Đúng hạn: trong số đó, trả lời đúng hạn ÷ (đã trả lời + đang mở mà quá hạn)." / "On time: of these, answered by the deadline ÷ (answered + open and overdue).";
        FewMeans => "Cơ quan nhận dưới {n} hồ sơ không được nêu, và khi chỉ có một cơ quan như vậy thì thêm một cơ quan nữa, để không suy ra được." / "An agency with fewer than {n} cases is not shown, and where there is only one, another one is not either, so that it cannot be worked out.";
        AsCsv => "Tải về dạng CSV" / "As CSV";
        AsJson => "Tải về dạng JSON" / "As JSON";
        Place => "Hạng đúng hạn" / "Place by on time";
        StandingMeans => "Hạng: theo đầu dưới của khoảng tin cậy 95% (Wilson) của tỷ lệ đúng hạn, trong các cơ quan được nêu. Hạng “2–5” nghĩa là chưa thể nói cơ quan nào trong khoảng đó hơn; dưới {n} hồ sơ thì không xếp." / "Place: by the lower end of the 95% interval (Wilson) of the on-time rate, among the agencies shown. “2–5” means that it cannot be said which of those is better; out of fewer than {n} cases no place is given.";
        Licence => "Số liệu được dùng tự do nếu nêu nguồn (CC BY 4.0)." / "The figures are free to use with attribution (CC BY 4.0).";
        // While somebody files.
        AlikeTitle => "Việc tương tự đã có trả lời" / "Similar matters were answered";
        AlikeLead => "Đây có phải việc bạn muốn phản ánh?" / "Is this what you want to bring up?";
        AlikeJoin => "Đúng việc này: theo dõi cùng" / "That is it: follow it";
        AlikeJoinHint => "Nội dung của bạn được gửi kèm vào hồ sơ đó, bạn nhận mã theo dõi riêng." / "Your words go along with that case, and you get a code of your own.";
        AlikeSend => "Không phải, gửi việc của tôi" / "No, send mine";
        AlikeRead => "Đọc cả câu trả lời" / "Read the whole answer";
    }
}
