//! How long the steps of cases took, for supervisors.

crate::catalogue! {
    /// Durations.
    pub enum Durations {
        Title => "Thời gian xử lý" / "How long it takes";
        Intro => "Mất bao lâu từ lúc nhận đến lúc thụ lý, trả lời lần đầu và trả lời cuối cùng, tính theo đồng hồ của người dân và của cơ quan." / "How long it took until a case was taken up, answered first and answered for good, on the citizen's clock and on the agency's.";
        Show => "Xem của cơ quan" / "Of which agency";
        Accept => "Nhận đến thụ lý" / "Until taken up";
        FirstAnswer => "Nhận đến trả lời lần đầu" / "Until the first answer";
        Answer => "Nhận đến trả lời cuối cùng (đồng hồ người dân)" / "Until the answer (citizen's clock)";
        Held => "Cơ quan nhận đến trả lời cuối cùng (đồng hồ cơ quan)" / "At the agency until the answer (agency's clock)";
        Steps => "Từng bước, so với các kỳ trước" / "Each step, compared";
        Step => "Bước" / "Step";
        Cases => "Hồ sơ" / "Cases";
        Median => "Trung vị (ngày)" / "Median (days)";
        P90 => "Chín phần mười (ngày)" / "Nine in ten (days)";
        Before => "Trung vị kỳ trước" / "Median before";
        YearBefore => "Trung vị cùng kỳ năm trước" / "Median a year before";
        Summary => "Tại {agency}, một nửa số hồ sơ được trả lời trong {median} ngày, chín phần mười trong {p90} ngày kể từ khi người dân gửi; ở cơ quan trả lời, một nửa trong {held} ngày." / "{agency}: half of the cases were answered within {median} days, nine in ten within {p90} days of being filed; half within {held} days at the agency that answered.";
        None => "Chưa có hồ sơ nào được trả lời trong kỳ này." / "No case of this period has been answered yet.";
        Spread => "Trả lời sau bao nhiêu ngày" / "Answered after how many days";
        Days => "Ngày" / "Days";
        Citizen => "Đồng hồ người dân" / "Citizen's clock";
        Agency => "Đồng hồ cơ quan" / "Agency's clock";
        SpreadSummary => "Trong {days} ngày: {citizen} hồ sơ theo đồng hồ người dân, {agency} theo đồng hồ cơ quan; lâu hơn {most} ngày: {long} và {held}." / "Within {days} days: {citizen} cases on the citizen's clock, {agency} on the agency's; more than {most} days: {long} and {held}.";
        Chart => "Biểu đồ cột: số hồ sơ theo số ngày đến khi trả lời" / "Bar chart: cases by days until the answer";
        Over => "trên {n}" / "over {n}";
        Parts => "Từng phần: trung vị, số ngày" / "Part by part: medians, in days";
        Nothing => "chưa có" / "none";
        Means => "Tính cả đêm, ngày nghỉ và thời gian chờ người dân bổ sung: đó là thời gian người dân phải chờ thật. Đồng hồ người dân không bao giờ chạy lại từ đầu; đồng hồ cơ quan chạy từ lúc cơ quan trả lời nhận được hồ sơ, nên chuyển lòng vòng không làm đẹp số liệu. Trung vị: một nửa nhanh hơn, một nửa chậm hơn. Thời gian trên bốn năm được tính là bốn năm." / "Nights, holidays and waiting for the citizen are counted: it is the time that people really waited. Nothing restarts the citizen's clock; the agency's runs from when the agency that answered got the case, so passing a case around improves nothing. Median: half were quicker, half slower. What took longer than four years is counted as four.";
    }
}
