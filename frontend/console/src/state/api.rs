//! What the console asks the server, one function per operation, in terms of the wire types.

use hoiam_desk::pure::place::{encode, search};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::wire::answers::{AnswerPreview, AnswerTrial, CaseTemplate};
use hoiam_shared::wire::bulk::{BulkCases, BulkInput, BulkView};
use hoiam_shared::wire::case::{
    ActionInput, AgencyHit, CasePage, CaseView, PresenceInput, PresenceView, Timeline, UserHit,
};
use hoiam_shared::wire::clock::ClocksView;
use hoiam_shared::wire::intake::{Contact, IntakeView, OnBehalfNew, QrView, Receipt};
use hoiam_shared::wire::looks::UnsealInput;
use hoiam_shared::wire::notices::{FeedInput, FeedView, InboxCount, InboxSeen, InboxView};
use hoiam_shared::wire::public::PublicationView;
use hoiam_shared::wire::routing::CaseRoutingView;
use hoiam_shared::wire::search::{
    ApartInput, CaseMergeInput, ColumnsView, CompletionsView, DuplicatesView, SearchInput, SearchView, SimilarView,
};
use hoiam_shared::wire::site::{AreaView, SiteView};

/// Rows asked for at once.
const PAGE: &str = "50";
/// Where the live stream is.
pub const STREAM: &str = "/api/v1/stream";
const FEEDS: &str = "/api/v1/feeds";
const INBOX: &str = "/api/v1/inbox";
const BULK: &str = "/api/v1/bulk";
const SEARCHES: &str = "/api/v1/searches";
const COLUMNS: &str = "/api/v1/columns";

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

/// Cases that read alike.
pub fn similar(app: App, code: &str, lang: Lang) -> Request<Vec<SimilarView>> {
    Request::get(app, lang, format!("/api/v1/cases/{}/similar", encode(code)))
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

/// Opens who sent a sealed case.
pub fn unseal(app: App, code: &str, reason: String) -> Request<Contact> {
    Request::send(app, "POST", format!("/api/v1/cases/{}/contact", encode(code)), &UnsealInput { reason })
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

/// What lists tell the person of each case.
pub fn columns(app: App, lang: Lang) -> Request<ColumnsView> {
    Request::get(app, lang, COLUMNS)
}

/// Keeps what they chose.
pub fn keep_columns(app: App, view: &ColumnsView) -> Request<ColumnsView> {
    Request::send(app, "PUT", COLUMNS, view)
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

/// What the person was told; `after` is the `next` of the page before.
pub fn inbox(app: App, after: Option<&str>, lang: Lang) -> Request<InboxView> {
    let after = after.map(|after| ("after", after));
    Request::get(app, lang, format!("{INBOX}{}", search(after.as_slice())))
}

/// How much of it they have not seen.
pub fn unseen(app: App, lang: Lang) -> Request<InboxCount> {
    Request::get(app, lang, format!("{INBOX}/count"))
}

/// They have seen it.
pub fn saw(app: App, input: &InboxSeen) -> Request<InboxCount> {
    Request::send(app, "POST", format!("{INBOX}/seen"), input)
}

/// Cases that are likely one matter.
pub fn duplicates(app: App, q: &str, lang: Lang) -> Request<DuplicatesView> {
    Request::get(app, lang, format!("/api/v1/duplicates{}", search(&[("q", q)])))
}

/// Lets cases follow one.
pub fn merge(app: App, input: &CaseMergeInput) -> Request<()> {
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

/// Looks at what an act would do to many cases.
pub fn begin_bulk(app: App, input: &BulkInput) -> Request<BulkView> {
    Request::send(app, "POST", BULK, input)
}

/// How a job stands.
pub fn bulk(app: App, id: i64, lang: Lang) -> Request<BulkView> {
    Request::get(app, lang, format!("{BULK}/{id}"))
}

/// What happens to each case of a job.
pub fn bulk_cases(app: App, id: i64, after: i64, lang: Lang) -> Request<BulkCases> {
    Request::get(app, lang, format!("{BULK}/{id}/cases?after={after}"))
}

/// Does what was looked at.
pub fn start_bulk(app: App, id: i64) -> Request<BulkView> {
    Request::send(app, "POST", format!("{BULK}/{id}/start"), &[(); 0])
}

/// Takes back what was done.
pub fn undo_bulk(app: App, id: i64) -> Request<BulkView> {
    Request::send(app, "POST", format!("{BULK}/{id}/undo"), &[(); 0])
}

/// Goes no further.
pub fn stop_bulk(app: App, id: i64) -> Request<BulkView> {
    Request::delete(app, format!("{BULK}/{id}"))
}

/// Through which sites cases can be taken down.
pub fn intake(app: App, lang: Lang) -> Request<IntakeView> {
    Request::get(app, lang, "/api/v1/intake")
}

/// Files a case for somebody.
pub fn file_on_behalf(app: App, input: &OnBehalfNew) -> Request<Receipt> {
    Request::send(app, "POST", "/api/v1/intake", input)
}

/// What a site asks for.
pub fn site(app: App, key: &str, lang: Lang) -> Request<SiteView> {
    Request::get(app, lang, format!("/api/v1/sites/{}", encode(key)))
}

/// Areas by typing.
pub fn areas(app: App, q: &str, lang: Lang) -> Request<Vec<AreaView>> {
    Request::get(app, lang, format!("/api/v1/areas{}", search(&[("q", q)])))
}

/// The tracking address of a case as a QR code.
pub fn qr(app: App, code: &str, lang: Lang) -> Request<QrView> {
    Request::get(app, lang, format!("/api/v1/cases/{}/qr", encode(code)))
}

/// Says that one looks at a case; answers with who does.
pub fn presence(app: App, code: &str, here: bool, writing: bool) -> Request<PresenceView> {
    Request::send(app, "POST", format!("/api/v1/cases/{}/presence", encode(code)), &PresenceInput { here, writing })
}
