//! What a person reads when something went wrong: what happened, what was kept, what to do.

crate::catalogue! {
    /// Titles and details of [`crate::error::ErrorCode`].
    pub enum Errors {
        Malformed => "Yêu cầu không đọc được" / "The request could not be read";
        MalformedDetail => "Nội dung gửi lên không phải JSON đúng dạng. Chưa có gì được lưu; hãy sửa rồi gửi lại." / "The content is not well-formed JSON. Nothing was stored; please correct it and send it again.";
        Invalid => "Có thông tin cần sửa" / "Some details need correcting";
        InvalidDetail => "Chưa có gì được gửi đi. Hãy xem từng mục bên dưới, sửa rồi gửi lại." / "Nothing was sent yet. Please look at each item below, correct it and send again.";
        Unauthenticated => "Bạn chưa đăng nhập" / "You are not signed in";
        UnauthenticatedDetail => "Hãy đăng nhập rồi thử lại; bản nháp trên máy vẫn còn." / "Sign in and try again; drafts on this device are kept.";
        Denied => "Bạn không có quyền làm việc này" / "You are not allowed to do this";
        DeniedDetail => "Không có gì thay đổi. Nếu đây là việc của bạn, hãy nhờ người quản trị cấp quyền." / "Nothing was changed. If this is your job, ask an administrator for the right.";
        BadCredentials => "Tên đăng nhập hoặc mật khẩu không đúng" / "The user name or password is wrong";
        BadCredentialsDetail => "Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại." / "Check the input method and Caps Lock, then try again.";
        BadSecret => "Mã bí mật không đúng" / "The secret is wrong";
        BadSecretDetail => "Mã bí mật nằm trên giấy biên nhận, bên cạnh mã tra cứu. Không có mã này vẫn xem được tình trạng hồ sơ." / "The secret is on the receipt, beside the tracking code. Without it you can still see the status.";
        NotFound => "Không tìm thấy" / "Not found";
        NotFoundDetail => "Không có gì ở địa chỉ hay mã này. Hãy kiểm tra lại từng ký tự." / "There is nothing at this address or code. Please check it character by character.";
        UnknownSite => "Trang này chưa được đăng ký" / "This website is not registered";
        UnknownSiteDetail => "Khóa của trang không đúng. Người quản trị trang cần chép lại đoạn mã nhúng." / "The site key is unknown. The webmaster needs to copy the snippet again.";
        ForbiddenOrigin => "Trang này không được phép gửi" / "This page may not send";
        ForbiddenOriginDetail => "Địa chỉ của trang không có trong danh sách cho phép. Bạn vẫn có thể gửi qua biểu mẫu trên cổng." / "The page's address is not on the site's list. You can still use the form on the portal.";
        KeyReused => "Khóa gửi này đã dùng cho nội dung khác" / "This key was used for other content";
        KeyReusedDetail => "Hồ sơ gửi trước vẫn được giữ nguyên. Hãy gửi nội dung mới với khóa mới." / "The case sent before is kept as it was. Send the new content with a new key.";
        KeyMissing => "Thiếu Idempotency-Key" / "Idempotency-Key is missing";
        KeyMissingDetail => "Hãy gửi kèm tiêu đề Idempotency-Key dài từ 1 đến 128 ký tự, mỗi hồ sơ một khóa." / "Send an Idempotency-Key header of 1 to 128 characters, one key per case.";
        Stale => "Người khác vừa cập nhật trước bạn" / "Someone else has just changed this";
        StaleDetail => "Nội dung bạn viết vẫn còn. Hãy xem thay đổi mới rồi gửi lại." / "What you wrote is kept. Look at the change, then send again.";
        Paused => "Đang tạm dừng" / "Paused for now";
        PausedDetail => "Chức năng này đang được tạm dừng. Không có gì bị mất; hãy quay lại sau." / "This is paused for a while. Nothing is lost; please come back later.";
        NotAllowedNow => "Hồ sơ đang ở bước không làm được việc này" / "The case is at a stage where this cannot be done";
        NotAllowedNowDetail => "Không có gì thay đổi. Hãy tải lại hồ sơ để xem các việc làm được lúc này." / "Nothing was changed. Reload the case to see what can be done now.";
        TooLarge => "Nội dung quá lớn" / "The content is too large";
        TooLargeDetail => "Chưa có gì được lưu. Hãy rút gọn rồi gửi lại." / "Nothing was stored. Please shorten it and send again.";
        FileRefused => "Không nhận được tệp này" / "This file is not taken";
        FileRefusedDetail => "{reason}" / "{reason}";
        UploadElsewhere => "Việc tải lên đang ở chỗ khác" / "The upload stands at another place";
        UploadElsewhereDetail => "Phần đã tải vẫn còn. Hãy hỏi lại vị trí (HEAD) rồi tải tiếp từ đó." / "What was uploaded is kept. Ask where it stands (HEAD) and go on from there.";
        UploadProtocol => "Cần giao thức tải lên tus 1.0.0" / "The upload protocol tus 1.0.0 is needed";
        UploadProtocolDetail => "Hãy gửi tiêu đề Tus-Resumable: 1.0.0 và đúng các tiêu đề Upload-*." / "Send the header Tus-Resumable: 1.0.0 and well-formed Upload-* headers.";
        UnsupportedMedia => "Cần gửi dạng JSON" / "JSON is expected";
        UnsupportedMediaDetail => "Hãy gửi với Content-Type: application/json." / "Send it with Content-Type: application/json.";
        MethodNotAllowed => "Cách gọi này không dùng được ở đây" / "This method cannot be used here";
        MethodNotAllowedDetail => "Hãy xem tài liệu API tại /api/docs." / "See the API document at /api/docs.";
        BadQuery => "Câu tìm kiếm chưa đúng" / "The query cannot be read";
        BadQueryDetail => "{reason}" / "{reason}";
        StepNeeded => "Còn một bước nữa để đăng nhập xong" / "One more step is needed to finish signing in";
        StepNeededDetail => "Hãy tải lại trang và làm theo hướng dẫn. Chưa có gì thay đổi." / "Reload the page and follow what it says. Nothing was changed.";
        SignInAgain => "Cần đăng nhập lại trước" / "Please sign in again first";
        SignInAgainDetail => "Việc này chỉ làm được trong 15 phút đầu của một phiên, để không ai làm thay bạn trên màn hình bỏ ngỏ. Hãy đăng xuất, đăng nhập lại rồi làm tiếp; chưa có gì thay đổi." / "This can be done only in the first 15 minutes of a session, so that nobody does it for you on a screen that was left open. Sign out, sign in again and go on; nothing was changed.";
        PasskeyRefused => "Không nhận khóa truy cập này" / "The passkey was not accepted";
        PasskeyRefusedDetail => "Có thể bạn đã hủy, đã quá thời gian chờ, hoặc khóa đã bị gỡ ở đây. Hãy thử lại, hoặc đăng nhập bằng mật khẩu; chưa có gì thay đổi." / "Perhaps it was cancelled, took too long, or has been removed here. Try again, or sign in with your password; nothing was changed.";
        PasswordExpired => "Mật khẩu một lần đã hết hạn" / "The one-time password has expired";
        PasswordExpiredDetail => "Hãy nhờ người quản trị cấp mật khẩu mới." / "Ask an administrator for a new one.";
        LastAdministrator => "Đây là người quản trị cuối cùng" / "This is the last administrator";
        LastAdministratorDetail => "Không có gì thay đổi. Hãy giao quyền quản trị cao nhất cho người khác trước." / "Nothing was changed. Give somebody else the right to administer everything first.";
        WorkNeeded => "Cần một bước kiểm tra ngắn trước khi gửi" / "A short check is needed first";
        WorkNeededDetail => "Đang có nhiều hồ sơ được gửi cùng lúc. Nội dung của bạn vẫn còn: hãy tải lại trang rồi gửi lại. Chương trình khác: xem Proof-Of-Work ở /api/docs." / "Many are filing just now. What you wrote is kept: reload the page and send it again. Programs: see Proof-Of-Work at /api/docs.";
        RateLimited => "Có quá nhiều yêu cầu" / "Too many requests";
        RateLimitedDetail => "Nội dung của bạn vẫn còn. Hãy thử lại sau {wait}." / "What you wrote is kept. Try again in {wait}.";
        Busy => "Đang có quá nhiều người truy cập" / "Too many people are here just now";
        BusyDetail => "Hệ thống vẫn hoạt động nhưng chưa kịp phục vụ yêu cầu này. Nội dung của bạn vẫn còn. Hãy thử lại sau {wait}." / "The service is running but could not get to this request in time. What you wrote is kept. Try again in {wait}.";
        CatchingUp => "Số liệu đang được cập nhật" / "The figures are being brought up to date";
        CatchingUpDetail => "Chưa có gì được lập, vì số liệu lúc này sẽ thiếu. Hãy thử lại sau ít phút." / "Nothing was made, since the figures would be short just now. Try again in a few minutes.";
        Unavailable => "Hệ thống tạm thời chưa lưu được" / "Nothing can be stored just now";
        UnavailableDetail => "Chưa có gì được lưu, nội dung vẫn còn trên máy bạn. Hệ thống sẽ tự phục hồi; hãy gửi lại sau ít phút." / "Nothing was stored; what you wrote is still on your device. The system recovers by itself; please send again in a few minutes.";
        Internal => "Hệ thống gặp lỗi" / "Something went wrong on our side";
        InternalDetail => "Lỗi đã được ghi lại. Nội dung của bạn vẫn còn trên máy; hãy thử lại." / "The error was recorded. What you wrote is still on your device; please try again.";
    }
}

crate::catalogue! {
    /// How long to wait.
    pub enum Waits {
        Second => "1 giây" / "1 second";
        Seconds => "{n} giây" / "{n} seconds";
        Minutes => "{n} phút" / "{n} minutes";
    }
}

impl Waits {
    /// A wait as one would say it; rounded up, since whoever comes too early waits again.
    pub fn told(seconds: u32, lang: crate::Lang) -> String {
        let (key, n) = match seconds {
            0 | 1 => (Self::Second, 1),
            2..=90 => (Self::Seconds, seconds),
            _ => (Self::Minutes, seconds.div_ceil(60)),
        };
        super::fill(key.text(lang), &[("n", &n.to_string())])
    }
}

crate::catalogue! {
    /// Texts of [`crate::error::FieldError`].
    pub enum Fields {
        Required => "Hãy điền mục này" / "Fill this in";
        TooShort => "Hãy viết ít nhất {limit} ký tự để cơ quan hiểu được việc" / "Write at least {limit} characters, so that the agency can understand";
        TooLong => "Dài quá {limit} ký tự; hãy rút gọn" / "Longer than {limit} characters; please shorten it";
        BadEmail => "Địa chỉ thư điện tử chưa đúng, ví dụ: ten@example.vn" / "This is not an e-mail address; for example: name@example.org";
        BadPhone => "Số điện thoại chưa đúng, ví dụ: 0912 345 678" / "This is not a phone number; for example: +84 912 345 678";
        IdentityNeeded => "Loại đơn này phải có họ tên và số điện thoại hoặc thư điện tử" / "This kind needs your name and a phone number or e-mail address";
        BadCharacters => "Có ký tự không lưu được; hãy xóa rồi gõ lại" / "It contains characters that cannot be stored; delete and type them again";
        UnknownValue => "Giá trị này không có trong danh sách" / "This value is not on the list";
        InFuture => "Thời điểm này chưa đến" / "This time has not come yet";
        OutOfRange => "Giá trị nằm ngoài khoảng cho phép" / "The value is outside the allowed range";
        BadDate => "Ngày chưa đúng, ví dụ: 2026-11-26" / "This is not a date; for example: 2026-11-26";
        BadNumber => "Hãy ghi một số nguyên" / "Write a whole number";
        Stopped => "Việc này cần cách khác nhanh hơn; hãy làm theo hướng dẫn ở câu hỏi" / "There is a faster way for this; please follow the advice at the question";
        ConsentNeeded => "Hãy đánh dấu đồng ý cho dùng thông tin liên hệ, hoặc xóa thông tin đó" / "Tick that your contact details may be used, or remove them";
        NotSupported => "Mục này chưa nhận ở đây" / "This is not taken here";
        TooManyFiles => "Mỗi lần gửi kèm nhiều nhất {limit} tệp; các tệp còn lại có thể gửi sau, trong tin nhắn" / "At most {limit} files go along at once; the others can follow in a message";
        FileGone => "Có tệp chưa tải xong hoặc đã quá 24 giờ; hãy chọn lại tệp đó" / "A file was not uploaded to its end, or more than 24 hours ago; choose it again";
        FilesFull => "Các tệp của hồ sơ này cộng lại đã quá dung lượng; hãy gửi ít tệp hơn" / "The files of this case together are over the limit; send fewer";
    }
}

#[cfg(test)]
mod tests {
    use super::Waits;
    use crate::Lang;

    #[test]
    fn waits_are_told_as_people_say_them() {
        let check = |seconds, vi: &str, en: &str| {
            assert_eq!([Waits::told(seconds, Lang::Vi), Waits::told(seconds, Lang::En)], [vi, en], "{seconds}");
        };
        check(0, "1 giây", "1 second");
        check(12, "12 giây", "12 seconds");
        check(90, "90 giây", "90 seconds");
        check(91, "2 phút", "2 minutes");
        check(900, "15 phút", "15 minutes");
        check(901, "16 phút", "16 minutes");
    }
}
