//! Cases by place, as squares of a map, for supervisors.

crate::catalogue! {
    /// The map.
    pub enum Map {
        Title => "Bản đồ" / "Map";
        Intro => "Mỗi ô là một địa phương, to như nhau để nơi nhỏ không bị che khuất; màu càng đậm, con số càng lớn." / "Each square is a place, all of one size so that small ones are not overlooked; the darker, the larger the number.";
        Show => "Xem của cơ quan" / "Of which agency";
        By => "Tô màu theo" / "Colour by";
        Received => "Số hồ sơ nhận" / "Cases received";
        Overdue => "Đang quá hạn" / "Overdue now";
        OnTime => "Tỷ lệ đúng hạn" / "On-time rate";
        Resolved => "Tỷ lệ giải quyết" / "Resolution rate";
        Median => "Số ngày đến khi trả lời (trung vị)" / "Days to an answer (median)";
        Everywhere => "Tất cả địa phương" / "All places";
        Within => "Trong {name}" / "In {name}";
        Place => "Địa phương" / "Place";
        Number => "Số liệu" / "Figure";
        None => "không có" / "none";
        Label => "Bản đồ ô vuông: {by}. Số liệu có trong bảng bên dưới." / "Map of squares: {by}. The numbers are in the table below.";
        Summary => "Cao nhất: {most}. Thấp nhất: {least}." / "Highest: {most}. Lowest: {least}.";
        Nothing => "Kỳ này chưa có hồ sơ nào ghi địa phương ở đây." / "No case of this period names a place here.";
        Without => "{n} hồ sơ không ghi rõ địa phương nào trong số này." / "{n} cases name none of these places.";
        Means => "Ô mở ra các địa phương bên trong, hoặc danh sách hồ sơ nếu không còn chia nhỏ. Năm bậc màu chia các nơi có số liệu thành năm phần gần bằng nhau." / "A square opens the places in it, or the list of its cases where there are none. Five shades divide the places that have a figure into five nearly equal parts.";
    }
}
