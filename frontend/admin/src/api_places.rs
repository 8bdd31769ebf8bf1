//! What administrators ask the server about areas and categories, and about tables as files.

use crate::api_people::given;
use hoiam_desk::pure::place::encode;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::places::{
    PlaceInput, PlaceNew, PlacePage, PlaceRetire, PlaceView, TableDone, TableInput, TableKind, TablePreview,
};

const TABLES: &str = "/api/v1/admin/tables";

/// Which of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Areas.
    Areas,
    /// Categories.
    Categories,
}

impl Kind {
    const fn base(self) -> &'static str {
        match self {
            Self::Areas => "/api/v1/admin/areas",
            Self::Categories => "/api/v1/admin/categories",
        }
    }
}

/// A page; `parameters` as the API names them.
pub fn places(app: App, kind: Kind, lang: Lang, parameters: &[(&str, &str)]) -> Request<PlacePage> {
    Request::get(app, lang, format!("{}{}", kind.base(), given(parameters)))
}

/// Adds one.
pub fn add(app: App, kind: Kind, new: &PlaceNew) -> Request<PlaceView> {
    Request::send(app, "POST", kind.base(), new)
}

/// Changes one.
pub fn change(app: App, kind: Kind, code: &str, input: &PlaceInput) -> Request<PlaceView> {
    Request::send(app, "PUT", format!("{}/{}", kind.base(), encode(code)), input)
}

/// Takes one out of use.
pub fn retire(app: App, kind: Kind, code: &str, successor: Option<String>) -> Request<PlaceView> {
    Request::send(app, "POST", format!("{}/{}/retire", kind.base(), encode(code)), &PlaceRetire { successor })
}

/// The address of a table as a file.
pub fn export(kind: TableKind) -> String {
    format!("{TABLES}/{}", kind.code())
}

/// What a file would change.
pub fn preview(app: App, kind: TableKind, input: &TableInput) -> Request<TablePreview> {
    Request::send(app, "POST", format!("{TABLES}/{}/preview", kind.code()), input)
}

/// Does what was looked at.
pub fn import(app: App, kind: TableKind, input: &TableInput) -> Request<TableDone> {
    Request::send(app, "POST", format!("{TABLES}/{}", kind.code()), input)
}
