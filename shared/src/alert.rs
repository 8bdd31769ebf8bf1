//! Alerts: what is counted for each of, beside the whole.

use crate::catalogue::alerts::Alerts;
use crate::coded::coded;
use crate::lang::Lang;

coded! {
    /// An alert that counts for each of these by itself: "more than 20 in one commune".
    pub enum AlertBy {
        /// The commune that a case is about.
        Commune = "commune",
        /// Its province.
        Province = "province",
        /// What it is about.
        Category = "category",
        /// The agency that holds it.
        Agency = "agency",
    }
}

impl AlertBy {
    /// In words: "in one commune".
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Commune => Alerts::InCommune,
            Self::Province => Alerts::InProvince,
            Self::Category => Alerts::InCategory,
            Self::Agency => Alerts::InAgency,
        }
        .text(lang)
    }
}
