//! Agencies as administrators keep them: the tree by page, one of them, and the merge of one into another.

use super::wire;
use crate::Stamp;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/admin/agencies`.
    pub struct AgencyPage {
        /// Those above what is listed, from the top.
        pub line: Vec<AgencyRef>,
        /// By name.
        pub agencies: Vec<AgencyLine>,
        /// How many there are, on all pages.
        pub total: u64,
        /// For the next page; none on the last.
        pub next: Option<String>,
    }

    /// An agency in the list.
    pub struct AgencyLine {
        /// Its code.
        pub code: String,
        /// Its name.
        pub name: String,
        /// Name of the agency above it.
        pub above: String,
        /// How many are right below it.
        pub below: u32,
        /// Since when it is no more.
        pub closed_at: Option<Stamp>,
        /// Who took its place.
        pub successor: Option<AgencyRef>,
    }

    /// `GET /api/v1/admin/agencies/{code}`.
    pub struct AgencyView {
        /// Never changes.
        pub code: String,
        /// What can be changed.
        pub kept: AgencyFields,
        /// The area in words.
        pub area_text: String,
        /// Those above, from the top.
        pub line: Vec<AgencyRef>,
        /// How many are right below it.
        pub below: u32,
        /// Since when it is no more.
        pub closed_at: Option<Stamp>,
        /// Who took its place.
        pub successor: Option<AgencyRef>,
        /// Agencies that went into it.
        pub merged: Vec<MergedAgency>,
        /// What points at it.
        pub points: Pointing,
        /// To be named when it is changed.
        pub version: i64,
        /// The reader may move and close it: something above it is theirs, too.
        pub movable: bool,
    }

    /// An agency that went into another.
    pub struct MergedAgency {
        /// Which.
        pub agency: AgencyRef,
        /// When.
        pub at: Stamp,
    }

    /// What points at an agency.
    pub struct Pointing {
        /// Cases on which work is owed.
        pub open_cases: u64,
        /// All other cases.
        pub other_cases: u64,
        /// Websites.
        pub sites: u64,
        /// People with a role there.
        pub people: u64,
        /// Routing rules that send there.
        pub rules: u64,
        /// Webhooks.
        pub endpoints: u64,
        /// Templates of answers.
        pub templates: u64,
        /// Searches shared with it.
        pub searches: u64,
    }

    /// What can be changed of an agency.
    pub struct AgencyFields {
        /// Name in Vietnamese.
        pub name_vi: String,
        /// Name in English.
        pub name_en: String,
        /// Former and short names.
        #[serde(default)]
        pub aliases: Vec<String>,
        /// Code of the area it is responsible for.
        #[serde(default)]
        pub area: Option<String>,
        /// What it is within its area, for routing rules: `committee`, `so-xay-dung`.
        #[serde(default)]
        pub role: Option<String>,
        /// Its official identifier, `H29.1`.
        #[serde(default)]
        pub identifier: String,
        /// How others reach it, in lines.
        #[serde(default)]
        pub contact: String,
    }

    /// `POST /api/v1/admin/agencies`.
    pub struct AgencyNew {
        /// Readable and stable.
        pub code: String,
        /// Code of the agency above.
        pub parent: String,
        /// The rest.
        pub kept: AgencyFields,
    }

    /// `PUT /api/v1/admin/agencies/{code}`.
    pub struct AgencyInput {
        /// The version that was looked at.
        pub version: i64,
        /// What is to be kept.
        pub kept: AgencyFields,
    }

    /// `PUT /api/v1/admin/agencies/{code}/parent`.
    pub struct AgencyMove {
        /// Code of the agency above from now on.
        pub parent: String,
    }

    /// `POST /api/v1/admin/agencies/{code}/merge`, and `…/merge/preview`.
    pub struct MergeInput {
        /// Code of the agency that takes its place.
        pub into: String,
        /// Departments of its area go into those that play the same part in the other's area.
        pub departments: bool,
        /// What citizens and staff read of it in each case.
        pub reason: String,
        /// `seen` of the preview; nothing for a preview.
        #[serde(default)]
        pub seen: String,
    }

    /// What a merge would do.
    pub struct MergePreview {
        /// To be named when it is to be done: exactly this is done, or nothing.
        pub seen: String,
        /// Which agency goes into which, the one asked for first.
        pub pairs: Vec<MergePair>,
        /// Agencies below these that come below those that take their places.
        pub moves: u32,
        /// Some of them.
        pub moved: Vec<AgencyRef>,
        /// All that points at them together.
        pub points: Pointing,
        /// Rules and policies whose condition names one of them, to be looked at: conditions stay as they are.
        pub conditions: Vec<String>,
    }

    /// One agency going into another.
    pub struct MergePair {
        /// The agency that will be no more.
        pub from: AgencyRef,
        /// The one that takes its place.
        pub into: AgencyRef,
        /// Its cases on which work is owed.
        pub open_cases: u64,
    }

    /// A merge under way, or done.
    pub struct MergeView {
        /// Identity.
        pub id: i64,
        /// The agency that is no more.
        pub from: AgencyRef,
        /// The one that took its place.
        pub into: AgencyRef,
        /// Display name of who did it.
        pub who: String,
        /// When.
        pub at: Stamp,
        /// Cases on which work was owed when it was begun.
        pub total: u64,
        /// Cases that are with the other one by now.
        pub moved: u64,
        /// When nothing was left.
        pub finished_at: Option<Stamp>,
    }
}
