//! The public's pages: search, one published case, the feed, the sitemap. Without scripts and cookies, so caches may
//! keep them for a short while; a case is asked for each time, so one that is taken back is gone at once.

use super::State;
use super::erased::get;
use super::extract::{InLang, Path, Query};
use super::portal::{html, page, trouble};
use super::public::PublicQuery;
use crate::domain::settings::Settings;
use crate::domain::{public, scorecards};
use crate::secrets::sha256_hex;
use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_portal::feed;
use hoiam_portal::pages::{self, Asked, SearchView};
use hoiam_shared::case::{CaseKind, Code};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::public::PublicCase;
use hoiam_shared::{Lang, Stamp};

/// Entries of the feed, and addresses of the sitemap (50,000 is the most that one may have).
const FEED: usize = 30;
const SITEMAP: usize = 50_000;
/// Characters of the answer that search engines are given as a description.
const DESCRIBED: usize = 155;

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/s", get(search))
        .route("/p/{code}", get(published))
        .route("/p/{code}/pictures/{number}", get(picture))
        .route("/feed.atom", get(atom))
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
        .route("/scorecards", get(scorecards))
        .route("/scorecards.csv", get(scorecards_csv))
}

/// Whoever has it may show it for a minute, and while asking anew for some more. The language may come from a header.
pub(super) fn shortly(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// The parts of a question in words, for the filters above the list.
fn asked(settings: &Settings, query: &PublicQuery, lang: Lang) -> Asked {
    let wanted = query.wanted();
    let mut parts = Vec::new();
    if !wanted.q.is_empty() {
        parts.push(("q", wanted.q.clone(), wanted.q.clone()));
    }
    let mut add = |name: &'static str, code: Option<String>, label: &dyn Fn(&str) -> Option<String>| {
        if let Some(code) = code {
            let label = label(&code).unwrap_or_else(|| code.clone());
            parts.push((name, code, label));
        }
    };
    add("kind", wanted.kind, &|code| CaseKind::from_code(code).map(|kind| kind.name(lang).to_owned()));
    add("area", wanted.area, &|code| settings.area_name(code, lang));
    add("category", wanted.category, &|code| settings.category(code).map(|c| c.name(lang).to_owned()));
    add("agency", wanted.agency, &|code| settings.agency_by_code(code).map(|a| a.name(lang).to_owned()));
    Asked { parts }
}

async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(query): Query<PublicQuery>,
) -> Response {
    let settings = state.app.settings();
    let found = match public::page(&state.app, &query.wanted(), lang).await {
        Ok(found) => found,
        Err(error) => return trouble(error, lang, "/s"),
    };
    let asked = asked(&settings, &query, lang);
    let mut page = page(lang, &asked.page(found.page.page));
    page.canonical = Some(format!("{}{}", state.app.public_url, asked.page(found.page.page)));
    page.feed = Some("/feed.atom".to_owned());
    let view = SearchView { asked, found: found.page, without: found.without };
    shortly(html(&page, |page| pages::search(&view, page)))
}

async fn published(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Response {
    let found = match Code::parse(&text) {
        Some(code) => public::case(&state.app, &code, lang).await,
        None => Err(ErrorCode::NotFound.into()),
    };
    let case = match found {
        Ok(case) => case,
        Err(error) => return trouble(error, lang, "/s"),
    };
    // Of all that is shown: the same tag is the same page.
    let tag = tag_of(&case, lang);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return asked_each_time(StatusCode::NOT_MODIFIED.into_response(), &tag);
    }
    let path = format!("/p/{}", case.code);
    let mut page = page(lang, &path);
    page.canonical = Some(format!("{}{path}", state.app.public_url));
    page.feed = Some("/feed.atom".to_owned());
    page.description = Some(described(&case.answer));
    asked_each_time(html(&page, |page| pages::published(&case, page)), &tag)
}

async fn picture(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path((text, number)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let found = match (Code::parse(&text), number.parse()) {
        (Some(code), Ok(number)) => public::picture(&state.app, &code, number).await,
        _ => Err(ErrorCode::NotFound.into()),
    };
    let (bytes, digest) = match found {
        Ok(found) => found,
        Err(error) => return trouble(error, lang, "/s"),
    };
    let tag = format!("\"{}\"", &digest[..20]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return asked_each_time(StatusCode::NOT_MODIFIED.into_response(), &tag);
    }
    let safe = [(header::CONTENT_TYPE, "image/jpeg"), (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")];
    asked_each_time((safe, bytes).into_response(), &tag)
}

fn tag_of(case: &PublicCase, lang: Lang) -> String {
    let said = serde_json::to_string(case).unwrap_or_default();
    format!("\"{}\"", &sha256_hex(&format!("{}\n{said}\n{}", lang.code(), env!("CARGO_PKG_VERSION")))[..20])
}

fn asked_each_time(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The start of an answer on one line, cut at a word.
fn described(answer: &str) -> String {
    let mut out = String::new();
    for word in answer.split_whitespace() {
        if out.chars().count() + word.chars().count() > DESCRIBED {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// An answer that is no page.
pub(super) fn as_media(media: &'static str, text: String) -> Response {
    let cross = HeaderName::from_static("cross-origin-resource-policy");
    shortly(([(header::CONTENT_TYPE, media), (cross, "cross-origin")], text).into_response())
}

async fn atom(axum::extract::State(state): axum::extract::State<State>, InLang(lang): InLang) -> Response {
    match public::newest(&state.app, FEED, lang).await {
        Ok(cases) => {
            let text = feed::atom(&cases, &state.app.public_url, lang, Stamp(state.app.now_ms()));
            as_media("application/atom+xml; charset=utf-8", text)
        }
        Err(error) => trouble(error, lang, "/s"),
    }
}

async fn sitemap(axum::extract::State(state): axum::extract::State<State>, InLang(lang): InLang) -> Response {
    match public::addresses(&state.app, SITEMAP).await {
        Ok(all) => as_media("application/xml; charset=utf-8", feed::sitemap(&all, &state.app.public_url)),
        Err(error) => trouble(error, lang, "/s"),
    }
}

/// Whose figures.
#[derive(Debug, serde::Deserialize)]
struct OfAgency {
    agency: Option<String>,
}

async fn scorecards(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Response {
    match scorecards::of(&state.app, of.agency.as_deref(), lang).await {
        Ok(view) => {
            let path = match of.agency {
                Some(_) => format!("/scorecards?agency={}", view.agency.code),
                None => "/scorecards".to_owned(),
            };
            let mut page = page(lang, &path);
            page.canonical = Some(format!("{}{path}", state.app.public_url));
            shortly(html(&page, |page| pages::scorecards(&view, page)))
        }
        Err(error) => trouble(error, lang, "/scorecards"),
    }
}

async fn scorecards_csv(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Response {
    match scorecards::of(&state.app, of.agency.as_deref(), lang).await {
        Ok(view) => as_media("text/csv; charset=utf-8", pages::scorecards_csv(&view)),
        Err(error) => trouble(error, lang, "/scorecards"),
    }
}

async fn robots(axum::extract::State(state): axum::extract::State<State>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /t/\nDisallow: /api/v1/\nDisallow: /console/\nSitemap: {}/sitemap.xml\n",
        state.app.public_url
    );
    as_media("text/plain; charset=utf-8", text)
}
