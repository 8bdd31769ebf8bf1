//! What a citizen reads on the pages that the server renders: home, plain form, receipt, tracking, privacy, API.
//! Plain words, short sentences, honest about delay. Names of kinds, states and actions are in `common`,
//! why a date is that date is in `clock`.

use crate::case::CaseState;

crate::catalogue! {
    /// Texts of the portal.
    pub enum Portal {
        Service => "Hồi Âm" / "Hồi Âm";
        Tagline => "Phản ánh, kiến nghị có hồi âm" / "Feedback that gets an answer";
        Skip => "Đến nội dung chính" / "Skip to main content";
        NavLabel => "Điều hướng chính" / "Main";
        NavSend => "Gửi mới" / "New case";
        NavFind => "Tra cứu" / "Track a case";
        NavAbout => "Quyền riêng tư" / "Privacy";
        NavApi => "Dành cho lập trình viên" / "For developers";
        FooterLabel => "Cuối trang" / "Footer";
        FooterPledge => "Không cần tài khoản. Không theo dõi." / "No account. No tracking.";
        RunBy => "Vận hành: {operator}" / "Run by {operator}";
        SwitchLang => "English" / "Tiếng Việt";
        SwitchHint => "Chuyển sang tiếng Anh" / "Switch to Vietnamese";
        TitleOf => "{page} · {service}" / "{page} · {service}";
        TitleError => "Có lỗi: {page}" / "Error: {page}";
        Optional => "(không bắt buộc)" / "(optional)";
        ErrorSummary => "Có mục cần sửa" / "There is something to correct";
        ErrorKept => "Chưa có gì được gửi đi. Những gì bạn đã viết vẫn còn nguyên." / "Nothing was sent yet. Everything you wrote is still here.";
        ErrorBefore => "Lỗi:" / "Error:";
        BackHome => "Về trang chủ" / "Back to the home page";

        DateLong => "{weekday}, {dd}/{mm}/{year}" / "{weekday} {day} {month} {year}";
        DateShort => "{dd}/{mm}/{year}" / "{day} {month} {year}";
        AtTime => "{time}, {date}" / "{date}, {time}";
        EndOf => "hết {date}" / "the end of {date}";
        DaysLeft => "Còn {n} ngày" / "{n} days left";
        DayLeft => "Còn 1 ngày" / "1 day left";
        DueToday => "Hạn là hôm nay" / "Due today";
        DaysOver => "Quá hạn {n} ngày" / "{n} days overdue";
        DayOver => "Quá hạn 1 ngày" / "1 day overdue";
        JustOver => "Vừa quá hạn hôm nay" / "Overdue since today";
        MonthOf => "{month}/{year}" / "{month} {year}";
        Month1 => "tháng 1" / "January";
        Month2 => "tháng 2" / "February";
        Month3 => "tháng 3" / "March";
        Month4 => "tháng 4" / "April";
        Month5 => "tháng 5" / "May";
        Month6 => "tháng 6" / "June";
        Month7 => "tháng 7" / "July";
        Month8 => "tháng 8" / "August";
        Month9 => "tháng 9" / "September";
        Month10 => "tháng 10" / "October";
        Month11 => "tháng 11" / "November";
        Month12 => "tháng 12" / "December";

        HomeTitle1 => "Nói một lần." / "Say it once.";
        HomeTitle2 => "Biết ai đang giải quyết, và đến bao giờ." / "Know who has it, and until when.";
        HomeLead => "Gửi phản ánh, kiến nghị, khiếu nại, tố cáo hay câu hỏi đến cơ quan nhà nước. Bạn nhận ngay mã hồ sơ và ngày phải có trả lời." / "Send feedback, suggestions, complaints, denunciations or questions to the public authorities. You get a tracking code and the date an answer is due at once.";
        HomeSend => "Gửi phản ánh, kiến nghị" / "Start now";
        HomeFind => "Hồ sơ của bạn đến đâu rồi?" / "Where does your case stand?";
        HowTitle => "Cách hoạt động" / "How it works";
        How1 => "Bạn kể sự việc" / "You say what happened";
        How1Text => "Viết bằng lời của bạn. Không cần biết cơ quan nào phụ trách, không cần tài khoản." / "In your own words. You need no account, and need not know which office is responsible.";
        How2 => "Hồ sơ có người giữ, có hạn" / "It has a holder and a date";
        How2Text => "Hồ sơ đến cơ quan có thẩm quyền. Hạn trả lời được tính công khai từng ngày; không ai lặng lẽ dời được." / "It goes to the agency responsible. The due date is counted in the open, day by day; nobody can move it quietly.";
        How3 => "Bạn đọc trả lời và đánh giá" / "You read the answer and judge it";
        How3Text => "Đọc bằng mã của bạn. Chưa giải quyết xong thì mở lại, không phải viết lại từ đầu." / "With your own codes. If it is not settled, reopen it; there is no need to start again.";
        SitesTitle => "Chọn nơi gửi" / "Choose where to send";
        SitesHint => "Chọn nơi gần việc của bạn nhất. Nếu không thuộc thẩm quyền, hồ sơ được chuyển tiếp chứ không bị trả về." / "Pick the one closest to your matter. If it is not theirs, it is passed on, not sent back.";
        SitesNone => "Chưa có nơi tiếp nhận nào được mở." / "No office takes cases here yet.";
        FiguresTitle => "Kết quả công khai" / "Results, in the open";
        FiguresPeriod => "Hồ sơ nhận từ {from} đến {to}" / "Cases received from {from} to {to}";
        FigureReceived => "hồ sơ đã nhận" / "cases received";
        FigureResolved => "đã được trả lời" / "have been answered";
        FigureOnTime => "trả lời đúng hạn" / "answered on time";
        FigureOnTimeNote => "Hồ sơ đang quá hạn cũng tính là trễ." / "Cases overdue at present count as late.";
        OutOf => "{part} trên {of}" / "{part} of {of}";

        FormTitle => "Gửi phản ánh, kiến nghị" / "Tell the authorities";
        FormTo => "Gửi đến {agency}" / "To {agency}";
        TrapLabel => "Xin để trống ô này" / "Please leave this empty";
        FormLead => "Mất khoảng 3 phút. Chỉ loại và nội dung là cần thiết." / "Takes about 3 minutes. Only the kind and what happened are needed.";
        KindAsk => "Bạn muốn gửi điều gì?" / "What would you like to send?";
        KindIdentity => "Cần họ tên và cách liên hệ" / "Needs your name and a way to reach you";
        KindMissing => "Hãy chọn một loại" / "Choose one kind";
        WhatAsk => "Sự việc" / "What it is about";
        BodyLabel => "Chuyện gì đã xảy ra?" / "What happened?";
        BodyHint => "Việc gì, ở đâu, từ khi nào, bạn mong được giải quyết thế nào. Đừng ghi số căn cước hay số tài khoản." / "What, where, since when, and what you hope for. Please leave out identity-card and account numbers.";
        TitleLabel => "Tóm tắt trong một câu" / "In one sentence";
        WhereAsk => "Ở đâu, về lĩnh vực nào" / "Where, and which topic";
        WhereHint => "Giúp hồ sơ đến đúng nơi ngay từ đầu." / "It helps the case reach the right office at once.";
        AreaLabel => "Xã, phường hoặc tỉnh" / "Commune, ward or province";
        AreaHint => "Gõ có dấu hay không dấu, tên cũ cũng được. Ví dụ: Bến Nghé" / "With or without accents; former names work too. For example: Ben Nghe";
        AreaFind => "Tìm nơi này" / "Find the place";
        AreaChoose => "Chọn đúng nơi" / "Choose the right place";
        AreaFound => "Tìm thấy {n} nơi cho “{typed}”. Hãy chọn một." / "{n} places match “{typed}”. Please choose one.";
        AreaNotFound => "Không tìm thấy “{typed}”. Hãy sửa lại tên, hoặc gửi kèm đúng như bạn đã viết." / "“{typed}” was not found. Correct the name, or send it along as you wrote it.";
        AreaPick => "Chọn…" / "Choose…";
        AreaOther => "Không có trong danh sách: gửi kèm như tôi đã viết" / "Not on the list: send it as I wrote it";
        AreaMissing => "Hãy chọn nơi trong danh sách, hoặc xóa ô bên trên" / "Choose a place from the list, or clear the box above";
        AddressLabel => "Địa chỉ cụ thể" / "Exact place";
        AddressHint => "Ví dụ: số 12 Lê Lợi, trước cổng chợ" / "For example: 12 Le Loi Street, at the market gate";
        CategoryLabel => "Lĩnh vực" / "Topic";
        CategoryNone => "Không chắc, để cơ quan chọn" / "Not sure, let the office choose";
        ContactAsk => "Liên hệ với bạn" / "How to reach you";
        ContactHint => "Không bắt buộc, trừ khiếu nại, tố cáo và yêu cầu về dữ liệu cá nhân: luật đòi hỏi họ tên và ít nhất một cách liên hệ. Không để lại liên hệ, bạn vẫn theo dõi và đọc trả lời bằng mã hồ sơ." / "Optional, except for complaints, denunciations and requests about your data: there the law asks for your name and at least one way to reach you. Without it you still follow the case and read the answer with your code.";
        ContactKept => "Được mã hóa, cất riêng khỏi nội dung, chỉ dùng cho việc này. Danh tính người tố cáo được niêm phong: mỗi lần xem đều bị ghi lại." / "Encrypted, kept apart from the text, used for this case only. The identity of a person who denounces is sealed: each look at it is recorded.";
        NameLabel => "Họ và tên" / "Full name";
        EmailLabel => "Thư điện tử" / "E-mail";
        PhoneLabel => "Số điện thoại" / "Phone number";
        FilesAsk => "Có ảnh hay giấy tờ gì không?" / "Any pictures or papers?";
        FilesLabel => "Ảnh, tài liệu, ghi âm" / "Pictures, documents, recordings";
        FilesMore => "Gửi kèm ảnh hoặc tài liệu" / "Send pictures or documents along";
        FilesHint => "Nhiều nhất {n} tệp, mỗi tệp không quá {size}. Nơi chụp và tên máy trong ảnh được xóa trước khi lưu." / "Up to {n} files of {size} each. Place and camera details in pictures are removed before they are kept.";
        FilesKept => "Đã nhận; bỏ dấu tích nếu không muốn gửi" / "Received; untick what you do not want to send";
        FilesKeepMetadata => "Giữ nguyên nơi và giờ chụp ghi trong ảnh" / "Keep place and time of the picture as the camera wrote them";
        FilesTitle => "Tệp kèm theo" / "Files";
        FileProblem => "{name}: {reason}" / "{name}: {reason}";
        Send => "Gửi" / "Send";
        WaitTitle => "Xin chờ khoảng {n} giây" / "Please wait about {n} seconds";
        WaitLead => "Đang có nhiều người gửi cùng lúc. Hồ sơ của bạn sẽ tự được gửi; đừng đóng trang này cho đến khi thấy mã hồ sơ." / "Many people are sending just now. Yours is sent by itself; keep this page open until you see the code.";
        WaitSkip => "Gửi ngay, không chờ" / "Send now, without waiting";
        WaitSkipNote => "Khi đó một người kiểm duyệt đọc hồ sơ trước, rồi mới chuyển đến cơ quan." / "Then a moderator reads it first, before it goes to the agency.";
        SendNote => "Gửi xong, bạn nhận ngay mã hồ sơ và ngày phải có trả lời. Bấm hai lần cũng chỉ tạo một hồ sơ." / "Once sent, you get a code and the date an answer is due. Pressing twice still makes one case only.";

        ReceiptTitle => "Đã nhận hồ sơ của bạn" / "Your case has been received";
        ReceiptFile => "BIÊN NHẬN HỒ SƠ" / "RECEIPT OF A CASE";
        ReceiptSave => "Tải biên nhận về máy" / "Save the receipt as a file";
        CalendarTitle => "Hạn trả lời hồ sơ {code}" / "Answer due: case {code}";
        CalendarAdd => "Thêm hạn vào lịch" / "Add the date to a calendar";
        QrLabel => "Mã QR của trang theo dõi; không chứa mã bí mật" / "QR code of the tracking page; the secret is not in it";
        Notify => "Báo cho tôi qua thư điện tử khi hồ sơ có tin mới. Ngừng bất cứ lúc nào bằng một lần bấm trong thư." / "Tell me by e-mail when there is news of the case. One click in any letter stops it.";
        Consent => "Tôi đồng ý cho cơ quan giải quyết dùng thông tin liên hệ này để làm việc với tôi về hồ sơ." / "I agree that the office handling this case uses these details to contact me about it.";
        QuestionsAsk => "Vài câu hỏi thêm" / "A few more questions";
        QuestionsHint => "Chỉ trả lời những câu hợp với việc của bạn." / "Answer those that fit your case.";
        Stop => "Hãy làm theo hướng dẫn này trước" / "Please follow this advice first";
        ReceiptLead => "Hồ sơ đã được lưu chắc chắn. Hãy giữ hai mã dưới đây." / "It is safely stored. Please keep the two codes below.";
        CodeLabel => "Mã hồ sơ" / "Tracking code";
        CodeNote => "Xem tình trạng bất cứ lúc nào. Có thể đọc qua điện thoại." / "To see where it stands, at any time. Can be read out on the phone.";
        SecretLabel => "Mã bí mật" / "Secret";
        SecretNote => "Để đọc trả lời, nhắn thêm, đánh giá, rút hồ sơ. Đừng đưa cho người khác." / "To read the answer, reply, rate or withdraw. Do not share it.";
        SecretOnce => "Mã bí mật chỉ hiện một lần này. Hãy in, chụp hoặc chép lại ngay: không ai cấp lại được, vì chúng tôi không lưu mã." / "The secret is shown only this once. Print it, photograph it or write it down now: nobody can give it to you again, because we do not keep it.";
        SecretGone => "Mã bí mật đã hiện ở lần gửi đầu và không hiện lại được." / "The secret was shown when you first sent this and cannot be shown again.";
        PrintHow => "In hoặc lưu thành PDF: Ctrl + P; trên điện thoại, mở trình đơn của trình duyệt, chọn Chia sẻ rồi In." / "To print or save as PDF: Ctrl + P; on a phone open the browser's menu, then Share and Print.";
        HeldBy => "Đang giữ hồ sơ" / "Now with";
        DueLabel => "Hạn trả lời" / "Answer due";
        DueNone => "Loại này không có thời hạn, nhưng vẫn được ghi nhận và có người phụ trách." / "This kind has no deadline, but it is recorded and someone is in charge of it.";
        HowCounted => "Cách tính hạn" / "How the date is counted";
        NextTitle => "Tiếp theo là gì" / "What happens next";
        Next1 => "Hồ sơ được chuyển đến cơ quan có thẩm quyền. Nếu phải chuyển nơi khác, bạn sẽ thấy nơi nào và vì sao." / "The case goes to the agency responsible. If it has to move on, you will see where to and why.";
        Next2 => "Cơ quan trả lời chậm nhất là {due}." / "The agency answers by {due} at the latest.";
        Next2None => "Người phụ trách xem và ghi nhận." / "The person in charge reads and records it.";
        Next3 => "Bạn đọc trả lời bằng hai mã, cho biết có hài lòng không, và mở lại nếu chưa xong." / "You read the answer with the two codes, say whether it helped, and reopen the case if it did not.";
        FollowNow => "Xem tình trạng hồ sơ" / "See where it stands";
        SendAnother => "Gửi việc khác" / "Send something else";
        TrackAt => "Trang theo dõi" / "Tracking page";

        FindTitle => "Tra cứu hồ sơ" / "Track a case";
        FindLead => "Chỉ cần mã hồ sơ. Không cần đăng nhập." / "All you need is the tracking code. No sign-in.";
        CodeHint => "Trên biên nhận, dạng HA-26-7KQ4M-2XD9. Chữ hoa hay thường, có gạch hay không đều được." / "On your receipt, like HA-26-7KQ4M-2XD9. Capitals and dashes do not matter.";
        CodeMissing => "Hãy nhập mã hồ sơ" / "Enter the tracking code";
        CodeWrong => "Mã này có ký tự sai. Hãy so lại từng ký tự với biên nhận." / "A character of this code is wrong. Compare it with your receipt, one by one.";
        CodeUnknown => "Không có hồ sơ nào mang mã này. Hãy so lại với biên nhận." / "There is no case with this code. Compare it with your receipt.";
        Look => "Xem" / "Show";
        // A bell on this device.
        BellTitle => "Báo cho tôi khi có tin" / "Tell me when there is news";
        BellHint => "Máy này sẽ hiện “Có tin mới cho bạn” khi cơ quan hỏi, gia hạn hay trả lời; thông báo không nói về việc gì. Đừng bật trên máy dùng chung." / "This device will show “There is news for you” when the agency asks, extends or answers; it does not say about what. Do not turn it on where others use the device.";
        BellOn => "Báo trên máy này" / "Tell me on this device";
        BellOff => "Thôi báo trên máy này" / "Stop telling me here";
        BellHung => "Đã bật. Máy này sẽ báo cho bạn, kể cả khi trang đã đóng." / "Done. This device will tell you, also when the page is closed.";
        BellGone => "Đã tắt. Máy này không báo nữa." / "Done. This device tells you nothing more.";
        BellDenied => "Trình duyệt chưa cho trang này gửi thông báo. Hãy cho phép thông báo trong cài đặt của trình duyệt rồi thử lại; hồ sơ vẫn được xử lý như thường." / "The browser does not let this page send notifications. Allow them in the browser’s settings and try again; the case goes on either way.";
        BellWait => "Đang nối với trình duyệt…" / "Asking your browser…";
        BellFailed => "Chưa bật được: máy này hoặc mạng không nhận. Hồ sơ không bị ảnh hưởng; hãy thử lại sau, hoặc dùng thư điện tử." / "That did not work: the device or the network did not take it. The case is not affected; try again later, or use e-mail.";
        BellNews => "Có tin mới cho bạn" / "There is news for you";
        BellLook => "Mở để xem" / "Open to read it";
        OtherCase => "Tra hồ sơ khác" / "Look up another case";

        TrackTitle => "Hồ sơ {code}" / "Case {code}";
        StageLabel => "Các chặng của hồ sơ" / "Stages of the case";
        StageReceived => "Đã nhận" / "Received";
        StageAgency => "Đến cơ quan" / "With the agency";
        StageWork => "Giải quyết" / "Being settled";
        StageAnswer => "Trả lời" / "Answered";
        DoneMessage => "Đã gửi tin nhắn của bạn đến cơ quan đang giữ hồ sơ." / "Your message went to the agency that has the case.";
        DoneRate => "Cảm ơn bạn đã đánh giá." / "Thank you for rating.";
        DoneWithdraw => "Bạn đã rút hồ sơ. Cơ quan sẽ không xử lý tiếp." / "You withdrew the case. The agency will not go on with it.";
        DoneAppeal => "Đã gửi khiếu nại tiếp; đó là một hồ sơ riêng, xem bên dưới." / "The appeal is sent; it is a case of its own, see below.";
        DoneReopen => "Hồ sơ đã được mở lại; cơ quan sẽ xử lý tiếp." / "The case is open again; the agency will go on with it.";
        StageDone => "xong" / "done";
        StageNow => "đang ở đây" / "now";
        StageLater => "chưa đến" / "to come";
        Received => "Ngày gửi" / "Filed";
        AnsweredOn => "Ngày trả lời" / "Answered";
        OnTime => "Đúng hạn" / "On time";
        TooLate => "Trễ hạn" / "Late";
        KindLabel => "Loại" / "Kind";
        NobodyYet => "Đang xác định cơ quan có thẩm quyền" / "The agency responsible is being found";
        Late => "Việc này đã quá hạn trả lời." / "The answer to this case is overdue.";
        LateText => "Hạn trả lời là {due}. Việc chậm trễ đã được ghi vào lịch sử hồ sơ và tính vào tỷ lệ đúng hạn của cơ quan; không ai xóa được." / "It should have been answered by {due}. The delay is on record and counts in the agency's on-time rate; nobody can remove it.";
        StoryTitle => "Hành trình của hồ sơ" / "The story of your case";
        StoryNow => "Hiện nay" / "Now";
        StoryHolder => "{agency} đang giữ hồ sơ." / "{agency} has it.";
        AheadRoute => "Chuyển đến cơ quan có thẩm quyền" / "It goes to the agency responsible";
        AheadAccept => "Cơ quan thụ lý" / "The agency takes it up";
        AheadReply => "Bạn bổ sung thông tin" / "You give the information asked for";
        AheadApprove => "Lãnh đạo duyệt trả lời" / "The answer is approved";
        AheadAnswer => "Cơ quan trả lời bạn" / "The agency answers you";
        AheadRate => "Bạn đánh giá; chưa xong thì mở lại" / "You rate it, or reopen it if it is not settled";
        AheadBy => "Chậm nhất là {due}" / "By {due}";
        AheadWas => "Hạn là {due}" / "Was due by {due}";

        MeansReceived => "Hồ sơ đã được lưu chắc chắn và sắp được chuyển đến cơ quan có thẩm quyền." / "It is safely stored and about to go to the agency responsible.";
        MeansScreening => "Người kiểm duyệt đang xem để loại lời xúc phạm, quảng cáo và dữ liệu cá nhân bị lộ. Thời hạn vẫn chạy." / "A moderator is checking it for insults, advertising and exposed personal data. The clock keeps running.";
        MeansRouted => "Hồ sơ đã đến cơ quan có thẩm quyền, đang chờ thụ lý." / "It has reached the agency responsible and waits to be taken up.";
        MeansAccepted => "Cơ quan đã nhận trách nhiệm giải quyết." / "The agency has taken responsibility for it.";
        MeansInProgress => "Cơ quan đang xem xét, giải quyết." / "The agency is working on it.";
        MeansWaitingCitizen => "Cơ quan cần bạn cho biết thêm. Hãy đọc yêu cầu và trả lời." / "The agency needs something from you. Please read its request and reply.";
        MeansWaitingOpinion => "Cơ quan đã hỏi ý kiến một cơ quan khác. Thời hạn trả lời bạn vẫn chạy." / "The agency has asked another one for its opinion. The clock for your answer keeps running.";
        MeansAnswerReview => "Dự thảo trả lời đã xong, đang chờ lãnh đạo duyệt." / "An answer is drafted and waits for approval.";
        MeansAnswered => "Cơ quan đã trả lời. Dùng mã bí mật để đọc, đánh giá, hoặc mở lại nếu chưa xong." / "The agency has answered. With the secret you can read it, rate it, or reopen the case if it is not settled.";
        MeansAnsweredOpen => "Cơ quan đã trả lời. Hãy đọc bên dưới và cho biết bạn có hài lòng không; chưa xong thì mở lại được." / "The agency has answered. Read it below and say whether it helped; if it is not settled, you can reopen the case.";
        MeansClosed => "Việc đã kết thúc. Nếu chưa được giải quyết thỏa đáng, bạn vẫn mở lại được." / "The case has ended. If it was not settled properly, you can still reopen it.";
        MeansRejected => "Cơ quan không thụ lý. Lý do và căn cứ pháp lý nằm trong hành trình bên dưới." / "The agency did not take it up. The reason and the legal ground are in the story below.";
        MeansWithdrawn => "Bạn đã rút hồ sơ. Cơ quan không giải quyết tiếp; lịch sử vẫn được giữ." / "You took it back. The agency no longer works on it; its history is kept.";
        MeansMerged => "Nhiều người báo cùng một việc, nên hồ sơ đi theo hồ sơ chính. Có trả lời thì bạn cũng nhận được." / "Several people reported the same matter, so it follows the main case. Its answer will reach you too.";

        UnlockTitle => "Đọc trả lời và nhắn thêm" / "Read the answer and reply";
        UnlockText => "Nhập mã bí mật trên biên nhận để đọc trả lời, xem tin nhắn, bổ sung, đánh giá hoặc rút hồ sơ." / "Enter the secret from your receipt to read the answer and messages, add to the case, rate it or withdraw it.";
        UnlockButton => "Mở hồ sơ" / "Open the case";
        SecretMissing => "Hãy nhập mã bí mật" / "Enter the secret";
        AnswerTitle => "Trả lời của cơ quan" / "The agency's answer";
        MessagesTitle => "Tin nhắn" / "Messages";
        YourWords => "Nội dung bạn đã gửi" / "What you sent";
        YourRating => "Bạn đã đánh giá: {rating}" / "You rated it: {rating}";
        ActionsTitle => "Việc bạn làm được lúc này" / "What you can do now";
        DoMessage => "Nhắn thêm cho cơ quan" / "Write to the agency";
        DoReply => "Trả lời yêu cầu của cơ quan" / "Reply to the agency's request";
        DoRate => "Đánh giá việc giải quyết" / "Rate how it was handled";
        DoReopen => "Chưa xong, mở lại hồ sơ" / "Not settled: reopen the case";
        DoWithdraw => "Rút hồ sơ" / "Withdraw the case";
        MessageLabel => "Lời nhắn" / "Your message";
        MessageHint => "Người đang giữ hồ sơ sẽ đọc được." / "Whoever has the case will read it.";
        MessageSend => "Gửi lời nhắn" / "Send the message";
        ReopenLabel => "Điều gì chưa được giải quyết?" / "What is not settled yet?";
        ReopenHint => "Hồ sơ trở lại với cơ quan, kết quả đã ghi nhận trước đó bị thu lại." / "The case goes back to the agency, and the result recorded before no longer counts.";
        ReopenSend => "Mở lại hồ sơ" / "Reopen the case";
        DoAppeal => "Không đồng ý với kết quả: khiếu nại tiếp" / "Not content with how it ended: appeal";
        AppealLabel => "Bạn không đồng ý với điều gì, và đề nghị thế nào?" / "What do you not accept, and what do you ask for?";
        AppealHint => "Khiếu nại gửi đến {agency}, một lần, chậm nhất hết ngày {until}. Đó là một hồ sơ riêng, có mã và thời hạn riêng; hồ sơ này giữ nguyên." / "It goes to {agency}, once, until the end of {until}. It is a case of its own, with its own code and deadline; this one stays as it is.";
        AppealSend => "Gửi khiếu nại tiếp" / "Send the appeal";
        AppealTitle => "Khiếu nại tiếp của bạn" / "Your appeal";
        AppealMade => "Bạn đã khiếu nại tiếp lên {agency}. Hãy giữ mã và mã bí mật của hồ sơ đó." / "You appealed to {agency}. Keep the code and the secret of that case.";
        AppealFollow => "Theo dõi hồ sơ khiếu nại" / "Follow the appeal";
        PartsTitle => "Việc được tách riêng" / "Dealt with by itself";
        PartsIntro => "Hồ sơ của bạn nêu nhiều việc. Việc sau được xử lý riêng, vẫn tính từ ngày bạn gửi." / "Your case was about more than one matter. This one is dealt with by itself; its time still counts from the day you wrote.";
        PartOf => "Hồ sơ này được tách từ hồ sơ {code} của bạn để xử lý riêng." / "This matter was taken out of your case {code}, to be dealt with by itself.";
        PartFollow => "Theo dõi hồ sơ này" / "Follow this case";
        AppealAgainst => "Hồ sơ này khiếu nại đối với kết quả của hồ sơ {code}." / "This case appeals against how case {code} ended.";
        WithdrawLabel => "Lý do rút" / "Why you withdraw it";
        WithdrawHint => "Rút rồi thì cơ quan thôi giải quyết và bạn không mở lại được. Lịch sử hồ sơ vẫn được giữ." / "The agency then stops working on it, and it cannot be reopened. Its history is kept.";
        WithdrawSend => "Tôi muốn rút hồ sơ này" / "Withdraw this case";
        RateAsk => "Bạn có hài lòng với việc giải quyết không?" / "Are you satisfied with how it was handled?";
        RateWhy => "Vì sao?" / "Why?";
        RateSend => "Gửi đánh giá" / "Send the rating";
        RateMissing => "Hãy chọn một mức" / "Choose one of the levels";
        Star1 => "Rất không hài lòng" / "Very dissatisfied";
        Star2 => "Không hài lòng" / "Dissatisfied";
        Star3 => "Bình thường" / "Neither";
        Star4 => "Hài lòng" / "Satisfied";
        Star5 => "Rất hài lòng" / "Very satisfied";

        ProblemFields => "Cần xem lại" / "Please look at";
        ProblemId => "Mã sự cố: {id}" / "Reference: {id}";
        ProblemBack => "Dùng nút Quay lại của trình duyệt để trở về trang trước; những gì bạn viết thường vẫn còn." / "Use your browser's Back button to return to the page before; what you wrote is usually still there.";

        AboutTitle => "Quyền riêng tư" / "Privacy";
        AboutLead => "Bạn cần biết dữ liệu của mình đi đâu trước khi viết. Trang này nói gọn điều đó." / "You should know where your data goes before you write. This page says so in short.";
        AboutWho => "Ai đọc được nội dung" / "Who reads what you write";
        AboutWhoText => "Người được giao nhiệm vụ ở cơ quan đang giữ hồ sơ và cấp trên của cơ quan đó. Ai chỉ có mã hồ sơ thì chỉ thấy tình trạng, không thấy nội dung và trả lời." / "Those in charge at the agency that has the case, and at the agencies above it. Whoever has the tracking code alone sees the status, not the text or the answer.";
        AboutContact => "Tên, điện thoại, thư điện tử" / "Name, phone, e-mail";
        AboutContactText => "Được mã hóa và cất riêng khỏi nội dung. Không đưa vào ô tìm kiếm, nhật ký hệ thống hay số liệu. Bạn không bắt buộc phải ghi, trừ những loại mà luật đòi hỏi." / "Encrypted and kept apart from the text. Never part of search, of logs or of figures. You need not give them, except for the kinds where the law asks for them.";
        AboutSealed => "Tố cáo" / "Denunciations";
        AboutSealedText => "Danh tính được niêm phong. Chỉ người có quyền riêng mới biết hồ sơ tồn tại, và mỗi lần mở đều để lại dấu vết." / "The identity is sealed. Only those with a special right know that the case exists, and each look leaves a trace.";
        AboutTrace => "Trang này lưu gì trên máy bạn" / "What this site keeps on your device";
        AboutTraceText => "Không có cookie, không mã theo dõi, không tải gì từ bên thứ ba, không cần JavaScript. Những gì bạn đang viết dở và danh sách hồ sơ của bạn chỉ nằm trên máy này, xóa được bất cứ lúc nào." / "No cookie, no tracker, nothing loaded from third parties, no JavaScript needed. What you have begun to write and the list of your cases stay on this device alone, and can be removed at any time.";
        AboutBell => "Chuông báo tin" / "The bell";
        AboutBellText => "Nếu bạn bật chuông cho một hồ sơ, hãng làm trình duyệt của bạn chuyển đến máy một tín hiệu không có chữ nào. Họ không biết đó là hồ sơ gì; chúng tôi cất địa chỉ nhận tín hiệu dưới dạng mã hóa và bỏ đi khi bạn tắt chuông." / "If you switch on the bell of a case, the maker of your browser passes a signal to your device that has no word in it. They do not learn which case it is; we keep where the signal goes encrypted, and drop it when you switch the bell off.";
        AboutHistory => "Lịch sử không sửa được" / "History that cannot be edited";
        AboutHistoryText => "Mỗi bước của hồ sơ được ghi thêm, không ghi đè. Vì vậy không ai lùi ngày hay xóa một lần trễ hạn." / "Every step of a case is added, never overwritten. So nobody can back-date it or remove a delay.";
        AboutRights => "Quyền của bạn" / "Your rights";
        AboutRightsText => "Bạn có quyền xem, sửa, xóa dữ liệu của mình. Hãy gửi một hồ sơ loại “Yêu cầu về dữ liệu cá nhân”; hạn trả lời là 2 ngày làm việc." / "You may see, correct and delete your data. File a case of the kind “Request about my data”; it is answered within 2 working days.";

        ApiTitle => "API" / "API";
        ApiLead => "Mọi thứ trên cổng này đều làm được qua API. Trả lời là JSON; lỗi theo RFC 9457." / "All that this portal does can be done through the API. Answers are JSON; errors follow RFC 9457.";
        ApiVersion => "Phiên bản {version}" / "Version {version}";
        ApiDocument => "Tải tài liệu OpenAPI" / "Download the OpenAPI document";
        ApiOther => "Khác" / "Other";
        ApiAll => "Tất cả nhóm" / "All groups";
        ApiGroups => "Nhóm" / "Groups";
        ApiParameters => "Tham số" / "Parameters";
        ApiName => "Tên" / "Name";
        ApiIn => "Ở đâu" / "Where";
        ApiType => "Kiểu" / "Type";
        ApiAbout => "Ý nghĩa" / "Meaning";
        ApiRequired => "bắt buộc" / "required";
        ApiBody => "Nội dung gửi" / "Request body";
        ApiAnswers => "Trả lời" / "Responses";
        ApiExample => "Ví dụ" / "Example";
        ApiTry => "Thử ngay" / "Try it";
        ApiRun => "Gọi {path}" / "Call {path}";
        ApiRights => "Cần đăng nhập hoặc khóa" / "Needs a session or a key";
        ApiOld => "Sắp bỏ" / "Deprecated";
    }
}

impl Portal {
    /// The name of a month, 1 for January.
    pub const fn month(number: usize) -> Self {
        const NAMES: [Portal; 12] = [
            Portal::Month1,
            Portal::Month2,
            Portal::Month3,
            Portal::Month4,
            Portal::Month5,
            Portal::Month6,
            Portal::Month7,
            Portal::Month8,
            Portal::Month9,
            Portal::Month10,
            Portal::Month11,
            Portal::Month12,
        ];
        NAMES[(number + 11) % 12]
    }

    /// What a number of stars stands for, 1 (bad) to 5 (good).
    pub const fn stars(stars: u8) -> Option<Self> {
        match stars {
            1 => Some(Self::Star1),
            2 => Some(Self::Star2),
            3 => Some(Self::Star3),
            4 => Some(Self::Star4),
            5 => Some(Self::Star5),
            _ => None,
        }
    }

    /// What a state means to the person who waits; `unlocked` when they see the whole case.
    pub const fn means(state: CaseState, unlocked: bool) -> Self {
        match state {
            CaseState::Received => Self::MeansReceived,
            CaseState::Screening => Self::MeansScreening,
            CaseState::Routed => Self::MeansRouted,
            CaseState::Accepted => Self::MeansAccepted,
            CaseState::InProgress => Self::MeansInProgress,
            CaseState::WaitingCitizen => Self::MeansWaitingCitizen,
            CaseState::WaitingOpinion => Self::MeansWaitingOpinion,
            CaseState::AnswerReview => Self::MeansAnswerReview,
            CaseState::Answered if unlocked => Self::MeansAnsweredOpen,
            CaseState::Answered => Self::MeansAnswered,
            CaseState::Closed => Self::MeansClosed,
            CaseState::Rejected => Self::MeansRejected,
            CaseState::Withdrawn => Self::MeansWithdrawn,
            CaseState::Merged => Self::MeansMerged,
        }
    }
}
