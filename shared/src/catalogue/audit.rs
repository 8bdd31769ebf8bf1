//! The record of what administrators did.

crate::catalogue! {
    /// Names of [`crate::audit::Act`].
    pub enum Acts {
        Created => "Thêm mới" / "Added";
        Changed => "Sửa" / "Changed";
        Removed => "Xóa" / "Removed";
        Disabled => "Ngừng sử dụng" / "Taken out of use";
        Enabled => "Cho dùng lại" / "Put back into use";
        PasswordReset => "Cấp lại mật khẩu" / "New password given";
        SecondStepRemoved => "Gỡ bước thứ hai và khóa truy cập" / "Second step and passkeys taken away";
        Unlocked => "Mở khóa đăng nhập" / "Sign-in unlocked";
        SessionsEnded => "Kết thúc phiên đăng nhập" / "Signed out";
        Moved => "Chuyển chỗ" / "Moved";
        Merged => "Sáp nhập" / "Merged";
        Started => "Bắt đầu" / "Begun";
        Stopped => "Dừng" / "Stopped";
        Rotated => "Đổi khóa bí mật" / "Secret replaced";
        SentAgain => "Gửi lại" / "Sent again";
        Dismissed => "Không gửi nữa" / "Given up";
        Imported => "Nhập từ tệp" / "Imported from a file";
        Erased => "Xóa hẳn" / "Erased";
        Exported => "Trích xuất" / "Exported";
    }
}

crate::catalogue! {
    /// Names of [`crate::audit::Thing`].
    pub enum Things {
        Person => "Người dùng" / "Person";
        Agency => "Cơ quan" / "Agency";
        Area => "Địa bàn" / "Area";
        Category => "Lĩnh vực" / "Category";
        Rule => "Quy tắc phân luồng" / "Routing rule";
        Thresholds => "Ngưỡng gợi ý" / "Thresholds of the suggestion";
        Calendar => "Lịch làm việc" / "Working calendar";
        Policy => "Chính sách thời hạn" / "Deadline policy";
        Recalculation => "Tính lại thời hạn" / "Recalculation";
        Template => "Mẫu trả lời" / "Template of answers";
        AnswerRule => "Yêu cầu với câu trả lời" / "What answers need";
        Letter => "Thư" / "Letter";
        Ladder => "Bậc nhắc việc" / "Escalation";
        Endpoint => "Webhook" / "Webhook";
        Delivery => "Thông báo" / "Delivery";
        Site => "Trang nhúng" / "Website";
        PetitionRules => "Quy định về kiến nghị" / "Rules of petitions";
        PetitionSwitch => "Công tắc kiến nghị" / "Switch of petitions";
        Token => "Mã truy cập API" / "API token";
        Retention => "Thời hạn lưu giữ" / "Retention";
        PersonalData => "Dữ liệu cá nhân" / "Personal data";
    }
}

crate::catalogue! {
    /// The page of administration.
    pub enum AuditPage {
        Title => "Nhật ký quản trị" / "Record of changes";
        Intro => "Ai đã đổi thiết lập nào, lúc nào, trước và sau ra sao." / "Who changed which setting when, and what it was before and after.";
        Who => "Người thực hiện (tên đăng nhập)" / "By whom (login)";
        Thing => "Đối tượng" / "What";
        All => "Tất cả" / "All";
        From => "Từ ngày" / "From";
        To => "Đến hết ngày" / "To";
        Show => "Lọc" / "Filter";
        Export => "Tải CSV" / "Download CSV";
        Count => "{n} mục" / "{n} entries";
        None => "Không có mục nào khớp." / "Nothing matches.";
        Older => "Xem các mục cũ hơn" / "Older entries";
        CommandLine => "Dòng lệnh" / "Command line";
        Before => "Trước" / "Before";
        After => "Sau" / "After";
        Place => "Thuộc" / "Of";
    }
}

crate::catalogue! {
    /// The page of who looked at which case.
    pub enum LooksPage {
        Title => "Nhật ký xem hồ sơ" / "Who looked at which case";
        Intro => "Ai đã xem hồ sơ nào, lúc nào; ai đã mở danh tính được niêm phong và vì sao." / "Who looked at which case when; who opened a sealed identity, and why.";
        Who => "Người xem (tên đăng nhập)" / "By whom (login)";
        Case => "Mã hồ sơ" / "Tracking code";
        UnsealedOnly => "Chỉ những lần mở danh tính" / "Only opened identities";
        Unsealed => "Mở danh tính" / "Opened who sent it";
        Looked => "Xem hồ sơ" / "Looked at it";
        Count => "{n} lượt xem, mỗi người mỗi hồ sơ mỗi giờ tính một lượt" / "{n} looks, one for each person, case and hour";
    }
}
