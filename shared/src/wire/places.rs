//! Areas and categories as administrators keep them, and tables that come and go as files.

use super::wire;
use crate::Stamp;
use crate::coded::coded;

wire! {
    /// `GET /api/v1/admin/areas`, `…/categories`.
    pub struct PlacePage {
        /// By code, or in their order.
        pub places: Vec<PlaceView>,
        /// How many there are, on all pages.
        pub total: u64,
        /// For the next page; none on the last.
        pub next: Option<String>,
    }

    /// An area or a category.
    pub struct PlaceView {
        /// Never changes.
        pub code: String,
        /// What can be changed.
        pub kept: PlaceFields,
        /// The one above in words.
        pub above: String,
        /// How many are right below it.
        pub below: u32,
        /// Since when it is not used any more.
        pub closed_at: Option<Stamp>,
        /// Code of what took its place.
        pub successor: Option<String>,
        /// To be named when it is changed.
        pub version: i64,
    }

    /// What can be changed of an area or a category.
    pub struct PlaceFields {
        /// Name in Vietnamese.
        pub name_vi: String,
        /// Name in English.
        pub name_en: String,
        /// Former and other names.
        #[serde(default)]
        pub aliases: Vec<String>,
        /// Code of the one above; nothing at the top.
        #[serde(default)]
        pub parent: Option<String>,
        /// Order of showing, of categories.
        #[serde(default)]
        pub position: i64,
    }

    /// `POST /api/v1/admin/areas`, `…/categories`.
    pub struct PlaceNew {
        /// Readable and stable; of areas the official one.
        pub code: String,
        /// The rest.
        pub kept: PlaceFields,
    }

    /// `PUT /api/v1/admin/areas/{code}`, `…/categories/{code}`.
    pub struct PlaceInput {
        /// The version that was looked at.
        pub version: i64,
        /// What is to be kept.
        pub kept: PlaceFields,
    }

    /// `POST …/{code}/retire`.
    pub struct PlaceRetire {
        /// Code of what takes its place, with all below it.
        #[serde(default)]
        pub successor: Option<String>,
    }

    /// `POST /api/v1/admin/tables/{kind}/preview`, and `…/{kind}`.
    pub struct TableInput {
        /// The file, as text.
        pub text: String,
        /// `seen` of the preview; nothing for a preview.
        #[serde(default)]
        pub seen: String,
    }

    /// What a file would change.
    pub struct TablePreview {
        /// To be named when it is to be done: exactly this is done, or nothing.
        pub seen: String,
        /// Rows that are new.
        pub added: u32,
        /// Rows that differ.
        pub changed: u32,
        /// Rows that say what is there.
        pub unchanged: u32,
        /// Rows that cannot be used; with any of these nothing is done.
        pub refused: u32,
        /// All but the unchanged, the refused first; some hundreds of them.
        pub rows: Vec<TableRow>,
    }

    /// A row of a file.
    pub struct TableRow {
        /// Line in the file, from 1.
        pub line: u32,
        /// Code or login.
        pub key: String,
        /// What becomes of it.
        pub what: RowFate,
        /// What differs.
        pub fields: Vec<FieldChange>,
        /// What is wrong with it, `field: message`.
        pub errors: Vec<String>,
    }

    /// A field that differs.
    pub struct FieldChange {
        /// Name of the column.
        pub field: String,
        /// How it is.
        pub was: String,
        /// How it would be.
        pub becomes: String,
    }

    /// What was done.
    pub struct TableDone {
        /// Rows that were new.
        pub added: u32,
        /// Rows that differed.
        pub changed: u32,
        /// Passwords of people who are new; shown once.
        pub passwords: Vec<NewPassword>,
    }

    /// A password of somebody new.
    pub struct NewPassword {
        /// Whose.
        pub login: String,
        /// To be handed over.
        pub password: String,
    }
}

coded! {
    /// What becomes of a row.
    pub enum RowFate {
        /// It is new.
        Added = "added",
        /// It differs from what is there.
        Changed = "changed",
        /// It says what is there.
        Unchanged = "unchanged",
        /// It cannot be used.
        Refused = "refused",
    }
}

coded! {
    /// What comes and goes as a table.
    pub enum TableKind {
        /// Agencies.
        Agencies = "agencies",
        /// Areas.
        Areas = "areas",
        /// Categories.
        Categories = "categories",
        /// People and their roles.
        People = "people",
    }
}
