//! Why a case may not be taken up. "Not ours" is not among them: a case that belongs elsewhere is transferred
//! to the agency that is responsible, which must be named.

use crate::Lang;
use crate::coded::coded;

coded! {
    /// A legal ground for not taking a case up (Law on Complaints 2011, art. 11; Law on Denunciations 2018,
    /// art. 29; Decree 20/2008, art. 7 for feedback and suggestions).
    pub enum Ground {
        /// It cannot be told what it is about.
        Unclear = "unclear",
        /// The same matter was settled and the decision is in force.
        Settled = "settled",
        /// A court has the matter.
        InCourt = "in_court",
        /// The time for it has run out.
        Expired = "expired",
        /// It does not affect the rights of the one who complains.
        NotAffected = "not_affected",
        /// Identity is required by law and was not given.
        NoIdentity = "no_identity",
        /// Nothing but insults or advertising.
        Abusive = "abusive",
    }
}

impl Ground {
    /// As the citizen reads it.
    pub const fn name(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::Unclear => ("Nội dung không rõ để xác định sự việc", "It cannot be told what the matter is"),
            Self::Settled => (
                "Vụ việc đã được giải quyết, quyết định đã có hiệu lực",
                "The matter was settled and the decision is in force",
            ),
            Self::InCourt => ("Tòa án đã thụ lý vụ việc", "A court has taken up the matter"),
            Self::Expired => ("Đã hết thời hiệu", "The time limit for it has passed"),
            Self::NotAffected => (
                "Quyết định, hành vi không liên quan trực tiếp đến quyền, lợi ích của người gửi",
                "The decision or act does not affect the sender's own rights",
            ),
            Self::NoIdentity => {
                ("Thiếu họ tên, địa chỉ mà luật yêu cầu", "The name and address that the law requires are missing")
            }
            Self::Abusive => ("Chỉ có lời lẽ xúc phạm hoặc quảng cáo", "It holds nothing but insults or advertising"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}
