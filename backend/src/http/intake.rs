//! `POST /api/v1/sites/{key}/cases`: filing a case.

use super::State;
use super::extract::{InLang, Path, Sent};
use super::problem::{Answer, InLanguage};
use crate::domain::App;
use crate::domain::intake::{self, Submission};
use crate::domain::throttle::Client;
use crate::domain::toll::Work;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::{Json, Router};
use hoiam_shared::Lang;
use hoiam_shared::case::Channel;
use hoiam_shared::wire::intake::{CaseNew, Receipt};
use hoiam_shared::wire::problem::Problem;
use std::convert::Infallible;
use std::sync::Arc;

/// File a case. Answered only after the case is durable; the same key with the same body gives the same answer.
#[utoipa::path(
    post, path = "/api/v1/sites/{key}/cases", tag = "citizen",
    params(
        ("key" = String, Path, description = "Key of the site", example = "demo"),
        ("Idempotency-Key" = String, Header, description = "1 to 128 characters, one per case"),
        ("Proof-Of-Work" = Option<String>, Header, description = "After 428: the `challenge` of that answer, a dot and any \
            characters (of `A-Z a-z 0-9 - _`, in all at most 128) such that the SHA-256 of the whole begins with as many zero \
            bits as the number before the first dot says. Or `none`: then a moderator reads the case first"),
    ),
    request_body = CaseNew,
    responses(
        (status = 201, body = Receipt),
        (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem, description = "Unusually many are filing through this site: send the same again with \
            `Proof-Of-Work`. The challenge holds for this `Idempotency-Key` and ten minutes"),
        (status = 429, body = Problem), (status = 503, body = Problem),
    )
)]
pub async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    sender: Sender,
    Sent(case): Sent<CaseNew>,
) -> Answer<(StatusCode, Json<Receipt>)> {
    let receipt = intake::file(&state.app, sender.submission(key, case)).await.told(lang)?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// Who sends a case, and what they say of it in headers. Taken from where it stands: copying all of them would be a seventh of what
/// taking the text apart costs.
pub(super) struct Sender {
    origin: Option<String>,
    client: Option<Client>,
    work: Work,
    idempotency: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        Ok(Self {
            origin: text(header::ORIGIN.as_str()).map(str::to_owned),
            client: parts.extensions.get().copied(),
            work: Work::said(text("proof-of-work")),
            idempotency: text("idempotency-key").unwrap_or_default().to_owned(),
        })
    }
}

impl Sender {
    /// What they send through a site.
    pub fn submission(self, site: String, case: CaseNew) -> Submission {
        let Self { origin, client, work, idempotency } = self;
        // A browser always says from where; whatever does not is another system.
        let channel = if origin.is_some() { Channel::Widget } else { Channel::Api };
        Submission { site, origin, channel, client, signs: None, work, key: idempotency, case, joins: None, by: None }
    }
}

/// The same request, answered without storing anything.
pub(super) fn floor(app: Arc<App>) -> Router {
    let handler = async |axum::extract::State(app): axum::extract::State<Arc<App>>,
                         sender: Sender,
                         Sent(case): Sent<CaseNew>| {
        let settings = app.settings();
        let prepared = intake::prepare(&app, &settings, sender.submission("demo".to_owned(), case)).await;
        let receipt = prepared.and_then(|prepared| intake::receipt_of(&app, &settings, &prepared)).told(Lang::Vi)?;
        Ok::<_, super::problem::Failure>((StatusCode::CREATED, Json(receipt)))
    };
    Router::new().route("/bench/floor", axum::routing::post(handler)).with_state(app)
}
