//! The API, one function per operation, in terms of the wire types. A lost session is noticed here, once, for
//! every page.

use super::{App, Who};
use crate::pure::place::{encode, search};
use hoiam_kit::{Client, Trouble};
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{ActionInput, AgencyHit, CasePage, CaseView, Timeline, UserHit};
use hoiam_shared::wire::clock::ClocksView;
use hoiam_shared::wire::indicators::IndicatorsView;
use hoiam_shared::wire::search::{ApartInput, CompletionsView, DuplicatesView, MergeInput, SearchInput, SearchView};
use hoiam_shared::wire::session::{SessionNew, SessionView};
use leptos::prelude::*;

/// Rows asked for at once.
const PAGE: &str = "50";
/// Where the live stream is.
pub const STREAM: &str = "/api/v1/stream";
const SESSION: &str = "/api/v1/session";
const SEARCHES: &str = "/api/v1/searches";

/// What every operation ends in.
pub type Answer<T> = Result<T, Trouble>;

/// Who is signed in, by the cookie.
pub async fn session(app: App) -> Answer<SessionView> {
    client(app, app.lang.get_untracked()).get(SESSION).await
}

/// Signs in.
pub async fn sign_in(app: App, input: &SessionNew) -> Answer<SessionView> {
    client(app, app.lang.get_untracked()).post(SESSION, input).await
}

/// Signs out.
pub async fn sign_out(app: App) -> Answer<()> {
    client(app, app.lang.get_untracked()).delete(SESSION).await
}

/// A page of a list; `after` is the cursor of the page before.
pub async fn cases(app: App, q: &str, sort: &str, after: Option<&str>, lang: Lang) -> Answer<CasePage> {
    let mut parameters = vec![("q", q), ("sort", sort), ("limit", PAGE)];
    if let Some(after) = after {
        parameters.push(("after", after));
    }
    get(app, lang, &format!("/api/v1/cases{}", search(&parameters))).await
}

/// One case.
pub async fn case(app: App, code: &str, lang: Lang) -> Answer<CaseView> {
    get(app, lang, &format!("/api/v1/cases/{}", encode(code))).await
}

/// What happened to it.
pub async fn timeline(app: App, code: &str, lang: Lang) -> Answer<Timeline> {
    get(app, lang, &format!("/api/v1/cases/{}/timeline", encode(code))).await
}

/// How its deadlines were counted, and who held it how long.
pub async fn clocks(app: App, code: &str, lang: Lang) -> Answer<ClocksView> {
    get(app, lang, &format!("/api/v1/cases/{}/clocks", encode(code))).await
}

/// Moves a case; `version` is the one the person has seen. `None`: it went where they cannot see it.
pub async fn act(app: App, code: &str, action: Action, version: u32, input: &ActionInput) -> Answer<Option<CaseView>> {
    let path = format!("/api/v1/cases/{}/{action}", encode(code));
    let client = client(app, app.lang.get_untracked());
    let answer = client.send("POST", &path, input, Some(&format!("\"{version}\""))).await;
    noticed(app, answer.map(|versioned| versioned.value))
}

/// What may stand at byte `at` of a query.
pub async fn completions(app: App, q: &str, at: usize, lang: Lang) -> Answer<CompletionsView> {
    get(app, lang, &format!("/api/v1/completions{}", search(&[("q", q), ("at", &at.to_string())]))).await
}

/// The person's searches and those shared with them.
pub async fn searches(app: App, lang: Lang) -> Answer<Vec<SearchView>> {
    get(app, lang, SEARCHES).await
}

/// Keeps a search.
pub async fn keep_search(app: App, input: &SearchInput) -> Answer<SearchView> {
    noticed(app, client(app, app.lang.get_untracked()).post(SEARCHES, input).await)
}

/// Forgets a search.
pub async fn forget_search(app: App, id: i64) -> Answer<()> {
    noticed(app, client(app, app.lang.get_untracked()).delete(&format!("{SEARCHES}/{id}")).await)
}

/// Cases that are likely one matter.
pub async fn duplicates(app: App, q: &str, lang: Lang) -> Answer<DuplicatesView> {
    get(app, lang, &format!("/api/v1/duplicates{}", search(&[("q", q)]))).await
}

/// Lets cases follow one.
pub async fn merge(app: App, input: &MergeInput) -> Answer<()> {
    noticed(app, client(app, app.lang.get_untracked()).post("/api/v1/duplicates/merge", input).await)
}

/// Says that cases are different matters.
pub async fn set_apart(app: App, input: &ApartInput) -> Answer<()> {
    noticed(app, client(app, app.lang.get_untracked()).post("/api/v1/duplicates/apart", input).await)
}

/// Agencies by typing.
pub async fn agencies(app: App, q: &str, lang: Lang) -> Answer<Vec<AgencyHit>> {
    get(app, lang, &format!("/api/v1/agencies{}", search(&[("q", q)]))).await
}

/// Who can handle cases of an agency.
pub async fn users(app: App, agency: &str, lang: Lang) -> Answer<Vec<UserHit>> {
    get(app, lang, &format!("/api/v1/users{}", search(&[("agency", agency)]))).await
}

/// The figures; an empty agency is the top of the person's branch.
pub async fn indicators(app: App, agency: &str, from: &str, to: &str, lang: Lang) -> Answer<IndicatorsView> {
    let mut parameters = vec![("from", from), ("to", to)];
    if !agency.is_empty() {
        parameters.push(("agency", agency));
    }
    get(app, lang, &format!("/api/v1/indicators{}", search(&parameters))).await
}

pub(super) async fn get<T: serde::de::DeserializeOwned>(app: App, lang: Lang, path: &str) -> Answer<T> {
    noticed(app, client(app, lang).get(path).await)
}

/// A session that ended shows the sign-in page over the same address; drafts are in the browser by then.
pub(super) fn noticed<T>(app: App, answer: Answer<T>) -> Answer<T> {
    if answer.as_ref().is_err_and(|t| t.is(ErrorCode::Unauthenticated)) {
        app.who.set(Who::Nobody);
    }
    answer
}

pub(super) fn client(app: App, lang: Lang) -> Client {
    let csrf = app.who.with_untracked(|who| if let Who::Person(s) = who { s.csrf.clone() } else { String::new() });
    Client { base: String::new(), lang, csrf }
}
