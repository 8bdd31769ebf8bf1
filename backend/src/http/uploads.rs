//! Resumable uploads by the tus protocol 1.0.0 (core, creation, creation-with-upload, termination, expiration):
//! citizens under `/api/v1/sites/{key}/uploads`, staff under `/api/v1/uploads`. What is known of an upload is its
//! token, the last part of its address; nothing of it is ever logged.

use super::State;
use super::extract::{InLang, Path, Staff};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::App;
use crate::domain::evidence::receiving::{self, Announced, By, Standing};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::limits;
use hoiam_shared::wire::problem::Problem;
use std::net::SocketAddr;

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,termination,expiration";
const OFFSET_BYTES: &str = "application/offset+octet-stream";

/// Begin an upload. `Upload-Length` says how long it is; `Upload-Metadata` may name it (`filename`) and ask that what a
/// camera wrote stays in it (`keep_metadata 1` in base64). The body, if there is one, holds its first bytes.
#[utoipa::path(
    post, path = "/api/v1/sites/{key}/uploads", tag = "citizen",
    params(("key" = String, Path, description = "Key of the site", example = "demo"),
        ("Tus-Resumable" = String, Header, description = "1.0.0"), ("Upload-Length" = u64, Header),
        ("Upload-Metadata" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, description = "`Location` is where it goes on"), (status = 400, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    body: Body,
) -> Response {
    let origin = header_text(&headers, header::ORIGIN.as_str());
    let by = By::Site { key: &key, origin };
    let place = format!("/api/v1/sites/{key}/uploads/");
    spoken(create(&state.app, by, &place, &headers, &extensions, body, lang).await)
}

/// Begin an upload as a member of staff.
#[utoipa::path(
    post, path = "/api/v1/uploads", tag = "staff",
    params(("Tus-Resumable" = String, Header, description = "1.0.0"), ("Upload-Length" = u64, Header),
        ("Upload-Metadata" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, description = "`Location` is where it goes on"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn begin_as_staff(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    body: Body,
) -> Response {
    let by = By::Staff(&viewer);
    spoken(create(&state.app, by, "/api/v1/uploads/", &headers, &extensions, body, lang).await)
}

/// Declares what can be done to an upload at one address.
macro_rules! at {
    ($path:literal, $tag:literal, ($($key:tt)*), $stand:ident, $go_on:ident, $end:ident, $params:ty, $token:expr, $($guard:ident: $proof:ty)?) => {
        /// Where an upload stands: `Upload-Offset` of `Upload-Length` bytes are here.
        #[utoipa::path(head, path = $path, tag = $tag,
            params($($key)* ("id" = String, Path), ("Tus-Resumable" = String, Header, description = "1.0.0")),
            responses((status = 200, description = "`Upload-Offset`, `Upload-Length`, `Upload-Expires`"),
                (status = 401, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
                (status = 422, body = Problem), (status = 503, body = Problem)))]
        pub async fn $stand(
            axum::extract::State(state): axum::extract::State<State>,
            $($guard: $proof,)?
            Path(path): Path<$params>,
            InLang(lang): InLang,
            headers: HeaderMap,
        ) -> Response {
            $(let _ = $guard;)?
            spoken(stand(&state.app, &($token)(path), &headers, lang).await)
        }

        /// Go on with an upload from `Upload-Offset`. With its last byte the file is looked at: 204 then means that it
        /// can be sent along, 422 (`file_refused`) says why it is not taken.
        #[utoipa::path(patch, path = $path, tag = $tag,
            params($($key)* ("id" = String, Path), ("Tus-Resumable" = String, Header, description = "1.0.0"), ("Upload-Offset" = u64, Header)),
            responses((status = 204, description = "`Upload-Offset` is where it stands now"), (status = 400, body = Problem),
                (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
                (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
        pub async fn $go_on(
            axum::extract::State(state): axum::extract::State<State>,
            $($guard: $proof,)?
            Path(path): Path<$params>,
            InLang(lang): InLang,
            headers: HeaderMap,
            body: Body,
        ) -> Response {
            $(let _ = $guard;)?
            spoken(go_on(&state.app, &($token)(path), &headers, body, lang).await)
        }

        /// Take an upload back.
        #[utoipa::path(delete, path = $path, tag = $tag,
            params($($key)* ("id" = String, Path), ("Tus-Resumable" = String, Header, description = "1.0.0")),
            responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
                (status = 412, body = Problem), (status = 503, body = Problem)))]
        pub async fn $end(
            axum::extract::State(state): axum::extract::State<State>,
            $($guard: $proof,)?
            Path(path): Path<$params>,
            InLang(lang): InLang,
            headers: HeaderMap,
        ) -> Response {
            $(let _ = $guard;)?
            spoken(end(&state.app, &($token)(path), &headers, lang).await)
        }
    };
}

at!(
    "/api/v1/sites/{key}/uploads/{id}",
    "citizen",
    (("key" = String, Path),),
    standing,
    receive,
    take_back,
    (String, String),
    |(_, id): (String, String)| id,
);
at!("/api/v1/uploads/{id}", "staff", (), standing_as_staff, receive_as_staff, take_back_as_staff,
    String, |id: String| id, staff: Staff);

/// For clients that ask what is spoken here.
pub(super) fn routes() -> axum::Router<State> {
    axum::Router::new()
        .route("/api/v1/sites/{key}/uploads", axum::routing::options(spoken_here))
        .route("/api/v1/uploads", axum::routing::options(spoken_here))
}

async fn spoken_here() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    put(headers, "tus-version", VERSION);
    put(headers, "tus-extension", EXTENSIONS);
    put(headers, "tus-max-size", &limits::FILE_BYTES.to_string());
    spoken(Ok(response))
}

async fn create(
    app: &App,
    by: By<'_>,
    place: &str,
    headers: &HeaderMap,
    extensions: &Extensions,
    body: Body,
    lang: Lang,
) -> Answer<Response> {
    speaks(headers, lang)?;
    let length = number(headers, "upload-length", lang)?;
    let metadata = header_text(headers, "upload-metadata").unwrap_or_default();
    let name = described(metadata, "filename").unwrap_or_default();
    let keep_metadata = described(metadata, "keep_metadata").is_some_and(|value| value == "1");
    let client = client(app, headers, extensions);
    let what = Announced { length, name: &name, keep_metadata, client: client.as_deref() };
    let (token, mut standing) = receiving::begin(app, by, what).await.told(lang)?;
    if header_text(headers, header::CONTENT_TYPE.as_str()) == Some(OFFSET_BYTES) {
        standing = receiving::receive(app, &token, 0, body.into_data_stream()).await.told(lang)?;
    }
    let mut response = StatusCode::CREATED.into_response();
    put(response.headers_mut(), header::LOCATION.as_str(), &format!("{place}{token}"));
    stands(response.headers_mut(), standing);
    Ok(response)
}

async fn stand(app: &App, token: &str, headers: &HeaderMap, lang: Lang) -> Answer<Response> {
    speaks(headers, lang)?;
    let standing = receiving::standing(app, token).await.told(lang)?;
    let mut response = StatusCode::OK.into_response();
    put(response.headers_mut(), "upload-length", &standing.length.to_string());
    stands(response.headers_mut(), standing);
    Ok(response)
}

async fn go_on(app: &App, token: &str, headers: &HeaderMap, body: Body, lang: Lang) -> Answer<Response> {
    speaks(headers, lang)?;
    if header_text(headers, header::CONTENT_TYPE.as_str()) != Some(OFFSET_BYTES) {
        return Err(Failure::new(ErrorCode::UploadProtocol, lang).with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let offset = number(headers, "upload-offset", lang)?;
    let standing = receiving::receive(app, token, offset, body.into_data_stream()).await.told(lang)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    stands(response.headers_mut(), standing);
    Ok(response)
}

async fn end(app: &App, token: &str, headers: &HeaderMap, lang: Lang) -> Answer<Response> {
    speaks(headers, lang)?;
    receiving::take_back(app, token).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn speaks(headers: &HeaderMap, lang: Lang) -> Answer<()> {
    if header_text(headers, "tus-resumable") == Some(VERSION) {
        Ok(())
    } else {
        Err(Failure::new(ErrorCode::UploadProtocol, lang))
    }
}

fn number(headers: &HeaderMap, name: &str, lang: Lang) -> Answer<u64> {
    let given = header_text(headers, name).and_then(|text| text.trim().parse().ok());
    given.ok_or_else(|| Failure::new(ErrorCode::UploadProtocol, lang).with_status(StatusCode::BAD_REQUEST))
}

fn header_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A value of `Upload-Metadata`: pairs of a key and base64, separated by commas.
fn described(metadata: &str, key: &str) -> Option<String> {
    let pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let (_, value) = pairs.into_iter().find(|(name, _)| *name == key)?;
    String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()
}

/// From where the request comes: as the proxy in front says, where one is set up, else the connection's own.
pub(super) fn client(app: &App, headers: &HeaderMap, extensions: &Extensions) -> Option<String> {
    match &app.evidence.client_header {
        // The last entry is the one that our own proxy added; those before it can be made up.
        Some(name) => header_text(headers, name)?.rsplit(',').next().map(|entry| entry.trim().to_owned()),
        None => extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string()),
    }
}

fn stands(headers: &mut HeaderMap, standing: Standing) {
    put(headers, "upload-offset", &standing.received.to_string());
    if let Some(until) = http_date(standing.expires_ms) {
        put(headers, "upload-expires", &until);
    }
}

/// `Tue, 15 Nov 1994 08:12:31 GMT` (RFC 9110, 5.6.7).
fn http_date(ms: i64) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(ms).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// Every answer names the version that is spoken; none is kept by a cache.
fn spoken(answer: Answer<Response>) -> Response {
    let mut response = answer.into_response();
    let refused = response.status() == StatusCode::PRECONDITION_FAILED;
    let headers = response.headers_mut();
    put(headers, "tus-resumable", VERSION);
    put(headers, "cache-control", "no-store");
    if refused {
        put(headers, "tus-version", VERSION);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_read() {
        let check =
            |text: &str, key: &str, expect: Option<&str>| assert_eq!(described(text, key).as_deref(), expect, "{text}");
        check("filename 4bqjbmguanBn,keep_metadata MQ==", "filename", Some("ảnh.jpg"));
        check("filename 4bqjbmguanBn, keep_metadata MQ==", "keep_metadata", Some("1"));
        check("filename", "filename", None);
        check("filename !!!", "filename", None);
        check("", "filename", None);
    }

    #[test]
    fn dates_are_written_as_http_writes_them() {
        assert_eq!(http_date(784_887_151_000).as_deref(), Some("Tue, 15 Nov 1994 08:12:31 GMT"));
    }
}
