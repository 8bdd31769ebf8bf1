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
        /// Insults and threats stand in the way of the matter; it can be written anew.
        Insulting = "insulting",
        /// Advertising, or links that have nothing to do with it.
        Advertising = "advertising",
        /// Personal data of others, who have nothing to do with it.
        OthersData = "others_data",
        /// The same person has sent it before, and that case goes on.
        Repeated = "repeated",
    }
}

impl Ground {
    /// What a moderator decides by, beside the grounds of the law.
    pub const MODERATION: [Self; 6] =
        [Self::Unclear, Self::Insulting, Self::Advertising, Self::OthersData, Self::Repeated, Self::Abusive];

    /// The standard reason as the citizen reads it: why, and what they can do. Whoever decides may write more.
    pub const fn standard(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::Unclear => (
                "Chúng tôi chưa xác định được sự việc. Bạn có thể mở lại hồ sơ này và viết rõ: việc gì, ở đâu, khi nào.",
                "We could not tell what the matter is. You can reopen this case and say what happened, where and when.",
            ),
            Self::Settled => (
                "Việc này đã có quyết định giải quyết đang có hiệu lực. Nếu có tình tiết mới, hãy mở lại hồ sơ và nêu tình tiết đó.",
                "There is a decision on this matter that is in force. If there is something new, reopen the case and say what it is.",
            ),
            Self::InCourt => (
                "Tòa án đang giải quyết vụ việc, nên cơ quan hành chính không giải quyết song song. Hãy theo dõi tại tòa án đã thụ lý.",
                "A court is dealing with the matter, so the administration does not deal with it as well. Please follow it there.",
            ),
            Self::Expired => (
                "Thời hiệu cho việc này đã hết. Nếu có trở ngại khách quan, hãy mở lại hồ sơ và nêu rõ trở ngại đó.",
                "The time limit for it has passed. If something beyond your control stood in the way, reopen the case and say what.",
            ),
            Self::NotAffected => (
                "Quyết định hoặc hành vi này không liên quan trực tiếp đến quyền, lợi ích của bạn. Bạn vẫn có thể gửi dưới dạng phản ánh.",
                "The decision or act does not affect your own rights. You can still send it as feedback.",
            ),
            Self::NoIdentity => (
                "Luật yêu cầu họ tên và cách liên hệ với loại đơn này. Hãy gửi lại kèm thông tin đó; thông tin được giữ kín.",
                "The law requires a name and a way to reach you for this kind. Please send it again with them; they are kept sealed.",
            ),
            Self::Abusive => (
                "Hồ sơ chỉ có lời lẽ xúc phạm hoặc quảng cáo, không nêu việc nào để giải quyết.",
                "It holds nothing but insults or advertising, and names nothing that could be settled.",
            ),
            Self::Insulting => (
                "Chúng tôi muốn giải quyết việc bạn nêu. Xin mở lại hồ sơ và viết lại, không kèm lời xúc phạm hay đe dọa.",
                "We want to settle what you raise. Please reopen the case and write it again without insults or threats.",
            ),
            Self::Advertising => (
                "Nội dung là quảng cáo hoặc liên kết không liên quan đến một việc cần giải quyết.",
                "It is advertising, or links that have nothing to do with a matter to be settled.",
            ),
            Self::OthersData => (
                "Hồ sơ chứa thông tin cá nhân của người khác. Xin mở lại và viết lại mà không nêu những thông tin đó.",
                "It holds personal data of other people. Please reopen the case and write it again without them.",
            ),
            Self::Repeated => (
                "Bạn đã gửi việc này trong một hồ sơ khác và hồ sơ đó vẫn được giải quyết; bạn không phải gửi lại.",
                "You have sent this in another case, which goes on; there is no need to send it again.",
            ),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

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
            Self::Insulting => ("Lời lẽ xúc phạm hoặc đe dọa", "Insults or threats"),
            Self::Advertising => {
                ("Quảng cáo hoặc liên kết không liên quan", "Advertising, or links that do not belong to it")
            }
            Self::OthersData => (
                "Chứa thông tin cá nhân của người khác không liên quan đến sự việc",
                "It holds personal data of others who have nothing to do with the matter",
            ),
            Self::Repeated => ("Nội dung này đã gửi trong một hồ sơ khác", "The same was sent before, in another case"),
            Self::Abusive => ("Chỉ có lời lẽ xúc phạm hoặc quảng cáo", "It holds nothing but insults or advertising"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}
