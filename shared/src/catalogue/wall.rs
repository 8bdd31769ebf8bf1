//! The screen on a wall.

crate::catalogue! {
    /// Its words. Short: they are read from ten metres.
    pub enum Wall {
        Title => "Bảng theo dõi" / "Wallboard";
        Today => "Hôm nay" / "Today";
        Received => "Nhận" / "Received";
        Answered => "Đã trả lời" / "Answered";
        Due => "Đến hạn hôm nay" / "Due today";
        Late => "Quá hạn" / "Overdue";
        Open => "Đang mở" / "Open";
        Month => "Nhận trong tháng {month}" / "Received in {month}";
        Resolved => "Đã giải quyết" / "Resolved";
        OnTime => "Đúng hạn" / "On time";
        Satisfaction => "Hài lòng (trên 5)" / "Satisfaction (of 5)";
        Most => "Nơi nhiều hồ sơ quá hạn nhất" / "Most overdue cases";
        Agency => "Cơ quan" / "Agency";
        NoneLate => "Không nơi nào quá hạn." / "Nobody is overdue.";
        Year => "Mười hai tháng: nhận và đã giải quyết" / "Twelve months: received and resolved";
        At => "Lúc {at}" / "As of {at}";
        Lost => "Mất kết nối. Số liệu lúc {at}." / "No connection. Figures as of {at}.";
        Waiting => "Đang lấy số liệu…" / "Getting the figures…";
        Refused => "Mã của màn hình này không còn mở được. Người quản trị có thể tạo mã khác." / "The token of this screen opens nothing any more. An administrator can make another one.";
        TokenLabel => "Mã của màn hình" / "Token of this screen";
        TokenHelp => "Người quản trị tạo mã ở trang “Mã truy cập”, với vai trò “Màn hình treo tường”. Mã chỉ mở các con số trên bảng này." / "An administrator makes one on the page “Tokens”, with the role “Wall display”. It opens the numbers on this board and nothing else.";
        Show => "Hiện bảng" / "Show the board";
        Pause => "Dừng" / "Pause";
        Go => "Chạy tiếp" / "Go on";
        Full => "Toàn màn hình" / "Full screen";
        Next => "Trang sau" / "Next page";
        None => "—" / "—";
    }
}
