//! Cases that everybody may read: as staff publish them, and as the public finds them. Texts are always the published
//! copy, in which `▇▇▇` stands for what is hidden.

use super::wire;
use crate::Stamp;
use crate::case::CaseKind;
use crate::publish::{Mark, Part, Picture, Standing};
use crate::wire::case::Facet;
use crate::wire::files::FileView;
use crate::wire::intake::AgencyRef;
use crate::wire::ranking::Placing;

wire! {
    /// How a case stands with the public.
    pub struct StandingView {
        /// The code.
        pub standing: Standing,
        /// What whoever sent it said about it; `None` when they did not say and the site's setting counts.
        pub wished: Option<bool>,
        /// Since when it is public.
        pub published_at: Option<Stamp>,
    }

    /// `GET /api/v1/cases/{code}/publication`: what is published of a case, for whoever may publish it.
    pub struct PublicationView {
        /// How it stands.
        pub state: StandingView,
        /// The texts, whole.
        pub parts: Vec<PartView>,
        /// What should be hidden: found by the program.
        pub found: Vec<FoundView>,
        /// What is hidden in the publication that stands, or was hidden in the last one.
        pub hidden: Vec<Mark>,
        /// The pictures that may go with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub pictures: Vec<FileView>,
        /// Those that go with the publication that stands, or went with the last one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub covered: Vec<Picture>,
    }

    /// A text before anything is hidden in it.
    pub struct PartView {
        /// Which.
        pub part: Part,
        /// The text.
        pub text: String,
    }

    /// Something personal in a text.
    pub struct FoundView {
        /// Where.
        pub mark: Mark,
        /// What it looks like, in words.
        pub why: String,
    }

    /// `GET /api/v1/public/cases?q=&kind=&area=&category=&agency=&page=&lang=`: published cases, best or newest first.
    pub struct PublicPage {
        /// The rows.
        pub cases: Vec<PublicRow>,
        /// Cases that match, exactly.
        pub total: u64,
        /// This page, from 1.
        pub page: u32,
        /// Pages there are.
        pub pages: u32,
        /// Exact counts for narrowing down; with the first page.
        pub facets: Vec<Facet>,
        /// A reading of the words that may be meant instead.
        pub did_you_mean: Option<String>,
        /// Where few have all of the words: cases that have some.
        pub near: Vec<PublicRow>,
    }

    /// A published case as one row.
    pub struct PublicRow {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Start of the text, or the place where the words were found.
        pub snippet: String,
        /// Start of the answer, or the place in it where the words were found.
        pub answer: String,
        /// Byte ranges of `title` to highlight: [from, to).
        pub title_marks: Vec<(u32, u32)>,
        /// The same of `snippet`.
        pub snippet_marks: Vec<(u32, u32)>,
        /// The same of `answer`.
        pub answer_marks: Vec<(u32, u32)>,
        /// What it is.
        pub kind: CaseKind,
        /// Who answered.
        pub agency: Option<AgencyRef>,
        /// Name of its area.
        pub area: Option<String>,
        /// Name of its category.
        pub category: Option<String>,
        /// When it was filed.
        pub received_at: Stamp,
        /// When it was answered.
        pub answered_at: Option<Stamp>,
        /// Answered by the deadline; `None` without one.
        pub on_time: Option<bool>,
    }

    /// `GET /api/v1/public/cases/{code}`: a published case, whole.
    pub struct PublicCase {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// What the citizen wrote.
        pub body: String,
        /// The answer.
        pub answer: String,
        /// Something is hidden in these texts.
        pub redacted: bool,
        /// Where its pictures are, below the address of the portal: made anew, with what is personal covered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub pictures: Vec<String>,
        /// What it is.
        pub kind: CaseKind,
        /// Who answered.
        pub agency: Option<AgencyRef>,
        /// Code of its area.
        pub area: Option<String>,
        /// Name of its area.
        pub area_name: Option<String>,
        /// Code of its category.
        pub category: Option<String>,
        /// Name of its category.
        pub category_name: Option<String>,
        /// Language it is written in.
        pub language: crate::Lang,
        /// When it was filed.
        pub received_at: Stamp,
        /// When the answer was due.
        pub due_at: Option<Stamp>,
        /// When it was answered.
        pub answered_at: Option<Stamp>,
        /// Answered by the deadline; `None` without one.
        pub on_time: Option<bool>,
        /// When this copy was published.
        pub published_at: Stamp,
        /// How many others filed the same and joined it.
        pub joined: u32,
    }

    /// `POST /api/v1/sites/{key}/suggestions`: what is typed so far. A body and not a query: it may hold anything.
    pub struct SuggestionsInput {
        /// The text.
        pub text: String,
        /// Area code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area: Option<String>,
        /// Category code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub category: Option<String>,
    }

    /// Published cases that read like what is typed, nearest first; often none.
    pub struct SuggestionsView {
        /// The cases.
        pub cases: Vec<SuggestionView>,
    }

    /// One of them.
    pub struct SuggestionView {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Start of the answer.
        pub answer: String,
        /// Who answered.
        pub agency: String,
        /// Name of its area.
        pub area: Option<String>,
        /// When it was answered.
        pub answered_at: Option<Stamp>,
        /// Where it can be read.
        pub url: String,
    }

    /// `GET /api/v1/public/scorecards?agency=&lang=`: how well an agency and those right below it answered.
    pub struct ScorecardsView {
        /// First month counted, `2026-01`.
        pub from: String,
        /// Last month counted, inclusive.
        pub to: String,
        /// The agency, with everything below it.
        pub agency: AgencyRef,
        /// The agencies above it, top first.
        pub path: Vec<AgencyRef>,
        /// Its figures; `None` where they are about few cases.
        pub total: Option<Scores>,
        /// The agencies right below it that received anything, most first.
        pub rows: Vec<ScorecardRow>,
        /// Fewer cases than this are not shown.
        pub few: i64,
        /// How the figures may be used.
        pub licence: String,
        /// Ledger position the figures stand at.
        pub seq: i64,
    }

    /// The figures of one agency with everything below it.
    pub struct ScorecardRow {
        /// Whose.
        pub agency: AgencyRef,
        /// There are agencies below it.
        pub expandable: bool,
        /// Its figures; `None` where they are about few cases, or would tell of others that are.
        pub scores: Option<Scores>,
        /// Where its on-time rate stands among those shown; `None` where it is about few cases.
        pub placing: Option<Placing>,
    }

    /// Counts of cases received in the period. Sealed ones are not among them.
    pub struct Scores {
        /// All.
        pub received: i64,
        /// Of these, answered or closed by now.
        pub resolved: i64,
        /// Answered by the deadline.
        pub on_time: i64,
        /// Out of these: answered, or open and overdue.
        pub on_time_of: i64,
    }

    /// `POST /api/v1/cases/{code}/publication` by the citizen: whether the case may be public.
    pub struct WishInput {
        /// It may.
        pub public: bool,
    }
}
