//! What people read when a query cannot be understood.

crate::catalogue! {
    /// Mistakes in a query. `{column}` counts characters from 1.
    pub enum QueryText {
        TooLong => "Câu tìm kiếm quá dài: tối đa {allowed} ký tự." / "The query is too long: {allowed} characters at most.";
        TooDeep => "Cột {column}: quá nhiều dấu ngoặc lồng nhau, tối đa {allowed} lớp." / "Column {column}: too many parentheses inside each other, {allowed} at most.";
        TooMany => "Cột {column}: quá nhiều từ và điều kiện, tối đa {allowed}." / "Column {column}: too many words and conditions, {allowed} at most.";
        UnknownField => "Cột {column}: không có trường “{found}”. Có thể dùng: {allowed}." / "Column {column}: there is no field “{found}”. You can use: {allowed}.";
        MissingValue => "Cột {column}: “{found}” thiếu giá trị. Có thể dùng: {allowed}." / "Column {column}: “{found}” needs a value. You can use: {allowed}.";
        BadValue => "Cột {column}: giá trị “{found}” không hợp lệ. Có thể dùng: {allowed}." / "Column {column}: “{found}” is not a valid value. You can use: {allowed}.";
        OpenQuote => "Cột {column}: dấu ngoặc kép chưa đóng." / "Column {column}: the quote is not closed.";
        OpenGroup => "Cột {column}: dấu ngoặc đơn chưa đóng." / "Column {column}: the parenthesis is not closed.";
        ExtraParenthesis => "Cột {column}: dấu ngoặc đơn đóng nhưng chưa mở." / "Column {column}: this parenthesis was never opened.";
        Meant => "Có phải ý bạn là “{meant}”?" / "Did you mean “{meant}”?";
        Nothing => "Cột {column}: sau “{found}” phải có điều kiện." / "Column {column}: something must follow “{found}”.";
    }
}
