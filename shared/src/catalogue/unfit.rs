//! What an administrator reads when a calendar, a policy or a file cannot be used. Place: `{value}`.

crate::catalogue! {
    /// Texts of [`crate::unfit::Why`].
    pub enum UnfitText {
        Required => "Hãy điền mục này" / "Fill this in";
        TooLong => "Dài quá {value} ký tự; hãy rút gọn" / "Longer than {value} characters; please shorten it";
        UnknownValue => "Không có giá trị \"{value}\"" / "There is no “{value}”";
        OutOfRange => "Chỉ nhận giá trị {value}" / "Only {value} is allowed";
        NotADate => "\"{value}\" không phải là ngày (năm-tháng-ngày, ví dụ 2026-11-24)" / "“{value}” is not a date (year-month-day, for example 2026-11-24)";
        NotAPeriod => "\"{value}\" không phải là khoảng giờ làm việc (ví dụ 07:30-11:30; giờ kết thúc phải sau giờ bắt đầu)" / "“{value}” is not a working period (for example 07:30-11:30; it must end after it starts)";
        EndBeforeStart => "Ngày cuối {value} đứng trước ngày đầu" / "The last day, {value}, is before the first";
        Overlap => "Các khoảng giờ chồng lên nhau hoặc không theo thứ tự" / "The periods overlap or are not in order";
        Twice => "{value} có hai lần" / "{value} is there twice";
        UnknownZone => "Không có múi giờ \"{value}\"; cần tên IANA, ví dụ Asia/Ho_Chi_Minh" / "There is no time zone “{value}”; an IANA name is needed, for example Asia/Ho_Chi_Minh";
        NeverWorks => "Không có ngày làm việc nào: mọi thời hạn sẽ không bao giờ kết thúc" / "No day is worked: no term would ever end";
        HoursNotAllowed => "Ngày loại này không có giờ làm việc riêng" / "A day of this sort has no working periods of its own";
        HoursMissing => "Ngày rút ngắn phải có giờ làm việc" / "A short day needs its working periods";
        BadQuery => "Điều kiện không đọc được: {value}" / "The condition cannot be read: {value}";
        NeverMatches => "Điều kiện tự mâu thuẫn: không hồ sơ nào khớp được" / "The condition contradicts itself: no case can ever match";
        Shadowed => "Mọi hồ sơ khớp điều kiện này đã thuộc \"{value}\" đứng trước; hãy đặt mục này lên trước hoặc thu hẹp mục kia" / "Every case that matches is taken by “{value}” before it; move this one up or narrow that one";
        TooMany => "Quá nhiều: chỉ nhận tối đa {value}" / "Too many: at most {value} are taken";
        Unreadable => "Không đọc được: {value}" / "This cannot be read: {value}";
        NotWholeDays => "Sự kiện có giờ; chỉ nhận sự kiện cả ngày (DTSTART;VALUE=DATE)" / "The event has a time of day; only all-day events are taken (DTSTART;VALUE=DATE)";
        UnknownPlace => "Không có chỗ điền {value} trong loại thư này" / "There is no place {value} in this kind of letter";
        BlankOpen => "Hãy điền chỗ trống [[{value}]] trước khi gửi" / "Fill the blank [[{value}]] before sending";
        NoPicture => "Phải gửi kèm ảnh hiện trường hoặc kết quả" / "A picture of the place or the result must come along";
        NoDocument => "Phải gửi kèm văn bản" / "A document must come along";
        NoLegalBasis => "Hãy nêu căn cứ pháp lý (luật, nghị định, điều khoản…)" / "Name the legal basis (law, decree, article…)";
        NoDate => "Hãy nêu ngày cụ thể" / "Name a date";
        NoUnit => "Hãy nêu đơn vị chịu trách nhiệm" / "Name the unit that is responsible";
        TooShort => "Cần ít nhất {value} ký tự" / "At least {value} characters are needed";
        TooEasy => "Quá dễ đoán: đây là điều người khác thử đầu tiên. Hãy dùng vài từ không liên quan đến nhau" / "Too easy to guess: this is what somebody would try first. Use a few words that have nothing to do with each other";
        WrongCode => "Mã này không đúng, đã hết hạn hoặc đã dùng; hãy nhập mã đang hiện" / "This code is wrong, has expired or was used before; type the one that is shown now";
        NotThis => "Mật khẩu hiện tại không đúng" / "This is not the present password";
        Taken => "“{value}” đã có người dùng" / "“{value}” is taken";
        NotALogin => "Tên đăng nhập gồm 2 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới hoặc một dấu @" / "A login has 2 to 60 lower-case letters without marks, digits, dots, hyphens, underscores or one @";
        NotAnAddress => "“{value}” không phải địa chỉ e-mail" / "“{value}” is not an e-mail address";
        NotACode => "Mã gồm 1 đến 60 chữ thường không dấu, chữ số và dấu gạch ngang" / "A code has 1 to 60 lower-case letters without marks, digits and hyphens";
        BelowItself => "“{value}” nằm bên dưới chính nó" / "“{value}” is below it";
        NotInUse => "“{value}” không còn được dùng" / "“{value}” is not used any more";
        StillThere => "Vẫn còn {value}; hãy chuyển hoặc sáp nhập trước" / "There are still {value}; move them or merge first";
        NotAsSeen => "Thiết lập đã thay đổi sau khi bạn xem thử; hãy xem thử lại" / "Something has changed since you looked; look again";
        NotYours => "“{value}” nằm ngoài phạm vi bạn quản trị" / "“{value}” is outside the branch that you administer";
        NotAnOrigin => "\"{value}\" không phải là nguồn của một trang: viết https:// và tên miền, không có đường dẫn, ví dụ https://xa.example.vn" / "“{value}” is not the origin of a page: write https:// and the name, without a path, for example https://commune.example.vn";
        NotAKey => "\"{value}\" không dùng làm mã được: chỉ chữ thường không dấu, số và dấu gạch nối" / "“{value}” cannot be used here: only small letters without marks, digits and hyphens";
        NotAColour => "\"{value}\" không phải là màu: viết # và sáu chữ số thập lục phân, ví dụ #0b6e76" / "“{value}” is not a colour: write # and six hexadecimal digits, for example #0b6e76";
        OneLanguage => "Hãy điền cả tiếng Việt và tiếng Anh" / "Fill in both Vietnamese and English";
        NotBefore => "Câu hỏi \"{value}\" phải đứng trước câu này" / "The question “{value}” must come before this one";
        NoAnswer => "\"{value}\" không phải là câu trả lời có thể có" / "“{value}” is not an answer that can be given";
        NotForKind => "Loại câu hỏi này không dùng mục đó" / "Questions of this kind have no such thing";
        NotALogo => "Tệp này không dùng làm biểu trưng được; hãy chọn ảnh PNG, JPEG hoặc WebP, tối đa 2 MB" / "This file cannot be a logo; choose a PNG, JPEG or WebP picture of at most 2 MB";
    }
}
