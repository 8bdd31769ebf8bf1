//! The same act on many cases, and taking something back.

crate::catalogue! {
    /// Choosing cases, the dry run, progress, undo.
    pub enum Bulk {
        Choose => "Chọn {code}" / "Select {code}";
        Chosen => "Đã chọn {n} hồ sơ" / "{n} selected";
        Clear => "Bỏ chọn" / "Clear";
        ChooseAll => "Chọn mọi dòng đang thấy" / "Select all rows shown";
        ChooseWhole => "Chọn cả danh sách: {n} hồ sơ" / "Select the whole list: {n} cases";
        TooMany => "Danh sách có {n} hồ sơ. Mỗi lần làm được nhiều nhất {most}: hãy thu hẹp điều kiện tìm." / "The list has {n} cases. At most {most} can be done at once: narrow the search.";
        Do => "Làm với các hồ sơ đã chọn" / "Do to the selected";
        Person => "Người xử lý (tên đăng nhập)" / "Who handles them (login)";
        PersonHelp => "Để trống: trả về hàng chờ." / "Empty: back into the queue.";
        Agency => "Mã cơ quan nhận" / "Code of the receiving agency";
        Reason => "Lý do người dân đọc được" / "Reason, read by the citizen";
        Note => "Ghi chú" / "Note";
        DryRun => "Chạy thử" / "Dry run";
        Looking => "Đang xem {n}/{total} hồ sơ…" / "Looking at {n} of {total}…";
        Can => "Làm được với {n} hồ sơ" / "Can be done to {n}";
        Cannot => "{n} hồ sơ bị bỏ qua" / "{n} left out";
        Start => "Làm với {n} hồ sơ" / "Do it to {n}";
        Running => "Đang làm: {n}/{total}" / "Doing it: {n} of {total}";
        Done => "Đã làm với {n} hồ sơ." / "Done to {n}.";
        Failed => "{n} hồ sơ đã đổi trong lúc làm nên bị bỏ qua." / "{n} changed meanwhile and were left alone.";
        Undo => "Hoàn tác" / "Undo";
        UndoUntil => "Hoàn tác được đến {time}." / "Can be undone until {time}.";
        Undoing => "Đang hoàn tác: {n}/{total}" / "Undoing: {n} of {total}";
        Undone => "Đã hoàn tác {n} hồ sơ." / "Undone: {n}.";
        Kept => "{n} hồ sơ đã có người làm tiếp nên giữ nguyên." / "{n} had moved on and were left as they are.";
        Stop => "Dừng" / "Stop";
        Stopped => "Đã dừng." / "Stopped.";
        Close => "Đóng" / "Close";
        Each => "Từng hồ sơ" / "Each case";
        Becomes => "{before} → {after}" / "{before} → {after}";
        More => "Xem thêm" / "Show more";
        KeySelect => "Chọn hoặc bỏ chọn hồ sơ" / "Select or deselect the case";
        KeySelectTo => "Chọn đến hồ sơ này" / "Select up to this case";
        KeyUndo => "Hoàn tác việc vừa làm" / "Undo what you just did";
        NothingToUndo => "Không có việc nào hoàn tác được." / "There is nothing that can be undone.";
        UndoneSaid => "Đã hoàn tác." / "Undone.";
        NotThisAction => "Việc này không làm hàng loạt được" / "This cannot be done to many at once";
    }
}
