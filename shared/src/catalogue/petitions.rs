//! Petitions: what their authors, those who sign, and everybody else read.

use super::common::pick;
use crate::Lang;
use crate::petition::{Duty, PetitionAction, PetitionGround, PetitionState, SignatureState, Switch};

impl PetitionState {
    /// In words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Draft => pick(lang, "Chờ người viết xác nhận", "Waits for its author"),
            Self::Sponsoring => pick(lang, "Đang tìm người ủng hộ", "Looks for supporters"),
            Self::Moderation => pick(lang, "Chờ kiểm duyệt", "Waits for a moderator"),
            Self::Open => pick(lang, "Đang lấy chữ ký", "Open for signatures"),
            Self::Closed => pick(lang, "Đã hết hạn ký", "Closed"),
            Self::Rejected => pick(lang, "Không được đăng", "Not admitted"),
            Self::Withdrawn => pick(lang, "Người viết đã rút", "Taken back by its author"),
            Self::Lapsed => pick(lang, "Không đủ người ủng hộ", "Not enough supporters"),
            Self::TakenDown => pick(lang, "Đã gỡ xuống", "Taken down"),
            Self::Archived => pick(lang, "Lưu trữ", "Archived"),
        }
    }
}

impl PetitionAction {
    /// As on a button.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Confirm => pick(lang, "Xác nhận", "Confirm"),
            Self::Submit => pick(lang, "Chuyển kiểm duyệt", "Submit"),
            Self::Amend => pick(lang, "Sửa lời", "Change the words"),
            Self::Publish => pick(lang, "Đăng để lấy chữ ký", "Open for signatures"),
            Self::Reject => pick(lang, "Không đăng", "Do not admit"),
            Self::Withdraw => pick(lang, "Rút", "Take back"),
            Self::Lapse => pick(lang, "Hết hạn tìm người ủng hộ", "Lapse"),
            Self::Close => pick(lang, "Kết thúc lấy chữ ký", "End the gathering"),
            Self::TakeDown => pick(lang, "Gỡ xuống", "Take down"),
            Self::Restore => pick(lang, "Khôi phục", "Restore"),
            Self::Archive => pick(lang, "Lưu trữ", "Archive"),
        }
    }
}

impl PetitionGround {
    /// In words, as everybody reads it.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::NotOurs => pick(
                lang,
                "Việc được kiến nghị không thuộc thẩm quyền của cơ quan được gửi",
                "What is asked for is not within the power of the authority that was asked",
            ),
            Self::Duplicate => {
                pick(lang, "Đã có kiến nghị khác về cùng một việc", "Another petition asks for the same")
            }
            Self::Unclear => pick(lang, "Không rõ kiến nghị điều gì", "It is not clear what is asked for"),
            Self::Personal => pick(
                lang,
                "Là việc của riêng một người: hãy gửi phản ánh, khiếu nại hoặc tố cáo",
                "It is a single person's matter: file feedback, a complaint or a denunciation instead",
            ),
            Self::Court => pick(
                lang,
                "Việc đang hoặc đã được tòa án, hoặc thủ tục khiếu nại, giải quyết",
                "A court or a complaint procedure deals, or has dealt, with it",
            ),
            Self::Accuses => pick(
                lang,
                "Cáo buộc hoặc xúc phạm người có thể nhận ra",
                "It accuses or insults somebody who can be recognised",
            ),
            Self::Commercial => pick(lang, "Có tính quảng cáo", "It advertises something"),
            Self::Unlawful => {
                pick(lang, "Trái pháp luật hoặc kêu gọi việc trái pháp luật", "It is, or calls for what is, unlawful")
            }
            Self::Untrue => pick(lang, "Bịa đặt hoặc đùa cợt", "It is invented, or a joke"),
        }
    }
}

impl Duty {
    /// What is owed, in words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Answer => pick(lang, "cơ quan phải trả lời", "the authority owes an answer"),
            Self::Hearing => pick(lang, "cơ quan phải tổ chức đối thoại", "the authority owes a hearing"),
        }
    }
}

impl Switch {
    /// In words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Collecting => Petitions::SwitchCollecting.text(lang),
            Self::Creating => Petitions::SwitchCreating.text(lang),
            Self::Trending => Petitions::SwitchTrending.text(lang),
        }
    }
}

impl SignatureState {
    /// In words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Pending => pick(lang, "Chưa xác nhận", "Not confirmed"),
            Self::Confirmed => pick(lang, "Đã xác nhận", "Confirmed"),
            Self::Withdrawn => pick(lang, "Đã rút", "Taken back"),
            Self::Invalid => pick(lang, "Không hợp lệ", "Not valid"),
        }
    }
}

crate::catalogue! {
    /// Texts of petitions.
    pub enum Petitions {
        // Lists.
        Title => "Kiến nghị tập thể" / "Petitions";
        Nav => "Kiến nghị" / "Petitions";
        Lead => "Nhiều người cùng ký một kiến nghị. Đủ chữ ký, cơ quan phải trả lời." / "Many people sign one request. With enough signatures, the authority owes an answer.";
        Begin => "Viết kiến nghị mới" / "Start a petition";
        OrderTrending => "Đang được chú ý" / "Trending";
        OrderMost => "Nhiều chữ ký nhất" / "Most signatures";
        OrderNewest => "Mới nhất" / "Newest";
        OrderClosing => "Sắp hết hạn" / "Closing soon";
        OrderAnswered => "Đã trả lời" / "Answered";
        OrderClosed => "Đã kết thúc" / "Closed";
        Search => "Tìm trong các kiến nghị" / "Search petitions";
        SearchGo => "Tìm" / "Search";
        NoneFound => "Không có kiến nghị nào." / "There are no petitions here.";
        CardCount => "{n} chữ ký" / "{n} signatures";
        CardCountOne => "1 chữ ký" / "1 signature";
        CardToday => "{n} trong 24 giờ qua" / "{n} in the last 24 hours";
        CardNext => "cần {n} để được trả lời" / "{n} needed for an answer";
        CardAnswered => "Đã trả lời {date}" / "Answered {date}";
        CardCloses => "Ký đến hết {date}" / "Open until {date}";
        Orders => "Xếp theo" / "Order";
        FoundMany => "{n} kiến nghị" / "{n} petitions";
        FoundOne => "1 kiến nghị" / "1 petition";
        BackToList => "Tất cả kiến nghị" / "All petitions";
        HomeSee => "Xem các kiến nghị" / "See the petitions";
        // One of them.
        AskedOf => "Gửi tới {agency}" / "To {agency}";
        AboutArea => "Về: {area}" / "About: {area}";
        Count => "chữ ký" / "signatures";
        CountOne => "chữ ký" / "signature";
        CountToday => "+{n} trong 24 giờ qua" / "+{n} in the last 24 hours";
        ProgressTo => "{m} trên {n} chữ ký tới mốc tiếp theo" / "{m} of {n} signatures towards the next threshold";
        SupportersOf => "{m} trên {n} người ủng hộ" / "{m} of {n} supporters";
        SupportersUntil => "Cần đủ trước ngày {date}." / "They are needed before {date}.";
        Why => "Vì sao" / "Why";
        Answers => "Trả lời của cơ quan" / "The authority's answer";
        OpenUntil => "Ký đến {date}" / "Open until {date}";
        NotOpen => "Kiến nghị này không lấy chữ ký nữa." / "This petition does not take signatures any more.";
        NotYet => "Kiến nghị này chưa mở để ký." / "This petition is not open for signatures yet.";
        Verified => "trong đó {n} người đã được xác thực danh tính" / "{n} of them of people whose identity was verified";
        CountedAt => "Đếm lúc {time}" / "Counted at {time}";
        Thresholds => "Các mốc" / "Thresholds";
        ThresholdAt => "{n} chữ ký: {duty}" / "{n} signatures: {duty}";
        ThresholdReached => "đạt ngày {date}" / "reached {date}";
        ThresholdTakenBack => "Mốc này không còn đạt: ngày {date}, một số chữ ký được xác định là không thật." / "Not reached any more: on {date} some signatures were found not to be real.";
        ThresholdDue => "hạn: {date}" / "due {date}";
        AnsweredOn => "Trả lời ngày {date}" / "Answered on {date}";
        Story => "Diễn biến" / "What happened";
        Areas => "Chữ ký theo địa phương" / "Signatures by area";
        AreaUnknown => "Không nêu nơi ở" / "Did not say where";
        Hours => "Chữ ký theo giờ" / "Signatures by hour";
        Data => "Số liệu" / "The figures";
        Licence => "Được dùng tự do nếu nêu nguồn (CC BY 4.0)." / "Free to use with attribution (CC BY 4.0).";
        Share => "Chia sẻ" / "Share";
        ShareLink => "Liên kết tới kiến nghị này" / "Link to this petition";
        Embed => "Nhúng vào trang của bạn" / "Put it on your page";
        EmbedHint => "Dán dòng này vào nơi bạn muốn mẫu ký hiện ra. Không cookie, không theo dõi." / "Paste this line where the form should stand. No cookies, no tracking.";
        ShareHint => "Chép địa chỉ này và gửi đi:" / "Copy this address and pass it on:";
        FrameTitle => "Ký kiến nghị này" / "Sign this petition";
        FramePage => "Đọc toàn bộ kiến nghị" / "Read the whole petition";
        FrameBy => "Ký trên {service}: không cookie, không theo dõi" / "Signing by {service}: no cookies, no tracking";
        FiguresOf => "Số liệu: {title}" / "Figures: {title}";
        FiguresSee => "Chữ ký theo địa phương và theo thời gian" / "Signatures by area and over time";
        FiguresCsv => "Tải về dạng CSV" / "Download as CSV";
        FiguresJson => "Tải về dạng JSON" / "Download as JSON";
        Days => "Chữ ký theo ngày" / "Signatures by day";
        Weeks => "Chữ ký theo tuần" / "Signatures by week";
        ChartText => "Nhiều nhất là {n} chữ ký, vào {when}. Con số của từng cột ở bảng dưới." / "The most were {n} signatures, {when}. The number behind each bar is in the table below.";
        ChartTable => "Xem dạng bảng" / "Show as a table";
        When => "Thời gian" / "When";
        WeekOf => "tuần từ {date}" / "week of {date}";
        Place => "Địa phương" / "Area";
        Shares => "Tỉ lệ" / "Share";
        FiguresNone => "Chưa có chữ ký nào được tính." / "No signature counts yet.";
        RefusedTitle => "Kiến nghị này không được hiển thị" / "This petition is not shown";
        HiddenWords => "Nội dung không được hiển thị. Lý do:" / "Its words are not shown. The reason:";
        // Signing.
        Sign => "Ký tên" / "Sign";
        Support => "Ủng hộ kiến nghị này" / "Support this petition";
        SupportLead => "Kiến nghị này chưa công khai. Cần {n} người ủng hộ trước khi được kiểm duyệt." / "This petition is not public yet. It needs {n} supporters before it is looked at.";
        Name => "Họ và tên" / "Your name";
        NameHint => "Không công khai." / "Never shown to the public.";
        Email => "E-mail" / "E-mail";
        EmailHint => "Chúng tôi gửi một liên kết tới đây để xác nhận. Mỗi người ký một lần." / "We send a link here to confirm. Everybody signs once.";
        Area => "Nơi bạn ở (không bắt buộc)" / "Where you live (optional)";
        AreaHint => "Tỉnh, thành phố. Chỉ số lượng theo địa phương được công khai." / "Province or city. Only the number by area is public.";
        AreaNone => "Không nêu" / "Rather not say";
        Tell => "Báo tôi khi có câu trả lời" / "Tell me when it is answered";
        Consent => "Tôi đồng ý để họ tên và cách liên lạc được lưu (mã hóa) cho kiến nghị này; chúng bị xóa {days} ngày sau khi kiến nghị kết thúc, và tôi rút được bất cứ lúc nào." / "I agree that my name and how to reach me are kept (encrypted) for this petition; they are deleted {days} days after it ends, and I can withdraw at any time.";
        ConsentMissing => "Hãy đánh dấu đồng ý: không lưu tên và e-mail thì chữ ký không xác nhận được" / "Please tick that you agree: without your name and e-mail a signature cannot be confirmed";
        SignGo => "Ký và nhận liên kết xác nhận" / "Sign and get the link";
        AskedTitle => "Còn một bước: mở e-mail" / "One more step: open your e-mail";
        AskedLead => "Nếu bạn chưa ký, chúng tôi vừa gửi cho bạn một liên kết và một mã 6 số. Chữ ký được tính khi bạn xác nhận." / "If you have not signed yet, we have just sent you a link and a six-digit code. Your signature counts once you confirm.";
        Code => "Mã 6 số trong thư" / "The six digits from the letter";
        CodeGo => "Xác nhận" / "Confirm";
        CodeLead => "Hoặc nhập mã ngay tại đây" / "Or type the code here";
        CodeHint => "Từ thư mới nhất." / "From the newest letter.";
        CodeWrong => "Mã này không đúng hoặc không còn hiệu lực. Hãy xem lại thư mới nhất." / "This code is wrong or no longer good. Look at the newest letter.";
        NoLetter => "Chưa nhận được? Xem cả hộp thư rác, hoặc ký lại sau 10 phút." / "Nothing came? Look in your spam folder, too, or sign again after 10 minutes.";
        // One's own signature.
        MineTitle => "Chữ ký của bạn" / "Your signature";
        MineConfirm => "Xác nhận chữ ký" / "Confirm my signature";
        MineConfirmLead => "Bấm nút dưới đây để chữ ký của bạn được tính." / "Press the button below and your signature counts.";
        MineDone => "Cảm ơn bạn: chữ ký đã được ghi nhận." / "Thank you: your signature has been recorded.";
        MineOver => "Kiến nghị này không còn lấy chữ ký, nên không xác nhận được nữa." / "This petition does not take signatures any more, so it cannot be confirmed.";
        MineWithdraw => "Rút chữ ký" / "Withdraw my signature";
        MineWithdrawn => "Bạn đã rút chữ ký. Tên và địa chỉ của bạn đã được xóa." / "You have withdrawn your signature. Your name and address have been deleted.";
        MineStop => "Đừng gửi thư cho tôi nữa" / "Send me no more letters";
        MineStopped => "Chúng tôi sẽ không viết cho bạn về kiến nghị này nữa." / "We will not write to you about this petition again.";
        MineSponsors => "Gửi liên kết này cho người ủng hộ bạn" / "Send this link to those who support you";
        MineSponsorsLead => "Cần {n} người xác nhận, kể cả bạn, trước ngày {date}. Đã có {m}." / "{n} people, yourself included, must confirm before {date}. So far {m}.";
        MineTakeBack => "Rút kiến nghị" / "Take the petition back";
        MineTakenBack => "Bạn đã rút kiến nghị." / "You have taken the petition back.";
        MineOf => "Kiến nghị: {title}" / "Petition: {title}";
        MineSponsorsSoFar => "Cần {n} người xác nhận, kể cả bạn. Đã có {m}." / "{n} people, yourself included, must confirm. So far {m}.";
        MineWithdrawLead => "Chữ ký không được tính nữa; tên và địa chỉ của bạn bị xóa ngay." / "Your signature stops counting; your name and address are deleted at once.";
        MineStopLead => "Chữ ký của bạn vẫn được tính." / "Your signature still counts.";
        MineTakeBackLead => "Chỉ làm được trước khi kiến nghị được đăng. Không hoàn tác được." / "Possible only before it is opened. This cannot be undone.";
        MineCounts => "Chữ ký của bạn đã được xác nhận." / "Your signature is confirmed.";
        MineTells => "Bạn sẽ được báo khi có câu trả lời." / "You will be told when it is answered.";
        MineSee => "Xem kiến nghị" / "See the petition";
        SignatureGone => "Chữ ký này không còn." / "This signature is not there any more.";
        // Writing one.
        NewTitle => "Viết kiến nghị" / "Start a petition";
        NewAsk => "Bạn kiến nghị điều gì?" / "What do you ask for?";
        NewAskHint => "Một câu, rõ việc cần làm. Ví dụ: Lắp đèn tín hiệu ở ngã tư trước Trường Tiểu học Hòa Bình." / "One sentence that says what should be done. For example: Put traffic lights at the crossing in front of Hoa Binh primary school.";
        NewWhy => "Vì sao?" / "Why?";
        NewWhyHint => "Sự việc, ai bị ảnh hưởng, bạn muốn điều gì thay đổi. Đừng nêu tên người." / "What happens, whom it concerns, what should change. Do not name people.";
        NewAgency => "Gửi tới cơ quan" / "Which authority?";
        NewAgencyHint => "Gõ tên cơ quan; để trống thì gửi tới {agency}." / "Type its name; left empty, it goes to {agency}.";
        NewAgencyFind => "Tìm cơ quan này" / "Find the authority";
        NewAgencyChoose => "Chọn đúng cơ quan" / "Choose the right authority";
        NewAgencyPick => "Chọn…" / "Choose…";
        NewAgencyFound => "Có {n} cơ quan khớp với “{typed}”. Hãy chọn một." / "{n} authorities match “{typed}”. Please choose one.";
        NewAgencyNone => "Không tìm thấy “{typed}”. Hãy sửa lại tên, hoặc để trống." / "“{typed}” was not found. Correct the name, or leave it empty.";
        NewWhat => "Kiến nghị" / "The petition";
        NewLead => "Viết ngắn, rõ. Sau khi {n} người ủng hộ, kiến nghị được kiểm duyệt rồi mở để mọi người ký." / "Short and clear. Once {n} people support it, a moderator looks at it and it opens for everybody to sign.";
        NewFor => "Qua trang của {site}" / "Through the site of {site}";
        NewArea => "Việc này ở đâu?" / "Where is it about?";
        NewAreaNone => "Cả nước, hoặc không riêng nơi nào" / "The whole country, or no place in particular";
        AlikeSee => "Xem và ký" / "Read and sign";
        NewAbout => "Về bạn" / "About you";
        NewAboutHint => "Bạn là người ký đầu tiên. Tên và e-mail không bao giờ công khai." / "You sign first. Your name and e-mail are never made public.";
        NewGo => "Tiếp tục" / "Continue";
        NewAnyway => "Việc của tôi khác: gửi kiến nghị này" / "Mine is different: send this petition";
        AlikeTitle => "Đã có kiến nghị tương tự" / "There are petitions like yours";
        AlikeLead => "Ký cùng sẽ nhanh đủ chữ ký hơn là viết thêm một kiến nghị." / "Signing one of these reaches the threshold sooner than another petition would.";
        AlikeCases => "Việc tương tự đã được trả lời" / "Something like it has been answered";
        NewDoneTitle => "Còn một bước: mở e-mail" / "One more step: open your e-mail";
        NewDoneLead => "Chúng tôi vừa gửi một liên kết tới {email}. Khi bạn xác nhận, bạn nhận được liên kết để mời người ủng hộ." / "We have just sent a link to {email}. Once you confirm, you get a link with which others can support you.";
        // Switches.
        SwitchCollecting => "Lấy chữ ký" / "Taking signatures";
        SwitchCreating => "Viết kiến nghị mới" / "Starting petitions";
        SwitchTrending => "Danh sách đang được chú ý" / "The list of what is trending";
        PausedCollecting => "Việc lấy chữ ký đang tạm dừng. Không có chữ ký nào bị mất; hãy quay lại sau." / "Taking signatures is paused. Nothing is lost; please come back later.";
        PausedCreating => "Việc viết kiến nghị mới đang tạm dừng. Hãy quay lại sau." / "Starting petitions is paused. Please come back later.";
        // What happened.
        ToldBegun => "Kiến nghị được viết" / "It was written";
        ToldSubmitted => "Đủ người ủng hộ, chờ kiểm duyệt" / "It had enough supporters and went to a moderator";
        ToldAmended => "Lời kiến nghị được sửa trước khi đăng" / "Its words were changed before it was opened";
        // Without diacritics, as texts in Viet Nam are written: with them one costs twice as much.
        TextToSign => "Hoi Am: ma xac nhan chu ky cua ban la {digits} (kien nghi {code}). Hoac mo {link}" / "Hoi Am: {digits} is the code for your signature on petition {code}. Or open {link}";
        TextNews => "Hoi Am, kien nghi {code}: {event}. {link}" / "Hoi Am, petition {code}: {event}. {link}";
        TextAnswer => "Hoi Am: kien nghi {code} ma ban da ky da co cau tra loi: {link}" / "Hoi Am: petition {code}, which you signed, has been answered: {link}";
        EmailOrPhone => "E-mail hoặc số di động" / "E-mail or mobile number";
        EmailOrPhoneHint => "Chúng tôi gửi mã xác nhận tới đây. Mỗi người ký một lần." / "We send a code here to confirm. Everybody signs once.";
        ToldPublished => "Bắt đầu lấy chữ ký, đến hết {date}" / "It was opened for signatures until {date}";
        ToldRejected => "Không được đăng" / "It was not admitted";
        ToldClosed => "Kết thúc lấy chữ ký" / "The gathering ended";
        ToldTakenDown => "Bị gỡ xuống" / "It was taken down";
        ToldRestored => "Được khôi phục" / "It was restored";
        ToldReached => "Đạt mốc {n} chữ ký: {duty}" / "It reached {n} signatures: {duty}";
        ToldTakenBack => "Một số chữ ký được xác định là không thật; mốc {n} không còn đạt" / "Some signatures were found not to be real; it is below {n} again";
        ToldReachedAgain => "Những chữ ký đó được xác định là thật; mốc {n} lại đạt" / "Those signatures were found to be real; it has {n} again";
        ToldArchived => "Lưu trữ với {n} chữ ký; tên và địa chỉ người ký đã được xóa" / "Archived with {n} signatures; names and addresses of those who signed were deleted";
        // Suspicion, for moderators.
        BecauseNetworkBurst => "nhiều chữ ký dồn dập từ cùng một mạng" / "many at once from one network";
        BecauseNetworkDay => "rất nhiều chữ ký trong ngày từ cùng một mạng" / "very many in a day from one network";
        BecauseDomainBurst => "dồn dập từ cùng một tên miền thư" / "many at once from one mail domain";
        BecauseDomainDay => "rất nhiều trong ngày từ cùng một tên miền thư" / "very many in a day from one mail domain";
        BecausePetitionBurst => "quá nhanh so với giới hạn của kiến nghị" / "faster than the limit of the petition";
        BecausePetitionDay => "quá nhiều trong ngày so với giới hạn của kiến nghị" / "more in a day than the limit of the petition";
        BecauseDisposable => "hộp thư dùng một lần" / "a throw-away mailbox";
        BecauseLink => "tên có chứa liên kết" / "a link in the name";
        // What the case says that is opened at a threshold.
        CaseTitle => "Kiến nghị tập thể: {title}" / "Petition: {title}";
        CaseBody => "Kiến nghị {code} đã đạt {n} chữ ký: {duty}. Câu trả lời được công bố trên trang của kiến nghị và gửi tới người ký.\n\n{body}" / "Petition {code} has reached {n} signatures: {duty}. The answer is published on the petition's page and sent to those who signed.\n\n{body}";
        WhyPetition => "Kiến nghị tập thể đủ chữ ký" / "A petition that reached its threshold";
    }
}
