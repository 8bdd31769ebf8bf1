//! The page on which administrators say how an agency takes petitions.

crate::catalogue! {
    /// The page of an agency's rules for petitions.
    pub enum PetitionRulesPage {
        Title => "Quy định về kiến nghị tập thể" / "Rules for petitions";
        Intro => "Bao nhiêu người ủng hộ, thu thập bao lâu, bao nhiêu chữ ký thì cơ quan phải trả lời. Có hiệu lực với cơ quan và cấp dưới chưa có quy định riêng; kiến nghị đã bắt đầu giữ quy định cũ." / "How many supporters, how long signatures are gathered, how many make the authority owe an answer. They hold for the agency and those below it without rules of their own; petitions that have begun keep theirs.";
        Own => "Đang dùng: quy định riêng của cơ quan này" / "In force: this agency's own rules";
        Whose => "Đang dùng: quy định của {agency}" / "In force: the rules of {agency}";
        Program => "Đang dùng: quy định có sẵn của chương trình" / "In force: the rules the program comes with";
        Open => "Nhận kiến nghị mới" / "New petitions are taken";
        Sponsors => "Số người ủng hộ cần có, kể cả người viết" / "Supporters needed, the author included";
        SponsorDays => "Số ngày để tìm người ủng hộ" / "Days to find them";
        ModerationDays => "Số ngày làm việc để kiểm duyệt" / "Working days for moderation";
        Days => "Số ngày lấy chữ ký" / "Days of gathering";
        Household => "Số người được ký chung một địa chỉ" / "People who may sign with one address";
        HouseholdHelp => "Một gia đình có thể dùng chung một hộp thư." / "A family may share a mailbox.";
        KeepDays => "Số ngày giữ dữ liệu người ký sau khi kết thúc" / "Days for which signers' data are kept after the end";
        Thresholds => "Các mốc chữ ký" / "Thresholds";
        NoThresholds => "Không có mốc nào: không ai phải trả lời." / "None: nobody owes an answer.";
        Threshold => "Mốc {n}" / "Threshold {n}";
        Count => "Số chữ ký" / "Signatures";
        Duty => "Cơ quan phải" / "What is owed";
        DutyAnswer => "Trả lời" / "An answer";
        DutyHearing => "Tổ chức đối thoại" / "A hearing";
        Add => "Thêm mốc" / "Add a threshold";
        Remove => "Bỏ mốc {n}" / "Remove threshold {n}";
        Limits => "Khi nào chữ ký bị nghi ngờ" / "When signatures come under suspicion";
        LimitsHelp => "Vượt mức này, chữ ký vẫn được nhận nhưng chưa tính cho đến khi có người xem. Người ký không biết." / "Beyond these, signatures are taken and do not count until somebody has looked. Signers are not told.";
        NetworkMinute => "Từ một khối mạng, mỗi phút" / "From one block of addresses, a minute";
        NetworkDay => "Từ một khối mạng, mỗi ngày" / "From one block of addresses, a day";
        DomainMinute => "Từ một tên miền thư, mỗi phút" / "From one mail domain, a minute";
        DomainDay => "Từ một tên miền thư, mỗi ngày" / "From one mail domain, a day";
        PetitionMinute => "Cho một kiến nghị, mỗi phút" / "For one petition, a minute";
        PetitionDay => "Cho một kiến nghị, mỗi ngày" / "For one petition, a day";
        Save => "Lưu quy định" / "Keep these rules";
        Forget => "Trở về quy định cấp trên" / "Go back to the rules above";
        ForgetSure => "Bấm lần nữa để bỏ quy định riêng" / "Press again to give up its own";
        Saved => "Đã lưu. Kiến nghị mới theo quy định này." / "Kept. New petitions go by these rules.";
        Forgotten => "Đã trở về quy định cấp trên." / "It is the rules above again.";
    }
}
