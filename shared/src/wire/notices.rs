//! Deliveries and letters as administrators see and write them.

use super::wire;
use crate::Stamp;
use crate::lang::Lang;
use crate::notice::{DeliveryState, StepBy, StepWhen, StepWho, Topic, Trouble, Via};
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/admin/deliveries`: newest first.
    pub struct DeliveriesView {
        /// A page of them.
        pub deliveries: Vec<DeliveryView>,
        /// Give this as `before` for the next page.
        pub next: Option<i64>,
        /// How many stand where, whatever was asked for.
        pub counts: DeliveryCounts,
        /// The reader may send some again.
        pub may_send_again: bool,
        /// This server is set up to send letters.
        pub mail: bool,
    }

    /// How many deliveries stand where.
    pub struct DeliveryCounts {
        /// To be sent.
        pub waiting: u32,
        /// Sent.
        pub sent: u32,
        /// Given up.
        pub dead: u32,
        /// Not sent any more.
        pub dropped: u32,
    }

    /// One delivery. Holds no address and no text of a letter.
    pub struct DeliveryView {
        /// Identity.
        pub id: i64,
        /// Tracking code of the case.
        pub code: String,
        /// Which event of the case.
        pub event: u32,
        /// What kind of event that is: `received`, `answered`.
        #[serde(default)]
        pub event_kind: String,
        /// Who held the case then.
        pub agency: Option<AgencyRef>,
        /// About what.
        pub topic: Topic,
        /// The same in words.
        pub topic_text: String,
        /// How.
        pub via: Via,
        /// The same in words.
        pub via_text: String,
        /// To whom, in words.
        pub to: String,
        /// Where it stands.
        pub state: DeliveryState,
        /// The same in words.
        pub state_text: String,
        /// How often it was tried.
        pub tries: u32,
        /// Why it was not taken the last time.
        pub trouble: Option<Trouble>,
        /// The same in words.
        pub trouble_text: Option<String>,
        /// What the other side said, in numbers: `550 5.1.1`.
        pub said: String,
        /// When it was made.
        pub created_at: Stamp,
        /// When it is tried next.
        pub due_at: Option<Stamp>,
        /// When it was sent or given up.
        pub settled_at: Option<Stamp>,
    }

    /// How many were put back to be sent.
    pub struct SentAgain {
        /// That many.
        pub count: u32,
    }

    /// `GET /api/v1/admin/letters?agency=`: the letters as an agency sends them.
    pub struct LettersView {
        /// Which agency.
        pub agency: AgencyRef,
        /// One for each topic and language.
        pub letters: Vec<LetterView>,
    }

    /// A letter with its places open.
    pub struct LetterView {
        /// About what.
        pub topic: Topic,
        /// The same in words.
        pub topic_text: String,
        /// In which language.
        pub lang: Lang,
        /// Subject.
        pub subject: String,
        /// Body: paragraphs, with `{link}` and `{words}` each in one of its own.
        pub body: String,
        /// Whose words they are; none for the program's own.
        pub from: Option<AgencyRef>,
        /// They are this agency's own.
        pub own: bool,
        /// It goes to the citizen.
        pub to_citizen: bool,
        /// The places it can fill.
        pub places: Vec<String>,
        /// When this agency wrote it.
        pub changed_at: Option<Stamp>,
        /// Who wrote it.
        pub changed_by: Option<String>,
    }

    /// `PUT /api/v1/admin/letters/{topic}/{lang}`.
    pub struct LetterInput {
        /// Code of the agency whose letter it becomes.
        pub agency: String,
        /// Subject.
        pub subject: String,
        /// Body.
        pub body: String,
    }

    /// `POST /api/v1/admin/letters/preview`: nothing is kept and nothing is sent.
    pub struct LetterTrial {
        /// Code of the agency.
        pub agency: String,
        /// About what.
        pub topic: Topic,
        /// In which language.
        pub lang: Lang,
        /// Subject.
        pub subject: String,
        /// Body.
        pub body: String,
        /// Tracking code of a case that the reader may open; an invented case without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub code: Option<String>,
    }

    /// A letter as it would go out.
    pub struct LetterPreview {
        /// Subject.
        pub subject: String,
        /// Plain text.
        pub text: String,
        /// HTML.
        pub html: String,
        /// It is about a real case.
        pub real: bool,
    }
}

wire! {
    /// `GET /api/v1/admin/endpoints`.
    pub struct EndpointsView {
        /// Other systems that are told of events.
        pub endpoints: Vec<EndpointView>,
        /// Kinds of events there are to hear of.
        pub kinds: Vec<String>,
    }

    /// Another system that is told of events.
    pub struct EndpointView {
        /// Identity.
        pub id: i64,
        /// Of the cases of this agency and all below it.
        pub agency: Option<AgencyRef>,
        /// What it is called.
        pub name: String,
        /// Where it is posted to.
        pub url: String,
        /// Which cases, in the query language; empty for all.
        pub query: String,
        /// Kinds of events; empty for all.
        pub events: Vec<String>,
        /// `on`, `off`, or `gone` when it answered 410.
        pub state: String,
        /// The secret that signs, `whsec_…`; only in the answer that makes it.
        pub secret: Option<String>,
        /// Until then the secret before it signs, too.
        pub old_signs_until: Option<Stamp>,
        /// When it was changed last.
        pub changed_at: Stamp,
        /// Who changed it.
        pub changed_by: Option<String>,
    }

    /// `POST /api/v1/admin/endpoints`, `PUT …/{id}`.
    pub struct EndpointInput {
        /// Code of the agency.
        pub agency: String,
        /// What it is called.
        pub name: String,
        /// An https address, not one of this machine or of an inner network.
        pub url: String,
        /// Which cases, in the query language; empty for all. Words are looked for in what the case was filed with.
        #[serde(default)]
        pub query: String,
        /// Kinds of events; empty for all.
        #[serde(default)]
        pub events: Vec<String>,
        /// It is told.
        pub on: bool,
    }

    /// `POST /api/v1/admin/endpoints/{id}/test`.
    pub struct EndpointTrial {
        /// The other side took it.
        pub taken: bool,
        /// Why it did not, in words.
        pub trouble_text: Option<String>,
        /// Its status.
        pub said: String,
    }

    /// A step of an escalation ladder.
    #[derive(Eq)]
    pub struct LadderStep {
        /// When it is due.
        pub when: StepWhen,
        /// With `warning`: only at this share of the time, in percent; at any without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub share: Option<u8>,
        /// With `after`: how many working hours after the breach.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours: Option<u32>,
        /// Who is told.
        pub who: StepWho,
        /// Where.
        #[serde(default)]
        pub by: StepBy,
    }

    /// `GET /api/v1/admin/ladders?agency=`: who is told when deadlines of an agency near and pass.
    pub struct LadderView {
        /// Which agency.
        pub agency: AgencyRef,
        /// Whose ladder it is; none for the program's own.
        pub from: Option<AgencyRef>,
        /// It is this agency's own.
        pub own: bool,
        /// The steps.
        pub steps: Vec<LadderStep>,
        /// From then on nobody is written to, `HH:MM`.
        pub quiet_from: Option<String>,
        /// Until then.
        pub quiet_to: Option<String>,
        /// When it was set up.
        pub changed_at: Option<Stamp>,
        /// By whom.
        pub changed_by: Option<String>,
    }

    /// `PUT /api/v1/admin/ladders`.
    pub struct LadderInput {
        /// Code of the agency.
        pub agency: String,
        /// The steps; none for nobody.
        pub steps: Vec<LadderStep>,
        /// From then on nobody is written to, `HH:MM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quiet_from: Option<String>,
        /// Until then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quiet_to: Option<String>,
    }
}

wire! {
    /// `GET /api/v1/feeds`: a calendar of due dates that the reader subscribes to.
    pub struct FeedView {
        /// Names it; not what its address ends in.
        pub id: String,
        /// What it is called.
        pub name: String,
        /// Which cases, in the query language.
        pub query: String,
        /// Since when.
        pub created_at: Stamp,
        /// Where it is; only in the answer that makes it.
        pub address: Option<String>,
    }

    /// `POST /api/v1/feeds`.
    pub struct FeedInput {
        /// What it is called.
        pub name: String,
        /// Which cases, in the query language: `assigned:me state:open`.
        pub query: String,
    }
}

wire! {
    /// `GET /api/v1/inbox`: what the reader was told in the console, newest first.
    pub struct InboxView {
        /// A page of it.
        pub notices: Vec<NoticeView>,
        /// Give this as `after` for the next page.
        pub next: Option<String>,
        /// How many the reader has not seen; never more than [`crate::limits::UNSEEN`].
        pub unseen: u32,
    }

    /// Something that a member of staff was told.
    pub struct NoticeView {
        /// Identity.
        pub id: i64,
        /// Tracking code of the case.
        pub code: String,
        /// Title of the case.
        pub title: String,
        /// About what.
        pub topic: Topic,
        /// The same in words.
        pub topic_text: String,
        /// What happened, in words.
        pub text: String,
        /// When they were told.
        pub at: Stamp,
        /// They have seen it.
        pub seen: bool,
    }

    /// `POST /api/v1/inbox/seen`.
    pub struct InboxSeen {
        /// What was told of this case; of every case without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub code: Option<String>,
    }

    /// How many notices are left to see.
    pub struct InboxCount {
        /// That many.
        pub unseen: u32,
    }
}
