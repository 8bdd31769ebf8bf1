//! Deadlines explained, and the administration of calendars, policies and recalculations.

use super::wire;
use crate::Stamp;
use crate::clock::{DayLine, TargetSpec};
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/cases/{code}/clocks`: every deadline of a case day by day, and who held it how long.
    pub struct ClocksView {
        /// The policy it runs by.
        pub policy: Option<PolicyRef>,
        /// Each promise, the citizen's clock first, then the present agency's.
        pub targets: Vec<TargetView>,
        /// The bodies that held it, in order; every working minute belongs to one of them.
        pub held: Vec<HeldView>,
    }

    /// A policy named.
    pub struct PolicyRef {
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Number of the version.
        pub version: i64,
        /// The law, decree or practice it comes from.
        pub source: String,
        /// Must be checked against the law in force before it is relied on.
        pub check_before_use: bool,
    }

    /// A promise, told day by day.
    pub struct TargetView {
        /// `citizen` or `agency`.
        pub track: String,
        /// `acknowledge`, `accept`, `first_answer`, `resolve`.
        pub target: String,
        /// Both in words.
        pub label: String,
        /// Due.
        pub due_at: Stamp,
        /// In plain words.
        pub text: String,
        /// Its length in words: "15 working days".
        pub length: String,
        /// Every day from the start to the last.
        pub days: Vec<DayView>,
        /// When the clock stood, and why.
        pub stood: Vec<StoodView>,
        /// Extensions that count.
        pub extended: Vec<LongerView>,
        /// Shares of the time at which somebody is told.
        pub warnings: Vec<WarningView>,
        /// Why it was worked out again by other rules or another calendar.
        pub recalculated: Option<String>,
    }

    /// One day of the account.
    pub struct DayView {
        /// What it was.
        #[serde(flatten)]
        pub line: DayLine,
        /// That in words, with the name of the holiday where there is one.
        pub text: String,
    }

    /// A span in which the clock stood.
    pub struct StoodView {
        /// Since when.
        pub from: Stamp,
        /// Until when; `None` while it stands.
        pub to: Option<Stamp>,
        /// Why, in words.
        pub why: String,
        /// What was asked for, as it was written.
        pub reason: String,
    }

    /// An extension.
    pub struct LongerView {
        /// When it was made.
        pub at: Stamp,
        /// By how much, in words.
        pub length: String,
        /// The reason given.
        pub reason: String,
    }

    /// A share of the time.
    pub struct WarningView {
        /// In percent.
        pub share: u8,
        /// When it is used up.
        pub at: Stamp,
        /// The history has it.
        pub recorded: bool,
    }

    /// The time with one body. Minutes are minutes of its working time.
    pub struct HeldView {
        /// Who; `None` before any agency had it.
        pub agency: Option<AgencyRef>,
        /// Since when.
        pub from: Stamp,
        /// Until when; `None` while it goes on.
        pub to: Option<Stamp>,
        /// It was in its hands and could be worked on.
        pub worked_min: i64,
        /// It waited for the citizen.
        pub waiting_min: i64,
        /// It was answered, before it was reopened, or followed another case.
        pub stopped_min: i64,
    }

    /// A calendar as an administrator writes it. Dates are `YYYY-MM-DD`, periods `07:30-11:30`.
    pub struct CalendarInput {
        /// Name in Vietnamese.
        pub name_vi: String,
        /// Name in English.
        pub name_en: String,
        /// Code of the calendar it is laid over; then it says only what differs.
        #[serde(default)]
        pub base: Option<String>,
        /// IANA time zone; empty: that of the calendar below.
        #[serde(default)]
        pub zone: String,
        /// From which day it is used for what begins then.
        pub valid_from: String,
        /// Periods of Monday to Sunday; all empty: those of the calendar below.
        #[serde(default)]
        pub week: Vec<Vec<String>>,
        /// Dates that differ.
        #[serde(default)]
        pub exceptions: Vec<ExceptionInput>,
        /// The version that was edited; another one that came meanwhile is refused, nothing is lost.
        #[serde(default)]
        pub seen: Option<i64>,
        /// Why there is a new version.
        #[serde(default)]
        pub note: String,
    }

    /// A date, or several in a row, that differ from their weekday.
    pub struct ExceptionInput {
        /// The first.
        pub from: String,
        /// The last; none: the first alone.
        #[serde(default)]
        pub to: Option<String>,
        /// `holiday`, `make_up`, `short_day`, `usual`.
        pub kind: String,
        /// Name in Vietnamese.
        pub name_vi: String,
        /// Name in English.
        #[serde(default)]
        pub name_en: String,
        /// Working periods: of a short day, and of a make-up day that differs from a usual one.
        #[serde(default)]
        pub hours: Vec<String>,
        /// Number of the official decision.
        #[serde(default)]
        pub decision: Option<String>,
        /// `UID` of the iCalendar event it comes from.
        #[serde(default)]
        pub uid: Option<String>,
        /// Its `SEQUENCE`.
        #[serde(default)]
        pub sequence: u32,
    }

    /// A calendar in the list.
    pub struct CalendarRow {
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Code of the calendar it is laid over.
        pub base: Option<String>,
        /// Time zone in force.
        pub zone: String,
        /// The version in force today.
        pub version: i64,
        /// Since when.
        pub valid_from: String,
        /// Versions there are.
        pub versions: usize,
        /// Agencies that name it; all below them that name none work by it too.
        pub agencies: Vec<AgencyRef>,
        /// The reader may change it.
        pub editable: bool,
    }

    /// One calendar, whole.
    pub struct CalendarView {
        /// The row.
        pub row: CalendarRow,
        /// The version shown, ready to be edited.
        pub input: CalendarInput,
        /// What it takes over from the calendar below, dates in a row joined.
        pub inherited: Vec<ExceptionInput>,
        /// Periods of the week in force.
        pub week: Vec<Vec<String>>,
        /// All versions, newest first.
        pub history: Vec<VersionView>,
    }

    /// A version.
    pub struct VersionView {
        /// Number.
        pub version: i64,
        /// From which day.
        pub valid_from: String,
        /// When it was made; `None` for what an installation starts with.
        pub made_at: Option<Stamp>,
        /// By whom.
        pub made_by: String,
        /// Why.
        pub note: String,
        /// It is the one in force today.
        pub in_force: bool,
    }

    /// What a new version would do.
    pub struct ChangePreview {
        /// Days and periods that change, at most some hundred.
        pub changes: Vec<ChangeView>,
        /// How many there are.
        pub changed: usize,
        /// What was noticed that is no error.
        pub notes: Vec<String>,
        /// Open cases it concerns.
        pub cases: MovesView,
        /// The calendar as it would be, ready to be confirmed: for an import.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub input: Option<CalendarInput>,
    }

    /// One thing that changes.
    pub struct ChangeView {
        /// What: a date, or a part of the settings in words.
        pub what: String,
        /// As it was.
        pub was: String,
        /// As it would be.
        pub becomes: String,
    }

    /// Open cases that a recalculation would change.
    pub struct MovesView {
        /// Cases that run by a version that is replaced.
        pub concerned: u64,
        /// Those of them whose answer would be due at another time.
        pub moving: u64,
        /// Some of these, the largest shift first.
        pub sample: Vec<MoveView>,
        /// Open cases looked at.
        pub looked: u64,
        /// Open cases there are; more than looked at when there are very many.
        pub open: u64,
    }

    /// A case whose answer would be due at another time.
    pub struct MoveView {
        /// Tracking code.
        pub code: String,
        /// Due now.
        pub was: Option<Stamp>,
        /// Due then.
        pub becomes: Option<Stamp>,
    }

    /// `PUT /api/v1/admin/calendars/{code}/agencies`: who works by it.
    pub struct CalendarAgencies {
        /// Codes of all agencies that name it; those left out go back to the calendar of the agency above.
        pub agencies: Vec<String>,
    }

    /// `POST /api/v1/admin/calendars/{code}/import`: an iCalendar file.
    pub struct ImportInput {
        /// Its content (RFC 5545).
        pub file: String,
        /// From which day the new version is used.
        pub valid_from: String,
        /// What its events are: `holiday` when not said.
        #[serde(default)]
        pub kind: String,
        /// Number of the official decision, for all of them.
        #[serde(default)]
        pub decision: Option<String>,
    }

    /// A policy as an administrator writes it.
    pub struct PolicyInput {
        /// Name in Vietnamese.
        pub name_vi: String,
        /// Name in English.
        pub name_en: String,
        /// Which cases it is for, in the query language.
        pub matches: String,
        /// It takes part in matching.
        pub enabled: bool,
        /// From which day it is used for new cases.
        pub valid_from: String,
        /// The law, decree or practice it comes from.
        pub source: String,
        /// Must be checked against the law in force before it is relied on.
        pub check_before_use: bool,
        /// It is for appeals against the end of another case, and for nothing else.
        #[serde(default)]
        pub appeals: bool,
        /// Calendar days within which the end of a case under it can be appealed against; none: thirty.
        #[serde(default)]
        pub appeal_days: Option<u32>,
        /// What it promises.
        pub targets: Vec<TargetSpec>,
        /// Its place in the order of matching, from 0; none: where it is, a new one at the end.
        #[serde(default)]
        pub place: Option<usize>,
        /// The version that was edited; another one that came meanwhile is refused, nothing is lost.
        #[serde(default)]
        pub seen: Option<i64>,
        /// Why there is a new version.
        #[serde(default)]
        pub note: String,
    }

    /// A policy in the list, in the order of matching.
    pub struct PolicyRow {
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// The version in force today, or the next.
        pub version: i64,
        /// The version, ready to be edited.
        pub input: PolicyInput,
        /// Each promise in words.
        pub promises: Vec<String>,
        /// What is wrong with it where it stands, in words.
        pub warnings: Vec<String>,
        /// All versions, newest first.
        pub history: Vec<VersionView>,
    }

    /// All policies.
    pub struct PolicyList {
        /// In the order in which they are asked.
        pub policies: Vec<PolicyRow>,
        /// The reader may change them.
        pub editable: bool,
    }

    /// What a new version of a policy would do.
    pub struct PolicyPreview {
        /// What was noticed that is no error.
        pub notes: Vec<String>,
        /// Of the last cases filed, how many it would be for.
        pub matched: u64,
        /// Of how many.
        pub of: u64,
        /// Some of them, with what they have now and would have had.
        pub sample: Vec<MatchView>,
        /// Open cases on an older version of it.
        pub cases: MovesView,
    }

    /// A case it would be for.
    pub struct MatchView {
        /// Tracking code.
        pub code: String,
        /// Its title.
        pub title: String,
        /// Code of the policy it was filed under.
        pub policy: Option<String>,
        /// Its answer is or was due.
        pub due_at: Option<Stamp>,
        /// By the new version, counted from its filing.
        pub would_be: Option<Stamp>,
    }

    /// `POST /api/v1/admin/recalculations`: let open cases run by these versions.
    pub struct RecalculationInput {
        /// Versions of calendars.
        #[serde(default)]
        pub calendars: Vec<i64>,
        /// Versions of policies.
        #[serde(default)]
        pub policies: Vec<i64>,
        /// Why; the citizen reads it where the date moves.
        #[serde(default)]
        pub reason: String,
    }

    /// A recalculation.
    pub struct RecalculationView {
        /// Number.
        pub id: i64,
        /// When it was asked for.
        pub created_at: Stamp,
        /// By whom.
        pub made_by: String,
        /// Why.
        pub reason: String,
        /// To which versions, in words.
        pub to: Vec<String>,
        /// `running`, `done`, `stopped`.
        pub state: String,
        /// That in words.
        pub state_text: String,
        /// Open cases looked at so far.
        pub looked: i64,
        /// Cases that run by other versions now.
        pub changed: i64,
        /// Those of them whose answer is due at another time.
        pub moved: i64,
        /// When it was done or stopped.
        pub finished_at: Option<Stamp>,
    }
}
