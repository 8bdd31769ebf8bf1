//! What administrators of deadlines read: calendars, policies, recalculations.

crate::catalogue! {
    /// Texts about calendars and policies.
    pub enum Admin {
        KindHoliday => "Ngày nghỉ" / "Day off";
        KindMakeUp => "Ngày làm bù" / "Make-up working day";
        KindShortDay => "Ngày làm việc rút ngắn" / "Short working day";
        KindUsual => "Như ngày thường" / "As its weekday";
        NothingSaid => "Theo lịch tuần" / "By the week";
        DayOff => "Nghỉ" / "Off";
        Zone => "Múi giờ" / "Time zone";
        ChangedByFollowing => "Lịch {name} đặt trên lịch này cũng có phiên bản mới" / "The calendar {name}, laid over this one, gets a new version too";
        Outdated => "Dòng {line}: đã có bản mới hơn của sự kiện này, giữ nguyên" / "Line {line}: a newer revision of this event is known already; left as it is";
        Taken => "Dòng {line}: lịch đã ghi ngày {date}, giữ nguyên" / "Line {line}: the calendar says something of {date} already, which stays";
        NoVersionYet => "Phiên bản này dùng từ {date}; việc phát sinh trước ngày đó vẫn theo phiên bản cũ" / "This version is used from {date}; what begins before goes by the old one";
        AtReceipt => "từ khi nhận" / "from receipt";
        AtAcceptance => "từ khi thụ lý" / "from acceptance";
        Pauses => "tạm dừng khi chờ người gửi" / "pauses while waiting for the citizen";
        Extendable => "gia hạn tối đa {n} lần, mỗi lần {length}" / "may be extended {n} time(s) by {length}";
        WarnsAt => "nhắc ở {shares}" / "warned of at {shares}";
        MayShadow => "Điều kiện có quá nhiều phần để kiểm tra hết xem có bị che khuất không" / "The condition has too many parts to tell whether it is shadowed";
        StartsWith => "Có từ khi cài đặt" / "There from the start";
        FollowsBase => "Theo phiên bản mới của lịch {name}" / "Follows a new version of {name}";
        StateRunning => "Đang chạy" / "Running";
        StateDone => "Đã xong" / "Done";
        StateStopped => "Đã dừng" / "Stopped";
        CommandLine => "Dòng lệnh" / "Command line";
        StoodWaiting => "Chờ người gửi bổ sung" / "Waiting for the citizen";
        StoodAnswered => "Đã có trả lời, sau đó mở lại" / "Answered, then reopened";
        StoodMerged => "Gộp vào hồ sơ khác" / "Merged into another case";
    }
}

impl Admin {
    /// The name of a way in which a date differs.
    pub const fn kind(kind: crate::clock::ExceptionKind) -> Self {
        use crate::clock::ExceptionKind as K;
        match kind {
            K::Holiday => Self::KindHoliday,
            K::MakeUp => Self::KindMakeUp,
            K::ShortDay => Self::KindShortDay,
            K::Usual => Self::KindUsual,
        }
    }
}
