//! Being vouched for by an identity provider: what citizens and staff read on the way there and back.

crate::catalogue! {
    /// The pages.
    pub enum Identity {
        // Signing a petition.
        SignOr => "Hoặc ký bằng danh tính đã xác thực" / "Or sign with a verified identity";
        SignHint => "{name} cho biết họ tên của bạn và xác nhận bạn là ai. Không cần e-mail; chữ ký được tính ngay và được đếm riêng là đã xác thực. Mỗi người ký một lần." / "{name} tells us your name and vouches for who you are. No e-mail is needed; your signature counts at once, and is counted apart as verified. Everybody signs once.";
        SignGo => "Ký bằng tài khoản định danh {name}" / "Sign with {name}";
        GoingTitle => "Đang chuyển sang {name}" / "Taking you to {name}";
        GoingLead => "Hãy đăng nhập ở đó. Sau đó bạn quay lại đây và chữ ký được ghi nhận; nếu bạn hủy ở đó, không có gì được ký." / "Sign in there. You then come back here and your signature is recorded; if you cancel there, nothing is signed.";
        GoingLink => "Tiếp tục sang {name}" / "Go on to {name}";
        SignTell => "Báo tôi khi có câu trả lời, tới e-mail mà {name} xác nhận" / "Tell me when it is answered, at the e-mail address that {name} confirms";
        ConsentMissing => "Hãy đánh dấu đồng ý: không lưu tên thì chữ ký không ghi nhận được" / "Please tick that you agree: without your name a signature cannot be kept";
        MineVerified => "Danh tính của bạn đã được xác thực." / "Your identity has been verified.";
        MineAgain => "Muốn xem lại hoặc rút chữ ký, hãy giữ địa chỉ trang này, hoặc ký lại bằng cùng tài khoản: bạn sẽ trở lại đây." / "To look at it again or to withdraw, keep the address of this page, or sign once more with the same account: you will be back here.";
        // It came to nothing.
        NotSigned => "Chưa ký: {why}" / "Not signed: {why}";
        NotSignedIn => "Chưa đăng nhập: {why}" / "Not signed in: {why}";
        Denied => "việc xác nhận đã bị hủy" / "the confirmation was cancelled";
        DeniedDetail => "Bạn đã hủy ở {name}, hoặc {name} không cho phép. Không có gì được ký hay lưu lại." / "You cancelled at {name}, or {name} did not allow it. Nothing was signed or kept.";
        Over => "đường quay lại không còn hiệu lực" / "the way back is not good any more";
        OverDetail => "Đã quá 15 phút, trang đã được mở trước đó, hoặc bạn bắt đầu ở trình duyệt khác. Lần này không có gì được ký." / "More than 15 minutes have passed, the page was opened before, or you began in another browser. Nothing was signed this time.";
        Unavailable => "{name} không trả lời" / "{name} does not answer";
        UnavailableDetail => "Chúng tôi không liên lạc được với {name}. Không có gì được ký. Hãy thử lại sau ít phút, hoặc ký bằng e-mail." / "We cannot reach {name}. Nothing was signed. Try again in a few minutes, or sign by e-mail.";
        Unbelieved => "câu trả lời của {name} không đáng tin" / "the answer of {name} cannot be trusted";
        UnbelievedDetail => "Câu trả lời không được ký đúng cách hoặc không dành cho lần này. Không có gì được ký. Hãy bắt đầu lại; nếu vẫn vậy, hãy ký bằng e-mail và báo cho người quản trị." / "The answer was not signed as it should be, or not meant for this visit. Nothing was signed. Please start again; if it happens once more, sign by e-mail and tell the administrator.";
        // Signing in to the console.
        StaffDeniedDetail => "Bạn đã hủy ở {name}, hoặc {name} không cho phép. Bạn chưa đăng nhập." / "You cancelled at {name}, or {name} did not allow it. You are not signed in.";
        StaffOverDetail => "Đã quá 15 phút, trang đã được mở trước đó, hoặc bạn bắt đầu ở trình duyệt khác. Hãy bắt đầu lại từ trang đăng nhập." / "More than 15 minutes have passed, the page was opened before, or you began in another browser. Start again from the sign-in page.";
        StaffUnavailableDetail => "Chúng tôi không liên lạc được với {name}. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu." / "We cannot reach {name}. Try again in a few minutes, or sign in with your password.";
        StaffUnbelievedDetail => "Câu trả lời không được ký đúng cách hoặc không dành cho lần này. Hãy bắt đầu lại; nếu vẫn vậy, hãy báo cho người quản trị." / "The answer was not signed as it should be, or not meant for this visit. Please start again; if it happens once more, tell the administrator.";
        StaffNameless => "{name} không cho biết bạn là ai" / "{name} does not say who you are";
        StaffNamelessDetail => "{name} đã xác nhận bạn nhưng không gửi e-mail đã được xác minh hay tên đăng nhập mà chúng tôi cần. Hãy nhờ người quản trị kiểm tra cấu hình." / "{name} vouches for you, but sends no verified e-mail address or user name, which we need. Ask the administrator to check the configuration.";
        StaffUnknown => "ở đây chưa có tài khoản của bạn" / "you have no account here";
        StaffUnknownDetail => "{name} cho biết bạn là “{login}”, nhưng ở đây không có người dùng nào tên như vậy. Đăng nhập một lần không tự tạo tài khoản: hãy nhờ người quản trị tạo tài khoản với đúng tên này." / "{name} says that you are “{login}”, and no user here is called so. Single sign-on makes no accounts: ask an administrator for one of exactly this name.";
        StaffDisabled => "tài khoản của bạn đã bị khóa" / "your account is closed";
        StaffDisabledDetail => "{name} đã xác nhận bạn, nhưng tài khoản của bạn ở đây đã bị khóa. Hãy hỏi người quản trị." / "{name} vouches for you, but your account here has been closed. Ask an administrator.";
        BackToSignIn => "Về trang đăng nhập" / "To the sign-in page";
        Provider => "nơi xác nhận danh tính" / "the identity provider";
        BackToPetition => "Quay lại kiến nghị" / "Back to the petition";
    }
}
