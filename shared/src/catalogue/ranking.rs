//! Agencies ranked, for supervisors and for everybody.

crate::catalogue! {
    /// The ranking.
    pub enum Ranking {
        Title => "Xếp hạng cơ quan" / "Agencies ranked";
        Intro => "So sánh các cơ quan trực thuộc theo tỷ lệ, có tính đến số lượng hồ sơ: ít hồ sơ thì tỷ lệ dễ cao thấp do ngẫu nhiên." / "Compares the agencies right below by their rates, allowing for how many cases they are about: with few cases, chance alone moves a rate up or down.";
        By => "Xếp theo" / "By";
        OnTime => "Tỷ lệ đúng hạn" / "On-time rate";
        Resolution => "Tỷ lệ giải quyết" / "Resolution rate";
        Table => "Cơ quan theo thứ hạng" / "Agencies by place";
        Place => "Hạng" / "Place";
        Places => "{first}–{last}" / "{first}–{last}";
        Agency => "Cơ quan" / "Agency";
        Rate => "Tỷ lệ" / "Rate";
        OutOf => "trên" / "out of";
        Interval => "Khoảng tin cậy 95%" / "95% interval";
        FromTo => "{low} – {high}" / "{low} – {high}";
        Verdict => "So với toàn bộ" / "Against all together";
        Above => "Cao hơn rõ rệt" / "Clearly higher";
        Alike => "Khác biệt có thể do ngẫu nhiên" / "May differ by chance only";
        Below => "Thấp hơn rõ rệt" / "Clearly lower";
        Nothing => "Không xếp hạng: chưa có hồ sơ để tính tỷ lệ này." / "No place: no cases yet that this rate is about.";
        Few => "Không xếp hạng: dưới {n} hồ sơ, tỷ lệ chưa nói lên điều gì." / "No place: fewer than {n} cases, the rate says nothing yet.";
        Desk => "Không xếp hạng: bộ phận của chính cơ quan cấp trên." / "No place: the desk of the agency above itself.";
        Whole => "Toàn bộ" / "All together";
        Summary => "{ranked} cơ quan có thứ hạng, {above} cao hơn rõ rệt so với toàn bộ ({whole}), {below} thấp hơn rõ rệt; {unranked} không xếp hạng." / "{ranked} agencies have a place: {above} clearly above all together ({whole}), {below} clearly below; {unranked} have none.";
        None => "Cơ quan này không có cơ quan trực thuộc." / "There are no agencies below this one.";
        MeansTitle => "Cách xếp hạng" / "How places are given";
        MeansInterval => "Khoảng tin cậy 95% (Wilson): nếu cơ quan làm việc như vậy mãi, tỷ lệ thật gần như chắc chắn nằm trong khoảng này. Càng nhiều hồ sơ, khoảng càng hẹp." / "95% interval (Wilson): were the agency to work on like this, its true rate would almost surely lie within. The more cases, the narrower it is.";
        MeansPlaces => "Thứ tự theo đầu dưới của khoảng. Hạng “2–5” nghĩa là: chỉ có một cơ quan chắc chắn tốt hơn, và với các cơ quan còn lại đến hạng 5 thì chưa thể nói ai hơn ai." / "The order goes by the lower end of the interval. “2–5” means: only one agency is certainly better, and with the others down to place 5 it cannot be said who is.";
        MeansFew => "Dưới {n} hồ sơ thì không xếp hạng, nên cơ quan nhỏ không bị phạt vì một hồ sơ." / "Out of fewer than {n} cases no place is given, so that a small agency does not pay for a single case.";
        MeansRates => "Đúng hạn: trả lời đúng hạn ÷ (đã trả lời + đang mở mà quá hạn). Giải quyết: đã trả lời hoặc đã đóng ÷ tiếp nhận. Cả hai tính trên hồ sơ nhận trong kỳ." / "On time: answered on time ÷ (answered + open and overdue). Resolution: answered or closed ÷ received. Both of the cases received in the period.";
        ToRanking => "Xếp hạng các cơ quan" / "Rank these agencies";
        ToFigures => "Số liệu của kỳ này" / "Figures of this period";
        Low => "Đầu dưới 95%" / "95% lower end";
        High => "Đầu trên 95%" / "95% upper end";
        First => "Hạng từ" / "Place from";
        Last => "Hạng đến" / "Place to";
        Note => "Ghi chú" / "Note";
        Code => "Mã" / "Code";
        Part => "Đạt" / "Counted";
        From => "Từ tháng" / "From";
        To => "Đến tháng" / "To";
        Show => "Xem" / "Show";
    }
}
