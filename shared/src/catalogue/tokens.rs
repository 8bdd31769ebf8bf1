//! Tokens of other programs: what administrators read.

crate::catalogue! {
    /// The page.
    pub enum TokenPage {
        Title => "Mã truy cập API" / "API tokens";
        Intro => "Mã để phần mềm khác dùng API thay cho một phiên đăng nhập: mỗi mã có một vai trò tại một cơ quan, có hạn, và thu hồi được bất cứ lúc nào." / "What other programs use the API with, in place of signing in: each has one role at one agency, runs out, and can be taken back at any time.";
        ListTitle => "Các mã đã tạo" / "Tokens";
        None => "Chưa có mã nào trong phạm vi của bạn." / "There are none in your branch.";
        New => "Tạo mã" / "Make a token";
        Name => "Dùng cho việc gì" / "What it is for";
        NameHelp => "Tên này đứng trong lịch sử hồ sơ, nơi bình thường là tên người làm." / "This name stands in the histories of cases, where people's names stand otherwise.";
        Role => "Vai trò" / "Role";
        Agency => "Tại cơ quan" / "At";
        Days => "Số ngày hiệu lực" / "Days that it opens";
        DaysHelp => "Từ 1 đến 366. Trước khi hết hạn, hãy tạo mã mới rồi thu hồi mã cũ." / "1 to 366. Before it runs out, make another and take this one back.";
        Make => "Tạo mã" / "Make it";
        Cancel => "Bỏ" / "Cancel";
        SecretTitle => "Mã của “{name}”" / "The token of “{name}”";
        SecretText => "Chỉ hiện một lần: hãy chép ngay vào phần mềm sẽ dùng nó. Gửi kèm mỗi yêu cầu trong tiêu đề Authorization: Bearer. Ai có mã này làm được mọi việc mà vai trò cho phép." / "It is shown only once: copy it now into the program that will use it. Send it with each request as Authorization: Bearer. Whoever has it can do all that its role may.";
        ScreenText => "Địa chỉ để mở trên màn hình:" / "The address to open on the screen:";
        SecretKept => "Tôi đã chép mã" / "I have copied it";
        At => "{role} tại {agency}" / "{role} at {agency}";
        Until => "hiệu lực đến {date}" / "opens until {date}";
        Ended => "hết hạn ngày {date}" / "ran out on {date}";
        RevokedOn => "thu hồi ngày {date}" / "taken back on {date}";
        Used => "dùng lần cuối {date}" / "used last {date}";
        Unused => "chưa dùng lần nào" / "never used";
        MadeBy => "{who} tạo ngày {date}" / "made by {who} on {date}";
        Over => "Hết hạn" / "Run out";
        Revoked => "Đã thu hồi" / "Taken back";
        Revoke => "Thu hồi" / "Take back";
        RevokeOf => "Thu hồi mã “{name}”" / "Take the token “{name}” back";
        RevokeSure => "Thu hồi ngay: phần mềm đang dùng sẽ bị từ chối – bấm lần nữa" / "Take it back now: the program that uses it will be refused – press again";
        RevokedSaid => "Đã thu hồi mã." / "The token was taken back.";
    }
}
