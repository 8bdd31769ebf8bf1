//! The API, one function per operation, in terms of the wire types. A lost session is noticed here, once, for
//! every page.

use super::net::{Extras, Trouble, fetch, send};
use super::{App, Who};
use crate::pure::place::{encode, search};
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{ActionInput, AgencyHit, CasePage, CaseView, Timeline, UserHit};
use hoiam_shared::wire::indicators::IndicatorsView;
use hoiam_shared::wire::session::{SessionNew, SessionView};
use leptos::prelude::*;

/// Rows asked for at once.
const PAGE: &str = "50";
/// Where the live stream is.
pub const STREAM: &str = "/api/v1/stream";
const SESSION: &str = "/api/v1/session";

/// What every operation can end in.
pub type Answer<T> = Result<T, Trouble>;

/// Who is signed in, by the cookie.
pub async fn session() -> Answer<SessionView> {
    fetch("GET", SESSION, Extras::default()).await
}

/// Signs in.
pub async fn sign_in(input: &SessionNew, lang: Lang) -> Answer<SessionView> {
    send("POST", &format!("{SESSION}{}", search(&[("lang", lang.code())])), input, Extras::default()).await
}

/// Signs out.
pub async fn sign_out(app: App) -> Answer<()> {
    fetch("DELETE", SESSION, Extras { csrf: &csrf(app), version: None }).await
}

/// A page of a list; `after` is the cursor of the page before.
pub async fn cases(app: App, q: &str, sort: &str, after: Option<&str>, lang: Lang) -> Answer<CasePage> {
    let mut parameters = vec![("q", q), ("sort", sort), ("limit", PAGE), ("lang", lang.code())];
    if let Some(after) = after {
        parameters.push(("after", after));
    }
    get(app, &format!("/api/v1/cases{}", search(&parameters))).await
}

/// One case.
pub async fn case(app: App, code: &str, lang: Lang) -> Answer<CaseView> {
    get(app, &format!("/api/v1/cases/{}{}", encode(code), search(&[("lang", lang.code())]))).await
}

/// What happened to it.
pub async fn timeline(app: App, code: &str, lang: Lang) -> Answer<Timeline> {
    get(app, &format!("/api/v1/cases/{}/timeline{}", encode(code), search(&[("lang", lang.code())]))).await
}

/// Moves a case; `version` is the one the person has seen.
pub async fn act(
    app: App,
    code: &str,
    action: Action,
    version: u32,
    input: &ActionInput,
    lang: Lang,
) -> Answer<CaseView> {
    let path = format!("/api/v1/cases/{}/{action}{}", encode(code), search(&[("lang", lang.code())]));
    let csrf = csrf(app);
    noticed(app, send("POST", &path, input, Extras { csrf: &csrf, version: Some(version) }).await)
}

/// Agencies by typing.
pub async fn agencies(app: App, q: &str, lang: Lang) -> Answer<Vec<AgencyHit>> {
    get(app, &format!("/api/v1/agencies{}", search(&[("q", q), ("lang", lang.code())]))).await
}

/// Who can handle cases of an agency.
pub async fn users(app: App, agency: &str) -> Answer<Vec<UserHit>> {
    get(app, &format!("/api/v1/users{}", search(&[("agency", agency)]))).await
}

/// The figures.
pub async fn indicators(app: App, agency: &str, from: &str, to: &str, lang: Lang) -> Answer<IndicatorsView> {
    let mut parameters = vec![("from", from), ("to", to), ("lang", lang.code())];
    if !agency.is_empty() {
        parameters.push(("agency", agency));
    }
    get(app, &format!("/api/v1/indicators{}", search(&parameters))).await
}

async fn get<T: serde::de::DeserializeOwned>(app: App, path: &str) -> Answer<T> {
    noticed(app, fetch("GET", path, Extras::default()).await)
}

/// A session that ended shows the sign-in page over the same address; drafts are in the browser by then.
fn noticed<T>(app: App, answer: Answer<T>) -> Answer<T> {
    if answer.as_ref().is_err_and(|t| t.code() == Some(ErrorCode::Unauthenticated)) {
        app.who.set(Who::Nobody);
    }
    answer
}

fn csrf(app: App) -> String {
    app.who.with_untracked(|who| if let Who::Person(s) = who { s.csrf.clone() } else { String::new() })
}
