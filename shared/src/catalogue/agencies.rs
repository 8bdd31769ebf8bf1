//! Agencies, areas and categories: what administrators read.

crate::catalogue! {
    /// The pages of agencies.
    pub enum AgencyPage {
        Title => "Cơ quan" / "Agencies";
        Intro => "Cây cơ quan: thêm, đổi tên, chuyển chỗ, đóng và sáp nhập vào cơ quan khác với mọi hồ sơ." / "The tree of agencies: add, rename, move, close, and merge one into another with all its cases.";
        Search => "Tìm theo tên, tên cũ hoặc mã" / "Find by name, former name or code";
        Closed => "Cả cơ quan đã đóng" / "Closed ones, too";
        Count => "{n} cơ quan" / "{n} agencies";
        None => "Không có cơ quan nào." / "There are none.";
        More => "Xem thêm" / "Show more";
        Top => "Từ trên cùng" / "From the top";
        Open => "Mở" / "Open";
        Below => "{n} cơ quan bên dưới" / "{n} below";
        New => "Thêm cơ quan" / "Add an agency";
        NewBelow => "Thêm cơ quan bên dưới" / "Add one below";
        Code => "Mã" / "Code";
        CodeHelp => "Chữ thường không dấu, chữ số, gạch ngang; sau này không đổi được." / "Lower-case letters without marks, digits, hyphens; it cannot be changed later.";
        Parent => "Cơ quan cấp trên" / "Agency above";
        NameVi => "Tên tiếng Việt" / "Name in Vietnamese";
        NameEn => "Tên tiếng Anh" / "Name in English";
        Aliases => "Tên cũ, tên tắt (mỗi dòng một tên)" / "Former and short names, one a line";
        AliasesHelp => "Người dân gõ những tên này vẫn tìm thấy." / "People who type these find it.";
        Area => "Mã địa bàn phụ trách" / "Code of its area";
        AreaHelp => "Để trống nếu phụ trách cả nước." / "Leave it empty when it is responsible for the whole country.";
        Role => "Vai trong địa bàn" / "Part it plays in its area";
        RoleHelp => "Cho quy tắc phân luồng: committee, so-xay-dung…" / "For routing rules: committee, so-xay-dung…";
        Identifier => "Mã định danh" / "Official identifier";
        Contact => "Cách liên hệ" / "How to reach it";
        Save => "Lưu" / "Save";
        Saved => "Đã lưu." / "Saved.";
        Add => "Thêm" / "Add";
        Cancel => "Bỏ" / "Cancel";
        Points => "Đang gắn với cơ quan này" / "What points at it";
        OpenCases => "Hồ sơ đang mở" / "Open cases";
        OtherCases => "Hồ sơ đã xong" / "Cases that are over";
        Sites => "Trang nhúng" / "Websites";
        People => "Người có vai trò" / "People with a role";
        Rules => "Quy tắc gửi đến" / "Rules that send there";
        Endpoints => "Webhook" / "Webhooks";
        Templates => "Mẫu trả lời" / "Templates";
        Searches => "Tìm kiếm dùng chung" / "Shared searches";
        MoveTitle => "Chuyển chỗ trong cây" / "Move within the tree";
        MoveText => "Cùng mọi cơ quan bên dưới. Quyền của cán bộ theo cây mới ngay." / "With all below it. Rights follow the new tree at once.";
        Move => "Chuyển" / "Move";
        Moved => "Đã chuyển." / "Moved.";
        CloseTitle => "Đóng" / "Close";
        CloseText => "Chỉ khi không còn hồ sơ mở, trang nhúng, người hay cơ quan bên dưới." / "Only when it has no open cases, websites, people or agencies below any more.";
        Close => "Đóng cơ quan" / "Close it";
        CloseSure => "Đóng cơ quan – bấm lần nữa" / "Close it – press again";
        ClosedSaid => "Đã đóng." / "Closed.";
        ClosedSince => "Đã đóng từ {date}" / "Closed since {date}";
        MergedSince => "Đã sáp nhập vào {agency} từ {date}" / "Merged into {agency} since {date}";
        MergedHere => "Đã sáp nhập vào đây" / "Merged into it";
        MergeTitle => "Sáp nhập vào cơ quan khác" / "Merge into another agency";
        MergeText => "Hồ sơ đang mở sang cơ quan kế nhiệm, giữ nguyên thời hạn và người xử lý; hồ sơ đã xong và số liệu ở lại dưới tên cũ. Người, trang nhúng và quy tắc trỏ sang cơ quan kế nhiệm; mã và tên cũ vẫn tìm thấy." / "Open cases go on with the successor, with their deadlines and handlers; closed ones and figures stay under the old name. People, websites and rules point at the successor; the old code and name are still found.";
        Into => "Cơ quan kế nhiệm" / "Successor";
        Departments => "Các cơ quan chuyên môn cùng địa bàn vào cơ quan tương ứng của địa bàn kế nhiệm" / "Departments of its area go into those that play the same part in the other's area";
        Reason => "Căn cứ (người dân đọc trong hồ sơ)" / "Reason (citizens read it in their cases)";
        Preview => "Xem trước" / "Look first";
        PreviewTitle => "Sẽ xảy ra" / "What would happen";
        PairLine => "{from} → {into}: {n} hồ sơ đang mở" / "{from} → {into}: {n} open cases";
        MovesLine => "{n} cơ quan bên dưới chuyển theo" / "{n} agencies below come along";
        Conditions => "Điều kiện có nhắc đến mã cũ, cần xem lại sau khi sáp nhập" / "Conditions that name the old code, to be looked at afterwards";
        Merge => "Sáp nhập" / "Merge";
        MergeSure => "Sáp nhập, không làm ngược lại được – bấm lần nữa" / "Merge, which cannot be taken back – press again";
        MergeBegun => "Đã sáp nhập; hồ sơ đang chuyển." / "Merged; the cases follow.";
        Progress => "{moved}/{total} hồ sơ đã chuyển" / "{moved} of {total} cases moved";
        ProgressDone => "xong" / "done";
        MergesTitle => "Các lần sáp nhập" / "Merges";
    }
}
