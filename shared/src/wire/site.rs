//! What the widget and the forms need to know of a site, and the look-ups behind their fields.

use super::wire;
use crate::case::CaseKind;
use crate::questions::QuestionKind;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/sites/{key}?lang=`.
    pub struct SiteView {
        /// The key in the snippet.
        pub key: String,
        /// The agency the site belongs to.
        pub agency: AgencyRef,
        /// Kinds that can be filed here, in order.
        pub kinds: Vec<CaseKind>,
        /// Categories offered here, parents before children.
        pub categories: Vec<CategoryView>,
        /// Area code of the agency, to start the area field from.
        pub area: Option<String>,
        /// Accent colour of the launcher, `#rrggbb`; its contrast with white is checked when it is saved.
        pub colour: String,
        /// Style sheet that puts the site's colour over the tokens; its contrast is right whatever the colour.
        #[serde(default)]
        pub sheet: String,
        /// Answered cases become public, with what is personal hidden, unless the citizen says no; otherwise only if
        /// the citizen says yes.
        #[serde(default)]
        pub publishes: bool,
        /// Extra questions, in order; which of them are asked follows from category and answers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub questions: Vec<QuestionView>,
    }

    /// An extra question of a site.
    pub struct QuestionView {
        /// Its id within the site.
        pub id: String,
        /// How the answer is read.
        pub kind: QuestionKind,
        /// The question.
        pub ask: String,
        /// How to answer; may be empty.
        pub hint: String,
        /// It has to be answered.
        pub required: bool,
        /// For `choice`: what can be chosen.
        pub choices: Vec<ChoiceView>,
        /// Asked only in these categories; empty: in all.
        pub categories: Vec<String>,
        /// For `number`: the least.
        pub min: Option<i64>,
        /// For `number`: the most.
        pub max: Option<i64>,
        /// Asked only when another question has one of these answers.
        pub when: Option<WhenView>,
        /// With one of these answers the form stops and gives advice.
        pub stop: Option<StopView>,
    }

    /// A choice.
    pub struct ChoiceView {
        /// What is sent.
        pub code: String,
        /// What is read.
        pub name: String,
    }

    /// A condition.
    pub struct WhenView {
        /// Id of the other question, which comes before.
        pub question: String,
        /// Its answers.
        pub is: Vec<String>,
    }

    /// A stop.
    pub struct StopView {
        /// The answers that call for it.
        pub is: Vec<String>,
        /// What to do instead.
        pub advice: String,
    }

    /// `GET /api/v1/sites/{key}/route`: who would get the case, and why.
    pub struct RouteView {
        /// The agency.
        pub agency: AgencyRef,
        /// The reason, in words.
        pub why: String,
    }

    /// A category.
    pub struct CategoryView {
        /// Its code.
        pub code: String,
        /// Code of the category above.
        pub parent: Option<String>,
        /// Its name.
        pub name: String,
    }

    /// `GET /api/v1/areas?q=&lang=`: areas by typing, with or without accents, former names included; best first.
    pub struct AreaView {
        /// Its code.
        pub code: String,
        /// Its name, e.g. `Phường Bến Nghé`.
        pub name: String,
        /// The province it lies in; empty for a province.
        pub province: String,
    }
}
