//! What supervisors read about the cases of a period, whole and by a property.

crate::catalogue! {
    /// The breakdown and what is exported of it.
    pub enum Figures {
        Sections => "Các trang số liệu" / "Pages of figures";
        Title => "Hồ sơ nhận trong kỳ" / "Cases received in the period";
        By => "Chia theo" / "By";
        ByAgency => "Cơ quan" / "Agency";
        ByCategory => "Lĩnh vực" / "Category";
        ByProvince => "Tỉnh, thành phố" / "Province";
        ByArea => "Xã, phường" / "Commune";
        ByKind => "Loại" / "Kind";
        ByChannel => "Kênh" / "Channel";
        BySite => "Trang tiếp nhận" / "Website";
        Without => "(không ghi)" / "(not given)";
        Code => "Mã" / "Code";
        ThisPeriod => "Kỳ này" / "This period";
        Before => "Kỳ liền trước" / "The period before";
        YearBefore => "Cùng kỳ năm trước" / "A year before";
        Compared => "So với các kỳ khác" / "Compared with other periods";
        Period => "Kỳ" / "Period";
        Received => "Tiếp nhận" / "Received";
        Resolved => "Đã giải quyết" / "Resolved";
        ResolutionRate => "Tỷ lệ giải quyết" / "Resolution rate";
        OnTime => "Đúng hạn" / "On time";
        OnTimeOf => "Tính đúng hạn trên" / "On time out of";
        OnTimeRate => "Tỷ lệ đúng hạn" / "On-time rate";
        Open => "Đang mở" / "Open";
        Overdue => "Quá hạn" / "Overdue";
        Refused => "Không thụ lý" / "Not taken up";
        Joined => "Gộp vào hồ sơ khác" / "Joined to another";
        Withdrawn => "Người gửi rút" / "Withdrawn";
        Reopened => "Mở lại" / "Reopened";
        Bounced => "Bị trả lại" / "Sent back";
        Appeals => "Khiếu nại tiếp" / "Appeals";
        PetitionsDue => "Kiến nghị tập thể chờ trả lời" / "Petitions due an answer";
        Answered => "Đã trả lời" / "Answered";
        Rated => "Lượt đánh giá" / "Ratings";
        Satisfaction => "Hài lòng" / "Satisfaction";
        Median => "Nửa số hồ sơ được trả lời trong" / "Half answered within";
        P90 => "9/10 hồ sơ được trả lời trong" / "Nine in ten within";
        MedianDays => "Trung vị thời gian trả lời (ngày)" / "Median time to answer (days)";
        P90Days => "Phân vị 90 thời gian trả lời (ngày)" / "90th percentile of time to answer (days)";
        Days => "{n} ngày" / "{n} days";
        TimesMean => "Từ lúc nhận đến câu trả lời đang có hiệu lực, tính cả đêm và ngày nghỉ." / "From receipt to the answer that stands, nights and holidays included.";
        CohortMeans => "Mọi con số đều về hồ sơ nhận trong kỳ, theo tình trạng lúc này; bấm vào để mở đúng các hồ sơ đó." / "All figures are about the cases received in the period, as they stand now; each opens exactly those cases.";
        Csv => "Tải CSV" / "Download CSV";
        Xlsx => "Tải Excel" / "Download Excel";
        Pdf => "Tải PDF" / "Download PDF";
        CostTitle => "Chi phí xã hội tiết kiệm được" / "Social cost saved";
        CostMeans => "Ước tính theo mô hình chi phí chuẩn: số người × số ngày mỗi người khỏi phải đi × thu nhập một ngày. Sửa được cả ba số; chỉ nhớ trên máy này." / "An estimate by the Standard Cost Model: people × days that each need not travel × income of a day. All three can be changed; they are remembered on this device only.";
        CostPeople => "Số người" / "People";
        CostDays => "Số ngày mỗi người" / "Days each";
        CostWage => "Thu nhập một ngày (đồng)" / "Income of a day (đồng)";
        CostFormula => "{people} người × {days} ngày × {wage} đ = {whole}" / "{people} people × {days} days × {wage} đ = {whole}";
        CostBillion => "{n} tỷ đồng" / "{n} billion đồng";
        CostMillion => "{n} triệu đồng" / "{n} million đồng";
        CostWrong => "Nhập ba số không âm; số ngày có thể lẻ một chữ số, như 1,5." / "Enter three numbers from 0 on; days may have one decimal, like 1.5.";
    }
}
