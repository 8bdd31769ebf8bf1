//! What is asked of the server about personal data: for how long they are kept, and what is stored about somebody.

use hoiam_desk::pure::place::encode;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::personal::{
    DataSubjectInput, DataSubjectView, ErasureInput, RetentionInput, RetentionPreview, RetentionView,
};

const RETENTION: &str = "/api/v1/admin/retention";

/// All rules.
pub fn retention(app: App, lang: Lang) -> Request<RetentionView> {
    Request::get(app, lang, RETENTION)
}

/// What a rule would erase now.
pub fn preview(app: App, input: &RetentionInput) -> Request<RetentionPreview> {
    Request::send(app, "POST", format!("{RETENTION}/preview"), input)
}

/// Keeps a new rule.
pub fn add(app: App, input: &RetentionInput) -> Request<RetentionView> {
    Request::send(app, "POST", RETENTION, input)
}

/// Changes one, or switches it on or off.
pub fn change(app: App, id: i64, input: &RetentionInput) -> Request<RetentionView> {
    Request::send(app, "PUT", format!("{RETENTION}/{id}"), input)
}

/// Removes one.
pub fn remove(app: App, id: i64) -> Request<RetentionView> {
    Request::delete(app, format!("{RETENTION}/{id}"))
}

/// The cases with a contact.
pub fn find_person(app: App, input: &DataSubjectInput) -> Request<DataSubjectView> {
    Request::send(app, "POST", "/api/v1/personal-data", input)
}

/// Where what is stored about the citizen of one of them is downloaded.
pub fn person_file(code: &str, lang: Lang) -> String {
    format!("/api/v1/cases/{}/personal-data?lang={lang}", encode(code))
}

/// Erases the personal data of a case.
pub fn erase(app: App, code: &str, input: &ErasureInput) -> Request<()> {
    Request::send(app, "POST", format!("/api/v1/cases/{}/erasure", encode(code)), input)
}
