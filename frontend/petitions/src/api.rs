//! What moderators ask the server, one function per operation.

use hoiam_desk::pure::place::{encode, search};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::petition::PetitionAction;
use hoiam_shared::wire::petitions::{
    PetitionAct, PetitionDesk, PetitionStaffView, ReviewInput, ReviewView, SignatureFilter, SignatureList,
};
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

const DESK: &str = "/api/v1/desk/petitions";
const SWITCHES: &str = "/api/v1/desk/petition-switches";

/// What a request without a body sends.
const NOTHING: &[u8; 0] = &[];

fn given<'a>(pairs: &[(&'a str, &'a str)]) -> String {
    let given: Vec<_> = pairs.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    search(&given)
}

fn one(code: &str) -> String {
    format!("{DESK}/{}", encode(code))
}

/// Petitions in a state, behind one.
pub fn desk(app: App, lang: Lang, state: &str, after: &str) -> Request<PetitionDesk> {
    Request::get(app, lang, format!("{DESK}{}", given(&[("state", state), ("after", after)])))
}

/// One of them.
pub fn petition(app: App, lang: Lang, code: &str) -> Request<PetitionStaffView> {
    Request::get(app, lang, one(code))
}

/// Does something to one.
pub fn act(app: App, code: &str, action: PetitionAction, input: &PetitionAct) -> Request<PetitionStaffView> {
    Request::send(app, "POST", format!("{}/actions/{}", one(code), action.code()), input)
}

/// Says that one looks at it.
pub fn hold(app: App, code: &str) -> Request<IgnoredAny> {
    Request::send(app, "POST", format!("{}/hold", one(code)), NOTHING)
}

/// Turns a switch.
pub fn switch(app: App, name: &str, on: bool) -> Request<IgnoredAny> {
    Request::send(app, "PUT", format!("{SWITCHES}/{}", encode(name)), &BTreeMap::from([("on", on)]))
}

/// The signatures that a filter names.
pub fn signatures(app: App, lang: Lang, code: &str, filter: &SignatureFilter) -> Request<SignatureList> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let time = |value: Option<hoiam_shared::Stamp>| value.map(|at| at.to_rfc3339()).unwrap_or_default();
    let suspect = filter.suspect.map(|yes| yes.to_string()).unwrap_or_default();
    let (domain, network, pattern, area) =
        (text(&filter.domain), text(&filter.network), text(&filter.pattern), text(&filter.area));
    let (from, to) = (time(filter.from), time(filter.to));
    let after = filter.after.map(|id| id.to_string()).unwrap_or_default();
    let query = given(&[
        ("state", filter.state.map_or("", |state| state.code())),
        ("suspect", &suspect),
        ("domain", &domain),
        ("network", &network),
        ("pattern", &pattern),
        ("area", &area),
        ("from", &from),
        ("to", &to),
        ("after", &after),
    ]);
    Request::get(app, lang, format!("{}/signatures{query}", one(code)))
}

/// Deals with signatures, or says what would happen.
pub fn review(app: App, code: &str, input: &ReviewInput) -> Request<ReviewView> {
    Request::send(app, "POST", format!("{}/reviews", one(code)), input)
}

/// Takes a review back.
pub fn undo(app: App, code: &str, id: i64) -> Request<IgnoredAny> {
    Request::send(app, "POST", format!("{}/reviews/{id}/undo", one(code)), NOTHING)
}
