//! `/api/v1/petitions`: lists, one petition, its figures, signing it, and one's own signature. What everybody reads may be
//! kept by caches for seconds and is shown on while it is fetched anew.

use super::State;
use super::extract::{InLang, Path, Query, Sent};
use super::problem::{Answer, InLanguage};
use super::uploads::client;
use crate::domain::Result;
use crate::domain::petitions::beginning::{self, Begin};
use crate::domain::petitions::{mine, reading, signing};
use axum::Json;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::petitions::{
    PetitionCounts, PetitionList, PetitionNew, PetitionView, SignatureAsked, SignatureCode, SignatureView, SignerNew,
};
use hoiam_shared::wire::problem::Problem;
use serde::{Deserialize, Serialize};

/// What everybody reads: a cache may hand it on for seconds, and while it asks for a newer one.
pub(super) const SHARED: HeaderValue = HeaderValue::from_static("public, max-age=3, stale-while-revalidate=60");

pub(super) fn shared(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, SHARED);
    response
}

/// A list asked for, as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    pub(super) order: String,
    pub(super) words: String,
    pub(super) page: Option<String>,
    pub(super) site: Option<String>,
}

impl ListQuery {
    /// The page; one that is no number is the first.
    pub(super) fn page(&self) -> usize {
        self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1)
    }
}

/// Petitions that everybody may read.
#[utoipa::path(get, path = "/api/v1/petitions", operation_id = "petitions", tag = "petitions",
    params(
        ("order" = Option<String>, Query, description = "`trending`, `most`, `newest`, `closing`, `answered`, `closed`"),
        ("words" = Option<String>, Query, description = "Words, with or without accents"),
        ("page" = Option<u32>, Query, description = "From 1"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionList)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(query): Query<ListQuery>,
) -> Answer<Response> {
    let list = reading::list(&state.app, &query.order, &query.words, query.page(), lang).await.told(lang)?;
    Ok(shared(Json(list)))
}

/// One petition.
#[utoipa::path(get, path = "/api/v1/petitions/{code}", operation_id = "petition", tag = "petitions",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionView), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    InLang(lang): InLang,
) -> Answer<Response> {
    Ok(shared(Json(reading::one(&state.app, &code, lang).await.told(lang)?)))
}

/// Its figures: by area and by hour.
#[utoipa::path(get, path = "/api/v1/petitions/{code}/counts", operation_id = "petition_counts", tag = "petitions",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionCounts), (status = 404, body = Problem)))]
pub async fn counts(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    InLang(lang): InLang,
) -> Answer<Response> {
    Ok(shared(Json(reading::counts(&state.app, &code, lang).await.told(lang)?)))
}

/// The same as a table: what (`area` or `hour`), which, signatures.
#[utoipa::path(get, path = "/api/v1/petitions/{code}/counts.csv", operation_id = "petition_counts_csv", tag = "petitions",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = Problem)))]
pub async fn counts_csv(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    InLang(lang): InLang,
) -> Answer<Response> {
    Ok(counts_table(&reading::counts(&state.app, &code, lang).await.told(lang)?))
}

/// Figures as a file.
pub(super) fn counts_table(counts: &PetitionCounts) -> Response {
    shared(([(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"))], table(counts)))
}

/// The figures as CSV (RFC 4180).
fn table(counts: &PetitionCounts) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = String::from("what,code,name,signatures\r\n");
    for area in &counts.areas {
        out.push_str(&format!("area,{},{},{}\r\n", quoted(&area.area), quoted(&area.name), area.count));
    }
    for hour in &counts.hours {
        out.push_str(&format!("hour,{},,{}\r\n", quoted(&hour.hour.to_rfc3339()), hour.count));
    }
    out.push_str(&format!("verified,,,{}\r\n", counts.verified));
    out.push_str(&format!("total,,,{}\r\n", counts.count));
    out
}

/// The counter alone: what pages of others ask for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CountView {
    /// Signatures that count.
    pub count: u64,
    /// Of them, those of people whose identity was verified.
    pub verified: u64,
    /// When they were counted, milliseconds UTC.
    pub counted_at: i64,
}

/// The counter alone.
#[utoipa::path(get, path = "/api/v1/petitions/{code}/count", operation_id = "petition_count", tag = "petitions",
    params(("code" = String, Path)),
    responses((status = 200, body = CountView), (status = 404, body = Problem)))]
pub async fn count(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    InLang(lang): InLang,
) -> Answer<Response> {
    let ((count, verified), counted_at) = reading::count(&state.app, &code).await.told(lang)?;
    Ok(shared(Json(CountView { count, verified, counted_at })))
}

/// What a petition was begun as.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Begun {
    /// Its code.
    pub code: String,
}

/// Begin a petition. Its author gets a letter to confirm their address; until then nobody else knows of it.
#[utoipa::path(post, path = "/api/v1/sites/{key}/petitions", operation_id = "begin_petition", tag = "petitions",
    params(("key" = String, Path, description = "Key of the site", example = "demo"), ("lang" = Option<String>, Query)),
    request_body = PetitionNew,
    responses((status = 201, body = Begun), (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    Path(site): Path<String>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(input): Sent<PetitionNew>,
) -> Answer<(StatusCode, Json<Begun>)> {
    let network = client(&state.app, &headers, &extensions);
    let begin = Begin { site, origin: origin(&headers), network, input };
    let code = beginning::begin(&state.app, begin).await.told(lang)?;
    Ok((StatusCode::CREATED, Json(Begun { code })))
}

fn origin(headers: &HeaderMap) -> Option<String> {
    headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Sign. Whoever signs gets a letter to confirm it; the answer is the same whatever is known of the address.
#[utoipa::path(post, path = "/api/v1/petitions/{code}/signatures", operation_id = "sign_petition", tag = "petitions",
    params(("code" = String, Path), ("lang" = Option<String>, Query)), request_body = SignerNew,
    responses((status = 202, body = SignatureAsked), (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn sign(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(signer): Sent<SignerNew>,
) -> Answer<(StatusCode, Json<SignatureAsked>)> {
    let network = client(&state.app, &headers, &extensions);
    let (app, origin) = (&state.app, origin(&headers));
    let asked = signing::sign(app, &code, &signer, network.as_deref(), origin.as_deref()).await.told(lang)?;
    Ok((StatusCode::ACCEPTED, Json(asked)))
}

/// Confirm with the code from the letter.
#[utoipa::path(post, path = "/api/v1/signatures/code", operation_id = "confirm_by_code", tag = "petitions",
    params(("lang" = Option<String>, Query)), request_body = SignatureCode,
    responses((status = 204), (status = 400, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn by_code(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Sent(typed): Sent<SignatureCode>,
) -> Answer<StatusCode> {
    let id = signing::by_code(&state.app, &typed).await.told(lang)?;
    mine::confirm(&state.app, id).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own signature, by the name in the link from the letter.
#[utoipa::path(get, path = "/api/v1/signatures/{token}", operation_id = "own_signature", tag = "petitions",
    params(("token" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SignatureView), (status = 404, body = Problem)))]
pub async fn own(
    axum::extract::State(state): axum::extract::State<State>,
    Path(token): Path<String>,
    InLang(lang): InLang,
) -> Answer<Json<SignatureView>> {
    Ok(Json(mine::look(&state.app, &token, lang).await.told(lang)?))
}

/// Do something with it: `confirm`, `withdraw`, `stop` (letters), `take-back` (the petition, as its author).
#[utoipa::path(post, path = "/api/v1/signatures/{token}/{act}", operation_id = "change_signature", tag = "petitions",
    params(("token" = String, Path), ("act" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SignatureView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path((token, act)): Path<(String, String)>,
    InLang(lang): InLang,
) -> Answer<Json<SignatureView>> {
    done(&state, &token, &act).await.told(lang)?;
    Ok(Json(mine::look(&state.app, &token, lang).await.told(lang)?))
}

/// Does what a link or a button of a letter's page says.
pub(super) async fn done(state: &State, token: &str, act: &str) -> Result<()> {
    match act {
        "confirm" => {
            let id = state.app.keys.signature_named(token).ok_or(ErrorCode::NotFound)?;
            mine::confirm(&state.app, id).await
        }
        "withdraw" => mine::withdraw(&state.app, token).await,
        "stop" => mine::stop(&state.app, token).await,
        "take-back" => mine::take_back(&state.app, token).await,
        _ => Err(ErrorCode::NotFound.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::Stamp;
    use hoiam_shared::wire::petitions::{AreaCount, HourCount};

    #[test]
    fn figures_are_a_table() {
        let counts = PetitionCounts {
            code: "HA".into(),
            count: 3,
            verified: 0,
            areas: vec![AreaCount { area: "79".into(), name: "Thành phố \"Hồ\"".into(), count: 3 }],
            hours: vec![HourCount { hour: Stamp(0), count: 3 }],
            counted_at: Stamp(0),
            licence: String::new(),
        };
        let lines: Vec<String> = table(&counts).lines().map(str::to_owned).collect();
        assert_eq!(lines[1], "area,\"79\",\"Thành phố \"\"Hồ\"\"\",3");
        assert_eq!(lines.last().map(String::as_str), Some("total,,,3"));
    }
}
