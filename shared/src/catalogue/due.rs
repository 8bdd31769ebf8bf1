//! The board of what is due, for supervisors.

crate::catalogue! {
    /// What is due.
    pub enum Due {
        Title => "Sắp đến hạn" / "What is due";
        Intro => "Việc phải xong hôm nay, việc sắp lỡ hạn trong tuần, việc đã quá hạn, và ai đang giữ để còn kịp xử lý. Mỗi con số mở đúng danh sách hồ sơ đó." / "What must be done today, what breaks this week, what is late already, and who holds it and can still save it. Each number opens exactly those cases.";
        Late => "Đã quá hạn" / "Already late";
        Today => "Đến hạn hôm nay" / "Due today";
        Week => "Đến hạn trong 6 ngày tới" / "Due in the six days after";
        Unassigned => "Sắp đến hạn mà chưa giao ai" / "Due soon, in nobody's hands";
        LateMeans => "Còn mở và đã qua hạn." / "Open and past the date.";
        TodayMeans => "Còn mở, hết hạn trong ngày {day}, chưa quá hạn." / "Open, due on {day}, and not past it yet.";
        WeekMeans => "Còn mở, hết hạn từ ngày mai đến hết {day}." / "Open, due from tomorrow to {day}.";
        UnassignedMeans => "Trong số đến hạn hôm nay và 6 ngày tới." / "Of those due today and on the six days after.";
        Summary => "Tại {agency}: {late} hồ sơ đã quá hạn, {today} đến hạn hôm nay, {week} trong 6 ngày tới; {unassigned} trong số sắp đến hạn chưa giao ai." / "{agency}: {late} cases are late already, {today} are due today, {week} in the six days after; {unassigned} of those coming due are in nobody's hands.";
        At => "Lúc {at}. Hồ sơ đang chờ người gửi bổ sung thì không tính hạn." / "As of {at}. Where the clock stands because the citizen was asked for something, nothing is due.";
        Desks => "Cơ quan đang giữ" / "By the agency that holds it";
        Agency => "Cơ quan" / "Agency";
        People => "Người đang xử lý" / "By who handles it";
        Person => "Người xử lý" / "Handler";
        Nobody => "(chưa giao ai)" / "(nobody yet)";
        More => "và {n} nơi khác không hiện ở đây" / "and {n} more that are not shown";
        Next => "Còn kịp, gần hạn nhất" / "Can still be saved, nearest first";
        Case => "Hồ sơ" / "Case";
        DueAt => "Hạn" / "Due";
        Left => "Còn" / "Left";
        Minutes => "{n} phút" / "{n} min";
        Hours => "{n} giờ" / "{n} h";
        Days => "{n} ngày" / "{n} days";
        Nothing => "Không có hồ sơ nào đến hạn trong 7 ngày tới." / "Nothing is due within seven days.";
        Fine => "Không có gì quá hạn hay sắp đến hạn." / "Nothing is late or coming due.";
        Show => "Xem của cơ quan" / "Of which agency";
    }
}
