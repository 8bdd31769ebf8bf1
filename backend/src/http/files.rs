//! `/api/v1/cases/{code}/files/{number}`: handing out files to those who may see the case. A file is handed out to be
//! saved, never to be shown by a page of ours; only small pictures, which we made ourselves, are shown.

use super::State;
use super::extract::{InLang, Path, Secret, Staff, code};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::App;
use crate::domain::evidence::showing::{self, Reader};
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::Problem;

/// A file of a case: for staff within their rights, for the citizen with `X-Case-Secret`.
#[utoipa::path(get, path = "/api/v1/cases/{code}/files/{number}", tag = "citizen",
    params(("code" = String, Path), ("number" = u32, Path), ("X-Case-Secret" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, description = "The file, to be saved"), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 503, body = Problem)))]
pub async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    Path((text, number)): Path<(String, String)>,
    InLang(lang): InLang,
    Secret(secret): Secret,
    staff: Option<Staff>,
) -> Answer<Response> {
    asked(&state, &text, &number, secret, staff, false, lang).await
}

/// A small picture of a file, at most 480 dots wide and high: a JPEG of our own making.
#[utoipa::path(get, path = "/api/v1/cases/{code}/files/{number}/preview", tag = "citizen",
    params(("code" = String, Path), ("number" = u32, Path), ("X-Case-Secret" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, description = "image/jpeg"), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 503, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Path((text, number)): Path<(String, String)>,
    InLang(lang): InLang,
    Secret(secret): Secret,
    staff: Option<Staff>,
) -> Answer<Response> {
    asked(&state, &text, &number, secret, staff, true, lang).await
}

async fn asked(
    state: &State,
    text: &str,
    number: &str,
    secret: Option<String>,
    staff: Option<Staff>,
    preview: bool,
    lang: Lang,
) -> Answer<Response> {
    let code = code(text, lang)?;
    let number = number.parse().map_err(|_| Failure::new(ErrorCode::NotFound, lang))?;
    match (secret, staff) {
        (Some(secret), _) => hand_out(&state.app, Reader::Citizen(&secret), &code, number, preview, lang).await,
        (None, Some(Staff(viewer))) => hand_out(&state.app, Reader::Staff(&viewer), &code, number, preview, lang).await,
        (None, None) => Err(Failure::new(ErrorCode::BadSecret, lang)),
    }
}

/// The file as an answer.
pub(super) async fn hand_out(
    app: &App,
    reader: Reader<'_>,
    code: &Code,
    number: u32,
    preview: bool,
    lang: Lang,
) -> Answer<Response> {
    let opened = showing::open(app, reader, code, number, preview).await.told(lang)?;
    let disposition = if preview { "inline".to_owned() } else { disposition(&opened.name) };
    let mut response = Body::from_stream(opened.bytes).into_response();
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, &opened.media);
    put(header::CONTENT_DISPOSITION, &disposition);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Should a browser show it all the same: as a page of nowhere that may do nothing.
    put(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    put(header::CACHE_CONTROL, if preview { "private, max-age=3600" } else { "no-store" });
    if preview {
        // The same address is another thing for another reader.
        put(header::VARY, "cookie, x-case-secret");
    }
    if let Some(size) = opened.size {
        put(header::CONTENT_LENGTH, &size.to_string());
    }
    Ok(response)
}

/// `attachment` with the name in plain letters and in full (RFC 6266).
fn disposition(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') => plain.push(c),
            c if c.is_alphabetic() => plain.push_str(&hoiam_shared::text::fold(c.encode_utf8(&mut [0; 4]))),
            _ => plain.push('_'),
        }
    }
    // A letter of another script stays itself when its marks are taken away.
    plain.retain(|c| c.is_ascii());
    let mut full = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_go_into_a_header_whole() {
        assert_eq!(
            disposition("ảnh \"1\".jpg"),
            "attachment; filename=\"anh _1_.jpg\"; filename*=UTF-8''%E1%BA%A3nh%20%221%22.jpg"
        );
    }
}
