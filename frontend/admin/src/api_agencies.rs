//! What administrators ask the server about agencies.

use crate::api_people::given;
use hoiam_desk::pure::place::encode;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::agencies::{
    AgencyInput, AgencyMove, AgencyNew, AgencyPage, AgencyView, MergeInput, MergePreview, MergeView,
};

const AGENCIES: &str = "/api/v1/admin/agencies";
const MERGES: &str = "/api/v1/admin/agency-merges";
/// What a request without a body sends.
const NOTHING: &[u8; 0] = &[];

/// A page of the tree; `parameters` as the API names them.
pub fn tree(app: App, lang: Lang, parameters: &[(&str, &str)]) -> Request<AgencyPage> {
    Request::get(app, lang, format!("{AGENCIES}{}", given(parameters)))
}

fn at(code: &str) -> String {
    format!("{AGENCIES}/{}", encode(code))
}

/// One of them.
pub fn agency(app: App, lang: Lang, code: &str) -> Request<AgencyView> {
    Request::get(app, lang, at(code))
}

/// Adds one.
pub fn add(app: App, new: &AgencyNew) -> Request<AgencyView> {
    Request::send(app, "POST", AGENCIES, new)
}

/// Changes one.
pub fn change(app: App, code: &str, input: &AgencyInput) -> Request<AgencyView> {
    Request::send(app, "PUT", at(code), input)
}

/// Gives one another place.
pub fn place(app: App, code: &str, parent: String) -> Request<AgencyView> {
    Request::send(app, "PUT", format!("{}/parent", at(code)), &AgencyMove { parent })
}

/// Closes one.
pub fn close(app: App, code: &str) -> Request<AgencyView> {
    Request::send(app, "POST", format!("{}/close", at(code)), NOTHING)
}

/// What a merge would do.
pub fn preview(app: App, code: &str, input: &MergeInput) -> Request<MergePreview> {
    Request::send(app, "POST", format!("{}/merge/preview", at(code)), input)
}

/// Merges.
pub fn merge(app: App, code: &str, input: &MergeInput) -> Request<MergeView> {
    Request::send(app, "POST", format!("{}/merge", at(code)), input)
}

/// The last merges.
pub fn merges(app: App, lang: Lang) -> Request<Vec<MergeView>> {
    Request::get(app, lang, MERGES)
}
