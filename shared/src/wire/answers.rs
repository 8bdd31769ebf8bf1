//! Answers on their way out: templates, what must be approved and brought along, drafts, and how the citizen will see them.

use super::wire;
use crate::Stamp;
use crate::answer::Evidence;
use crate::lang::Lang;
use crate::wire::intake::AgencyRef;
use crate::wire::site::CategoryView;

wire! {
    /// What stands around an answer to a case, for those who may write or approve it.
    pub struct AnsweringView {
        /// It must be approved before it reaches the citizen.
        pub approval: bool,
        /// What it must bring along.
        pub evidence: Vec<Evidence>,
        /// Staff have given a picture to the case.
        pub picture: bool,
        /// Staff have given a document to the case.
        pub document: bool,
        /// Names of those who may be responsible.
        pub units: Vec<String>,
        /// The draft that waits for approval or was sent back.
        pub draft: Option<DraftView>,
    }

    /// A draft that somebody has submitted.
    pub struct DraftView {
        /// Its text.
        pub text: String,
        /// Who submitted it.
        pub by: String,
        /// The reader did.
        pub mine: bool,
        /// When.
        pub at: Stamp,
        /// It waits for approval; otherwise it was sent back.
        pub waiting: bool,
        /// What the approver remarked.
        pub remark: Option<String>,
    }

    /// `GET /api/v1/cases/{code}/templates`: a template, its places filled from the case.
    pub struct CaseTemplate {
        /// Identity.
        pub id: i64,
        /// What it is called.
        pub name: String,
        /// The text; `[[blanks]]` are for the person who answers.
        pub body: String,
        /// Name of the agency whose it is.
        pub from: String,
    }

    /// `POST /api/v1/cases/{code}/answer-preview`.
    pub struct AnswerTrial {
        /// The answer; the draft that waits when it is empty.
        #[serde(default)]
        pub body: String,
    }

    /// The page that the citizen would see.
    pub struct AnswerPreview {
        /// The page as HTML.
        pub html: String,
        /// What is worth another look, in words.
        pub remarks: Vec<String>,
    }

    /// `GET /api/v1/admin/answers?agency=`.
    pub struct AnswersView {
        /// Which agency.
        pub agency: AgencyRef,
        /// Its own templates.
        pub templates: Vec<TemplateView>,
        /// Its own rules.
        pub rules: Vec<AnswerRuleView>,
        /// All categories.
        pub categories: Vec<CategoryView>,
        /// The places that templates can fill.
        pub places: Vec<String>,
    }

    /// A template, its places open.
    pub struct TemplateView {
        /// Identity.
        pub id: i64,
        /// Code of the category; empty for all.
        pub category: String,
        /// Its name.
        pub category_text: String,
        /// In which language.
        pub lang: Lang,
        /// What it is called.
        pub name: String,
        /// The text.
        pub body: String,
        /// When it was written.
        pub changed_at: Stamp,
        /// Who wrote it.
        pub changed_by: String,
    }

    /// `POST /api/v1/admin/templates`, `PUT /api/v1/admin/templates/{id}`.
    pub struct TemplateInput {
        /// Code of the agency.
        pub agency: String,
        /// Code of the category; empty for all.
        #[serde(default)]
        pub category: String,
        /// In which language.
        pub lang: Lang,
        /// What it is called.
        pub name: String,
        /// The text.
        pub body: String,
    }

    /// `POST /api/v1/admin/templates/preview`: nothing is kept.
    pub struct TemplateTrial {
        /// Code of the agency.
        pub agency: String,
        /// The text.
        pub body: String,
        /// Tracking code of a case that the reader may open.
        pub code: String,
    }

    /// A template as it would be inserted.
    pub struct TemplatePreview {
        /// The text with its places filled.
        pub text: String,
    }

    /// What an agency asks of answers about a category.
    pub struct AnswerRuleView {
        /// Code of the category; empty for all.
        pub category: String,
        /// Its name.
        pub category_text: String,
        /// They must be approved.
        pub approval: bool,
        /// What they must bring along.
        pub evidence: Vec<Evidence>,
        /// When it was set.
        pub changed_at: Stamp,
        /// Who set it.
        pub changed_by: String,
    }

    /// `PUT /api/v1/admin/answer-rules`.
    pub struct AnswerRuleInput {
        /// Code of the agency.
        pub agency: String,
        /// Code of the category; empty for all.
        #[serde(default)]
        pub category: String,
        /// They must be approved.
        pub approval: bool,
        /// What they must bring along.
        #[serde(default)]
        pub evidence: Vec<Evidence>,
    }
}
