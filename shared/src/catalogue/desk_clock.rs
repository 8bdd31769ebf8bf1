//! What staff read about how a deadline was counted and who held a case how long.

crate::catalogue! {
    /// Texts of the account of a deadline.
    pub enum ClockDesk {
        InFull => "Xem từng ngày và ai giữ hồ sơ bao lâu" / "Day by day, and who held it how long";
        ByPolicy => "Theo quy định:" / "By the rules of:";
        CheckFirst => "Cần đối chiếu với luật hiện hành trước khi dựa vào." / "To be checked against the law in force before it is relied on.";
        Stood => "Đồng hồ đã dừng" / "The clock stood still";
        UntilNow => "đến nay" / "until now";
        Longer => "Gia hạn" / "Extensions";
        Again => "Được tính lại vì" / "Worked out again because";
        HeldTitle => "Ai giữ hồ sơ bao lâu" / "Who held it how long";
        Body => "Cơ quan" / "Body";
        Worked => "Xử lý" / "In hand";
        Waiting => "Chờ người gửi" / "Waiting for the citizen";
        Stopped => "Đã trả lời hoặc gộp" / "Answered or merged";
        HeldMeans => "Giờ:phút làm việc theo lịch của từng cơ quan; mỗi phút thuộc đúng một cơ quan." / "Hours:minutes of working time by each body's calendar; every minute belongs to exactly one.";
    }
}
