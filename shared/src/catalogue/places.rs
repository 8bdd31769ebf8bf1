//! Areas and categories, and tables as files: what administrators read.

crate::catalogue! {
    /// The pages of areas and categories.
    pub enum PlacePage {
        AreasTitle => "Địa bàn" / "Areas";
        AreasIntro => "Tỉnh, xã mà người dân chọn. Đổi tên thì tên cũ vẫn tìm thấy; nhập vào địa bàn khác thì mã cũ dẫn đến địa bàn mới." / "The provinces and communes that people choose from. A former name is still found; one that goes into another leads there.";
        CategoriesTitle => "Lĩnh vực" / "Categories";
        CategoriesIntro => "Lĩnh vực mà người dân chọn, theo cây và thứ tự hiển thị." / "What people choose from when they say what it is about, as a tree in its order.";
        Search => "Tìm theo tên, tên cũ hoặc mã" / "Find by name, former name or code";
        Closed => "Cả mục không còn dùng" / "Those not used any more, too";
        Count => "{n} mục" / "{n} entries";
        None => "Không có mục nào." / "There are none.";
        More => "Xem thêm" / "Show more";
        Top => "Từ trên cùng" / "From the top";
        Below => "{n} mục bên dưới" / "{n} below";
        New => "Thêm" / "Add one";
        Code => "Mã" / "Code";
        CodeHelp => "Sau này không đổi được." / "It cannot be changed later.";
        Parent => "Mã cấp trên" / "Code of the one above";
        NameVi => "Tên tiếng Việt" / "Name in Vietnamese";
        NameEn => "Tên tiếng Anh" / "Name in English";
        Aliases => "Tên cũ, tên khác (mỗi dòng một tên)" / "Former and other names, one a line";
        Position => "Thứ tự hiển thị" / "Order of showing";
        Edit => "Sửa" / "Edit";
        Save => "Lưu" / "Save";
        Saved => "Đã lưu." / "Saved.";
        Cancel => "Bỏ" / "Cancel";
        Successor => "Nhập vào (mã); để trống nếu chỉ ngừng dùng" / "Goes into (code); leave it empty to only take it out of use";
        Retire => "Ngừng dùng" / "Take out of use";
        RetireSure => "Ngừng dùng, không làm ngược lại được – bấm lần nữa" / "Take out of use, which cannot be taken back – press again";
        Retired => "Đã ngừng dùng." / "Taken out of use.";
        ClosedSince => "Ngừng dùng từ {date}" / "Not used since {date}";
        WentInto => "Đã nhập vào {code} từ {date}" / "Went into {code}, {date}";
    }
}

crate::catalogue! {
    /// The page of files.
    pub enum TablesPage {
        Title => "Nhập và xuất CSV" / "Import and export";
        Intro => "Cơ quan, địa bàn, lĩnh vực và người dùng dưới dạng bảng: tải về, sửa trong bảng tính, xem khác biệt rồi mới áp dụng." / "Agencies, areas, categories and people as tables: take one along, edit it in a spreadsheet, look at the differences, then apply them.";
        Kind => "Bảng" / "Table";
        Agencies => "Cơ quan" / "Agencies";
        Areas => "Địa bàn" / "Areas";
        Categories => "Lĩnh vực" / "Categories";
        People => "Người dùng" / "People";
        Export => "Tải bảng về" / "Download";
        File => "Tệp CSV (UTF-8, dấu phẩy hoặc chấm phẩy)" / "CSV file (UTF-8, commas or semicolons)";
        FileHelp => "Cột không có trong tệp được giữ nguyên. Không có gì thay đổi trước khi bạn xem và bấm áp dụng." / "A column that is not in the file stays as it is. Nothing changes before you have looked and applied it.";
        Look => "Xem khác biệt" / "Look at the differences";
        NoFile => "Hãy chọn tệp trước." / "Choose a file first.";
        Summary => "Thêm {added} · sửa {changed} · giữ nguyên {unchanged} · không dùng được {refused}" / "{added} added · {changed} changed · {unchanged} unchanged · {refused} refused";
        RefusedHelp => "Hãy sửa các dòng không dùng được rồi chọn lại tệp: không nhập từng phần." / "Mend the refused lines and choose the file again: nothing is imported in part.";
        Line => "Dòng {n}" / "Line {n}";
        Apply => "Áp dụng" / "Apply";
        Done => "Đã áp dụng: thêm {added}, sửa {changed}." / "Applied: {added} added, {changed} changed.";
        Passwords => "Mật khẩu một lần của người mới (chỉ hiện lần này)" / "One-time passwords of the new people (shown only now)";
        Added => "thêm" / "added";
        Changed => "sửa" / "changed";
        Refused => "không dùng được" / "refused";
        Unchanged => "giữ nguyên" / "unchanged";
    }
}
