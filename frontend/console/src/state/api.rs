//! What the console asks the server, one function per operation, in terms of the wire types.

use hoiam_desk::pure::place::{encode, search};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::wire::answers::{AnswerPreview, AnswerTrial, CaseTemplate};
use hoiam_shared::wire::case::{ActionInput, AgencyHit, CasePage, CaseView, Timeline, UserHit};
use hoiam_shared::wire::clock::ClocksView;
use hoiam_shared::wire::indicators::IndicatorsView;
use hoiam_shared::wire::notices::{FeedInput, FeedView};
use hoiam_shared::wire::public::PublicationView;
use hoiam_shared::wire::routing::CaseRoutingView;
use hoiam_shared::wire::search::{ApartInput, CompletionsView, DuplicatesView, MergeInput, SearchInput, SearchView};

/// Rows asked for at once.
const PAGE: &str = "50";
/// Where the live stream is.
pub const STREAM: &str = "/api/v1/stream";
const FEEDS: &str = "/api/v1/feeds";
const SEARCHES: &str = "/api/v1/searches";

/// A page of a list; `after` is the cursor of the page before.
pub fn cases(app: App, q: &str, sort: &str, after: Option<&str>, lang: Lang) -> Request<CasePage> {
    let mut parameters = vec![("q", q), ("sort", sort), ("limit", PAGE)];
    if let Some(after) = after {
        parameters.push(("after", after));
    }
    Request::get(app, lang, format!("/api/v1/cases{}", search(&parameters)))
}

/// One case.
pub fn case(app: App, code: &str, lang: Lang) -> Request<CaseView> {
    Request::get(app, lang, format!("/api/v1/cases/{}", encode(code)))
}

/// What happened to it.
pub fn timeline(app: App, code: &str, lang: Lang) -> Request<Timeline> {
    Request::get(app, lang, format!("/api/v1/cases/{}/timeline", encode(code)))
}

/// How its deadlines were counted, and who held it how long.
pub fn clocks(app: App, code: &str, lang: Lang) -> Request<ClocksView> {
    Request::get(app, lang, format!("/api/v1/cases/{}/clocks", encode(code)))
}

/// Where it may belong.
pub fn routing(app: App, code: &str, lang: Lang) -> Request<CaseRoutingView> {
    Request::get(app, lang, format!("/api/v1/cases/{}/routing", encode(code)))
}

/// The texts of a case before publishing, with what looks personal in them.
pub fn publication(app: App, code: &str, lang: Lang) -> Request<PublicationView> {
    Request::get(app, lang, format!("/api/v1/cases/{}/publication", encode(code)))
}

/// The templates that fit a case, its facts filled in.
pub fn templates(app: App, code: &str, lang: Lang) -> Request<Vec<CaseTemplate>> {
    Request::get(app, lang, format!("/api/v1/cases/{}/templates", encode(code)))
}

/// The page that the citizen would see if this answer went out now.
pub fn preview_answer(app: App, code: &str, body: String) -> Request<AnswerPreview> {
    Request::send(app, "POST", format!("/api/v1/cases/{}/answer-preview", encode(code)), &AnswerTrial { body })
}

/// Moves a case; `version` is the one the person has seen. `None`: it went where they cannot see it.
pub fn act(app: App, code: &str, action: Action, version: u32, input: &ActionInput) -> Request<Option<CaseView>> {
    Request::send(app, "POST", format!("/api/v1/cases/{}/{action}", encode(code)), input).at_version(version)
}

/// What may stand at byte `at` of a query.
pub fn completions(app: App, q: &str, at: usize, lang: Lang) -> Request<CompletionsView> {
    Request::get(app, lang, format!("/api/v1/completions{}", search(&[("q", q), ("at", &at.to_string())])))
}

/// The person's searches and those shared with them.
pub fn searches(app: App, lang: Lang) -> Request<Vec<SearchView>> {
    Request::get(app, lang, SEARCHES)
}

/// Keeps a search.
pub fn keep_search(app: App, input: &SearchInput) -> Request<SearchView> {
    Request::send(app, "POST", SEARCHES, input)
}

/// Forgets a search.
pub fn forget_search(app: App, id: i64) -> Request<()> {
    Request::delete(app, format!("{SEARCHES}/{id}"))
}

/// The person's calendars of due dates.
pub fn feeds(app: App, lang: Lang) -> Request<Vec<FeedView>> {
    Request::get(app, lang, FEEDS)
}

/// Makes one.
pub fn add_feed(app: App, input: &FeedInput) -> Request<FeedView> {
    Request::send(app, "POST", FEEDS, input)
}

/// Takes one back.
pub fn forget_feed(app: App, id: &str) -> Request<()> {
    Request::delete(app, format!("{FEEDS}/{}", encode(id)))
}

/// Cases that are likely one matter.
pub fn duplicates(app: App, q: &str, lang: Lang) -> Request<DuplicatesView> {
    Request::get(app, lang, format!("/api/v1/duplicates{}", search(&[("q", q)])))
}

/// Lets cases follow one.
pub fn merge(app: App, input: &MergeInput) -> Request<()> {
    Request::send(app, "POST", "/api/v1/duplicates/merge", input)
}

/// Says that cases are different matters.
pub fn set_apart(app: App, input: &ApartInput) -> Request<()> {
    Request::send(app, "POST", "/api/v1/duplicates/apart", input)
}

/// Agencies by typing.
pub fn agencies(app: App, q: &str, lang: Lang) -> Request<Vec<AgencyHit>> {
    Request::get(app, lang, format!("/api/v1/agencies{}", search(&[("q", q)])))
}

/// Who can handle cases of an agency.
pub fn users(app: App, agency: &str, lang: Lang) -> Request<Vec<UserHit>> {
    Request::get(app, lang, format!("/api/v1/users{}", search(&[("agency", agency)])))
}

/// The figures; an empty agency is the top of the person's branch.
pub fn indicators(app: App, agency: &str, from: &str, to: &str, lang: Lang) -> Request<IndicatorsView> {
    let mut parameters = vec![("from", from), ("to", to)];
    if !agency.is_empty() {
        parameters.push(("agency", agency));
    }
    Request::get(app, lang, format!("/api/v1/indicators{}", search(&parameters)))
}
