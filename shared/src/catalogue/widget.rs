//! What a citizen reads in the widget. Plain words, short sentences, no blame; what is optional says so.

use crate::Lang;
use crate::case::CaseKind;
use crate::error::FieldError;

crate::catalogue! {
    /// Texts of the widget.
    pub enum Widget {
        Title => "Gửi phản ánh, kiến nghị" / "Tell the authorities";
        Launch => "Gửi phản ánh" / "Tell us";
        LoadFailed => "Không mở được, bấm để mở trang riêng" / "Cannot open here: open a page";
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
        DraftRefused => "Trình duyệt không cho lưu nháp: đóng trang là mất." / "This browser does not let us keep a draft: closing the page loses it.";
        DraftOff => "Không lưu gì trên máy này." / "Nothing is kept on this device.";
        SharedDevice => "Máy dùng chung: đừng lưu nháp" / "Others use this device: keep no draft";
        Waiting => "Hồ sơ sẽ tự gửi lại sau {n} giây, chỉ thành một hồ sơ dù gửi mấy lần." / "It will be sent again by itself in {n} seconds; however often it is sent, it is one case.";
        WaitingOnline => "Có mạng lại, hồ sơ sẽ tự gửi, chỉ thành một hồ sơ dù gửi mấy lần." / "When the network is back it is sent by itself; however often it is sent, it is one case.";
        WaitingKept => "Đóng trang cũng không mất: mở lại trên máy này, hồ sơ được gửi tiếp." / "Closing the page loses nothing: open it again on this device and it is sent.";
        StopWaiting => "Thôi, để tôi sửa đã" / "Wait, let me change it";
        Escape => "Thoát nhanh" / "Leave quickly";
        Secluded => "Phần này mở trong khung riêng của cổng; trang web xung quanh không đọc được bạn viết gì." / "This part opens in the portal's own frame: the website around it cannot read what you write.";
        ErrorsTitle => "Có mục cần sửa" / "Something needs correcting";

        KindAsk => "Bạn muốn gửi điều gì?" / "What would you like to send?";
        KindMissing => "Hãy chọn một loại" / "Choose one kind";
        KindFormal => "Cần cho biết bạn là ai" / "You need to say who you are";
        IdentityComplaint => "Luật yêu cầu đơn khiếu nại có họ tên và cách liên hệ của bạn. Chỉ người giải quyết đơn được xem." / "By law a complaint carries your name and a way to reach you. Only those who settle it see them.";
        IdentityDenunciation => "Luật yêu cầu đơn tố cáo có họ tên và cách liên hệ. Danh tính của bạn được niêm phong: chỉ người được giao mới xem được, mỗi lần xem đều được ghi lại." / "By law a denunciation carries your name and a way to reach you. Your identity is sealed: only named officers can see it, and each look is recorded.";
        IdentityData => "Cần biết bạn là ai để không trao dữ liệu của bạn cho người khác." / "We need to know who you are, so that your data is not handed to someone else.";

        TrackFeedback => "Bạn báo một việc đang xảy ra. Cơ quan có thẩm quyền xử lý rồi trả lời; không cần biết bạn là ai." / "You report something that is happening. The office responsible deals with it and answers; it need not know who you are.";
        TrackSuggestion => "Bạn đề xuất sửa một quy định hoặc cách làm. Cơ quan xem xét rồi trả lời tiếp thu hay không, vì sao." / "You propose to change a rule or a practice. The office considers it and says whether it follows it, and why.";
        TrackComplaint => "Khiếu nại là khi quyết định hoặc việc làm của cơ quan nhà nước xâm phạm quyền lợi của chính bạn. Theo Luật Khiếu nại: gửi trong 90 ngày từ khi biết việc đó, có họ tên, được giải quyết đúng hạn luật định. Chỉ báo một sự việc thì chọn phản ánh sẽ nhanh hơn." / "A complaint is against a decision or an act of a public body that harms your own rights. Under the Law on Complaints it is filed within 90 days of your knowing of it, carries your name, and is settled within the time the law sets. To report a problem, feedback is quicker.";
        TrackDenunciation => "Tố cáo là báo hành vi vi phạm pháp luật của người khác, kể cả không xâm phạm riêng bạn. Theo Luật Tố cáo, người tố cáo chịu trách nhiệm về nội dung và được bảo vệ danh tính." / "A denunciation reports somebody's unlawful act, whether or not it harms you. Under the Law on Denunciations you answer for what you say, and your identity is protected.";
        TrackQuestion => "Bạn hỏi về thủ tục, quy định hoặc một việc cụ thể và được trả lời." / "You ask about a procedure, a rule or a matter, and get an answer.";
        TrackCompliment => "Lời khen được chuyển đến đúng người và ghi nhận; không có hạn trả lời." / "Praise is passed on to those it is for and counted; there is no deadline.";
        TrackData => "Bạn yêu cầu xem, sửa hoặc xóa dữ liệu cá nhân của mình theo Luật Bảo vệ dữ liệu cá nhân." / "You ask to see, correct or delete your own personal data under the Law on Personal Data Protection.";
        WhatAsk => "Chuyện gì đã xảy ra?" / "What happened?";
        WhatAskSuggestion => "Bạn đề xuất điều gì?" / "What do you propose?";
        WhatAskQuestion => "Bạn muốn hỏi điều gì?" / "What would you like to know?";
        WhatAskCompliment => "Điều gì đã làm tốt?" / "What was done well?";
        WhatHint => "Việc gì, ở đâu, từ khi nào, bạn mong được giải quyết thế nào. Đừng ghi số căn cước hay số tài khoản." / "What, where, since when, and what you hope for. Please leave out identity-card and account numbers.";
        BodyLabel => "Nội dung" / "Details";
        TitleLabel => "Tóm tắt trong một câu" / "In one sentence";
        FilesLabel => "Ảnh, video, tài liệu" / "Pictures, films, documents";
        FilesHint => "Ảnh hiện trường hoặc giấy tờ giúp giải quyết nhanh hơn. Nơi và giờ chụp được xóa khỏi ảnh." / "A picture of the place or the papers helps to settle it sooner. Place and time are removed from pictures.";
        FilesAdd => "Thêm ảnh hoặc tài liệu" / "Add pictures or documents";
        FilesFailed => "Chưa tải được phần gửi tệp. Tệp đã chọn vẫn còn: có mạng lại sẽ tự gửi." / "What sends files could not be loaded. The files you chose are kept: they are sent by themselves when the network is back.";
        FilesLeft => "Có tệp chưa tải lên được. Hãy tải lại hoặc bỏ tệp đó ra rồi gửi." / "Some files could not be uploaded. Try them again or remove them, then send.";
        FilesWait => "Đang tải tệp lên, xong sẽ gửi ngay…" / "Uploading the files, then sending…";
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
        Locate => "Dùng vị trí của tôi" / "Use my location";
        Locating => "Đang hỏi vị trí…" / "Asking for the location…";
        LocateFailed => "Máy không cho biết vị trí; bạn cứ ghi bằng lời." / "The device did not say; just describe the place.";
        CategoryLabel => "Lĩnh vực" / "Topic";
        CategoryNone => "Không chắc, để cơ quan chọn" / "Not sure, let the office choose";

        ContactAsk => "Liên hệ với bạn thế nào?" / "How can we reach you?";
        ContactHint => "Không bắt buộc. Không có liên hệ, bạn vẫn theo dõi và nhận trả lời bằng mã hồ sơ." / "Optional. Without it you still follow the case and get the answer with your code.";
        NameLabel => "Họ và tên" / "Full name";
        EmailLabel => "Thư điện tử" / "E-mail";
        PhoneLabel => "Số điện thoại" / "Phone number";
        ContactOneOf => "Điền ít nhất một trong hai: số điện thoại hoặc thư điện tử." / "Give at least one of the two: phone number or e-mail.";
        Consent => "Tôi đồng ý cho cơ quan giải quyết dùng thông tin liên hệ này để làm việc với tôi về hồ sơ." / "I agree that the office handling this case uses these details to contact me about it.";
        Notify => "Báo cho tôi qua thư điện tử khi có tin mới. Ngừng bất cứ lúc nào bằng một lần bấm trong thư." / "Tell me by e-mail when there is news. One click in any letter stops it.";
        ContactKept => "Được mã hóa, tách khỏi nội dung, chỉ dùng để giải quyết việc này." / "Encrypted, kept apart from the text, used for this case only.";

        ReviewAsk => "Kiểm tra rồi gửi" / "Check and send";
        Change => "Sửa" / "Change";
        KindLabel => "Loại" / "Kind";
        AnswersLabel => "Trả lời thêm" / "Further answers";
        WillGo => "Sẽ chuyển đến: {agency}" / "It will go to: {agency}";
        AgencyOther => "Chọn cơ quan khác" / "Choose another office";
        WhereLabel => "Nơi và lĩnh vực" / "Place and topic";
        ContactLabel => "Liên hệ" / "Contact";
        NotSaid => "Không ghi" / "Not given";
        Send => "Gửi" / "Send";
        Sending => "Đang gửi…" / "Sending…";
        Working => "Đang kiểm tra, mất vài giây…" / "Checking, a few seconds…";
        SendNote => "Sau khi gửi, bạn nhận ngay mã hồ sơ và ngày phải có trả lời." / "Once sent, you get a code and the date by which an answer is due.";

        SentTitle => "Đã nhận hồ sơ của bạn" / "Your case has been received";
        SentTo => "Nơi tiếp nhận: {agency}" / "Now with: {agency}";
        CodeLabel => "Mã hồ sơ" / "Tracking code";
        SecretLabel => "Mã bí mật" / "Secret";
        SecretNote => "Mã bí mật chỉ hiện một lần này. Cần có mã để đọc trả lời, nhắn thêm, đánh giá. Hãy lưu lại, đừng đưa cho người khác." / "The secret is shown only this once. You need it to read the answer, reply and rate. Save it, and do not share it.";
        DueLabel => "Phải trả lời trước hết ngày" / "An answer is due by the end of";
        FollowNow => "Xem tình trạng" / "See where it stands";
        Another => "Gửi việc khác" / "Send something else";
        WhatNext => "Tiếp theo" / "What happens next";
        NextScreen => "Hồ sơ được chuyển đến người có thẩm quyền." / "The case goes to whoever is responsible.";
        NextFollow => "Bạn xem được ai đang giữ và đến đâu, bất cứ lúc nào." / "You can see who has it and how far it is, at any time.";
        NextAnswer => "Có trả lời, bạn đọc bằng hai mã trên và cho biết có hài lòng không." / "When the answer is out, read it with the two codes and say whether it helped.";

        Looking => "Đang tìm…" / "Looking…";
        SwitchLang => "English" / "Tiếng Việt";
        WishNo => "Tôi không muốn hồ sơ này được công khai" / "I do not want this case to be made public";
        WishYes => "Tôi đồng ý công khai, sau khi che thông tin cá nhân" / "It may be made public, with what is personal hidden";

        // What comes later, with the part of the program that draws it; `FIRST_LATER` is the first of them.
        QuestionsAsk => "Vài câu hỏi thêm" / "A few more questions";
        AgencyLabel => "Cơ quan bạn muốn gửi đến" / "The office you want to send it to";
        AgencyHint => "Gõ tên rồi chọn trong danh sách. Gửi nhầm cũng không sao: hồ sơ sẽ được chuyển đúng chỗ." / "Type its name and choose from the list. If it is the wrong one, the case is passed on.";
        AgencyAuto => "Để hệ thống chọn" / "Let the system choose";
        LocatedAt => "Vị trí" / "Location";
        Copy => "Sao chép" / "Copy";
        Copied => "Đã sao chép" / "Copied";
        CopyFailed => "Không sao chép được; hãy tự chọn và chép." / "Could not copy; please select and copy it yourself.";
        Print => "In" / "Print";
        Download => "Tải biên nhận" / "Save receipt";
        ReceiptTitle => "BIÊN NHẬN" / "RECEIPT";
        TrackLink => "Trang theo dõi, báo tin trên máy này" / "Tracking page, news on this device";
        Calendar => "Thêm hạn vào lịch" / "Add the date to my calendar";
        QrLabel => "Mã QR của trang theo dõi" / "QR code of the tracking page";
        Remember => "Nhớ hồ sơ này trên máy của tôi" / "Remember this case on my device";
        RememberHint => "Chỉ chọn trên máy của riêng bạn: ai mở máy cũng xem được hồ sơ." / "Only on a device of your own: whoever opens it can read the case.";
        Remembered => "Máy này đã nhớ hồ sơ; xem ở mục Tra cứu." / "This device remembers the case; see Look up.";
        KnownTitle => "Hồ sơ trên máy này" / "Cases on this device";
        ForgetCase => "Quên" / "Forget";
        FindAsk => "Hồ sơ của bạn đến đâu rồi?" / "Where does your case stand?";
        CodeHint => "Trên biên nhận, ví dụ HA-26-7KQ4M-2XD9" / "On your receipt, for example HA-26-7KQ4M-2XD9";
        CodeWrong => "Mã này chưa đúng. Hãy so lại từng ký tự với biên nhận." / "This code is not right. Compare it with your receipt, character by character.";
        SecretHint => "Có mã này mới đọc được trả lời và nhắn thêm" / "Needed to read the answer and to reply";
        Look => "Xem" / "Show";
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
        DoAppeal => "Không đồng ý: khiếu nại tiếp" / "Not content: appeal";
        AppealLabel => "Bạn không đồng ý với điều gì, và đề nghị thế nào?" / "What do you not accept, and what do you ask for?";
        AppealHint => "Gửi đến {agency}, một lần, chậm nhất hết {until}. Đó là hồ sơ riêng, có mã và thời hạn riêng." / "It goes to {agency}, once, until the end of {until}. It is a case of its own, with its own code and deadline.";
        AppealTitle => "Khiếu nại tiếp của bạn" / "Your appeal";
        AppealMade => "Đã gửi đến {agency}. Hãy giữ hai mã này." / "It is with {agency}. Keep these two.";
        AppealOpen => "Xem hồ sơ khiếu nại" / "Open the appeal";
        PartMade => "Một việc trong hồ sơ của bạn được tách ra để xử lý riêng, vẫn tính từ ngày bạn gửi. Hãy giữ hai mã này." / "One matter of your case is dealt with by itself; its time still counts from the day you wrote. Keep these two.";
        PartOpen => "Xem hồ sơ được tách" / "Open that case";
        AppealAgainst => "Khiếu nại đối với kết quả của hồ sơ {code}" / "An appeal against how case {code} ended";
        SignedReceipt => "Tải biên nhận có chữ ký số" / "Save the signed receipt";
        AlikeTitle => "Việc tương tự đã có trả lời" / "Similar matters were answered";
        AlikeHint => "Đây có phải việc bạn muốn phản ánh? Theo dõi cùng thì không cần gửi: bạn nhận mã riêng." / "Is this what you want to bring up? Follow it instead of sending another: you get a code of your own.";
        AlikeJoin => "Đúng việc này, theo dõi cùng" / "That is it, follow it";
        AlikeRead => "Đọc cả câu trả lời" / "Read the whole answer";
    }
}

/// The first text of the part of the widget that comes later; those behind it come with it, too.
pub const FIRST_LATER: Widget = Widget::QuestionsAsk;

/// The lines of the file that comes later.
pub fn later_lines(lang: Lang) -> Vec<&'static str> {
    Widget::ALL.iter().skip(FIRST_LATER as usize).map(|key| key.text(lang)).collect()
}

/// The lines of the file in which the widget's texts come: those above but for what comes later, then name and hint of
/// each kind, then what can be wrong with a field. The widget looks texts up by their place in it.
pub fn lines(lang: Lang) -> Vec<&'static str> {
    let kinds = CaseKind::ALL.iter().flat_map(|kind| [kind.name(lang), kind.hint(lang)]);
    let faults = FieldError::ALL.iter().map(|error| error.text(lang));
    let first = Widget::ALL.iter().take(FIRST_LATER as usize);
    first.map(|key| key.text(lang)).chain(kinds).chain(faults).collect()
}

/// The line of a kind's name; its hint is the next one.
pub const fn line_of_kind(kind: CaseKind) -> usize {
    FIRST_LATER as usize + 2 * kind as usize
}

/// The line of what is wrong with a field.
pub const fn line_of_fault(error: FieldError) -> usize {
    FIRST_LATER as usize + 2 * CaseKind::ALL.len() + error as usize
}
