//! Letters that are sent by e-mail, and what administrators read about deliveries. A letter is paragraphs; `{link}` and
//! `{words}` stand in a paragraph of their own. Places are listed in [`crate::notice::Topic::places`].

crate::catalogue! {
    /// Letters as the program comes. An agency may write its own.
    pub enum Letter {
        None => "" / "";
        ReceiptSubject => "Đã tiếp nhận hồ sơ {code}" / "We have received your case {code}";
        ReceiptBody => "Hồ sơ {code} ({kind}) của bạn đã được tiếp nhận. Nơi đang giữ: {agency}.\n\nHạn trả lời: {due}.\n\nXem hồ sơ đến đâu:\n\n{link}\n\nMã bí mật đã hiện một lần khi bạn gửi; chỉ có mã đó mới mở được câu trả lời. Chúng tôi không gửi mã bí mật qua thư." / "Your case {code} ({kind}) has been received. It is with: {agency}.\n\nAn answer is due by: {due}.\n\nSee where it stands:\n\n{link}\n\nThe secret was shown once when you filed the case; only it opens the answer. We never send the secret by mail.";
        QuestionSubject => "Hồ sơ {code}: cần bạn bổ sung thông tin" / "Case {code}: we need something from you";
        QuestionBody => "{agency} cần bạn bổ sung thông tin cho hồ sơ {code}:\n\n{words}\n\nTrả lời bằng mã hồ sơ và mã bí mật của bạn tại:\n\n{link}\n\nXin đừng trả lời thư này: không ai đọc hộp thư gửi." / "{agency} needs more information for your case {code}:\n\n{words}\n\nReply with your code and secret at:\n\n{link}\n\nPlease do not answer this mail: nobody reads the mailbox it comes from.";
        ExtensionSubject => "Hồ sơ {code}: gia hạn trả lời đến {due}" / "Case {code}: the answer is now due by {due}";
        ExtensionBody => "{agency} cần thêm thời gian cho hồ sơ {code}. Hạn trả lời mới: {due}. Lý do:\n\n{words}\n\nXem cách tính hạn:\n\n{link}" / "{agency} needs more time for your case {code}. The answer is now due by {due}. The reason:\n\n{words}\n\nSee how the date is counted:\n\n{link}";
        DueMovedSubject => "Hồ sơ {code}: hạn trả lời được tính lại" / "Case {code}: the due date was worked out again";
        DueMovedBody => "{event}. Lý do:\n\n{words}\n\nXem cách tính hạn:\n\n{link}" / "{event}. The reason:\n\n{words}\n\nSee how the date is counted:\n\n{link}";
        TransferSubject => "Hồ sơ {code} được chuyển đến {agency}" / "Case {code} went to {agency}";
        TransferBody => "{event}. Bạn không phải gửi lại; hạn trả lời bạn được báo không đổi: {due}.\n\n{words}\n\nXem hồ sơ đến đâu:\n\n{link}" / "{event}. You need not send it again; the date you were given stays: {due}.\n\n{words}\n\nSee where it stands:\n\n{link}";
        AnswerSubject => "Hồ sơ {code} đã có trả lời" / "Your case {code} has been answered";
        AnswerBody => "{agency} đã trả lời hồ sơ {code}. Đọc câu trả lời bằng mã hồ sơ và mã bí mật của bạn:\n\n{link}\n\nNếu việc chưa được giải quyết, bạn có thể mở lại hồ sơ ở đó; không phải viết lại từ đầu." / "{agency} has answered your case {code}. Read the answer with your code and secret:\n\n{link}\n\nIf it is not settled you can reopen the case there; there is no need to start again.";
        RejectionSubject => "Hồ sơ {code} không được thụ lý" / "Case {code} was not taken up";
        RejectionBody => "{event}. Giải thích:\n\n{words}\n\nXem hồ sơ và cách đề nghị xem xét lại:\n\n{link}" / "{event}. The explanation:\n\n{words}\n\nSee the case and how to have it looked at again:\n\n{link}";
        ReopenedSubject => "Hồ sơ {code} đã được mở lại" / "Case {code} is open again";
        ReopenedBody => "Hồ sơ {code} đã được mở lại theo yêu cầu của bạn và đang ở {agency}. Hạn trả lời: {due}.\n\n{link}" / "Your case {code} was reopened as you asked and is with {agency}. An answer is due by: {due}.\n\n{link}";
        AssignedSubject => "{code}: hồ sơ được giao cho bạn, hạn {due}" / "{code} is yours now, due {due}";
        AssignedBody => "Chào {name},\n\nHồ sơ {code} ({kind}) ở {agency} vừa được giao cho bạn. Hạn trả lời: {due}.\n\n{link}" / "Dear {name},\n\nCase {code} ({kind}) at {agency} was just assigned to you. The answer is due by: {due}.\n\n{link}";
        ReplySubject => "{code}: người gửi vừa viết" / "{code}: the citizen wrote";
        ReplyBody => "Chào {name},\n\nNgười gửi hồ sơ {code} vừa bổ sung thông tin hoặc đề nghị mở lại. Hạn trả lời: {due}.\n\n{link}" / "Dear {name},\n\nThe citizen of case {code} wrote or asked to reopen it. The answer is due by: {due}.\n\n{link}";
        WarningSubject => "{code}: sắp đến hạn" / "{code}: time is running out";
        WarningBody => "Chào {name},\n\n{event}. Hồ sơ {code} ({kind}) ở {agency}, tình trạng: {state}. Hạn trả lời: {due}.\n\n{link}" / "Dear {name},\n\n{event}. Case {code} ({kind}) at {agency} stands at: {state}. The answer is due by: {due}.\n\n{link}";
        BreachSubject => "{code}: đã quá hạn" / "{code}: the deadline has passed";
        BreachBody => "Chào {name},\n\n{event}. Hồ sơ {code} ({kind}) ở {agency}, tình trạng: {state}. Mỗi ngày trễ đều được ghi lại và tính vào báo cáo.\n\n{link}" / "Dear {name},\n\n{event}. Case {code} ({kind}) at {agency} stands at: {state}. Every day of delay is recorded and counted in the figures.\n\n{link}";
        EscalationSubject => "{code}: quá hạn và chưa ai xử lý" / "{code}: overdue, and nobody has stirred";
        EscalationBody => "Chào {name},\n\n{event}. Từ đó chưa có cán bộ nào làm gì với hồ sơ {code} ({kind}) ở {agency}. Thư này dừng khi có người xử lý hoặc ghi chú vào hồ sơ.\n\n{link}" / "Dear {name},\n\n{event}. Since then no member of staff has done anything with case {code} ({kind}) at {agency}. These letters stop when somebody acts on the case or leaves a note.\n\n{link}";
        SignatureSubject => "Xác nhận chữ ký cho kiến nghị {code}" / "Confirm your signature for petition {code}";
        SignatureBody => "Địa chỉ này vừa được dùng để ký kiến nghị {code} gửi tới {agency}. Nếu đó là bạn, hãy mở liên kết và bấm xác nhận:\n\n{link}\n\nHoặc nhập mã này vào trang bạn vừa ký:\n\n{words}\n\nNếu không phải bạn, hãy bỏ qua thư này: chữ ký chưa xác nhận không được tính và sẽ bị xóa." / "This address has just been used to sign petition {code} to {agency}. If that was you, open the link and press confirm:\n\n{link}\n\nOr type this code on the page where you signed:\n\n{words}\n\nIf it was not you, ignore this letter: a signature that is not confirmed does not count and will be deleted.";
        PetitionNewsSubject => "Kiến nghị {code}: {event}" / "Petition {code}: {event}";
        PetitionNewsBody => "Kiến nghị {code} của bạn: {event}.\n\n{words}\n\nXem kiến nghị:\n\n{link}" / "Your petition {code}: {event}.\n\n{words}\n\nSee the petition:\n\n{link}";
        PetitionAnswerSubject => "Kiến nghị {code} bạn đã ký: {agency} đã trả lời" / "Petition {code} that you signed: {agency} has answered";
        PetitionAnswerBody => "{agency} đã trả lời kiến nghị {code} mà bạn đã ký:\n\n{words}\n\nXem trên trang của kiến nghị:\n\n{link}" / "{agency} has answered petition {code}, which you signed:\n\n{words}\n\nSee it on the petition's page:\n\n{link}";
        AlertSubject => "Cảnh báo “{title}”: {event}" / "Alert “{title}”: {event}";
        AlertBody => "Chào {name},\n\nCảnh báo “{title}” của bạn: {event}.\n\nMở đúng những hồ sơ được đếm:\n\n{link}\n\nMỗi nơi vượt ngưỡng chỉ báo một lần cho đến khi số hồ sơ xuống dưới ngưỡng hoặc hết khoảng thời gian theo dõi. Sửa, tạm dừng hoặc xóa cảnh báo ở trang Số liệu, mục Cảnh báo." / "Dear {name},\n\nYour alert “{title}”: {event}.\n\nOpen exactly the cases that were counted:\n\n{link}\n\nYou are told once, until the number falls below the threshold or the window has passed. Change, pause or remove the alert under Figures, Alerts.";
        AlertWhole => "{n} hồ sơ nhận trong {hours} giờ ({from} – {to}), ngưỡng là hơn {most}" / "{n} cases received within {hours} hours ({from} – {to}), where the threshold is more than {most}";
        AlertGroup => "{group}: {n} hồ sơ nhận trong {hours} giờ ({from} – {to}), ngưỡng là hơn {most}" / "{group}: {n} cases received within {hours} hours ({from} – {to}), where the threshold is more than {most}";
        ReportSubject => "{title}" / "{title}";
        ReportBody => "Chào {name},\n\n{title} đã được lập: {event}.\n\nXem, góp ý và ký duyệt:\n\n{link}\n\nBạn nhận báo cáo này định kỳ; ngừng nhận ở trang Số liệu, mục Báo cáo." / "Dear {name},\n\n{title} is prepared: {event}.\n\nRead it, remark on it and sign it off:\n\n{link}\n\nYou have this report sent to you regularly; stop it under Figures, Reports.";
        ReportNumbers => "nhận {n} hồ sơ, đã giải quyết {resolved}, đúng hạn {on_time}, đang quá hạn {overdue}" / "{n} cases received, {resolved} resolved, {on_time} on time, {overdue} overdue now";
        ReportSealed => "số liệu có tính hồ sơ được giữ kín nên không gửi qua thư" / "sealed cases are counted in it, so its numbers are not sent by mail";
        // Around every letter.
        NoDeadline => "không có thời hạn" / "no deadline";
        SealedTitle => "(nội dung được giữ kín)" / "(sealed)";
        SealedWords => "Nội dung không gửi qua thư vì hồ sơ được giữ kín; hãy đọc tại địa chỉ bên dưới." / "What was written is not sent by mail, since the case is sealed; read it at the address below.";
        WhyCitizen => "Bạn nhận thư này vì đã chọn được báo tin về hồ sơ {code}." / "You get this because you chose to be told about case {code}.";
        WhySigner => "Bạn nhận thư này vì địa chỉ này đã được dùng để ký kiến nghị {code}." / "You get this because this address was used to sign petition {code}.";
        WhyStaff => "Bạn nhận thư này vì công việc của bạn ở {operator}." / "You get this because of your work at {operator}.";
        Stop => "Không nhận thư nữa" / "Stop these letters";
        OpenLink => "Mở hồ sơ" / "Open the case";
        OpenPetition => "Mở kiến nghị" / "Open the petition";
        OpenList => "Mở danh sách" / "Open the list";
        OpenReport => "Mở báo cáo" / "Open the report";
    }
}

crate::catalogue! {
    /// What administrators read about deliveries, and the page that stops letters.
    pub enum Notices {
        TopicReceipt => "Đã tiếp nhận" / "Received";
        TopicQuestion => "Cần bổ sung thông tin" / "Information requested";
        TopicExtension => "Gia hạn" / "Extended";
        TopicDueMoved => "Hạn được tính lại" / "Due date worked out again";
        TopicTransfer => "Chuyển cơ quan" / "Passed on";
        TopicAnswer => "Đã trả lời" / "Answered";
        TopicRejection => "Không thụ lý" / "Not taken up";
        TopicReopened => "Mở lại" / "Reopened";
        TopicAssigned => "Được giao" / "Assigned";
        TopicReply => "Người gửi viết" / "The citizen wrote";
        TopicWarning => "Sắp đến hạn" / "Deadline warning";
        TopicBreach => "Quá hạn" / "Deadline broken";
        TopicEscalation => "Báo lên cấp trên" / "Escalation";
        TopicSignature => "Xác nhận chữ ký" / "Signature to confirm";
        TopicPetitionNews => "Tin về kiến nghị" / "News of a petition";
        TopicPetitionAnswer => "Kiến nghị được trả lời" / "Petition answered";
        TopicAlert => "Cảnh báo" / "Alert";
        TopicReport => "Báo cáo định kỳ" / "Regular report";
        TopicEvent => "Sự kiện" / "Event";
        ViaMail => "Thư điện tử" / "E-mail";
        ViaSms => "Tin nhắn" / "Text message";
        ViaWebhook => "Webhook" / "Webhook";
        ViaConsole => "Màn hình làm việc" / "The console";
        ViaPush => "Thông báo đẩy" / "Push";
        StateWaiting => "Chờ gửi" / "Waiting";
        StateSent => "Đã gửi" / "Sent";
        StateDead => "Không gửi được" / "Given up";
        StateDropped => "Không gửi nữa" / "Not sent any more";
        Unreachable => "Không kết nối được" / "Nobody answers there";
        TimedOut => "Không trả lời kịp" / "No answer in time";
        Tls => "Không lập được kết nối mã hóa" / "No encrypted connection";
        Busy => "Bên nhận tạm từ chối" / "Refused for now";
        Refused => "Bên nhận từ chối" / "Refused";
        BadAddress => "Địa chỉ không gửi được" / "Not an address that can be sent to";
        AddressForbidden => "Địa chỉ thuộc máy này hoặc mạng nội bộ" / "An address of this machine or of an inner network";
        Gone => "Bên nhận báo đã ngừng; từ nay không gửi nữa" / "The receiver is gone; nothing more is sent there";
        NoAddress => "Chưa có địa chỉ thư" / "No address is known";
        Unwanted => "Người nhận đã chọn không nhận nữa" / "They chose not to be told";
        NoRight => "Người nhận không còn quyền xem hồ sơ" / "They may not see the case any more";
        Over => "Việc đã xong, không cần báo nữa" / "It is over; there was nothing left to tell";
        Acknowledged => "Đã có người xử lý" / "Somebody has taken notice";
        SealedAway => "Không mở được bằng khóa của máy chủ này" / "Cannot be opened with this server's key";
        BadTemplate => "Mẫu thư không dùng được" / "The template cannot be used";
        NotSetUp => "Máy chủ chưa được thiết lập để gửi" / "This server is not set up to send it";
        ToCitizen => "Người gửi hồ sơ" / "The citizen";
        ToDevice => "Thiết bị của người gửi" / "The citizen’s device";
        ToSigner => "Người ký kiến nghị" / "Whoever signed the petition";
        // The page that stops letters.
        StopTitle => "Không nhận thư nữa" / "Stop these letters";
        StopCitizen => "Bạn sẽ không nhận thư báo tin về hồ sơ {code} nữa. Hồ sơ vẫn được xử lý như thường, và bạn luôn xem được bằng mã của mình." / "You will get no more letters about case {code}. The case goes on as before, and you can always look it up with your codes.";
        StopStaff => "Bạn sẽ không nhận thư công việc từ hệ thống này nữa. Người quản trị thấy được lựa chọn này." / "You will get no more letters about your work from this system. Administrators can see that you chose so.";
        StopButton => "Ngừng gửi thư cho tôi" / "Stop sending me letters";
        StopDone => "Đã ngừng. Những thư đang chờ cũng không được gửi nữa." / "Done. Letters that were waiting are not sent any more, either.";
    }
}

crate::catalogue! {
    /// The page of deliveries and webhooks.
    pub enum NoticePage {
        Title => "Tin gửi đi và webhook" / "Deliveries and webhooks";
        Intro => "Ai được báo tin gì về hồ sơ, tin nào chưa gửi được và vì sao; hệ thống nào khác được báo sự kiện." / "Who was told what about cases, what could not be sent and why; and which other systems are told of events.";
        ListTitle => "Tin gửi đi" / "Deliveries";
        State => "Tình trạng" / "State";
        All => "Tất cả" / "All";
        WithCount => "{state} ({n})" / "{state} ({n})";
        NoMail => "Máy chủ này chưa được thiết lập gửi thư: không ai được báo qua thư điện tử." / "This server is not set up to send letters: nobody is told by e-mail.";
        Nothing => "Không có tin nào." / "There is nothing here.";
        To => "Gửi đến {to} qua {via}" / "To {to} by {via}";
        Tried => "đã thử {n} lần" / "tried {n} time(s)";
        NextTry => "gửi lúc {date}" / "to be sent {date}";
        Again => "Gửi lại" / "Send again";
        AgainFor => "Gửi lại: {topic}, {code}" / "Send again: {topic}, {code}";
        AllAgain => "Gửi lại {n} tin không gửi được" / "Send all {n} again that were given up";
        PutBack => "Đã xếp {n} tin để gửi lại." / "Put back to be sent: {n}.";
        Dismiss => "Không cần gửi nữa" / "No need any more";
        DismissFor => "Không cần gửi nữa: {topic}, {code}" / "No need any more: {topic}, {code}";
        Dismissed => "Đã xếp vào mục không gửi nữa." / "It is not sent any more.";
        More => "Xem thêm" / "Show more";
        Refresh => "Cập nhật" / "Refresh";
        EndpointsTitle => "Webhook" / "Webhooks";
        EndpointsIntro => "Hệ thống khác được báo sự kiện theo chuẩn Standard Webhooks. Không gửi đi điều gì người dân viết, không gửi thông tin cá nhân, không gửi hồ sơ được giữ kín." / "Other systems are told of events by the Standard Webhooks specification. Nothing that a person wrote, no personal data and nothing of sealed cases is sent.";
        EndpointsNone => "Chưa có điểm nhận nào." / "There is no endpoint yet.";
        EndpointNew => "Thêm điểm nhận" / "Add an endpoint";
        Name => "Tên" / "Name";
        Url => "Địa chỉ" / "Address";
        UrlHelp => "Bắt đầu bằng https://; địa chỉ của máy này hay mạng nội bộ bị từ chối." / "Begins with https://; addresses of this machine or of inner networks are refused.";
        Agency => "Mã cơ quan" / "Code of the agency";
        AgencyHelp => "Hồ sơ của cơ quan này và mọi cơ quan bên dưới." / "Cases of this agency and of all below it.";
        Query => "Chỉ những hồ sơ khớp" / "Only cases that match";
        QueryHelp => "Cùng ngôn ngữ với ô tìm kiếm; để trống là mọi hồ sơ." / "The language of the search box; leave it empty for all cases.";
        Events => "Sự kiện" / "Events";
        EventsHelp => "Không chọn gì nghĩa là mọi sự kiện." / "Choosing none means all of them.";
        EventsAll => "mọi sự kiện" / "all events";
        On => "Đang bật" / "On";
        Off => "Đang tắt" / "Off";
        Gone => "Bên nhận báo đã ngừng" / "The receiver said it is gone";
        Save => "Lưu" / "Save";
        Cancel => "Bỏ" / "Cancel";
        Edit => "Sửa" / "Change";
        Test => "Gửi thử" / "Send a test";
        Rotate => "Khóa mới" / "New secret";
        Remove => "Xóa" / "Remove";
        RemoveSure => "Bấm lần nữa để xóa" / "Press again to remove";
        Saved => "Đã lưu điểm nhận." / "The endpoint is saved.";
        Removed => "Đã xóa điểm nhận." / "The endpoint is removed.";
        SecretOnce => "Khóa bí mật, chỉ hiện một lần này:" / "The secret, shown this once:";
        OldSigns => "Khóa cũ còn ký cùng đến {date}." / "The old secret signs along until {date}.";
        TestTaken => "Bên nhận đã nhận tin thử." / "The test was taken.";
        TestRefused => "Tin thử không được nhận: {reason}" / "The test was not taken: {reason}";
    }
}

crate::catalogue! {
    /// Calendars of due dates, and where they are made.
    pub enum Feeds {
        Title => "Lịch hạn trả lời" / "Calendar of due dates";
        Intro => "Đăng ký địa chỉ này trong phần mềm lịch của bạn để thấy hạn của các hồ sơ trong danh sách hiện tại. Lịch chỉ ghi mã, loại và tình trạng; ai có địa chỉ đều đọc được." / "Subscribe to the address in your calendar program to see when the cases of the present list are due. It holds code, kind and state only; whoever has the address can read it.";
        Make => "Tạo lịch cho danh sách này" / "Make a calendar of this list";
        Address => "Địa chỉ, chỉ hiện một lần này:" / "The address, shown this once:";
        Forget => "Thu hồi" / "Take back";
        AllCases => "Mọi hồ sơ" / "All cases";
        Due => "Hạn {code} ({kind})" / "{code} is due ({kind})";
        Overdue => "Quá hạn {code} ({kind})" / "{code} is overdue ({kind})";
        Description => "{state} · {agency}" / "{state} · {agency}";
    }
}

crate::catalogue! {
    /// What staff were told in the console.
    pub enum Inbox {
        Title => "Tin báo" / "Notices";
        Unseen => "Tin báo: {n} chưa xem" / "Notices: {n} not seen";
        Intro => "Hồ sơ được giao, thư của người gửi, sắp đến hạn, quá hạn và báo lên cấp trên. Mở hồ sơ là đã xem." / "Cases assigned to you, what citizens wrote, deadlines near and broken, escalations. Opening a case counts as having seen it.";
        New => "Mới" / "New";
        SeenAll => "Đánh dấu đã xem hết" / "Mark all as seen";
        None => "Chưa có tin báo nào." / "You have not been told anything yet.";
        NoneDetail => "Tin sẽ hiện ở đây khi có hồ sơ giao cho bạn hoặc sắp đến hạn." / "It will show here when a case is assigned to you or a deadline nears.";
        More => "Xem tin cũ hơn" / "Show older ones";
    }
}
