//! What administrators ask the server about people, and everybody about their own sessions.

use hoiam_desk::pure::place::search;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::looks::LooksView;
use hoiam_shared::wire::passkeys::{PasskeyAsked, PasskeyNew, PasskeysView};
use hoiam_shared::wire::people::{
    AuditView, CodeInput, OneTime, PeoplePage, PersonInput, PersonNew, PersonView, RecoveryCodes, SecondStepNew,
    SecondStepView, SessionsView,
};

const PEOPLE: &str = "/api/v1/admin/people";
const PASSKEYS: &str = "/api/v1/session/passkeys";
const STEP: &str = "/api/v1/session/second-step";
const SESSIONS: &str = "/api/v1/sessions";
const AUDIT: &str = "/api/v1/admin/audit";
/// What a request without a body sends.
const NOTHING: &[u8; 0] = &[];

/// The parameters that say something.
pub fn given(all: &[(&str, &str)]) -> String {
    search(&all.iter().copied().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
}

/// People, by page; `parameters` as the API names them.
pub fn people(app: App, lang: Lang, parameters: &[(&str, &str)]) -> Request<PeoplePage> {
    Request::get(app, lang, format!("{PEOPLE}{}", given(parameters)))
}

/// One of them.
pub fn person(app: App, lang: Lang, id: &str) -> Request<PersonView> {
    Request::get(app, lang, format!("{PEOPLE}/{id}"))
}

/// Adds one.
pub fn add(app: App, new: &PersonNew) -> Request<OneTime> {
    Request::send(app, "POST", PEOPLE, new)
}

/// Changes one.
pub fn change(app: App, id: i64, input: &PersonInput) -> Request<PersonView> {
    Request::send(app, "PUT", format!("{PEOPLE}/{id}"), input)
}

/// `disable`, `enable`, `unlock`.
pub fn act(app: App, id: i64, what: &str) -> Request<PersonView> {
    Request::send(app, "POST", format!("{PEOPLE}/{id}/{what}"), NOTHING)
}

/// Gives a new password.
pub fn reset_password(app: App, id: i64) -> Request<OneTime> {
    Request::send(app, "POST", format!("{PEOPLE}/{id}/password"), NOTHING)
}

/// Takes the second step of a person away.
pub fn remove_step_of(app: App, id: i64) -> Request<PersonView> {
    Request::delete(app, format!("{PEOPLE}/{id}/second-step"))
}

/// Whether one's own second step is on.
pub fn step(app: App, lang: Lang) -> Request<SecondStepView> {
    Request::get(app, lang, STEP)
}

/// Begins it.
pub fn begin_step(app: App) -> Request<SecondStepNew> {
    Request::send(app, "POST", STEP, NOTHING)
}

/// Turns it on.
pub fn confirm_step(app: App, input: &CodeInput) -> Request<RecoveryCodes> {
    Request::send(app, "POST", format!("{STEP}/confirm"), input)
}

/// Turns it off.
pub fn remove_step(app: App, input: &CodeInput) -> Request<SecondStepView> {
    Request::send(app, "POST", format!("{STEP}/remove"), input)
}

/// Ends a session of a person, or all.
pub fn end_of(app: App, id: i64, session: Option<&str>) -> Request<PersonView> {
    let which = session.map(|session| format!("/{session}")).unwrap_or_default();
    Request::delete(app, format!("{PEOPLE}/{id}/sessions{which}"))
}

/// One's own passkeys.
pub fn passkeys(app: App, lang: Lang) -> Request<PasskeysView> {
    Request::get(app, lang, PASSKEYS)
}

/// What the browser is to be asked before one is added.
pub fn ask_new_passkey(app: App) -> Request<PasskeyAsked> {
    Request::send(app, "POST", format!("{PASSKEYS}/ask"), NOTHING)
}

/// Adds one.
pub fn add_passkey(app: App, new: &PasskeyNew) -> Request<PasskeysView> {
    Request::send(app, "POST", PASSKEYS, new)
}

/// Removes one.
pub fn remove_passkey(app: App, id: &str) -> Request<PasskeysView> {
    Request::delete(app, format!("{PASSKEYS}/{id}"))
}

/// One's own sessions.
pub fn sessions(app: App, lang: Lang) -> Request<SessionsView> {
    Request::get(app, lang, SESSIONS)
}

/// Ends one of one's own, or all others.
pub fn end_own(app: App, session: Option<&str>) -> Request<SessionsView> {
    let which = session.map(|session| format!("/{session}")).unwrap_or_default();
    Request::delete(app, format!("{SESSIONS}{which}"))
}

/// The record of changes; `parameters` as the API names them.
pub fn audit(app: App, lang: Lang, parameters: &[(&str, &str)]) -> Request<AuditView> {
    Request::get(app, lang, format!("{AUDIT}{}", given(parameters)))
}

/// Who looked at which case; `parameters` as the API names them.
pub fn looks(app: App, lang: Lang, parameters: &[(&str, &str)]) -> Request<LooksView> {
    Request::get(app, lang, format!("/api/v1/admin/looks{}", given(parameters)))
}

/// The address of the record of changes as a file.
pub fn audit_file(lang: Lang, parameters: &[(&str, &str)]) -> String {
    let with_lang: Vec<(&str, &str)> = parameters.iter().copied().chain([("lang", lang.code())]).collect();
    format!("{AUDIT}.csv{}", given(&with_lang))
}
