//! Filing a case and following it as the citizen.

use super::wire;
use crate::Stamp;
use crate::case::{CaseKind, CaseState, Channel};
use crate::lang::Lang;
use crate::wire::files::FileView;

/// For fields that are left out when they say nothing.
const fn is_false(value: &bool) -> bool {
    !*value
}

wire! {
    /// A case as a citizen files it: `POST /api/v1/sites/{key}/cases`.
    pub struct CaseNew {
        /// What it is.
        pub kind: CaseKind,
        /// One line; may be empty, then the start of the body stands in.
        #[serde(default)]
        pub title: String,
        /// What happened.
        pub body: String,
        /// Category code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub category: Option<String>,
        /// Area code: province (2 digits) or commune (5 digits).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area: Option<String>,
        /// The place in the citizen's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub address: Option<String>,
        /// Code of the agency the citizen holds responsible, if they chose one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agency: Option<String>,
        /// How to reach them; optional unless the kind needs identity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub contact: Option<Contact>,
        /// Ids of uploads to attach, in the order in which they are shown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attachments: Vec<String>,
        /// Answers to the extra questions of the site.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub answers: Vec<AnswerInput>,
        /// The citizen agrees that their contact details are used for this case. Asked of people, not of systems that
        /// send for them.
        #[serde(default, skip_serializing_if = "is_false")]
        pub consent: bool,
        /// Whether the case and its answer may be public, with what is personal hidden; absent when the citizen did not
        /// say: then the site's setting counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub public: Option<bool>,
        /// Language it is written in; Vietnamese when not said.
        #[serde(default)]
        pub language: Lang,
        /// When it happened, if the citizen says so; cannot lie in the future.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub happened_at: Option<Stamp>,
    }

    /// `POST /api/v1/intake`: a case that a member of staff takes down for somebody.
    pub struct OnBehalfNew {
        /// 1 to 128 characters, one per case: the same key with the same content gives the same receipt.
        pub key: String,
        /// Key of the site that it is filed through.
        pub site: String,
        /// How it came: `phone`, `paper`, `in_person`, `email`.
        pub channel: Channel,
        /// What the citizen says. Extra questions of the site are not asked; files are uploads of the member of staff.
        pub case: CaseNew,
    }

    /// `GET /api/v1/intake`.
    pub struct IntakeView {
        /// Sites, those of the reader's branch first.
        pub sites: Vec<IntakeSite>,
        /// The reader's own agency.
        pub agency: Option<AgencyRef>,
    }

    /// A site that cases can be taken down through.
    pub struct IntakeSite {
        /// Its key.
        pub key: String,
        /// Name of its agency.
        pub agency: String,
    }

    /// An answer to an extra question.
    pub struct AnswerInput {
        /// Id of the question.
        pub question: String,
        /// The answer: words, the code of a choice, `YYYY-MM-DD`, a whole number, `yes` or `no`; for files the ids of
        /// uploads that stand in `attachments`, too, with a space between each.
        pub value: String,
    }

    /// How to reach the citizen. Stored encrypted, apart from the case.
    pub struct Contact {
        /// Name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// E-mail address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        /// Phone number as typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /// They want to be told by e-mail how the case goes on; a choice of its own beside the consent.
        #[serde(default, skip_serializing_if = "is_false")]
        pub notify: bool,
    }

    /// The answer to a filed case: 201. Given only after a durable commit.
    pub struct Receipt {
        /// The tracking code.
        pub code: String,
        /// Shown once; with it the citizen reads the answer and replies.
        pub secret: String,
        /// Where it stands.
        pub status: CaseState,
        /// Who has it.
        pub agency: AgencyRef,
        /// Until when an answer is due; `None` for kinds without a clock.
        pub due_at: Option<Stamp>,
        /// How that date was counted, in the language of the case.
        pub due_explained: String,
        /// Where it can be followed.
        pub tracking_url: String,
    }

    /// `GET /api/v1/cases/{code}/qr`: the tracking address as a QR code. The secret is not in it.
    pub struct QrView {
        /// `d` of an SVG path, one unit a module.
        pub path: String,
        /// Side of its square, the quiet zone included.
        pub side: String,
    }

    /// An agency, named in the reader's language.
    #[derive(Default)]
    pub struct AgencyRef {
        /// Its code.
        pub code: String,
        /// Its name.
        pub name: String,
    }

    /// A case as the citizen sees it: `GET /api/v1/cases/{code}`. Without the secret `answer`, `messages` and
    /// `words` stay empty.
    pub struct TrackingView {
        /// The tracking code.
        pub code: String,
        /// What it is.
        pub kind: CaseKind,
        /// Where it stands.
        pub status: CaseState,
        /// The same in plain words.
        pub status_text: String,
        /// Who has it.
        pub agency: Option<AgencyRef>,
        /// When it was filed.
        pub received_at: Stamp,
        /// Until when an answer is due.
        pub due_at: Option<Stamp>,
        /// How that date was counted.
        pub due_explained: String,
        /// It is open and the date has passed.
        pub overdue: bool,
        /// When the answer was published.
        pub answered_at: Option<Stamp>,
        /// What happened, oldest first, in plain words.
        pub story: Vec<StoryStep>,
        /// The secret was right: the rest is filled and the actions below are open.
        pub unlocked: bool,
        /// Title and text as filed.
        pub words: Option<WordsView>,
        /// Files sent along with the filing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub files: Vec<FileView>,
        /// The answer that stands.
        pub answer: Option<MessageView>,
        /// Words both ways, oldest first.
        pub messages: Vec<MessageView>,
        /// The last rating.
        pub rating: Option<u8>,
        /// What the citizen can do now: `message`, `rate`, `withdraw`, `reopen`, `appeal`.
        pub allowed: Vec<crate::case::Action>,
        /// How it stands with the public; with the secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub public: Option<crate::wire::public::StandingView>,
        /// The appeal that can be made, that was made, or that this case is; with the secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub appeal: Option<AppealView>,
        /// The case that this one was a part of; with the secret.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub part_of: Option<String>,
        /// The cases that were parts of this one; with the secret.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parts: Vec<SplitView>,
    }

    /// A case that was a part of another.
    pub struct SplitView {
        /// Tracking code.
        pub code: String,
        /// What opens it.
        pub secret: String,
    }

    /// An appeal against how a case ended.
    pub struct AppealView {
        /// Whom one appeals to.
        pub agency: AgencyRef,
        /// It can be made until then; nothing when it was made, or when this case is one.
        pub until: Option<Stamp>,
        /// Tracking code of the appeal that was made.
        pub code: Option<String>,
        /// Its secret.
        pub secret: Option<String>,
        /// This case is an appeal, against the one of this code.
        pub against: Option<String>,
    }

    /// One step of the story.
    pub struct StoryStep {
        /// When.
        pub at: Stamp,
        /// Event kind, for an icon.
        pub kind: String,
        /// In plain words.
        pub text: String,
    }

    /// Title and text.
    pub struct WordsView {
        /// Title.
        pub title: String,
        /// Text.
        pub body: String,
    }

    /// One message.
    pub struct MessageView {
        /// When.
        pub at: Stamp,
        /// `citizen` or `agency`.
        pub from: String,
        /// Who, in words: the agency's name, or "you".
        pub name: String,
        /// The text.
        pub body: String,
        /// Files sent along with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub files: Vec<FileView>,
    }

    /// `POST …/messages`, `…/withdrawal`, `…/reopening`, `…/appeal`: words of the citizen.
    pub struct WordsInput {
        /// The text.
        #[serde(default)]
        pub body: String,
        /// Ids of uploads to send along; not with a withdrawal.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attachments: Vec<String>,
    }

    /// `PUT …/bell`.
    pub struct BellInput {
        /// Where the browser's maker lets the device be knocked: `endpoint` of the browser's `PushSubscription`.
        pub endpoint: String,
        /// Whether it is to be knocked.
        pub wanted: bool,
    }

    /// `POST …/rating`.
    pub struct RatingInput {
        /// 1 (bad) to 5 (good).
        pub stars: u8,
        /// Why; optional.
        #[serde(default)]
        pub body: String,
    }
}
