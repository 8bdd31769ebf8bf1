//! Cases as staff see and move them.

use super::wire;
use crate::Stamp;
use crate::case::event::Flag;
use crate::case::{Action, CaseKind, CaseState, Channel};
use crate::publish::{Mark, Picture};
use crate::wire::answers::AnsweringView;
use crate::wire::files::FileView;
use crate::wire::intake::{AgencyRef, Contact};
use crate::wire::public::StandingView;
use crate::wire::search::{HelpView, MergedView};

wire! {
    /// `GET /api/v1/cases?q=&sort=&after=&limit=&lang=`: one page of a list.
    pub struct CasePage {
        /// The rows.
        pub cases: Vec<CaseRow>,
        /// Cases that match, exactly, under the reader's rights.
        pub total: u64,
        /// Exact counts for narrowing down.
        pub facets: Vec<Facet>,
        /// Pass as `after` for the next page; `None` at the end.
        pub next: Option<String>,
        /// How the query was understood, printed back.
        pub query: String,
        /// A reading of the query that may be meant instead.
        pub did_you_mean: Option<String>,
        /// Where few were found, what else there is; on the first page only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub help: Option<HelpView>,
    }

    /// One row of a list.
    pub struct CaseRow {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Start of the text, or the place where the words were found. Plain text.
        pub snippet: String,
        /// Byte ranges of `title` to highlight: [from, to).
        pub title_marks: Vec<(u32, u32)>,
        /// Byte ranges of `snippet` to highlight: [from, to).
        pub snippet_marks: Vec<(u32, u32)>,
        /// Name of the file of the case that `snippet` is from, where the words were found in a file only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub found_in: Option<String>,
        /// What it is.
        pub kind: CaseKind,
        /// Where it stands.
        pub status: CaseState,
        /// Who has it.
        pub agency: Option<AgencyRef>,
        /// Login of who handles it.
        pub assignee: Option<String>,
        /// Name of its area.
        pub area: Option<String>,
        /// Name of its category.
        pub category: Option<String>,
        /// When it was filed.
        pub received_at: Stamp,
        /// When the answer is due.
        pub due_at: Option<Stamp>,
        /// Open and past its due date.
        pub overdue: bool,
        /// When the answer was published.
        pub answered_at: Option<Stamp>,
        /// Only those with the right to sealed cases see that it exists.
        #[serde(default)]
        pub sealed: bool,
        /// Number of events; changes with every move.
        pub version: u32,
    }

    /// Counts of the values of one field.
    pub struct Facet {
        /// Field of the query language.
        pub field: String,
        /// Its name in the reader's language.
        pub label: String,
        /// Values with their counts, most frequent first.
        pub values: Vec<FacetValue>,
    }

    /// One value of a facet.
    pub struct FacetValue {
        /// As the query language writes it: `field:value`.
        pub value: String,
        /// In the reader's language.
        pub label: String,
        /// Cases.
        pub count: u64,
    }

    /// `GET /api/v1/cases/{code}` for a member of staff: one case, whole. `ETag` is its version.
    pub struct CaseView {
        /// The row's facts.
        pub row: CaseRow,
        /// The text as filed.
        pub body: String,
        /// The place in the citizen's words.
        pub address: Option<String>,
        /// How it came.
        pub channel: Channel,
        /// Language it is written in, in which it is answered.
        #[serde(default)]
        pub language: crate::Lang,
        /// What screening noticed.
        pub flags: Vec<FlagView>,
        /// Why it went to its agency, in words.
        pub route_why: String,
        /// How to reach the citizen; `None` when nothing was left or the reader may not see it.
        pub contact: Option<Contact>,
        /// The contact is sealed, and the reader may open it with a reason.
        #[serde(default)]
        pub sealed_contact: bool,
        /// Its personal data are gone.
        pub erased: bool,
        /// The reader may erase them now.
        pub erasable: bool,
        /// The reader may see who looked at it.
        #[serde(default)]
        pub looks: bool,
        /// Deadlines.
        pub clocks: Vec<ClockView>,
        /// What the reader can do now.
        pub allowed: Vec<Action>,
        /// Times it was passed on.
        pub transfers: u32,
        /// Times it was reopened.
        pub reopened: u32,
        /// The last rating.
        pub rating: Option<u8>,
        /// All files of the case, oldest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub files: Vec<FileView>,
        /// The case that this one follows.
        pub follows: Option<MergedView>,
        /// Cases that follow this one: its answer reaches their citizens too.
        pub followers: Vec<MergedView>,
        /// How it stands with the public.
        pub public: StandingView,
        /// What its clock said last, if nobody of staff has done anything since.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unheard: Option<UnheardView>,
        /// What stands around its answer, for those who may write or approve it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub answering: Option<AnsweringView>,
    }

    /// A warning or a breach that nobody has taken notice of.
    pub struct UnheardView {
        /// What the clock said, in words.
        pub text: String,
        /// When.
        pub at: Stamp,
        /// When somebody further up is told next, if nobody stirs until then.
        pub next_at: Option<Stamp>,
        /// Who that is.
        pub next_to: Vec<String>,
    }

    /// A flag and its name.
    pub struct FlagView {
        /// Code.
        pub flag: Flag,
        /// In words.
        pub text: String,
    }

    /// One deadline.
    pub struct ClockView {
        /// `citizen` or `agency`.
        pub track: String,
        /// `acknowledge`, `accept`, `first_answer`, `resolve`.
        pub target: String,
        /// Both in words.
        pub label: String,
        /// Due.
        pub due_at: Stamp,
        /// When it was met.
        pub met_at: Option<Stamp>,
        /// It was broken.
        pub breached: bool,
        /// It stands still now.
        pub paused: bool,
        /// How the date was counted, in words.
        pub explained: String,
    }

    /// `GET /api/v1/cases/{code}/timeline`.
    pub struct Timeline {
        /// What happened, oldest first.
        pub entries: Vec<TimelineEntry>,
    }

    /// One event.
    pub struct TimelineEntry {
        /// Position within the case.
        pub version: u32,
        /// When.
        pub at: Stamp,
        /// Event kind.
        pub kind: String,
        /// `citizen`, `staff` or `system`.
        pub actor: String,
        /// Who, in words.
        pub name: String,
        /// What, in words.
        pub text: String,
        /// Words that came with it.
        pub body: String,
        /// Files that came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub files: Vec<FileView>,
        /// The citizen can read it.
        pub public: bool,
    }

    /// `POST /api/v1/cases/{code}/{action}` with `If-Match: "version"`. Which fields matter depends on the action.
    #[derive(Default)]
    pub struct ActionInput {
        /// Text: answer, request, note, reason, remark.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub body: String,
        /// Agency code: `transfer`, `route`, `ask-opinion`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agency: Option<String>,
        /// Login: `assign`; absent puts it back into the queue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub assignee: Option<String>,
        /// Legal ground code: `reject`. Code of the reason: `unpublish`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ground: Option<String>,
        /// Tracking code of the case to follow: `merge`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub into: Option<String>,
        /// Due date: `ask-opinion`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due_at: Option<Stamp>,
        /// Ids of uploads to send along: `answer`, `submit-answer`, `request-info`, `note`, `give-opinion`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub attachments: Vec<String>,
        /// What is hidden of title, text and answer: `publish`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub hidden: Vec<Mark>,
        /// Which pictures of the case go with it, and what is covered in each: `publish`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub pictures: Vec<Picture>,
    }

    /// `GET /api/v1/agencies?q=&lang=`: agencies by typing, best first.
    pub struct AgencyHit {
        /// Its code.
        pub code: String,
        /// Its name.
        pub name: String,
        /// Name of the agency above it.
        pub above: String,
    }

    /// `GET /api/v1/users?agency=`: who can handle cases there.
    pub struct UserHit {
        /// Login.
        pub user: String,
        /// Display name.
        pub name: String,
    }

    /// `POST /api/v1/cases/{code}/presence`.
    pub struct PresenceInput {
        /// One looks at it; otherwise one is gone.
        pub here: bool,
        /// One is writing.
        #[serde(default)]
        pub writing: bool,
    }

    /// Who looks at a case just now: `event: presence` of `GET /api/v1/stream`.
    pub struct PresenceView {
        /// Tracking code.
        pub code: String,
        /// Who, the reader included.
        pub people: Vec<PresentView>,
    }

    /// Somebody who looks at a case.
    pub struct PresentView {
        /// Login.
        pub user: String,
        /// Display name.
        pub name: String,
        /// They are writing.
        pub writing: bool,
    }

    /// One server-sent event of `GET /api/v1/stream`: `event: case`.
    pub struct StreamEvent {
        /// Position in the ledger.
        pub seq: i64,
        /// Tracking code.
        pub code: String,
        /// Event kind.
        pub kind: String,
        /// Version of the case after it.
        pub version: u32,
        /// When.
        pub at: Stamp,
    }
}
