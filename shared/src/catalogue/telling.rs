//! What administrators read where they write the letters of an agency and say who is told when nobody stirs.

crate::catalogue! {
    /// The page of letters.
    pub enum LetterPage {
        Title => "Mẫu thư báo tin" / "Letters";
        Intro => "Lời của từng thư gửi người dân và cán bộ, theo cơ quan và ngôn ngữ. Thư riêng của một cơ quan dùng cho mọi cơ quan bên dưới." / "The words of each letter to citizens and staff, by agency and language. An agency's own letter holds for all below it.";
        Agency => "Cơ quan" / "Agency";
        AgencyHelp => "Gõ tên hoặc mã, rồi chọn." / "Type a name or a code, then choose.";
        InLang => "Ngôn ngữ của thư" / "Language of the letters";
        ToCitizen => "Gửi người dân" / "To citizens";
        ToStaff => "Gửi cán bộ" / "To staff";
        Own => "Riêng của cơ quan này" / "This agency's own";
        From => "Của {agency}" / "From {agency}";
        Program => "Có sẵn" / "As the program comes";
        Changed => "{who} sửa lúc {date}" / "Changed by {who}, {date}";
        Edit => "Sửa" / "Change";
        Subject => "Tiêu đề" / "Subject";
        Body => "Nội dung" / "Body";
        BodyHelp => "Đoạn văn cách nhau một dòng trống. {link} và {words} đứng riêng một đoạn." / "Paragraphs are apart by an empty line. {link} and {words} stand in a paragraph of their own.";
        Places => "Chỗ điền được, bấm để chèn:" / "Places that are filled, press to insert:";
        Code => "Xem với hồ sơ" / "Look at it with the case";
        CodeHelp => "Mã một hồ sơ bạn được xem; để trống thì dùng hồ sơ ví dụ." / "Code of a case that you may open; an invented one if left empty.";
        Preview => "Xem thử" / "Preview";
        PreviewOf => "Thư sẽ như sau" / "The letter as it goes out";
        AsHtml => "Thư như người nhận thấy" / "The letter as it is seen";
        AsText => "Bản chỉ có chữ" / "As plain text";
        Invented => "Hồ sơ ví dụ, không có thật." / "An invented case.";
        Save => "Lưu mẫu thư" / "Keep this letter";
        Cancel => "Bỏ" / "Cancel";
        Forget => "Trở về mẫu thư cấp trên" / "Go back to the letter above";
        ForgetSure => "Bấm lần nữa để bỏ mẫu riêng" / "Press again to give up its own";
        Saved => "Đã lưu mẫu thư." / "The letter is kept.";
        Forgotten => "Đã trở về mẫu thư cấp trên." / "It is the letter above again.";
    }
}

crate::catalogue! {
    /// The page of escalation ladders.
    pub enum LadderPage {
        Title => "Thang báo quá hạn" / "Escalation";
        Intro => "Ai được báo khi sắp đến hạn, khi quá hạn, và khi quá hạn mà chưa ai động đến hồ sơ. Thang dừng khi có cán bộ làm bất cứ việc gì với hồ sơ, kể cả chỉ bấm “Đã biết”." / "Who is told when a deadline nears, when it passes, and when it has passed and nobody has stirred. It stops as soon as any member of staff does anything with the case, even if it is only to take notice.";
        Whose => "Thang đang dùng: của {agency}" / "In force: the ladder of {agency}";
        Program => "Thang đang dùng: có sẵn của chương trình" / "In force: as the program comes";
        Own => "Thang đang dùng: riêng của cơ quan này" / "In force: this agency's own";
        Steps => "Các bậc" / "Steps";
        Step => "Bậc {n}" / "Step {n}";
        When => "Khi nào" / "When";
        AtWarning => "Khi nhắc sắp đến hạn" / "At a warning";
        AtBreach => "Khi quá hạn" / "When the deadline passes";
        After => "Sau khi quá hạn" / "Some time after that";
        Share => "Ở mức % thời hạn đã dùng" / "At this share of the time, in %";
        ShareHelp => "Để trống: mọi lần nhắc." / "Empty: at any warning.";
        Hours => "Số giờ làm việc" / "Working hours";
        Who => "Báo cho" / "Who is told";
        By => "Báo ở đâu" / "Where";
        ByBoth => "Màn hình làm việc và thư điện tử" / "In the console and by e-mail";
        ByMail => "Chỉ thư điện tử" / "By e-mail alone";
        ByConsole => "Chỉ màn hình làm việc" / "In the console alone";
        Assignee => "Người đang xử lý" / "Who handles it";
        Coordinator => "Người điều phối" / "The coordinators";
        Supervisor => "Người giám sát" / "The supervisors";
        Superior => "Cơ quan cấp trên" / "The agency above";
        Add => "Thêm bậc" / "Add a step";
        Remove => "Bỏ bậc {n}" / "Remove step {n}";
        Nobody => "Không ai được báo." / "Nobody is told.";
        QuietFrom => "Không báo từ" / "Nobody is told from";
        QuietTo => "đến" / "until";
        QuietHelp => "Giờ của cơ quan. Tin rơi vào khoảng này đợi đến hết khoảng. Để trống cả hai: báo bất cứ lúc nào." / "In the agency's time. What falls into it waits for its end. Both empty: at any time.";
        Save => "Lưu thang" / "Keep this ladder";
        Forget => "Trở về thang cấp trên" / "Go back to the ladder above";
        ForgetSure => "Bấm lần nữa để bỏ thang riêng" / "Press again to give up its own";
        Saved => "Đã lưu thang báo." / "The ladder is kept.";
        Forgotten => "Đã trở về thang cấp trên." / "It is the ladder above again.";
    }
}
