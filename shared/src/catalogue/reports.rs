//! Reports of figures, for supervisors.

crate::catalogue! {
    /// Reports.
    pub enum Reports {
        Title => "Báo cáo" / "Reports";
        Intro => "Số liệu của một kỳ được chốt lại: lập, góp ý, ký duyệt. Sau khi ký, số liệu không thay đổi nữa, dù hồ sơ có thay đổi." / "The figures of a period, fixed: prepared, remarked on, signed off. Once signed, the numbers stay as they are, whatever becomes of the cases.";
        New => "Lập báo cáo" / "Prepare a report";
        Agency => "Mã cơ quan" / "Code of the agency";
        AgencyHelp => "Để trống: cơ quan cao nhất mà bạn được xem số liệu." / "Left empty: the highest agency whose figures you may see.";
        Kind => "Kỳ" / "Period";
        Monthly => "Tháng trước" / "Last month";
        Quarterly => "Quý trước" / "Last quarter";
        HalfYearly => "Sáu tháng trước" / "Last half-year";
        Free => "Tự chọn" / "Free";
        From => "Từ tháng" / "From month";
        To => "Đến tháng" / "To month";
        Language => "Ngôn ngữ của báo cáo" / "Language of the report";
        Prepare => "Lập" / "Prepare";
        List => "Các báo cáo" / "Reports so far";
        None => "Chưa có báo cáo nào." / "There are no reports yet.";
        Version => "Bản {n}" / "Version {n}";
        Prepared => "Chờ ký" / "To be signed";
        Signed => "Đã ký" / "Signed";
        PreparedBy => "Số liệu lấy lúc {at}, {by}" / "Numbers taken {at}, {by}";
        SignedBy => "Ký duyệt lúc {at}, {by}" / "Signed off {at}, {by}";
        Frozen => "Đã chốt: thay đổi của hồ sơ sau thời điểm lấy số liệu không làm thay đổi báo cáo này." / "Frozen: what became of cases after the numbers were taken does not alter this report.";
        Open => "Chưa ký: số liệu có thể được lấy lại." / "Not signed: the numbers can be taken anew.";
        SealedIn => "Có tính cả hồ sơ tố cáo được bảo mật." / "Sealed cases (denunciations) are counted in it.";
        SealedOut => "Không tính hồ sơ tố cáo được bảo mật." / "Sealed cases (denunciations) are not counted in it.";
        Numbers => "Số liệu" / "The numbers";
        Part => "Phần" / "Part";
        Of => "Của" / "Of";
        Code => "Mã" / "Code";
        PreparedOn => "Ngày lấy số liệu" / "Numbers of";
        SignedOn => "Ngày ký" / "Signed on";
        Comments => "Góp ý" / "Remarks";
        NoComments => "Chưa có góp ý." / "No remarks yet.";
        Comment => "Góp ý của bạn" / "Your remark";
        Send => "Gửi góp ý" / "Add remark";
        Again => "Lấy lại số liệu" / "Take the numbers anew";
        Sign => "Ký duyệt báo cáo" / "Sign the report off";
        SignHelp => "Sau khi ký, số liệu không sửa được; chỉ có thể lập bản đính chính." / "Once signed, the numbers cannot be changed; only a correcting version can follow.";
        Correct => "Lập bản đính chính" / "Prepare a correction";
        Reason => "Lý do đính chính" / "Why it is corrected";
        CorrectedFor => "Đính chính vì: {reason}" / "Corrected because: {reason}";
        Versions => "Các bản" / "Versions";
        Changes => "Khác với bản trước" / "What differs from the version before";
        NoChanges => "Số liệu giống bản trước." / "The numbers are those of the version before.";
        Figure => "Chỉ tiêu" / "Figure";
        Then => "Bản trước" / "Before";
        Now => "Bản này" / "Now";
        ToFigures => "Số liệu lúc này" / "The figures of today";
        Whole => "Báo cáo {agency}, {period}" / "Report: {agency}, {period}";
        Table => "Báo cáo của cơ quan và các đơn vị trực thuộc" / "Reports of the agency and all below it";
        Period => "Thời gian" / "Months";
        State => "Tình trạng" / "State";
        Months => "từ {from} đến {to}" / "{from} to {to}";
        Show => "Xem báo cáo của cơ quan" / "Reports of which agency";
        Back => "Tất cả báo cáo" / "All reports";
        SignedBefore => "Kỳ này đã có báo cáo được ký. Hãy ghi lý do, một bản đính chính sẽ được lập; bản đã ký giữ nguyên." / "A report of this period is signed already. Say why it is corrected, and the next version is prepared; the signed one stays as it is.";
        SignSure => "Bấm lần nữa để ký" / "Press again to sign";
        IsSigned => "Đã ký duyệt." / "Signed off.";
        IsAgain => "Đã lấy lại số liệu." / "The numbers were taken anew.";
        IsSaid => "Đã ghi góp ý." / "The remark was added.";
        ByAgency => "Theo cơ quan trực thuộc" / "By agency right below";
        ByCategory => "Theo lĩnh vực" / "By category";
        Compared => "Toàn kỳ và các kỳ so sánh" / "The whole period, compared";
        Nothing => "không có" / "none";
        Export => "Tải về và in" / "Take along";
        Signing => "Ký duyệt" / "Signing off";
        Correction => "Đính chính" / "Correction";
    }
}
