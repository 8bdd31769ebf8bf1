//! What staff read: the console's texts, and states as seen from the desk.
//!
//! Citizens' names of states are in `common`; the desk needs others ("waiting for your information" is said
//! to the citizen, not about them).

use crate::Lang;
use crate::case::{Action, CaseState};

/// A state as staff speak of it.
pub const fn state_name(state: CaseState, lang: Lang) -> &'static str {
    match state {
        CaseState::Received => States::Received,
        CaseState::Screening => States::Screening,
        CaseState::Routed => States::Routed,
        CaseState::Accepted => States::Accepted,
        CaseState::InProgress => States::InProgress,
        CaseState::WaitingCitizen => States::WaitingCitizen,
        CaseState::WaitingOpinion => States::WaitingOpinion,
        CaseState::AnswerReview => States::AnswerReview,
        CaseState::Answered => States::Answered,
        CaseState::Closed => States::Closed,
        CaseState::Rejected => States::Rejected,
        CaseState::Withdrawn => States::Withdrawn,
        CaseState::Merged => States::Merged,
    }
    .text(lang)
}

/// How a state is coloured: `new` wants somebody, `work` is in hand, `wait` is with others, `done`, `over`.
pub const fn state_tone(state: CaseState) -> &'static str {
    match state {
        CaseState::Received | CaseState::Screening | CaseState::Routed => "new",
        CaseState::Accepted | CaseState::InProgress => "work",
        CaseState::WaitingCitizen | CaseState::WaitingOpinion | CaseState::AnswerReview => "wait",
        CaseState::Answered | CaseState::Closed => "done",
        CaseState::Rejected | CaseState::Withdrawn | CaseState::Merged => "over",
    }
}

/// What the form of an action says will happen, where the name of the action does not say it all.
pub const fn explain(action: Action) -> Option<Desk> {
    match action {
        Action::Pass => Some(Desk::ExplainPass),
        Action::Accept => Some(Desk::ExplainAccept),
        Action::Transfer => Some(Desk::ExplainTransfer),
        Action::RequestInfo => Some(Desk::ExplainRequestInfo),
        Action::SubmitAnswer => Some(Desk::ExplainSubmit),
        Action::Answer => Some(Desk::ExplainAnswer),
        Action::Close => Some(Desk::ExplainClose),
        Action::Reject => Some(Desk::ExplainReject),
        Action::Extend => Some(Desk::ExplainExtend),
        Action::Merge => Some(Desk::ExplainMerge),
        Action::Unmerge => Some(Desk::ExplainUnmerge),
        Action::Split => Some(Desk::ExplainSplit),
        Action::Seal => Some(Desk::ExplainSeal),
        Action::LiftSeal => Some(Desk::ExplainLiftSeal),
        Action::Publish => Some(Desk::ExplainPublish),
        Action::Unpublish => Some(Desk::ExplainUnpublish),
        Action::Route
        | Action::Start
        | Action::Assign
        | Action::Message
        | Action::AskOpinion
        | Action::GiveOpinion
        | Action::ReturnAnswer
        | Action::Withdraw
        | Action::Reopen
        | Action::Appeal
        | Action::Rate
        | Action::Wish
        | Action::Acknowledge
        | Action::Undo
        | Action::Note => None,
    }
}

crate::catalogue! {
    /// States as seen from the desk.
    pub enum States {
        Received => "Mới nhận" / "New";
        Screening => "Chờ kiểm duyệt" / "To be screened";
        Routed => "Chờ thụ lý" / "To be taken up";
        Accepted => "Đã thụ lý" / "Taken up";
        InProgress => "Đang xử lý" / "In progress";
        WaitingCitizen => "Chờ người dân bổ sung" / "Waiting for the citizen";
        WaitingOpinion => "Chờ ý kiến phối hợp" / "Waiting for an opinion";
        AnswerReview => "Chờ duyệt trả lời" / "Answer to be approved";
        Answered => "Đã trả lời" / "Answered";
        Closed => "Đã kết thúc" / "Closed";
        Rejected => "Không thụ lý" / "Refused";
        Withdrawn => "Người dân đã rút" / "Withdrawn";
        Merged => "Đã gộp" / "Merged";
    }
}

crate::catalogue! {
    /// Time left and time passed.
    pub enum Clock {
        LeftMinute => "còn {n} phút" / "{n} minute left";
        LeftMinutes => "còn {n} phút" / "{n} minutes left";
        LeftHour => "còn {n} giờ" / "{n} hour left";
        LeftHours => "còn {n} giờ" / "{n} hours left";
        LeftDay => "còn {n} ngày" / "{n} day left";
        LeftDays => "còn {n} ngày" / "{n} days left";
        LateMinute => "quá hạn {n} phút" / "{n} minute overdue";
        LateMinutes => "quá hạn {n} phút" / "{n} minutes overdue";
        LateHour => "quá hạn {n} giờ" / "{n} hour overdue";
        LateHours => "quá hạn {n} giờ" / "{n} hours overdue";
        LateDay => "quá hạn {n} ngày" / "{n} day overdue";
        LateDays => "quá hạn {n} ngày" / "{n} days overdue";
    }
}

crate::catalogue! {
    /// Everything else on the desk.
    pub enum Desk {
        Present => "Đang xem: {who}" / "Looking at it: {who}";
        PresentWriting => "{who} (đang viết)" / "{who} (writing)";
        UnheardNobody => "Từ đó chưa có cán bộ nào động đến hồ sơ." / "No member of staff has done anything since.";
        UnheardNext => "Báo tiếp: {who}, lúc {date}." / "Told next: {who}, {date}.";
        // Everywhere.
        Loading => "Đang tải…" / "Loading…";
        TryAgain => "Thử lại" / "Try again";
        RequestId => "Mã yêu cầu:" / "Request:";
        SkipToContent => "Tới nội dung chính" / "Skip to content";
        Pages => "Các trang" / "Pages";
        QueueTitle => "Hồ sơ" / "Cases";
        PetitionsTitle => "Kiến nghị" / "Petitions";
        AdminTitle => "Quản trị" / "Administration";
        FiguresTitle => "Số liệu" / "Figures";
        Language => "Ngôn ngữ" / "Language";
        ThemeLabel => "Giao diện sáng hay tối" / "Light or dark";
        ThemeAuto => "Tự động" / "Auto";
        ThemeLight => "Sáng" / "Light";
        ThemeDark => "Tối" / "Dark";
        SignOut => "Đăng xuất" / "Sign out";
        LiveLost => "Mất kết nối trực tiếp: danh sách có thể chưa mới nhất. Hệ thống đang tự kết nối lại." / "The live connection is down: lists may not be up to date. Reconnecting by itself.";
        NotForYou => "Trang này dành cho người quản trị" / "This page is for administrators";
        NotForYouDetail => "Tài khoản của bạn không có quyền quản trị. Nếu công việc của bạn cần đến, hãy đề nghị quản trị viên của cơ quan cấp quyền." / "Your account has no right to administrate. If your work calls for it, ask your agency's administrator for the right.";
        NoSuchPage => "Không có trang này" / "No such page";
        NoSuchPageDetail => "Địa chỉ có thể đã gõ sai hoặc trang đã chuyển đi." / "The address may be mistyped, or the page has moved.";
        ToQueue => "Về danh sách" / "Back to the list";
        // Signing in.
        SignInLead => "Dành cho cán bộ tiếp nhận và xử lý" / "For staff who receive and handle cases";
        UserName => "Tên đăng nhập" / "User name";
        Password => "Mật khẩu" / "Password";
        SignIn => "Đăng nhập" / "Sign in";
        SignInBy => "Đăng nhập bằng {name}" / "Sign in with {name}";
        SigningIn => "Đang đăng nhập…" / "Signing in…";
        // Keys.
        Keys => "Phím tắt" / "Keyboard shortcuts";
        KeysOn => "Dùng phím tắt một phím" / "Use one-key shortcuts";
        KeyNext => "Hồ sơ tiếp theo" / "Next case";
        KeyPrevious => "Hồ sơ trước" / "Previous case";
        KeyOpen => "Mở hồ sơ" / "Open the case";
        KeySend => "Gửi biểu mẫu đang viết" / "Send the form you are writing";
        KeyAssign => "Phân công" / "Assign";
        KeySuggestion => "Chấp nhận gợi ý nơi xử lý" / "Accept the suggested agency";
        KeyTransfer => "Chuyển cơ quan" / "Transfer or route";
        KeyReply => "Trả lời" / "Answer";
        KeyNote => "Ghi chú nội bộ" / "Internal note";
        KeyClose => "Kết thúc" / "Close the case";
        KeyQueue => "Về danh sách" / "Back to the list";
        KeySearch => "Tìm kiếm" / "Search";
        KeyHelp => "Bảng phím tắt này" / "This list";
        KeyEscape => "Đóng biểu mẫu, giữ bản nháp" / "Close the form, keep the draft";
        KeyPalette => "Bảng lệnh (hoặc Ctrl K)" / "Command palette (or Ctrl K)";
        KeyChange => "Đổi" / "Change";
        KeyPress => "{what}: nhấn phím mới, hoặc Esc để giữ phím cũ." / "{what}: press the new key, or Esc to keep the old one.";
        KeyTaken => "Phím này đang dùng cho: {what}. Nhấn phím khác." / "This key is already used for: {what}. Press another.";
        KeyNoSign => "Hãy nhấn một phím chữ, số hoặc dấu." / "Press a key that writes a letter, a digit or a sign.";
        KeysReset => "Dùng lại các phím ban đầu" / "Use the original keys again";
        PaletteTitle => "Bảng lệnh" / "Command palette";
        PaletteLabel => "Trang, việc cần làm, mã hồ sơ hoặc từ khóa" / "A page, something to do, a case code or words to search for";
        PaletteList => "Chọn một mục" / "Choose one";
        PaletteCase => "Mở hồ sơ {code}" / "Open case {code}";
        PaletteSearch => "Tìm hồ sơ: {q}" / "Search cases: {q}";
        PaletteNotHere => "Việc này cần một hồ sơ: hãy mở hoặc chọn hồ sơ trước." / "This needs a case: open or select one first.";
        CloseWindow => "Đóng" / "Close";
        // The list.
        SearchLabel => "Tìm hồ sơ" / "Search cases";
        SearchPlaceholder => "Từ khóa, mã hồ sơ hoặc điều kiện" / "Words, a case code or conditions";
        SearchGo => "Tìm" / "Search";
        SearchHint => "Ví dụ: kind:complaint state:open due:<2d -assigned:none \"sổ đỏ\"" / "For example: kind:complaint state:open due:<2d -assigned:none \"land certificate\"";
        Views => "Danh sách thường dùng" / "Common lists";
        ViewOpen => "Đang mở" / "Open";
        ViewMine => "Của tôi" / "Mine";
        ViewNobody => "Chưa phân công" / "Unassigned";
        ViewSoon => "Sắp đến hạn" / "Due soon";
        ViewAll => "Tất cả" / "All";
        AskedFor => "Điều kiện đang lọc" / "Conditions in use";
        Remove => "Bỏ" / "Remove";
        SortLabel => "Sắp xếp" / "Sort";
        SortDue => "Hạn gần nhất trước" / "Due first";
        SortNewest => "Mới nhận trước" / "Newest first";
        SortRelevance => "Khớp nhất trước" / "Best match first";
        Narrow => "Thu hẹp" / "Narrow down";
        MoreValues => "Xem thêm" / "Show more";
        OneCase => "1 hồ sơ" / "1 case";
        Cases => "{n} hồ sơ" / "{n} cases";
        OneNewCase => "1 hồ sơ mới." / "1 new case.";
        NewCases => "{n} hồ sơ mới." / "{n} new cases.";
        ShowThem => "Tải lại danh sách" / "Reload the list";
        DidYouMean => "Tìm theo:" / "Did you mean:";
        NothingFound => "Không có hồ sơ nào khớp" / "No case matches";
        NothingFoundDetail => "Hãy bỏ bớt một điều kiện ở trên, hoặc chọn “Tất cả”." / "Remove one of the conditions above, or choose “All”.";
        ColumnsButton => "Chọn cột" / "Columns";
        ColumnsTitle => "Cột của danh sách" / "Columns of the list";
        ColumnsHint => "Được giữ cho riêng bạn, trên mọi máy." / "Kept for you alone, on every machine.";
        ColumnEarlier => "Đưa {name} lên trước" / "Move {name} forward";
        ColumnLater => "Đưa {name} ra sau" / "Move {name} back";
        ColumnsReset => "Như ban đầu" / "As at first";
        ColumnTitle => "Việc" / "Matter";
        ColumnDue => "Hạn và trạng thái" / "Due and state";
        LoadMore => "Tải thêm" / "Load more";
        AnsweredOn => "trả lời {date}" / "answered {date}";
        DueOn => "Hạn: {date}" / "Due {date}";
        NoDeadline => "Không có hạn" / "No deadline";
        FiledOn => "nhận {date}" / "filed {date}";
        NobodyYet => "chưa phân công" / "unassigned";
        // A case.
        CitizenWords => "Nội dung người dân gửi" / "What the citizen wrote";
        TimelineTitle => "Diễn biến" / "Timeline";
        PublicOnly => "Chỉ phần người dân thấy" / "Only what the citizen sees";
        SeenByCitizen => "Người dân thấy" / "Citizen sees this";
        StaffOnly => "Nội bộ" / "Staff only";
        FactsTitle => "Thông tin hồ sơ" / "Case facts";
        FlagsTitle => "Điều cần lưu ý" / "Worth a look";
        Kind => "Loại" / "Kind";
        Agency => "Cơ quan" / "Agency";
        Assignee => "Người xử lý" / "Handled by";
        RouteWhy => "Vì sao chuyển đến đây" / "Why it came here";
        Category => "Lĩnh vực" / "Category";
        Area => "Địa bàn" / "Area";
        Address => "Địa điểm" / "Place";
        ChannelLabel => "Kênh tiếp nhận" / "Channel";
        FiledAt => "Thời điểm nhận" / "Filed";
        Transfers => "Số lần chuyển" / "Times passed on";
        Reopened => "Số lần mở lại" / "Times reopened";
        Rating => "Đánh giá" / "Rating";
        ContactTitle => "Liên hệ người gửi" / "Contact";
        NoContact => "Không để lại liên hệ, hoặc bạn không có quyền xem." / "None was left, or you may not see it.";
        SealedContact => "Danh tính được niêm phong: mở khi cần" / "Sealed: open it where it is needed";
        SealedNote => "Lý do được ghi vào hồ sơ trước khi danh tính hiện ra; kiểm tra viên đọc được." / "The reason goes into the case before you see anything, and auditors read it.";
        Unseal => "Mở danh tính" / "Open who sent it";
        EraseTitle => "Xóa dữ liệu cá nhân" / "Erase personal data";
        ErasedNote => "Dữ liệu cá nhân của hồ sơ này đã được xóa." / "The personal data of this case were erased.";
        WhoLooked => "Ai đã xem hồ sơ này" / "Who looked at this case";
        DeadlinesTitle => "Thời hạn" / "Deadlines";
        HowCounted => "Cách tính" / "How it was counted";
        MetOnTime => "đúng hạn {date}" / "met {date}";
        MetLate => "trễ hạn, xong {date}" / "late, done {date}";
        Paused => "tạm dừng" / "paused";
        SimilarTitle => "Hồ sơ tương tự" / "Similar cases";
        ActionsTitle => "Việc làm được lúc này" / "What you can do now";
        FilesLabel => "Tệp gửi kèm" / "Files to send along";
        FilesBusy => "Tệp đang tải lên; gửi được khi tải xong." / "Files are still being uploaded; it can be sent when they are.";
        FilesFailed => "Chưa mở được phần chọn tệp. Bạn vẫn gửi được nội dung; hãy tải lại trang để đính kèm." / "Choosing files could not be opened. You can send the text; reload the page to attach files.";
        NothingAllowed => "Lúc này bạn chỉ xem được hồ sơ này." / "You can only read this case right now.";
        ChangedMeanwhile => "Hồ sơ vừa có thay đổi khi bạn đang viết. Bản nháp vẫn còn." / "The case changed while you were writing. Your draft is kept.";
        ShowChanges => "Xem thay đổi" / "Show the changes";
        // A form.
        AnswerText => "Nội dung trả lời" / "Answer";
        RequestText => "Cần người dân bổ sung điều gì" / "What the citizen is asked for";
        NoteText => "Ghi chú" / "Note";
        OpinionText => "Ý kiến" / "Opinion";
        AskOpinionText => "Nội dung cần xin ý kiến" / "What the opinion is wanted on";
        RemarkText => "Nhận xét cho người soạn" / "Remarks for the author";
        ReasonText => "Lý do" / "Reason";
        OptionalField => "(không bắt buộc)" / "(optional)";
        AgencyLabel => "Cơ quan" / "Agency";
        AgencyPlaceholder => "Gõ tên, có dấu hay không dấu" / "Type its name, with or without accents";
        PersonLabel => "Người xử lý" / "Handled by";
        NobodyOption => "Trả về hàng chờ (không ai)" / "Nobody: back into the queue";
        ThatIsMe => "(tôi)" / "(me)";
        GroundLabel => "Căn cứ" / "Legal ground";
        Choose => "Chọn…" / "Choose…";
        IntoLabel => "Mã hồ sơ chính" / "Code of the main case";
        DueLabel => "Cần ý kiến trước hết ngày" / "Opinion wanted by the end of";
        CitizenWillRead => "Người dân sẽ đọc nội dung này." / "The citizen will read this.";
        OnlyStaffRead => "Chỉ cán bộ đọc được." / "Only staff can read this.";
        MissingBody => "Hãy viết nội dung" / "Write the text";
        BodyTooLong => "Dài quá {n} ký tự; hãy rút gọn" / "Longer than {n} characters; please shorten it";
        MissingAgency => "Hãy chọn một cơ quan trong danh sách gợi ý" / "Choose an agency from the suggestions";
        MissingGround => "Hãy chọn căn cứ" / "Choose a legal ground";
        MissingInto => "Hãy nhập mã hồ sơ chính" / "Enter the code of the main case";
        MissingDue => "Hãy chọn ngày" / "Choose a date";
        CharactersUsed => "{n} ký tự" / "{n} characters";
        Sending => "Đang gửi…" / "Sending…";
        PutAway => "Để sau" / "Later";
        Discard => "Bỏ bản nháp" / "Discard draft";
        DraftPill => "bản nháp" / "draft";
        DraftKept => "Bản nháp đã lưu trên máy lúc {time}" / "Draft kept on this device at {time}";
        DraftNotKept => "Trình duyệt không lưu được bản nháp: hãy gửi trước khi đóng trang." / "The browser cannot keep the draft: send before you close the page.";
        GoneSaid => "Đã xong. Hồ sơ nay thuộc cơ quan khác nên không còn trong danh sách của bạn." / "Done. The case is now with another agency and no longer among yours.";
        AnswerDraft => "Để trống để duyệt nguyên văn bản thảo đã trình." / "Leave it empty to publish the draft as submitted.";
        DoneSaid => "Đã xong: {action}" / "Done: {action}";
        NotNow => "Lúc này không còn làm được việc này với hồ sơ. Bản nháp vẫn được giữ." / "This can no longer be done to the case. Your draft is kept.";
        StaleTitle => "Chưa gửi: hồ sơ vừa được người khác cập nhật." / "Not sent: someone else has just updated the case.";
        StaleDetail => "Bản nháp của bạn vẫn còn nguyên. Điều vừa thay đổi:" / "Your draft is untouched. This is what changed:";
        SendAnyway => "Đã xem, vẫn gửi" / "I have seen it, send";
        KeepWriting => "Sửa tiếp" / "Keep writing";
        ExplainPass => "Hồ sơ qua kiểm duyệt và được chuyển đến cơ quan xử lý." / "The case passes screening and goes to its agency.";
        ExplainAccept => "Cơ quan nhận giải quyết; người dân được báo." / "Your agency takes it up; the citizen is told.";
        ExplainTransfer => "Phải nêu rõ cơ quan có thẩm quyền. Hạn của người dân không đổi." / "Name the agency that is responsible. The citizen's deadline stays.";
        ExplainRequestInfo => "Hồ sơ chuyển sang chờ người dân; hạn tạm dừng nếu chính sách cho phép." / "The case waits for the citizen; the clock pauses if the policy allows.";
        ExplainSubmit => "Bản thảo được gửi cho lãnh đạo duyệt." / "The draft goes to the approver.";
        ExplainAnswer => "Câu trả lời được gửi ngay cho người dân." / "The answer is published to the citizen at once.";
        ExplainClose => "Không còn việc gì phải làm. Người dân vẫn có thể mở lại." / "Nothing is left to do. The citizen can still reopen it.";
        ExplainReject => "Nếu thuộc cơ quan khác, hãy dùng “Chuyển cơ quan khác”." / "If another agency is responsible, use “Transfer” instead.";
        ExplainExtend => "Số lần gia hạn có giới hạn; lý do được báo cho người dân." / "Extensions are limited in number; the citizen reads the reason.";
        ExplainMerge => "Hồ sơ này sẽ theo hồ sơ chính; một câu trả lời đến tất cả người gửi." / "This case follows the main one; one answer reaches everybody.";
        ExplainUnmerge => "Hồ sơ trở lại trạng thái trước khi gộp." / "The case returns to the state it had before.";
        ExplainSplit => "Dùng khi một đơn nêu hai việc. Hồ sơ mới có mã riêng, giữ ngày nhận và cách liên hệ của người gửi; người gửi được báo." / "For a letter with two matters. The new case has a code of its own and keeps the day of receipt and the citizen's contact; the citizen is told.";
        SplitText => "Nội dung của việc được tách, người dân đọc được" / "What the other matter is, read by the citizen";
        ExplainSeal => "Từ nay chỉ người điều phối, người duyệt và kiểm toán viên biết có hồ sơ này; người khác không thấy ở danh sách, số đếm, tìm kiếm hay trang công khai. Danh tính người gửi chỉ mở được khi nêu lý do. Lý do niêm phong chỉ cán bộ đọc được." / "From then on only coordinators, approvers and auditors know that there is such a case; nobody else finds it in lists, counts, search or in public. Who sent it is opened only with a reason. Only staff read why it was sealed.";
        ExplainLiftSeal => "Ai xem được hồ sơ của cơ quan này lại thấy hồ sơ. Bản đã công khai trước khi niêm phong không tự trở lại." / "Whoever may see the cases of the agency sees it again. What was public before the seal does not come back by itself.";
        SealedMark => "Niêm phong" / "Sealed";
        ExplainPublish => "Mọi người đọc được bản đã che bên dưới, tìm thấy được trên cổng, và người gửi được báo." / "Everybody can read the copy below and find it on the portal, and the citizen is told.";
        ExplainUnpublish => "Bản công khai được gỡ ngay khỏi cổng và kết quả tìm kiếm; người gửi đọc được lý do." / "The public copy leaves the portal and its search at once; the citizen reads the reason.";
        // Figures.
        PeriodLabel => "Kỳ báo cáo" / "Period";
        FromMonth => "Từ tháng" / "From";
        ToMonth => "Đến tháng" / "To";
        ThisMonth => "Tháng này" / "This month";
        TwelveMonths => "12 tháng" / "12 months";
        Print => "In" / "Print";
        PathLabel => "Cơ quan cấp trên" / "Agencies above";
        TableTitle => "Theo cơ quan" / "By agency";
        Received => "Tiếp nhận" / "Received";
        ResolutionRate => "Đã giải quyết" / "Resolved";
        OnTimeRate => "Đúng hạn" / "On time";
        Backlog => "Đang mở" / "Open now";
        Overdue => "Quá hạn" / "Overdue";
        Satisfaction => "Hài lòng" / "Satisfaction";
        OutOf => "trên" / "of";
        NoFigure => "chưa có" / "none yet";
        Ratings => "{n} đánh giá" / "{n} ratings";
        MonthsTitle => "Theo tháng tiếp nhận" / "By month of filing";
        ResolvedByNow => "Đã giải quyết" / "Resolved by now";
        OnTime => "Đúng hạn" / "On time";
        MonthsSummary => "Nhận {received} hồ sơ, đến nay đã giải quyết {resolved} ({rate})." / "{received} cases received, {resolved} of them resolved by now ({rate}).";
        AsTable => "Xem dạng bảng" / "Show as a table";
        Month => "Tháng" / "Month";
        ChartLabel => "Biểu đồ cột theo tháng; số liệu có trong bảng bên dưới" / "Bars by month; the numbers are in the table below";
        DefinitionsTitle => "Cách tính" / "What is counted";
        ReceivedMeans => "Hồ sơ nhận trong kỳ." / "Cases received in the period.";
        ResolutionMeans => "Trong số hồ sơ nhận trong kỳ: đã trả lời hoặc kết thúc ÷ tiếp nhận." / "Of the cases received in the period: answered or closed ÷ received.";
        OnTimeMeans => "Trong số hồ sơ nhận trong kỳ: trả lời đúng hạn ÷ (đã trả lời + đang mở mà quá hạn)." / "Of the cases received in the period: answered on time ÷ (answered + open and overdue).";
        BacklogMeans => "Hồ sơ đang mở lúc này, bất kể nhận khi nào." / "Cases open right now, whenever received.";
        OverdueMeans => "Hồ sơ đang mở đã qua hạn, bất kể nhận khi nào." / "Open cases past their date, whenever received.";
        SatisfactionMeans => "Trung bình số sao của hồ sơ nhận trong kỳ, kèm số lượt đánh giá." / "Mean stars of the cases received in the period, with the number of ratings.";
        StandsAt => "Số liệu tính đến sự kiện số {n}." / "Figures as of event {n}.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_fill_are_the_same_in_both_languages() {
        let places = |text: &str| text.split('{').skip(1).filter_map(|p| p.split_once('}')).count();
        for key in Desk::ALL {
            assert_eq!(places(key.text(Lang::Vi)), places(key.text(Lang::En)), "{key:?}");
        }
    }
}
