//! Answers: what is said of one before it goes out, the evidence it needs, and what handlers, approvers and administrators
//! read around templates and approval.

crate::catalogue! {
    /// What is said of an answer. Places: `{name}`, `{phrase}`.
    pub enum AnswerText {
        Blank => "Chỗ trống chưa điền: {name}" / "A blank is still open: {name}";
        Empty => "“{phrase}” chưa cho người đọc biết ai làm gì, đến khi nào" / "“{phrase}” does not tell the reader who does what until when";
        NoDate => "Chưa có ngày nào: việc xong khi nào, hoặc sẽ xong khi nào?" / "There is no date: when was it done, or when will it be?";
        NoUnit => "Chưa nêu đơn vị chịu trách nhiệm" / "No responsible unit is named";
        NoRule => "Dựa vào quy định mà chưa nói quy định nào" / "It leans on rules without saying which";
        Short => "Rất ngắn: có trả lời đủ điều người dân hỏi không?" / "It is very short: does it answer all that was asked?";
    }
}

crate::catalogue! {
    /// Evidence.
    pub enum EvidenceText {
        Picture => "Ảnh hiện trường hoặc kết quả" / "A picture of the place or the result";
        Document => "Văn bản kèm theo" / "A document along with it";
        LegalBasis => "Căn cứ pháp lý trong câu trả lời" / "The legal basis, in the answer";
        Date => "Ngày cụ thể trong câu trả lời" / "A date, in the answer";
        Unit => "Đơn vị chịu trách nhiệm trong câu trả lời" / "The responsible unit, in the answer";
    }
}

crate::catalogue! {
    /// Around the form of an answer.
    pub enum Answering {
        Template => "Mẫu trả lời" / "Template";
        TemplateNone => "Không dùng mẫu" / "None";
        TemplateUse => "Chèn mẫu" / "Insert it";
        BlanksTitle => "Điền vào chỗ trống" / "Fill the blanks";
        ChecksTitle => "Nên xem lại" / "Worth another look";
        ChecksNone => "Không thấy điều gì cần xem lại." / "Nothing that needs another look.";
        ChecksAdvise => "Chỉ là lời nhắc; người duyệt quyết định." / "These are hints; the approver decides.";
        EvidenceTitle => "Phải có trước khi trình duyệt" / "Needed before it goes for approval";
        EvidenceThere => "đã có" / "there";
        EvidenceMissing => "còn thiếu" / "missing";
        Preview => "Xem như người dân" / "See it as the citizen will";
        PreviewTitle => "Người dân sẽ thấy" / "What the citizen will see";
        PreviewClose => "Đóng bản xem thử" / "Close";
        ApprovalNeeded => "Câu trả lời phải được lãnh đạo duyệt trước khi đến người dân." / "An answer must be approved before it reaches the citizen.";
        DraftTitle => "Dự thảo chờ duyệt" / "Draft to be approved";
        DraftReturned => "Dự thảo bị trả lại" / "The draft was sent back";
        DraftBy => "{who} trình lúc {date}" / "Submitted by {who}, {date}";
        DraftOwn => "Bạn trình dự thảo này; người khác phải duyệt." / "You submitted this draft; somebody else has to approve it.";
        DraftEdit => "Sửa dự thảo" / "Edit the draft";
        RemarkTitle => "Ý kiến của người duyệt" / "The approver's remarks";
    }
}

crate::catalogue! {
    /// The page of administration.
    pub enum AnswerPage {
        Title => "Mẫu trả lời và duyệt" / "Answers: templates and approval";
        Intro => "Mẫu câu trả lời theo cơ quan, lĩnh vực và ngôn ngữ; câu trả lời nào phải được duyệt và phải kèm gì." / "Templates by agency, category and language; which answers must be approved, and what they must bring along.";
        TemplatesTitle => "Mẫu trả lời" / "Templates";
        TemplatesIntro => "Dùng cho cơ quan này và mọi cơ quan bên dưới. {code}, {agency}… được điền từ hồ sơ; [[ngày sửa xong]] là chỗ trống để chuyên viên điền." / "They hold for this agency and all below it. {code}, {agency}… are filled from the case; [[day of repair]] is a blank for the handler.";
        TemplatesNone => "Cơ quan này chưa có mẫu riêng." / "This agency has no templates of its own.";
        New => "Thêm mẫu" / "Add a template";
        Name => "Tên mẫu" / "Name";
        Category => "Lĩnh vực" / "Category";
        AllCategories => "Mọi lĩnh vực" / "All categories";
        InLang => "Ngôn ngữ" / "Language";
        Body => "Nội dung" / "Text";
        Places => "Chỗ điền từ hồ sơ, bấm để chèn:" / "Places that are filled from the case, press to insert:";
        Code => "Xem với hồ sơ" / "Look at it with the case";
        CodeHelp => "Mã một hồ sơ bạn được xem." / "Code of a case that you may open.";
        Preview => "Xem thử" / "Preview";
        PreviewOf => "Câu trả lời bắt đầu như sau" / "The answer begins like this";
        Save => "Lưu mẫu" / "Keep it";
        Cancel => "Bỏ" / "Cancel";
        Edit => "Sửa" / "Change";
        Remove => "Xóa" / "Remove";
        RemoveSure => "Bấm lần nữa để xóa" / "Press again to remove";
        Saved => "Đã lưu mẫu trả lời." / "The template is kept.";
        Removed => "Đã xóa mẫu trả lời." / "The template is removed.";
        Changed => "{who} sửa lúc {date}" / "Changed by {who}, {date}";
        RulesTitle => "Duyệt và hồ sơ kèm theo" / "Approval and evidence";
        RulesIntro => "Dòng gần nhất được dùng: của cơ quan trước cấp trên, của lĩnh vực trước mọi lĩnh vực." / "The nearest line counts: the agency's before those above, the category's before all categories.";
        RulesNone => "Chưa có dòng nào: chuyên viên tự trả lời, không bắt buộc kèm gì." / "There is no line: handlers answer by themselves and nothing must come along.";
        RuleNew => "Thêm dòng" / "Add a line";
        Approval => "Phải được duyệt trước khi trả lời" / "Must be approved before it is answered";
        ApprovalYes => "phải duyệt" / "approved first";
        ApprovalNo => "không phải duyệt" / "no approval";
        Needs => "Phải kèm" / "Must bring along";
        NeedsNothing => "không bắt buộc kèm gì" / "nothing must come along";
        RuleSave => "Lưu dòng" / "Keep the line";
        RuleSaved => "Đã lưu." / "Kept.";
        RuleRemoved => "Đã xóa." / "Removed.";
    }
}
