//! Where more came in than is usual, for supervisors.

crate::catalogue! {
    /// What is unusual.
    pub enum Spikes {
        Title => "Bất thường" / "Unusual";
        Intro => "Nơi nào và lĩnh vực nào trong 24 giờ qua nhận nhiều hồ sơ hơn hẳn mức thường của cùng ngày trong tuần. Mỗi con số mở đúng danh sách hồ sơ đó." / "Where, and about what, far more cases came in within the last 24 hours than is usual on this day of the week. Each number opens exactly those cases.";
        Show => "Xem của cơ quan" / "Of which agency";
        Summary => "Tại {agency} trong 24 giờ qua ({from} – {to}): nhận {n} hồ sơ, {rows} chỗ bất thường." / "{agency}, the last 24 hours ({from} – {to}): {n} cases received; {rows} unusual.";
        None => "Không có gì bất thường." / "Nothing is unusual.";
        TooYoung => "Mới có {weeks} tuần dữ liệu để so sánh; cần ít nhất {needed} tuần." / "There are only {weeks} weeks to compare with; {needed} are needed.";
        Table => "Những chỗ bất thường" / "What is unusual";
        What => "Ở đâu, về việc gì" / "Where, or about what";
        Count => "24 giờ qua" / "Last 24 hours";
        Usual => "Mức thường" / "Usual level";
        Score => "Vượt (số lần độ dao động)" / "Above (in spreads)";
        Why => "Vì sao" / "Why";
        Reason => "Cùng khung giờ này trong {weeks} tuần trước: ít nhất {least}, nhiều nhất {most}." / "In the same hours of the {weeks} weeks before: {least} at the least, {most} at the most.";
        ByAgency => "Cơ quan" / "Agency";
        ByArea => "Địa bàn" / "Area";
        ByCategory => "Lĩnh vực" / "Category";
        Method => "Cách tính" / "How it is worked out";
        MethodText => "So số hồ sơ nhận trong 24 giờ qua (n) với đúng 24 giờ đó của từng tuần trong 8 tuần trước. Mức thường là trung vị m. Độ dao động là số lớn nhất trong: 1,4826 × MAD (trung vị của khoảng cách đến m), căn bậc hai của m, và 1. Coi là bất thường khi n ≥ 5 và n − m ≥ 3 × độ dao động. Vì vậy vài hồ sơ ở nơi nhỏ không thành báo động." / "The cases received in the last 24 hours (n) are compared with the same 24 hours of each of the 8 weeks before. The usual level is their median m. The spread is the largest of: 1.4826 × MAD (the median of the distances from m), the square root of m, and 1. It is unusual when n ≥ 5 and n − m ≥ 3 × the spread. So a few cases in a small place raise no alarm.";
    }
}
