//! Sites as administrators keep them: where the widget may stand, how it looks, what it asks, and how it does.

use super::wire;
use crate::case::CaseKind;
use crate::questions::QuestionKind;
use crate::stamp::Stamp;
use crate::wire::intake::AgencyRef;
use crate::wire::site::SiteView;
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Vietnamese.
    #[serde(default)]
    pub vi: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// In a language.
    pub fn text(&self, lang: crate::Lang) -> &str {
        match lang {
            crate::Lang::Vi => &self.vi,
            crate::Lang::En => &self.en,
        }
    }

    /// Nothing in either.
    pub fn is_empty(&self) -> bool {
        self.vi.trim().is_empty() && self.en.trim().is_empty()
    }
}

/// An extra question of a site, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionSpec {
    /// Its id within the site: letters, digits, `-`, `_`.
    pub id: String,
    /// How the answer is read.
    pub kind: QuestionKind,
    /// The question.
    pub ask: Bilingual,
    /// How to answer.
    #[serde(default, skip_serializing_if = "Bilingual::is_empty")]
    pub hint: Bilingual,
    /// It has to be answered.
    #[serde(default)]
    pub required: bool,
    /// For `choice`: what can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceSpec>,
    /// Asked only in these categories; empty: in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// For `number`: the least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// For `number`: the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Asked only when a question before it has one of these answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenSpec>,
    /// With one of these answers the form stops and gives advice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopSpec>,
}

/// A choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceSpec {
    /// What is sent.
    pub code: String,
    /// What is read.
    pub name: Bilingual,
}

/// A condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhenSpec {
    /// Id of the other question, which comes before.
    pub question: String,
    /// Its answers.
    pub is: Vec<String>,
}

/// A stop.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopSpec {
    /// The answers that call for it.
    pub is: Vec<String>,
    /// What to do instead.
    pub advice: Bilingual,
}

wire! {
    /// Everything that can be set about a site. `POST /api/v1/admin/sites`, `PUT …/{key}`, `POST /api/v1/admin/site-trial`.
    pub struct SiteInput {
        /// The key in the snippet; it stays what it was made as.
        pub key: String,
        /// Code of the agency it belongs to, and its cases go to if no rule knows better.
        pub agency: String,
        /// Its name.
        pub name: Bilingual,
        /// Origins whose pages may file: `https://name`, with the port if it is not the usual one.
        pub origins: Vec<String>,
        /// Kinds on offer.
        pub kinds: Vec<CaseKind>,
        /// Colour, `#rrggbb`.
        pub colour: String,
        /// The launcher stands at the lower left.
        pub left: bool,
        /// What stands on the launcher instead of our words; empty in both languages: our words.
        pub label: Bilingual,
        /// Always the frame, which no page around can read.
        pub frame: bool,
        /// Answered cases become public unless the citizen says no.
        pub publishes: bool,
        /// Extra questions, in order.
        pub questions: Vec<QuestionSpec>,
    }

    /// A site and its settings. The version is its `ETag`.
    pub struct SiteSettings {
        /// Moves with every change.
        pub version: u32,
        /// As it is set.
        pub input: SiteInput,
        /// The agency.
        pub agency: AgencyRef,
        /// Address of its logo, if it has one.
        pub logo: Option<String>,
        /// Questions that every site asks, before its own.
        pub common: Vec<QuestionSpec>,
        /// How it did, day by day, newest first.
        pub days: Vec<SiteDay>,
        /// Who changed what, newest first.
        pub changes: Vec<SiteChange>,
        /// Address of our server, for what is pasted.
        pub host: String,
    }

    /// One change.
    pub struct SiteChange {
        /// When.
        pub at: Stamp,
        /// Who.
        pub who: String,
        /// What, in words: the parts that differ.
        pub text: String,
    }

    /// What happened to a site's widget on one day. Counted in memory and written down every few seconds: a server that
    /// is killed loses the last of them.
    pub struct SiteDay {
        /// The day, `2026-11-24`.
        pub day: String,
        /// Pages that asked for the loader. A browser keeps it for five minutes.
        pub loads: u64,
        /// The form was opened in the page or in the frame.
        pub opened: u64,
        /// The form was opened as a page of ours.
        pub plain: u64,
        /// Neither page nor frame could show it, so our own page took over.
        pub fell: u64,
        /// A page asked from an origin that is not on the list.
        pub foreign: u64,
        /// Cases that were filed.
        pub filed: u64,
        /// Filings that were not taken: something was missing or wrong in them.
        pub refused: u64,
        /// Filings that failed because of us.
        pub failed: u64,
    }

    /// `GET /api/v1/admin/sites`: those of the branches that the reader keeps.
    pub struct SitesView {
        /// By name.
        pub sites: Vec<SiteLine>,
        /// Categories, for the conditions of questions.
        pub categories: Vec<super::site::CategoryView>,
    }

    /// A line of the list: the site and its last seven days together.
    pub struct SiteLine {
        /// The key.
        pub key: String,
        /// Its name in the reader's language.
        pub name: String,
        /// Whose.
        pub agency: AgencyRef,
        /// Origins whose pages may file.
        pub origins: Vec<String>,
        /// Colour, `#rrggbb`.
        pub colour: String,
        /// The last seven days together; its `day` is the first of them.
        pub week: SiteDay,
    }

    /// A site as it would be with settings that are not kept: what the loader and the widget are told.
    pub struct SiteTrial {
        /// For the widget, in Vietnamese.
        pub vi: SiteView,
        /// For the widget, in English.
        pub en: SiteView,
        /// For the loader.
        pub look: LookView,
    }

    /// What the loader of a site knows.
    pub struct LookView {
        /// Style sheet with the site's colours.
        pub css: String,
        /// `left`, or nothing.
        pub corner: Option<String>,
        /// Always the frame.
        pub frame: bool,
        /// Label, Vietnamese.
        pub vi: Option<String>,
        /// Label, English.
        pub en: Option<String>,
        /// Address of the logo with its width and height in dots, as it is drawn.
        pub logo: Option<LogoView>,
    }

    /// `PUT /api/v1/admin/sites/{key}/logo`.
    pub struct LogoInput {
        /// A PNG, JPEG or WebP picture, base64, with or without `data:…,` in front.
        pub data: String,
    }

    /// A logo.
    pub struct LogoView {
        /// Its address.
        pub href: String,
        /// Dots across.
        pub width: u32,
        /// Dots down.
        pub height: u32,
    }
}
