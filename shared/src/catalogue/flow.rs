//! How old the backlog is and how it moves, for supervisors.

crate::catalogue! {
    /// Ageing and flow.
    pub enum Flow {
        Title => "Tồn đọng và luân chuyển" / "Backlog and flow";
        Intro => "Hồ sơ đang mở đã bao lâu, và mỗi tháng nhận vào, trả lời, còn lại bao nhiêu. Mỗi con số mở đúng danh sách hồ sơ đó." / "How old the open cases are, and how many came, were answered and were left each month. Each number opens exactly those cases.";
        Show => "Xem của cơ quan" / "Of which agency";
        Ages => "Tuổi của hồ sơ đang mở" / "Age of the open cases";
        Age => "Số ngày từ khi nhận" / "Days since receipt";
        Band => "{from}–{to} ngày" / "{from}–{to} days";
        Oldest => "trên {from} ngày" / "over {from} days";
        Open => "Đang mở" / "Open";
        Late => "Trong đó quá hạn" / "Of these overdue";
        AgesSummary => "{open} hồ sơ đang mở, {late} đã quá hạn; {old} mở hơn 30 ngày." / "{open} cases are open, {late} of them overdue; {old} have been open for more than 30 days.";
        Flow => "Nhận và trả lời theo tháng" / "Received and answered by month";
        Month => "Tháng" / "Month";
        Received => "Nhận" / "Received";
        Answered => "Trả lời" / "Answered";
        Backlog => "Còn lại cuối tháng" / "Left at the end of the month";
        FlowSummary => "Từ {from} đến {to}: nhận {received}, trả lời {answered} hồ sơ." / "From {from} to {to}: {received} cases received, {answered} answered.";
        BacklogTitle => "Còn lại cuối mỗi tháng" / "Left at the end of each month";
        BacklogSummary => "Cuối {from} còn {first} hồ sơ, cuối {to} còn {last}." / "{first} cases were left at the end of {from}, {last} at the end of {to}.";
        Means => "Không tính hồ sơ không thụ lý, đã gộp, đã rút, hoặc đóng mà không trả lời; nên số còn lại bằng số nhận trừ số trả lời. Hồ sơ mở lại thì coi như chưa trả lời." / "Cases that were refused, joined, taken back or closed without an answer are left out, so that what is left is what came less what was answered. A reopened case counts as not answered.";
        Svg => "Tải hình (SVG)" / "Download drawing (SVG)";
        Csv => "Tải CSV" / "Download CSV";
        Chart => "Biểu đồ cột: {title}. Số liệu có trong bảng bên dưới." / "Bars: {title}. The numbers are in the table below.";
        At => "Lúc {at}." / "As of {at}.";
    }
}
