//! What a citizen reads in the widget. Plain words, short sentences, no blame; what is optional says so.

crate::catalogue! {
    /// Texts of the widget.
    pub enum Widget {
        Title => "Gửi phản ánh, kiến nghị" / "Tell the authorities";
        Launch => "Gửi phản ánh" / "Tell us";
        CardNote => "Viết vài dòng, nhận ngay mã hồ sơ và ngày phải có trả lời. Không cần tài khoản." / "Write a few lines; get a code and the date an answer is due at once. No account needed.";
        LoadFailed => "Không mở được ngay tại đây. Bạn vẫn gửi được qua biểu mẫu trên cổng." / "It could not be opened here. You can still use the form on the portal.";
        To => "Gửi đến {agency}" / "To {agency}";
        Close => "Đóng" / "Close";
        TabFile => "Gửi mới" / "New case";
        TabFind => "Tra cứu" / "Look up";
        Loading => "Đang tải…" / "Loading…";
        TryAgain => "Thử lại" / "Try again";
        OpenForm => "Mở biểu mẫu trên cổng" / "Open the form on the portal";
        Step => "Bước {n}/{of}" / "Step {n} of {of}";
        Next => "Tiếp tục" / "Continue";
        Back => "Quay lại" / "Back";
        Optional => "(không bắt buộc)" / "(optional)";
        Restored => "Bản nháp lần trước vẫn còn; bạn có thể viết tiếp." / "Your draft from last time is still here; you can go on.";
        ClearDevice => "Xóa bản nháp trên máy này" / "Clear the draft from this device";
        DraftKept => "Bản nháp chỉ lưu trên máy này." / "The draft is kept on this device only.";
        ErrorsTitle => "Có mục cần sửa" / "Something needs correcting";

        KindAsk => "Bạn muốn gửi điều gì?" / "What would you like to send?";
        KindMissing => "Hãy chọn một loại" / "Choose one kind";
        KindFormal => "Cần cho biết bạn là ai" / "You need to say who you are";
        IdentityComplaint => "Luật yêu cầu đơn khiếu nại có họ tên và cách liên hệ của bạn. Chỉ người giải quyết đơn được xem." / "By law a complaint carries your name and a way to reach you. Only those who settle it see them.";
        IdentityDenunciation => "Luật yêu cầu đơn tố cáo có họ tên và cách liên hệ. Danh tính của bạn được niêm phong: chỉ người được giao nhiệm vụ mới xem được, và mỗi lần xem đều được ghi lại." / "By law a denunciation carries your name and a way to reach you. Your identity is sealed: only named officers can see it, and each look is recorded.";
        IdentityData => "Cần biết bạn là ai để không trao dữ liệu của bạn cho người khác." / "We need to know who you are, so that your data is not handed to someone else.";

        WhatAsk => "Chuyện gì đã xảy ra?" / "What happened?";
        WhatAskSuggestion => "Bạn đề xuất điều gì?" / "What do you propose?";
        WhatAskQuestion => "Bạn muốn hỏi điều gì?" / "What would you like to know?";
        WhatAskCompliment => "Điều gì đã làm tốt?" / "What was done well?";
        WhatHint => "Việc gì, ở đâu, từ khi nào, bạn mong được giải quyết thế nào. Đừng ghi số căn cước hay số tài khoản." / "What, where, since when, and what you hope for. Please leave out identity-card and account numbers.";
        BodyLabel => "Nội dung" / "Details";
        TitleLabel => "Tóm tắt trong một câu" / "In one sentence";
        Count => "{n} / {max} ký tự" / "{n} of {max} characters";
        CountShort => "Còn ít nhất {n} ký tự nữa" / "At least {n} more characters";
        CountOver => "Quá {n} ký tự" / "{n} characters too many";

        WhereAsk => "Ở đâu và về việc gì?" / "Where, and what about?";
        WhereHint => "Giúp chuyển đúng nơi ngay từ đầu. Có thể bỏ qua." / "It helps to reach the right office at once. You can skip this.";
        AreaLabel => "Xã, phường hoặc tỉnh" / "Commune, ward or province";
        AreaHint => "Gõ có dấu hay không dấu, tên cũ cũng được" / "With or without accents; former names work too";
        AreasFound => "{n} nơi phù hợp; dùng mũi tên để chọn" / "{n} places; use the arrow keys to choose";
        AddressLabel => "Địa chỉ cụ thể" / "Exact place";
        AddressHint => "Ví dụ: số 12 Lê Lợi, trước cổng chợ" / "For example: 12 Le Loi Street, at the market gate";
        CategoryLabel => "Lĩnh vực" / "Topic";
        CategoryNone => "Không chắc, để cơ quan chọn" / "Not sure, let the office choose";

        ContactAsk => "Liên hệ với bạn thế nào?" / "How can we reach you?";
        ContactHint => "Không bắt buộc. Không có liên hệ, bạn vẫn theo dõi và nhận trả lời bằng mã hồ sơ." / "Optional. Without it you still follow the case and get the answer with your code.";
        NameLabel => "Họ và tên" / "Full name";
        EmailLabel => "Thư điện tử" / "E-mail";
        PhoneLabel => "Số điện thoại" / "Phone number";
        ContactOneOf => "Điền ít nhất một trong hai: số điện thoại hoặc thư điện tử." / "Give at least one of the two: phone number or e-mail.";
        ContactKept => "Được mã hóa, tách khỏi nội dung, chỉ dùng để giải quyết việc này." / "Encrypted, kept apart from the text, used for this case only.";

        FilesAsk => "Có ảnh hay giấy tờ gì không?" / "Any pictures or papers?";
        FilesHint => "Không bắt buộc. Nơi chụp và tên máy ghi trong ảnh được xóa trước khi lưu." / "Optional. Place and camera details in pictures are removed before they are kept.";
        FilesLabel => "Tệp kèm theo" / "Files";
        FilesBusy => "Tệp đang tải lên; hãy chờ một chút" / "Files are still being uploaded; wait a moment";
        FilesFailed => "Chưa mở được phần chọn tệp. Bạn vẫn gửi được, và gửi tệp sau trong tin nhắn." / "Choosing files could not be opened. You can send without them and add them later in a message.";

        ReviewAsk => "Kiểm tra rồi gửi" / "Check and send";
        Change => "Sửa" / "Change";
        KindLabel => "Loại" / "Kind";
        WhereLabel => "Nơi và lĩnh vực" / "Place and topic";
        ContactLabel => "Liên hệ" / "Contact";
        NotSaid => "Không ghi" / "Not given";
        Send => "Gửi" / "Send";
        Sending => "Đang gửi…" / "Sending…";
        SendNote => "Sau khi gửi, bạn nhận ngay mã hồ sơ và ngày phải có trả lời." / "Once sent, you get a code and the date by which an answer is due.";

        SentTitle => "Đã nhận hồ sơ của bạn" / "Your case has been received";
        SentTo => "Nơi tiếp nhận: {agency}" / "Now with: {agency}";
        CodeLabel => "Mã hồ sơ" / "Tracking code";
        SecretLabel => "Mã bí mật" / "Secret";
        SecretNote => "Mã bí mật chỉ hiện một lần này. Cần có mã để đọc trả lời, nhắn thêm, đánh giá. Hãy lưu lại và đừng đưa cho người khác." / "The secret is shown only this once. You need it to read the answer, reply and rate. Save it, and do not share it.";
        DueLabel => "Phải trả lời trước hết ngày" / "An answer is due by the end of";
        DueNone => "Loại này không có thời hạn, nhưng vẫn được ghi nhận và chuyển đến người phụ trách." / "This kind has no deadline, but it is recorded and passed on.";
        Copy => "Sao chép" / "Copy";
        Copied => "Đã sao chép" / "Copied";
        CopyFailed => "Không sao chép được; hãy tự chọn và chép." / "Could not copy; please select and copy it yourself.";
        Print => "In" / "Print";
        Download => "Tải biên nhận" / "Save receipt";
        ReceiptTitle => "BIÊN NHẬN" / "RECEIPT";
        TrackLink => "Trang theo dõi" / "Tracking page";
        FollowNow => "Xem tình trạng" / "See where it stands";
        Another => "Gửi việc khác" / "Send something else";
        WhatNext => "Tiếp theo" / "What happens next";
        NextScreen => "Hồ sơ được chuyển đến người có thẩm quyền." / "The case goes to whoever is responsible.";
        NextFollow => "Bạn xem được ai đang giữ và đến đâu, bất cứ lúc nào." / "You can see who has it and how far it is, at any time.";
        NextAnswer => "Có trả lời, bạn đọc bằng hai mã trên và cho biết có hài lòng không." / "When the answer is out, read it with the two codes and say whether it helped.";

        FindAsk => "Hồ sơ của bạn đến đâu rồi?" / "Where does your case stand?";
        CodeHint => "Trên biên nhận, ví dụ HA-26-7KQ4M-2XD9" / "On your receipt, for example HA-26-7KQ4M-2XD9";
        CodeWrong => "Mã này chưa đúng. Hãy so lại từng ký tự với biên nhận." / "This code is not right. Compare it with your receipt, character by character.";
        SecretHint => "Có mã này mới đọc được trả lời và nhắn thêm" / "Needed to read the answer and to reply";
        Look => "Xem" / "Show";
        Looking => "Đang tìm…" / "Looking…";
        Status => "Tình trạng" / "Status";
        Overdue => "Đã quá hạn" / "Overdue";
        AnsweredOn => "Đã trả lời ngày" / "Answered on";
        ReceivedOn => "Nhận ngày" / "Received on";
        HeldBy => "Đang giữ" / "Now with";
        HowCounted => "Cách tính hạn" / "How the date is counted";
        AnswerTitle => "Trả lời" / "Answer";
        StoryTitle => "Diễn biến" / "What has happened";
        MessagesTitle => "Tin nhắn" / "Messages";
        YouWrote => "Bạn đã viết" / "You wrote";
        Locked => "Để đọc trả lời và nhắn thêm, hãy tra cứu kèm mã bí mật." / "To read the answer and reply, look it up with the secret.";
        OtherCase => "Tra hồ sơ khác" / "Look up another case";
        ReplyLabel => "Lời nhắn" / "Your message";
        ReasonLabel => "Lý do" / "Reason";
        ReopenHint => "Điều gì chưa được giải quyết?" / "What is still not settled?";
        WithdrawHint => "Rút rồi thì cơ quan thôi giải quyết. Lịch sử hồ sơ vẫn được giữ." / "Once withdrawn, the office stops working on it. Its history is kept.";
        RateAsk => "Việc giải quyết thế nào?" / "How did it go?";
        RateWhy => "Vì sao" / "Why";
        StarsMissing => "Hãy chọn số sao" / "Choose a number of stars";
        Star1 => "Rất không hài lòng" / "Very dissatisfied";
        Star2 => "Không hài lòng" / "Dissatisfied";
        Star3 => "Tạm được" / "Neither";
        Star4 => "Hài lòng" / "Satisfied";
        Star5 => "Rất hài lòng" / "Very satisfied";
        YourRating => "Bạn đã đánh giá" / "Your rating";
        Cancel => "Thôi" / "Cancel";
        Confirm => "Xác nhận" / "Confirm";
        DoMessage => "Nhắn thêm" / "Send a message";
        DoRate => "Đánh giá" / "Rate";
        DoWithdraw => "Rút hồ sơ" / "Withdraw";
        DoReopen => "Chưa xong, mở lại" / "Not settled, reopen";
        SwitchLang => "English" / "Tiếng Việt";
    }
}
