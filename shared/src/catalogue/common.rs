//! Names of kinds, states, channels, flags and actions: used by every audience.

use crate::Lang;
use crate::case::event::Flag;
use crate::case::{Action, CaseKind, CaseState, Channel};
use crate::columns::Column;
use crate::rights::Role;

/// A pair of texts.
pub(super) const fn pick(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

impl CaseKind {
    /// Its name.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Feedback => pick(lang, "Phản ánh", "Feedback"),
            Self::Suggestion => pick(lang, "Kiến nghị", "Suggestion"),
            Self::Complaint => pick(lang, "Khiếu nại", "Complaint"),
            Self::Denunciation => pick(lang, "Tố cáo", "Denunciation"),
            Self::Question => pick(lang, "Hỏi đáp", "Question"),
            Self::Petition => pick(lang, "Kiến nghị tập thể", "Petition"),
            Self::Compliment => pick(lang, "Khen ngợi", "Compliment"),
            Self::DataRequest => pick(lang, "Yêu cầu về dữ liệu cá nhân", "Request about my data"),
        }
    }

    /// When to choose it, in plain words.
    pub const fn hint(self, lang: Lang) -> &'static str {
        match self {
            Self::Feedback => pick(
                lang,
                "Báo một sự việc: rác, ngập, ổ gà, thái độ phục vụ…",
                "Report something: rubbish, flooding, potholes, how you were treated…",
            ),
            Self::Suggestion => {
                pick(lang, "Đề xuất sửa một quy định hay cách làm", "Propose a change to a rule or a service")
            }
            Self::Complaint => pick(
                lang,
                "Không đồng ý với một quyết định hay hành vi hành chính đối với bạn",
                "You disagree with a decision or act of an authority that affects you",
            ),
            Self::Denunciation => pick(
                lang,
                "Báo hành vi vi phạm pháp luật; danh tính của bạn được giữ kín",
                "Report an unlawful act; your identity is kept sealed",
            ),
            Self::Question => pick(lang, "Hỏi về thủ tục, quy định", "Ask about a procedure or a rule"),
            Self::Petition => pick(lang, "Nhiều người cùng ký một kiến nghị", "Many people sign the same request"),
            Self::Compliment => pick(lang, "Ghi nhận người hay việc làm tốt", "Say that something was done well"),
            Self::DataRequest => pick(lang, "Xem, sửa hay xóa dữ liệu của bạn", "See, correct or delete your data"),
        }
    }
}

impl CaseState {
    /// As the citizen sees it.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Received => pick(lang, "Đã tiếp nhận", "Received"),
            Self::Screening => pick(lang, "Đang kiểm duyệt", "Being screened"),
            Self::Routed => pick(lang, "Đã chuyển đến cơ quan có thẩm quyền", "With the responsible agency"),
            Self::Accepted => pick(lang, "Đã thụ lý", "Taken up"),
            Self::InProgress => pick(lang, "Đang xử lý", "In progress"),
            Self::WaitingCitizen => pick(lang, "Chờ bổ sung thông tin", "Waiting for your information"),
            Self::WaitingOpinion => pick(lang, "Chờ ý kiến phối hợp", "Waiting for another agency's opinion"),
            Self::AnswerReview => pick(lang, "Chờ duyệt trả lời", "Answer being approved"),
            Self::Answered => pick(lang, "Đã trả lời", "Answered"),
            Self::Closed => pick(lang, "Đã kết thúc", "Closed"),
            Self::Rejected => pick(lang, "Không thụ lý", "Not taken up"),
            Self::Withdrawn => pick(lang, "Đã rút", "Withdrawn"),
            Self::Merged => pick(lang, "Đã gộp", "Merged"),
        }
    }
}

impl Channel {
    /// Its name.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Widget => pick(lang, "Tiện ích trên trang", "Widget"),
            Self::Portal => pick(lang, "Cổng", "Portal"),
            Self::Api => pick(lang, "Hệ thống khác", "Another system"),
            Self::Phone => pick(lang, "Điện thoại", "Phone"),
            Self::Paper => pick(lang, "Văn bản giấy", "Paper"),
            Self::InPerson => pick(lang, "Trực tiếp", "In person"),
            Self::Email => pick(lang, "Thư điện tử", "E-mail"),
        }
    }
}

impl Flag {
    /// Its name.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::IdCard => pick(lang, "Có số căn cước", "Identity-card number"),
            Self::Phone => pick(lang, "Có số điện thoại", "Phone number"),
            Self::Email => pick(lang, "Có địa chỉ thư điện tử", "E-mail address"),
            Self::BankAccount => pick(lang, "Có số tài khoản", "Bank account number"),
            Self::Insult => pick(lang, "Lời lẽ xúc phạm", "Insulting words"),
            Self::Spam => pick(lang, "Giống quảng cáo", "Looks like advertising"),
            Self::Repeated => pick(lang, "Vừa được gửi trước đó", "Sent a short while ago"),
            Self::WrongKind => pick(lang, "Có thể chọn sai loại", "May be the wrong kind"),
            Self::Unreadable => pick(lang, "Khó đọc", "Hard to read"),
            Self::NetworkBurst => pick(lang, "Nhiều hồ sơ dồn dập từ cùng một mạng", "Many filings from one network"),
            Self::SiteBurst => pick(lang, "Nhiều hồ sơ dồn dập qua cùng một trang", "Many filings through one website"),
            Self::Automated => pick(lang, "Có thể do máy tự điền", "Perhaps filled in by a program"),
            Self::Unproven => pick(lang, "Lúc dồn dập, không qua kiểm tra", "In a rush of filings, unchecked"),
        }
    }
}

impl Action {
    /// The label of its button.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Pass => pick(lang, "Cho qua", "Let pass"),
            Self::Route => pick(lang, "Chuyển xử lý", "Route"),
            Self::Accept => pick(lang, "Thụ lý", "Take up"),
            Self::Start => pick(lang, "Bắt đầu xử lý", "Start"),
            Self::Assign => pick(lang, "Phân công", "Assign"),
            Self::Transfer => pick(lang, "Chuyển cơ quan khác", "Transfer"),
            Self::RequestInfo => pick(lang, "Yêu cầu bổ sung", "Request information"),
            Self::Message => pick(lang, "Gửi tin nhắn", "Send a message"),
            Self::AskOpinion => pick(lang, "Xin ý kiến phối hợp", "Ask for an opinion"),
            Self::GiveOpinion => pick(lang, "Cho ý kiến", "Give an opinion"),
            Self::SubmitAnswer => pick(lang, "Trình duyệt trả lời", "Submit answer"),
            Self::ReturnAnswer => pick(lang, "Trả lại bản thảo", "Send back the draft"),
            Self::Answer => pick(lang, "Trả lời", "Answer"),
            Self::Close => pick(lang, "Kết thúc", "Close"),
            Self::Reject => pick(lang, "Không thụ lý", "Refuse"),
            Self::Withdraw => pick(lang, "Rút", "Withdraw"),
            Self::Reopen => pick(lang, "Mở lại", "Reopen"),
            Self::Appeal => pick(lang, "Khiếu nại tiếp", "Appeal"),
            Self::Rate => pick(lang, "Đánh giá", "Rate"),
            Self::Extend => pick(lang, "Gia hạn", "Extend"),
            Self::Undo => pick(lang, "Hoàn tác", "Undo"),
            Self::Acknowledge => pick(lang, "Đã biết", "Take notice"),
            Self::Note => pick(lang, "Ghi chú nội bộ", "Internal note"),
            Self::Merge => pick(lang, "Gộp", "Merge"),
            Self::Unmerge => pick(lang, "Tách khỏi hồ sơ gộp", "Unmerge"),
            Self::Split => pick(lang, "Tách thành hồ sơ mới", "Split off"),
            Self::Seal => pick(lang, "Niêm phong", "Seal"),
            Self::LiftSeal => pick(lang, "Bỏ niêm phong", "Lift the seal"),
            Self::Publish => pick(lang, "Công khai", "Publish"),
            Self::Unpublish => pick(lang, "Gỡ công khai", "Take back"),
            Self::Wish => pick(lang, "Cho phép công khai", "Allow publishing"),
        }
    }
}

impl Column {
    /// Its name.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Code => pick(lang, "Mã hồ sơ", "Code"),
            Self::Kind => pick(lang, "Loại", "Kind"),
            Self::Agency => pick(lang, "Cơ quan", "Agency"),
            Self::Category => pick(lang, "Lĩnh vực", "Category"),
            Self::Area => pick(lang, "Địa bàn", "Area"),
            Self::Filed => pick(lang, "Ngày gửi", "Filed"),
            Self::Assignee => pick(lang, "Người xử lý", "Handler"),
            Self::Answered => pick(lang, "Ngày trả lời", "Answered"),
        }
    }
}

impl Role {
    /// Its name.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Moderator => pick(lang, "Người kiểm duyệt", "Moderator"),
            Self::Coordinator => pick(lang, "Người điều phối", "Coordinator"),
            Self::Handler => pick(lang, "Chuyên viên", "Handler"),
            Self::Approver => pick(lang, "Lãnh đạo duyệt", "Approver"),
            Self::Supervisor => pick(lang, "Người giám sát", "Supervisor"),
            Self::Administrator => pick(lang, "Quản trị", "Administrator"),
            Self::Auditor => pick(lang, "Kiểm toán viên", "Auditor"),
            Self::Display => pick(lang, "Màn hình treo tường", "Wall display"),
        }
    }
}
