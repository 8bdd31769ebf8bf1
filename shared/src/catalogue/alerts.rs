//! Alerts, for supervisors.

crate::catalogue! {
    /// The page of alerts.
    pub enum Alerts {
        Title => "Cảnh báo" / "Alerts";
        Intro => "Được báo khi có quá nhiều hồ sơ về một việc trong một khoảng thời gian. Chỉ đếm những hồ sơ bạn được xem; không bao giờ đếm hồ sơ được giữ kín." / "Be told when too many cases about one thing come in within some time. Only cases that you may see are counted, and never sealed ones.";
        List => "Cảnh báo của bạn" / "Your alerts";
        Empty => "Bạn chưa có cảnh báo nào." / "You have no alert yet.";
        New => "Thêm cảnh báo" / "Add an alert";
        Change => "Sửa cảnh báo" / "Change the alert";
        Back => "Tất cả cảnh báo" / "All alerts";
        Name => "Tên" / "Name";
        Query => "Hồ sơ nào" / "Which cases";
        QueryHelp => "Như trong ô tìm kiếm, ví dụ: nước sạch kind:complaint. Để trống là mọi hồ sơ." / "As in the search box, for example: nước sạch kind:complaint. Leave it empty for all cases.";
        MoreThan => "Báo khi có hơn (hồ sơ)" / "Tell me at more than (cases)";
        Hours => "Nhận trong vòng (giờ)" / "Received within (hours)";
        HoursHelp => "Từ 1 đến 720 giờ (30 ngày)." / "1 to 720 hours (30 days).";
        By => "Đếm" / "Counted";
        InAll => "tất cả gộp lại" / "all together";
        InCommune => "riêng từng xã, phường" / "in one commune";
        InProvince => "riêng từng tỉnh, thành" / "in one province";
        InCategory => "riêng từng lĩnh vực" / "in one category";
        InAgency => "riêng từng cơ quan đang giữ" / "at one agency";
        Ways => "Báo cho tôi" / "Tell me";
        ByMail => "Qua thư điện tử đến địa chỉ của tôi" / "By e-mail to my address";
        ByWebhook => "Qua webhook đến các hệ thống đã đăng ký" / "By webhook to the systems that are registered";
        NoMail => "Hiện chưa gửi thư cho bạn được: máy chủ chưa gửi thư, hoặc bạn chưa có địa chỉ hay đã chọn không nhận thư. Cảnh báo vẫn hiện ở trang này." / "No letter can reach you just now: the server sends none, or you have no address or chose to get none. Alerts still show on this page.";
        NoWay => "Chọn ít nhất một cách báo." / "Choose at least one way.";
        Try => "Thử xem" / "Try it";
        Save => "Lưu cảnh báo" / "Keep the alert";
        Saved => "Đã lưu cảnh báo." / "The alert is kept.";
        Pause => "Tạm dừng, không báo gì" / "Pause it: tell me nothing";
        Remove => "Xóa cảnh báo" / "Remove the alert";
        RemoveSure => "Xóa hẳn, cả lịch sử" / "Remove it, with its history";
        Removed => "Đã xóa cảnh báo." / "The alert is removed.";
        IsPaused => "đang tạm dừng" / "paused";
        IsOn => "đang theo dõi" / "watching";
        Rule => "hơn {n} hồ sơ trong {hours} giờ, {by}" / "more than {n} cases within {hours} hours, {by}";
        Never => "chưa báo lần nào" / "has not fired yet";
        Table => "Cảnh báo của bạn, với lần báo gần nhất" / "Your alerts, with when each fired last";
        What => "Điều kiện" / "Condition";
        State => "Tình trạng" / "State";
        LastHead => "Báo gần nhất" / "Fired last";
        History => "Đã báo khi nào" / "When it fired";
        NoHistory => "Cảnh báo này chưa báo lần nào." / "This alert has not fired yet.";
        At => "Lúc" / "At";
        Group => "Ở đâu" / "Where";
        Count => "Số hồ sơ" / "Cases";
        Threshold => "Ngưỡng: hơn" / "Threshold: more than";
        Window => "Khoảng thời gian" / "Window";
        FromTo => "{from} – {to}" / "{from} – {to}";
        Whole => "tất cả" / "all together";
        Trial => "Nếu bật bây giờ" / "If it ran now";
        TrialNone => "Lúc này không đếm được hồ sơ nào." / "It counts no case just now.";
        TrialOver => "vượt ngưỡng" / "too many";
        TrialMore => "và {n} nơi khác" / "and {n} more";
        TrialPast => "Từ {from} đến nay, chia thành {windows} khoảng liền nhau: vượt ngưỡng {fired} lần." / "Since {from}, in {windows} windows back to back: too many {fired} times.";
    }
}
