//! What the widget and the forms need to know of a site, and the look-ups behind their fields.

use super::wire;
use crate::case::CaseKind;
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
