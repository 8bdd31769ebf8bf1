//! `/api/v1/cases/{code}` for the citizen: status with the code, everything with code and secret. A member of
//! staff who asks for the same address sees the case as staff do.

use super::State;
use super::extract::{InLang, Path, Secret, Sent, Staff, code};
use super::problem::{Answer, Failure, InLanguage};
use super::staff::versioned;
use crate::domain::following::{self, Reply};
use crate::domain::notices::bells;
use crate::domain::queue;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::CaseView;
use hoiam_shared::wire::intake::{BellInput, RatingInput, TrackingView, WordsInput};
use hoiam_shared::wire::problem::Problem;
use serde::Serialize;

/// A case as whoever asks may see it.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum CaseShown {
    /// Citizens, and everybody who has its code.
    Citizen(Box<TrackingView>),
    /// Staff who may see it.
    Staff(Box<CaseView>),
}

/// Where a case stands. With `X-Case-Secret` the answer and the messages too; for staff the whole case.
#[utoipa::path(get, path = "/api/v1/cases/{code}", tag = "citizen",
    params(("code" = String, Path), ("X-Case-Secret" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = CaseShown, description = "For the citizen; a `CaseView` for staff"),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn case(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
    Secret(secret): Secret,
    staff: Option<Staff>,
) -> Answer<Response> {
    let code = code(&text, lang)?;
    let mut response = match staff {
        Some(Staff(viewer)) if secret.is_none() => {
            let view = queue::case(&state.app, &viewer, &code, lang).await.told(lang)?;
            versioned(view.row.version, CaseShown::Staff(Box::new(view)))
        }
        _ => {
            let view = following::track(&state.app, &code, secret.as_deref(), lang).await.told(lang)?;
            Json(CaseShown::Citizen(Box::new(view))).into_response()
        }
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn reply(state: &State, text: &str, secret: Secret, lang: Lang, what: Reply) -> Answer<Json<TrackingView>> {
    let code = code(text, lang)?;
    let secret = secret.0.ok_or_else(|| Failure::new(ErrorCode::BadSecret, lang))?;
    Ok(Json(following::reply(&state.app, &code, &secret, what, lang).await.told(lang)?))
}

/// Declares a handler for one thing a citizen does to a case.
macro_rules! reply {
    ($(#[$doc:meta])* $name:ident, $path:literal, $input:ty, $what:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "citizen",
            params(("code" = String, Path), ("X-Case-Secret" = String, Header), ("lang" = Option<String>, Query)),
            request_body = $input,
            responses((status = 200, body = TrackingView), (status = 400, body = Problem), (status = 403, body = Problem),
                (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
                (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
        pub async fn $name(
            axum::extract::State(state): axum::extract::State<State>,
            Path(text): Path<String>,
            InLang(lang): InLang,
            secret: Secret,
            Sent(input): Sent<$input>,
        ) -> Answer<Json<TrackingView>> {
            let what = ($what)(input);
            reply(&state, &text, secret, lang, what).await
        }
    };
}

reply!(
    /// Write to the agency.
    message, "/api/v1/cases/{code}/messages", WordsInput, |input: WordsInput| Reply::Message(input.body, input.attachments)
);
reply!(
    /// Rate the answer.
    rating, "/api/v1/cases/{code}/rating", RatingInput, |input: RatingInput| Reply::Rating(input.stars, input.body)
);
reply!(
    /// Take the case back.
    withdrawal, "/api/v1/cases/{code}/withdrawal", WordsInput, |input: WordsInput| Reply::Withdrawal(input.body)
);
reply!(
    /// Ask to go on, with the reason.
    reopening, "/api/v1/cases/{code}/reopening", WordsInput, |input: WordsInput| Reply::Reopening(input.body, input.attachments)
);
reply!(
    /// Appeal to the agency above, with the reason: once, within thirty days of the answer. The appeal is a case of its own.
    appeal, "/api/v1/cases/{code}/appeal", WordsInput, |input: WordsInput| Reply::Appeal(input.body, input.attachments)
);

/// Let a device be knocked at when there is news of the case, or no longer.
#[utoipa::path(put, path = "/api/v1/cases/{code}/bell", tag = "citizen",
    params(("code" = String, Path), ("X-Case-Secret" = String, Header), ("lang" = Option<String>, Query)),
    request_body = BellInput,
    responses((status = 204), (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn bell(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
    Secret(secret): Secret,
    Sent(input): Sent<BellInput>,
) -> Answer<StatusCode> {
    let code = code(&text, lang)?;
    let secret = secret.ok_or_else(|| Failure::new(ErrorCode::BadSecret, lang))?;
    bells::put(&state.app, &code, &secret, &input).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}
