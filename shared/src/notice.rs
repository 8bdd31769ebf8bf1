//! What people and other systems are told about a case: the topics, which places a letter about each can fill, and the
//! states of a delivery. How letters are made and sent is the server's.

use crate::catalogue::notices::{Letter, Notices};
use crate::coded::coded;
use crate::lang::Lang;

coded! {
    /// What a delivery is about.
    pub enum Topic {
        /// To the citizen: it arrived.
        Receipt = "receipt",
        /// To the citizen: something is asked of them.
        Question = "question",
        /// To the citizen: more time was taken.
        Extension = "extension",
        /// To the citizen: the date of the answer moved by a recalculation.
        DueMoved = "due_moved",
        /// To the citizen: another agency has it.
        Transfer = "transfer",
        /// To the citizen: the answer is out.
        Answer = "answer",
        /// To the citizen: it is not taken up.
        Rejection = "rejection",
        /// To the citizen: it goes on.
        Reopened = "reopened",
        /// To staff: it is theirs now.
        Assigned = "assigned",
        /// To staff: the citizen wrote or reopened it.
        Reply = "reply",
        /// To staff: a share of the time is used.
        Warning = "warning",
        /// To staff: a promise was broken.
        Breach = "breach",
        /// To staff: it was broken some time ago and nobody has stirred.
        Escalation = "escalation",
        /// To whoever signs a petition: the link and the code that confirm it.
        Signature = "signature",
        /// To the author of a petition: something happened to it.
        PetitionNews = "petition_news",
        /// To those who signed a petition and asked for it: the answer is out.
        PetitionAnswer = "petition_answer",
        /// To staff: more cases than an alert of theirs allows.
        Alert = "alert",
        /// To staff: a report that is sent to them regularly.
        Report = "report",
        /// To another system: an event.
        Event = "event",
    }
}

coded! {
    /// The way a delivery takes.
    pub enum Via {
        /// E-mail.
        Mail = "mail",
        /// A text message to a telephone.
        Sms = "sms",
        /// A webhook.
        Webhook = "webhook",
        /// The list of notices in the staff's console.
        Console = "console",
        /// A knock at a device of the citizen's, by its browser's maker.
        Push = "push",
    }
}

coded! {
    /// Where a delivery stands.
    pub enum DeliveryState {
        /// To be sent, or to be tried again.
        Waiting = "waiting",
        /// The other side took it.
        Sent = "sent",
        /// Given up; a person may send it again.
        Dead = "dead",
        /// Not sent any more: it has become needless, or is not wanted.
        Dropped = "dropped",
    }
}

coded! {
    /// When a step of an escalation ladder is due.
    pub enum StepWhen {
        /// At a warning.
        Warning = "warning",
        /// When the promise is broken.
        Breach = "breach",
        /// Some working hours after that.
        After = "after",
    }
}

coded! {
    /// Who a step of an escalation ladder tells.
    pub enum StepWho {
        /// Who handles the case; while nobody does, the coordinators.
        Assignee = "assignee",
        /// The coordinators nearest to the agency that holds it.
        Coordinator = "coordinator",
        /// The supervisors nearest to it.
        Supervisor = "supervisor",
        /// The coordinators of the agency above.
        Superior = "superior",
    }
}

coded! {
    /// Where a step of an escalation ladder tells somebody.
    pub enum StepBy {
        /// In the console and by e-mail.
        Both = "both",
        /// By e-mail alone.
        Mail = "mail",
        /// In the console alone.
        Console = "console",
    }
}

impl Default for StepBy {
    /// Ladders written before one could choose tell in every way there is.
    fn default() -> Self {
        Self::Both
    }
}

impl StepBy {
    /// The ways that deliveries take.
    pub const fn ways(self) -> &'static [Via] {
        match self {
            Self::Both => &[Via::Console, Via::Mail],
            Self::Mail => &[Via::Mail],
            Self::Console => &[Via::Console],
        }
    }
}

coded! {
    /// Why a delivery was not taken, or not sent.
    pub enum Trouble {
        /// Nobody answers there.
        Unreachable = "unreachable",
        /// No answer in time.
        TimedOut = "timed_out",
        /// No encrypted connection.
        Tls = "tls",
        /// Refused for now.
        Busy = "busy",
        /// Refused for good.
        Refused = "refused",
        /// Not an address that can be sent to.
        BadAddress = "bad_address",
        /// The address is one that nothing is sent to: of this machine or of an inner network.
        AddressForbidden = "address_forbidden",
        /// The other side said that it is gone; the endpoint is switched off.
        Gone = "gone",
        /// There is no address.
        NoAddress = "no_address",
        /// They do not want to be told.
        Unwanted = "unwanted",
        /// They may not see the case any more.
        NoRight = "no_right",
        /// What it was about is over.
        Over = "over",
        /// Somebody has taken notice.
        Acknowledged = "acknowledged",
        /// The sealed address or secret cannot be opened with this key.
        Sealed = "sealed",
        /// The template cannot be used.
        Template = "template",
        /// This node has no way to send it.
        NotSetUp = "not_set_up",
    }
}

impl Topic {
    /// Letters to the citizen.
    pub const fn to_citizen(self) -> bool {
        match self {
            Self::Receipt
            | Self::Question
            | Self::Extension
            | Self::DueMoved
            | Self::Transfer
            | Self::Answer
            | Self::Rejection
            | Self::Reopened
            | Self::Signature
            | Self::PetitionNews
            | Self::PetitionAnswer => true,
            Self::Assigned
            | Self::Reply
            | Self::Warning
            | Self::Breach
            | Self::Escalation
            | Self::Alert
            | Self::Report
            | Self::Event => false,
        }
    }

    /// Of these citizens, those who signed a petition.
    pub const fn to_signer(self) -> bool {
        matches!(self, Self::Signature | Self::PetitionNews | Self::PetitionAnswer)
    }

    /// It is about a case or a petition, which can be opened.
    pub const fn about_a_case(self) -> bool {
        !matches!(self, Self::Alert | Self::Report)
    }

    /// The topics that letters are written about.
    pub fn letters() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|topic| *topic != Self::Event)
    }

    /// What it is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Receipt => Notices::TopicReceipt,
            Self::Question => Notices::TopicQuestion,
            Self::Extension => Notices::TopicExtension,
            Self::DueMoved => Notices::TopicDueMoved,
            Self::Transfer => Notices::TopicTransfer,
            Self::Answer => Notices::TopicAnswer,
            Self::Rejection => Notices::TopicRejection,
            Self::Reopened => Notices::TopicReopened,
            Self::Assigned => Notices::TopicAssigned,
            Self::Reply => Notices::TopicReply,
            Self::Warning => Notices::TopicWarning,
            Self::Breach => Notices::TopicBreach,
            Self::Escalation => Notices::TopicEscalation,
            Self::Signature => Notices::TopicSignature,
            Self::PetitionNews => Notices::TopicPetitionNews,
            Self::PetitionAnswer => Notices::TopicPetitionAnswer,
            Self::Alert => Notices::TopicAlert,
            Self::Report => Notices::TopicReport,
            Self::Event => Notices::TopicEvent,
        }
        .text(lang)
    }

    /// Subject and body of the letter as the program comes; empty for what no letter is about.
    pub const fn letter(self, lang: Lang) -> (&'static str, &'static str) {
        let (subject, body) = match self {
            Self::Receipt => (Letter::ReceiptSubject, Letter::ReceiptBody),
            Self::Question => (Letter::QuestionSubject, Letter::QuestionBody),
            Self::Extension => (Letter::ExtensionSubject, Letter::ExtensionBody),
            Self::DueMoved => (Letter::DueMovedSubject, Letter::DueMovedBody),
            Self::Transfer => (Letter::TransferSubject, Letter::TransferBody),
            Self::Answer => (Letter::AnswerSubject, Letter::AnswerBody),
            Self::Rejection => (Letter::RejectionSubject, Letter::RejectionBody),
            Self::Reopened => (Letter::ReopenedSubject, Letter::ReopenedBody),
            Self::Assigned => (Letter::AssignedSubject, Letter::AssignedBody),
            Self::Reply => (Letter::ReplySubject, Letter::ReplyBody),
            Self::Warning => (Letter::WarningSubject, Letter::WarningBody),
            Self::Breach => (Letter::BreachSubject, Letter::BreachBody),
            Self::Escalation => (Letter::EscalationSubject, Letter::EscalationBody),
            Self::Signature => (Letter::SignatureSubject, Letter::SignatureBody),
            Self::PetitionNews => (Letter::PetitionNewsSubject, Letter::PetitionNewsBody),
            Self::PetitionAnswer => (Letter::PetitionAnswerSubject, Letter::PetitionAnswerBody),
            Self::Alert => (Letter::AlertSubject, Letter::AlertBody),
            Self::Report => (Letter::ReportSubject, Letter::ReportBody),
            Self::Event => (Letter::None, Letter::None),
        };
        (subject.text(lang), body.text(lang))
    }

    /// The places that a letter about it can fill; `link` and `words` stand in a line of their own.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Receipt | Self::Answer | Self::Reopened => {
                &["code", "title", "kind", "agency", "state", "due", "link"]
            }
            Self::Question | Self::Extension | Self::DueMoved | Self::Transfer | Self::Rejection => {
                &["code", "title", "kind", "agency", "state", "due", "link", "words", "event"]
            }
            Self::Assigned | Self::Reply => &["code", "title", "kind", "agency", "state", "due", "link", "name"],
            Self::Warning | Self::Breach | Self::Escalation => {
                &["code", "title", "kind", "agency", "state", "due", "link", "name", "event"]
            }
            Self::Signature | Self::PetitionAnswer => {
                &["code", "title", "agency", "state", "due", "link", "words", "name"]
            }
            Self::PetitionNews => &["code", "title", "agency", "state", "due", "link", "words", "name", "event"],
            Self::Alert | Self::Report => &["title", "agency", "link", "name", "event"],
            Self::Event => &[],
        }
    }
}

impl Via {
    /// What it is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Mail => Notices::ViaMail,
            Self::Sms => Notices::ViaSms,
            Self::Webhook => Notices::ViaWebhook,
            Self::Console => Notices::ViaConsole,
            Self::Push => Notices::ViaPush,
        }
        .text(lang)
    }
}

impl DeliveryState {
    /// What it is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Waiting => Notices::StateWaiting,
            Self::Sent => Notices::StateSent,
            Self::Dead => Notices::StateDead,
            Self::Dropped => Notices::StateDropped,
        }
        .text(lang)
    }
}

impl Trouble {
    /// In words.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Unreachable => Notices::Unreachable,
            Self::TimedOut => Notices::TimedOut,
            Self::Tls => Notices::Tls,
            Self::Busy => Notices::Busy,
            Self::Refused => Notices::Refused,
            Self::BadAddress => Notices::BadAddress,
            Self::AddressForbidden => Notices::AddressForbidden,
            Self::Gone => Notices::Gone,
            Self::NoAddress => Notices::NoAddress,
            Self::Unwanted => Notices::Unwanted,
            Self::NoRight => Notices::NoRight,
            Self::Over => Notices::Over,
            Self::Acknowledged => Notices::Acknowledged,
            Self::Sealed => Notices::SealedAway,
            Self::Template => Notices::BadTemplate,
            Self::NotSetUp => Notices::NotSetUp,
        }
        .text(lang)
    }
}

/// A place or a word of a template: what is between two places, or the name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// As it is written.
    Text(&'t str),
    /// To be filled.
    Place(&'t str),
}

/// Takes a template apart. A brace that opens no name is a brace.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest[from..].find('{').map(|at| at + from) {
        let name = rest[at + 1..].split_once('}').map(|(name, _)| name);
        match name.filter(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) {
            Some(name) => {
                if at > 0 {
                    out.push(Piece::Text(&rest[..at]));
                }
                out.push(Piece::Place(name));
                rest = &rest[at + name.len() + 2..];
                from = 0;
            }
            None => from = at + 1,
        }
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_taken_apart() {
        let check = |text: &str, expect: &[Piece<'_>]| assert_eq!(pieces(text), expect, "{text}");
        check("Hồ sơ {code}.", &[Piece::Text("Hồ sơ "), Piece::Place("code"), Piece::Text(".")]);
        check("{link}{x y} {", &[Piece::Place("link"), Piece::Text("{x y} {")]);
        check("", &[]);
        check("{{code}}", &[Piece::Text("{"), Piece::Place("code"), Piece::Text("}")]);
    }

    #[test]
    fn letters_fill_only_what_there_is() {
        for topic in Topic::letters() {
            for lang in [Lang::Vi, Lang::En] {
                let (subject, body) = topic.letter(lang);
                assert!(!subject.is_empty() && !body.is_empty(), "{topic}");
                for piece in pieces(subject).into_iter().chain(pieces(body)) {
                    if let Piece::Place(name) = piece {
                        assert!(topic.places().contains(&name), "{topic} {lang}: {name}");
                    }
                }
                // An alert is called as its owner calls it, a report by its agency and months.
                let ours = !topic.about_a_case() || !body.contains("{title}");
                assert!(ours, "the program's own letters say nothing that a citizen wrote");
            }
        }
    }
}
