//! Around the search box: completion, kept searches, and cases that say the same.

use super::wire;
use crate::Stamp;
use crate::columns::Column;
use crate::wire::case::CaseRow;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/completions?q=&at=&lang=`: what may stand at a place of a query.
    pub struct CompletionsView {
        /// First byte of the query that a choice replaces.
        pub from: u32,
        /// Byte behind the last.
        pub to: u32,
        /// Best first.
        pub choices: Vec<CompletionChoice>,
    }

    /// One choice.
    pub struct CompletionChoice {
        /// What to put into the query.
        pub insert: String,
        /// What it is, in the reader's language.
        pub label: String,
        /// `field`, `value` or `word`.
        pub kind: String,
        /// Cases that would be left, exactly, under the reader's rights; `None` for a field.
        pub count: Option<u64>,
    }

    /// A kept search.
    pub struct SearchView {
        /// Identity.
        pub id: i64,
        /// What it is called.
        pub name: String,
        /// In the query language.
        pub query: String,
        /// `due`, `-received`, `relevance`.
        pub sort: String,
        /// Shared with this agency, those above and those below it.
        pub shared: Option<AgencyRef>,
        /// Who keeps it.
        pub owner: String,
        /// The reader may change and remove it.
        pub mine: bool,
        /// Cases it finds for the reader now; `None` when its query can no longer be read.
        pub count: Option<u64>,
    }

    /// `POST /api/v1/searches`, `PUT /api/v1/searches/{id}`.
    pub struct SearchInput {
        /// What it is called.
        pub name: String,
        /// In the query language.
        pub query: String,
        /// `due`, `-received`, `relevance`; by due date when not said.
        #[serde(default)]
        pub sort: String,
        /// Code of the agency to share it with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub share: Option<String>,
    }

    /// A case that says the same as another, and why that seems so.
    pub struct SimilarView {
        /// The case.
        pub row: CaseRow,
        /// How similar, in percent: comparable within one answer.
        pub percent: u8,
        /// Longest stretches that both have, as this case writes them.
        pub phrases: Vec<String>,
        /// In the same area.
        pub same_area: bool,
        /// About the same matter.
        pub same_category: bool,
        /// Days between the two.
        pub days_apart: u32,
    }

    /// `GET` and `PUT /api/v1/columns`: what lists tell this person of each case, in this order.
    pub struct ColumnsView {
        /// Each at most once.
        pub columns: Vec<Column>,
    }

    /// `GET /api/v1/duplicates?q=&lang=`: cases that are likely to be the same matter.
    pub struct DuplicatesView {
        /// Cases that were compared: the newest open ones that the query finds.
        pub compared: u32,
        /// All that it finds; more than `compared` when there are too many.
        pub total: u64,
        /// Groups, largest first.
        pub groups: Vec<DuplicateGroup>,
    }

    /// Cases that are likely to be the same matter.
    pub struct DuplicateGroup {
        /// The oldest, which the others can follow.
        pub main: CaseRow,
        /// The others, most similar to it first.
        pub others: Vec<SimilarView>,
    }

    /// `POST /api/v1/duplicates/merge`: lets cases follow one; all or none.
    pub struct CaseMergeInput {
        /// Tracking code of the case to follow.
        pub into: String,
        /// The cases that will follow it.
        pub cases: Vec<CaseSeen>,
        /// Remark for the timeline.
        #[serde(default)]
        pub body: String,
    }

    /// A case as it was seen.
    pub struct CaseSeen {
        /// Tracking code.
        pub code: String,
        /// Its version then.
        pub version: u32,
    }

    /// `POST /api/v1/duplicates/apart`: these are different matters.
    pub struct ApartInput {
        /// Tracking codes, two at least.
        pub cases: Vec<String>,
    }

    /// A case that follows another, or that others follow.
    pub struct MergedView {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// When it was filed.
        pub received_at: Stamp,
    }

    /// What helps when nothing was found, or little.
    pub struct HelpView {
        /// The query without one of its parts, and what that would find.
        pub without: Vec<WithoutView>,
        /// Cases that have some of the words.
        pub near: Vec<CaseRow>,
    }

    /// A query without one of its parts.
    pub struct WithoutView {
        /// The part.
        pub part: String,
        /// The query without it.
        pub query: String,
        /// Cases it finds.
        pub count: u64,
    }
}
