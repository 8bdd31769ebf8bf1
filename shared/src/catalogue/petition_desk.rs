//! Petitions as moderators read them: the list, one of them, its signatures, the switches.

crate::catalogue! {
    /// Texts of the moderators' program.
    pub enum PetitionDesk {
        Title => "Kiến nghị tập thể" / "Petitions";
        NotForYou => "Trang này dành cho người kiểm duyệt." / "This page is for moderators.";
        Back => "Danh sách kiến nghị" / "All petitions";
        // The list.
        Waiting => "{n} kiến nghị chờ kiểm duyệt" / "{n} petitions wait for a moderator";
        WaitingOne => "1 kiến nghị chờ kiểm duyệt" / "1 petition waits for a moderator";
        Overdue => "{n} đã quá hạn" / "{n} overdue";
        Which => "Hiện" / "Show";
        WhichModeration => "Chờ kiểm duyệt" / "Waiting for a moderator";
        WhichAll => "Tất cả" / "All of them";
        None => "Không có kiến nghị nào." / "There are no petitions here.";
        More => "Xem thêm" / "Show more";
        Late => "Quá hạn" / "Overdue";
        Soon => "Sắp đến hạn" / "Due soon";
        DueAt => "hạn {date}" / "due {date}";
        Since => "từ {date}" / "since {date}";
        HeldBy => "{who} đang xem" / "{who} is looking at it";
        Counts => "{n} chữ ký" / "{n} signatures";
        Suspects => "{n} bị nghi ngờ" / "{n} under suspicion";
        // Switches.
        Switches => "Công tắc" / "Switches";
        SwitchesIntro => "Có hiệu lực ngay, cho mọi kiến nghị. Người dân thấy lời báo tạm dừng." / "They work at once, for all petitions. Citizens read that it is paused.";
        SwitchOn => "Đang bật" / "On";
        SwitchOff => "Đang tắt từ {date}" / "Off since {date}";
        SwitchOffNow => "Đang tắt" / "Off";
        TurnOff => "Tắt" / "Turn off";
        TurnOffSure => "Bấm lần nữa để tắt" / "Press again to turn it off";
        TurnOn => "Bật" / "Turn on";
        SwitchDone => "Đã đổi công tắc." / "The switch is turned.";
        // One of them.
        Words => "Nội dung" / "The words";
        Original => "Lời người viết" / "As its author wrote it";
        Changed => "Đã sửa so với lời người viết" / "What was changed of the author's words";
        Gone => "bỏ:" / "removed:";
        Come => "thêm:" / "added:";
        Agency => "Gửi tới" / "To";
        Signatures => "Chữ ký được tính" / "Signatures that count";
        Supporters => "Người ủng hộ" / "Supporters";
        Pending => "Chờ xác nhận" / "Not confirmed yet";
        Suspected => "Bị nghi ngờ, chưa tính" / "Under suspicion, not counted";
        Invalid => "Không hợp lệ" / "Not valid";
        Withdrawn => "Đã rút" / "Taken back";
        Due => "Hạn kiểm duyệt" / "To be looked at by";
        Closes => "Lấy chữ ký đến" / "Gathers until";
        Public => "Trang công khai" / "Public page";
        ToSignatures => "Xem chữ ký và xử lý chữ ký giả" / "Look at signatures and deal with fakes";
        Thresholds => "Các mốc" / "Thresholds";
        Reached => "đạt {date}" / "reached {date}";
        TakenBack => "không còn đạt từ {date}" / "not reached any more since {date}";
        Owed => "phải trả lời trước {date}" / "answer due {date}";
        Answered => "đã trả lời {date}" / "answered {date}";
        Cases => "Hồ sơ đã mở" / "Cases that were opened";
        Alike => "Kiến nghị tương tự" / "Petitions like it";
        Telling => "Báo tin cho người ký: {n} thư" / "Telling those who signed: {n} letters";
        TellingDone => "Đã báo xong: {n} thư" / "All have been told: {n} letters";
        Story => "Diễn biến" / "What happened";
        // What is done to it.
        Acts => "Xử lý" / "What to do";
        ActNone => "Lúc này không có việc gì bạn làm được ở đây." / "There is nothing you can do here now.";
        PublishSure => "Bấm lần nữa để đăng" / "Press again to open it";
        Ground => "Lý do, chọn trong bảng" / "Ground, from the table";
        GroundPick => "Chọn…" / "Choose…";
        Reason => "Giải thích, mọi người đều đọc được" / "Explanation that everybody reads";
        ReasonHint => "Viết cho người viết kiến nghị: vì sao, và họ làm gì được bây giờ." / "Write to its author: why, and what they can do now.";
        AmendTitle => "Điều được kiến nghị" / "What is asked for";
        AmendBody => "Vì sao" / "Why";
        AmendNote => "Chỉ sửa những gì không đăng được, như tên người. Mọi người đọc được rằng lời đã được sửa." / "Change only what cannot be published, such as names. Everybody reads that the words were changed.";
        AmendDiff => "Thay đổi sẽ được gửi" / "The change that will be sent";
        AmendSame => "Chưa sửa gì." / "Nothing is changed yet.";
        Send => "Gửi" / "Send";
        Cancel => "Thôi" / "Cancel";
        Done => "Đã ghi nhận." / "Done.";
        // Signatures.
        ListTitle => "Chữ ký" / "Signatures";
        ListIntro => "Tên và địa chỉ không hiện ở đây; chỉ những gì làm lộ chữ ký giả." / "Names and addresses are not shown; only what gives fakes away.";
        State => "Tình trạng" / "State";
        Any => "Bất kỳ" / "Any";
        Suspicion => "Nghi ngờ" / "Suspicion";
        SuspectYes => "Bị nghi ngờ" / "Under suspicion";
        SuspectNo => "Không bị nghi ngờ" / "Not under suspicion";
        Domain => "Tên miền thư" / "Mail domain";
        Network => "Mạng" / "Network";
        Pattern => "Dạng tên" / "Pattern of the name";
        Area => "Mã địa phương" / "Code of the area";
        AreaHead => "Địa phương" / "Area";
        From => "Ký từ" / "Signed from";
        To => "Ký trước" / "Signed before";
        Show => "Lọc" / "Filter";
        Clear => "Bỏ lọc" / "Clear the filter";
        Found => "{n} chữ ký khớp" / "{n} signatures match";
        FoundOne => "1 chữ ký khớp" / "1 signature matches";
        Clusters => "Điểm chung của nhiều chữ ký" / "What many of them have in common";
        ClustersIntro => "Bấm vào một nhóm để lọc theo nhóm đó." / "Press one to filter by it.";
        ByDomain => "Tên miền" / "Domain";
        ByNetwork => "Mạng" / "Network";
        ByPattern => "Dạng tên" / "Pattern";
        ByMinute => "Phút" / "Minute";
        ClusterText => "{by} {key}: {n} chữ ký, {m} bị nghi ngờ" / "{by} {key}: {n} signatures, {m} under suspicion";
        Signed => "Ký lúc" / "Signed";
        Because => "Vì sao bị nghi ngờ" / "Why under suspicion";
        Next => "Trang sau" / "Next page";
        First => "Về đầu" / "Back to the first";
        // Reviews.
        Review => "Xử lý các chữ ký đang lọc" / "Deal with the signatures filtered";
        ReviewIntro => "Xem trước số chữ ký và mốc bị ảnh hưởng; sau đó vẫn hoàn tác được." / "See first how many signatures and thresholds are concerned; it can be taken back later.";
        Invalidate => "Coi là không hợp lệ" / "Find them not valid";
        ClearThem => "Coi là thật, tính từ nay" / "Find them real; they count from now on";
        ReviewWhy => "Vì sao (chỉ nội bộ đọc)" / "Why (read by staff only)";
        Preview => "Xem trước" / "Preview";
        PreviewText => "{n} chữ ký sẽ đổi; sau đó kiến nghị có {m} chữ ký." / "{n} signatures would change; the petition would then have {m}.";
        PreviewThresholds => "Mốc bị ảnh hưởng: {list}" / "Thresholds concerned: {list}";
        PreviewNone => "Không có chữ ký nào đổi." / "No signature would change.";
        DoIt => "Thực hiện" / "Do it";
        ReviewDone => "Đã xử lý {n} chữ ký." / "Done: {n} signatures.";
        Reviews => "Các lần xử lý" / "Earlier reviews";
        ReviewLine => "{n} chữ ký, còn lại {m} được tính" / "{n} signatures, {m} counted afterwards";
        ReviewBy => "{who}, {date}" / "{who}, {date}";
        Undo => "Hoàn tác" / "Take it back";
        UndoSure => "Bấm lần nữa để hoàn tác" / "Press again to take it back";
        Undone => "Đã hoàn tác {date}" / "Taken back {date}";
        UndoDone => "Đã hoàn tác." / "It was taken back.";
    }
}
