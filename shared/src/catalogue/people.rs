//! People and their roles, sessions, passwords: what administrators read, and everybody about their own account.

crate::catalogue! {
    /// The pages of people.
    pub enum PeoplePage {
        Title => "Người dùng và vai trò" / "People and roles";
        Intro => "Ai làm việc ở đâu và được làm gì; cấp mật khẩu, ngừng và mở lại tài khoản, kết thúc phiên đăng nhập." / "Who works where and may do what; passwords, keeping people out and letting them in, ending sessions.";
        Search => "Tên hoặc tên đăng nhập" / "Name or login";
        Role => "Vai trò" / "Role";
        RoleAll => "Mọi vai trò" / "Any role";
        State => "Tài khoản" / "Account";
        StateAll => "Tất cả" / "All";
        StateOn => "Đang dùng" / "In use";
        StateOff => "Đã ngừng" / "Kept out";
        Count => "{n} người" / "{n} people";
        None => "Không có ai khớp." / "Nobody matches.";
        More => "Xem thêm" / "Show more";
        New => "Thêm người" / "Add a person";
        NewTitle => "Thêm người" / "Add a person";
        Person => "Tài khoản" / "Account";
        Login => "Tên đăng nhập" / "Login";
        LoginHelp => "Chữ thường không dấu, chữ số, dấu chấm, gạch ngang, hoặc cả địa chỉ e-mail; sau này không đổi được." / "Lower-case letters without marks, digits, dots, hyphens, or a whole e-mail address; it cannot be changed later.";
        Name => "Họ và tên" / "Name";
        Email => "E-mail nhận thông báo việc" / "E-mail for news of their work";
        EmailHelp => "Địa chỉ được niêm phong: sau khi lưu không ai đọc lại được. Để trống nếu không đổi." / "The address is sealed: nobody can read it again once it is kept. Leave it empty to leave it as it is.";
        EmailOn => "Đang nhận thông báo qua e-mail." / "Is told by e-mail.";
        EmailStopped => "Đã tự tắt thông báo qua e-mail." / "Has stopped e-mail.";
        EmailNone => "Chưa có địa chỉ e-mail." / "There is no address.";
        EmailRemove => "Bỏ địa chỉ e-mail" / "Take the address away";
        Roles => "Vai trò" / "Roles";
        RolesIntro => "Mỗi vai trò có hiệu lực tại cơ quan đã chọn và mọi cơ quan bên dưới." / "A role holds at the agency chosen and everywhere below it.";
        RoleAdd => "Thêm vai trò" / "Add a role";
        RoleRemove => "Bỏ vai trò {role} tại {agency}" / "Take the role {role} at {agency} away";
        RoleAgency => "Tại cơ quan" / "At";
        RolesElsewhere => "Còn {n} vai trò ngoài phạm vi của bạn; người quản trị cấp trên giữ tài khoản này." / "There are {n} more roles outside your branch; an administrator above you keeps this account.";
        Save => "Lưu" / "Save";
        Create => "Thêm và tạo mật khẩu một lần" / "Add, with a one-time password";
        Cancel => "Bỏ" / "Cancel";
        Saved => "Đã lưu." / "Saved.";
        OneTimeTitle => "Mật khẩu một lần" / "One-time password";
        OneTimeText => "Chỉ hiện một lần. Hãy trao tận tay; người nhận phải tự đặt mật khẩu mới khi đăng nhập, trước {date}." / "It is shown only once. Hand it over in person; they choose their own when they sign in, before {date}.";
        OneTimeStill => "Chưa đổi mật khẩu một lần." / "Still has the one-time password.";
        PasswordReset => "Cấp mật khẩu mới" / "Give a new password";
        PasswordSure => "Cấp mật khẩu mới: mọi phiên của họ sẽ kết thúc – bấm lần nữa" / "Give a new password: all their sessions end – press again";
        Disable => "Ngừng tài khoản" / "Keep out";
        DisableSure => "Ngừng tài khoản: mọi phiên kết thúc ngay – bấm lần nữa" / "Keep out: all sessions end at once – press again";
        Enable => "Cho dùng lại" / "Let in again";
        Disabled => "Đã ngừng" / "Kept out";
        DisabledSaid => "Đã ngừng tài khoản; mọi phiên đã kết thúc." / "Kept out; all sessions have ended.";
        EnabledSaid => "Tài khoản dùng lại được." / "They may sign in again.";
        Waits => "Có người thử sai mật khẩu quá nhiều lần với tên này." / "Somebody has tried wrong passwords with this login too often.";
        Unlock => "Mở khóa ngay" / "Unlock now";
        Unlocked => "Đã mở khóa." / "Unlocked.";
        StepHas => "Đăng nhập cần bước xác thực thứ hai." / "Signing in takes a second step.";
        PasskeysHas => "Số khóa truy cập: {n}" / "Passkeys: {n}";
        StepRemove => "Gỡ bước thứ hai và khóa truy cập" / "Take second step and passkeys away";
        StepSure => "Gỡ: mọi phiên của họ sẽ kết thúc – bấm lần nữa" / "Take them away: all their sessions end – press again";
        StepRemoved => "Đã gỡ; mọi phiên đã kết thúc." / "Taken away; all sessions have ended.";
        Actions => "Đăng nhập" / "Signing in";
        SeenNever => "Chưa đăng nhập lần nào" / "Never signed in";
        Seen => "Đăng nhập lần cuối {date}" / "Signed in last {date}";
        SessionsEnd => "Kết thúc mọi phiên" / "End all sessions";
        SessionsEnded => "Đã kết thúc." / "Ended.";
    }
}

crate::catalogue! {
    /// One's own account, and what comes between the password and the first page.
    pub enum Account {
        Title => "Tài khoản của tôi" / "My account";
        Intro => "Mật khẩu, khóa truy cập, bước xác thực thứ hai và những nơi bạn đang đăng nhập." / "Your password, passkeys and second step, and where you are signed in.";
        SessionsTitle => "Nơi đang đăng nhập" / "Where you are signed in";
        SessionsNone => "Không đăng nhập ở đâu." / "Signed in nowhere.";
        Since => "từ {date}" / "since {date}";
        Used => "dùng lần cuối {date}" / "used last {date}";
        Here => "phiên này" / "this one";
        End => "Kết thúc" / "End";
        EndOf => "Kết thúc phiên {agent}, {date}" / "End the session {agent}, {date}";
        EndOthers => "Kết thúc mọi phiên khác" / "End all others";
        Ended => "Đã kết thúc." / "Ended.";
        PasswordTitle => "Mật khẩu" / "Password";
        PasswordNow => "Mật khẩu hiện tại" / "Present password";
        PasswordOnce => "Mật khẩu một lần vừa nhận" / "The one-time password that you were given";
        PasswordNew => "Mật khẩu mới" / "New password";
        PasswordHelp => "Ít nhất 10 ký tự; vài từ không liên quan đến nhau là tốt nhất. Các phiên khác sẽ kết thúc." / "At least 10 characters; a few words that have nothing to do with each other are best. Your other sessions end.";
        PasswordAgain => "Nhập lại mật khẩu mới" / "New password once more";
        PasswordDiffers => "Hai lần nhập khác nhau." / "The two are not the same.";
        PasswordSave => "Đổi mật khẩu" / "Change the password";
        PasswordSaved => "Đã đổi mật khẩu." / "The password was changed.";
        ChooseTitle => "Đặt mật khẩu của bạn" / "Choose your own password";
        ChooseIntro => "Bạn vừa đăng nhập bằng mật khẩu một lần. Từ nay chỉ mình bạn biết mật khẩu." / "You have signed in with a one-time password. From now on only you know it.";
        Leave => "Đăng xuất" / "Sign out";
        CodeTitle => "Nhập mã xác thực" / "Type the code";
        CodeIntro => "Mở ứng dụng xác thực trên điện thoại và nhập mã 6 số đang hiện. Mất điện thoại? Nhập một mã khôi phục." / "Open the authenticator on your telephone and type the six digits that it shows. Lost it? Type one of your recovery codes.";
        Code => "Mã" / "Code";
        CodeGo => "Tiếp tục" / "Go on";
        PasskeySignIn => "Đăng nhập bằng khóa truy cập" / "Sign in with a passkey";
    }
}

crate::catalogue! {
    /// One's own passkeys; apart from the account, which every program asks for before its first page.
    pub enum Passkeys {
        Title => "Khóa truy cập" / "Passkeys";
        Intro => "Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị: không cần gõ tên hay mật khẩu, và không trang giả nào lấy được." / "Sign in by fingerprint, face or PIN of your device: without typing a name or a password, and safe from pages that pretend to be this one.";
        None => "Bạn chưa có khóa nào." / "You have none yet.";
        NotHere => "Trình duyệt hoặc địa chỉ này không dùng được khóa truy cập." / "This browser or this address cannot use passkeys.";
        Name => "Tên của khóa" / "What to call it";
        NameHelp => "Ví dụ: máy tính ở cơ quan. Để trống thì lấy tên trình duyệt." / "For example: computer in the office. Empty: the name of the browser.";
        Add => "Thêm khóa truy cập" / "Add a passkey";
        Added => "Đã thêm khóa truy cập." / "The passkey was added.";
        Since => "tạo {date}" / "made {date}";
        Used => "dùng lần cuối {date}" / "used last {date}";
        Unused => "chưa dùng lần nào" / "never used";
        Remove => "Gỡ" / "Remove";
        RemoveOf => "Gỡ khóa {name}" / "Remove the passkey {name}";
        Removed => "Đã gỡ: khóa này không còn đăng nhập được." / "Removed: this passkey opens nothing any more.";
    }
}

crate::catalogue! {
    /// The second step of one's own sign-in; apart from the account for the same reason.
    pub enum SecondStep {
        Title => "Bước xác thực thứ hai" / "Second step";
        Off => "Chưa bật. Khi bật, ngoài mật khẩu còn cần một mã từ điện thoại: ai biết mật khẩu của bạn vẫn chưa vào được." / "Off. Once it is on, signing in takes a code from your telephone, too: whoever knows your password is not in yet.";
        On => "Đã bật từ {date}. Số mã khôi phục còn lại: {n}." / "On since {date}. Recovery codes left: {n}.";
        Begin => "Bật bước thứ hai" / "Turn it on";
        Scan => "Quét hình này bằng ứng dụng xác thực, hoặc nhập khóa bên dưới. Sau đó nhập mã mà ứng dụng hiện ra." / "Scan this with an authenticator app, or type the key below into it. Then type the code that it shows.";
        Picture => "Mã QR cho ứng dụng xác thực" / "QR code for an authenticator app";
        Secret => "Khóa" / "Key";
        Address => "Địa chỉ" / "Address";
        Confirm => "Xác nhận và bật" / "Confirm and turn it on";
        OnSaid => "Đã bật bước thứ hai. Các phiên khác đã kết thúc." / "The second step is on. Your other sessions have ended.";
        Remove => "Tắt bước thứ hai" / "Turn it off";
        RemoveCode => "Mã trên điện thoại hoặc một mã khôi phục" / "The code on your telephone, or a recovery code";
        OffSaid => "Đã tắt bước thứ hai." / "The second step is off.";
        RecoveryTitle => "Mã khôi phục" / "Recovery codes";
        RecoveryText => "Chỉ hiện một lần. Hãy in hoặc chép ra giấy và cất nơi an toàn: khi mất điện thoại, mỗi mã dùng được một lần thay cho mã trên điện thoại." / "Shown only once. Print them or copy them on paper, and put them away safely: when you lose your telephone, each is good once in place of its code.";
        RecoveryKept => "Tôi đã cất các mã này" / "I have put them away";
    }
}
