//! Bells: a citizen's browser is told that there is news about a case, while no page of it is open (Web Push, RFC 8030). What
//! passes its maker is a knock without a word in it; which case it is about is known on the device alone, where the page of the
//! case has put it. Whoever knocks shows who they are by a signature (VAPID, RFC 8292).

use super::delivering::Outcome;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::following;
use crate::outside::Failed;
use crate::secrets::sha256_hex;
use crate::store::bells::{self, BellRow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hoiam_shared::case::Code;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::limits;
use hoiam_shared::notice::Trouble;
use hoiam_shared::wire::intake::BellInput;
use serde_json::json;

/// How long the browser's maker keeps a knock for a device that is off: four weeks, the most that they do.
const KEPT_S: u32 = 28 * 86_400;
/// How long a signature holds; twenty-four hours is the most that is allowed.
const HOLDS_S: i64 = 12 * 3_600;

/// Hangs a bell for a device, or takes it down.
pub async fn put(app: &App, code: &Code, secret: &str, input: &BellInput) -> Result<()> {
    let case = following::opened(app, code, secret).await?;
    if case.case.erased && input.wanted {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let endpoint = input.endpoint.trim();
    let digest = sha256_hex(endpoint);
    if !input.wanted {
        let mut tx = app.db.begin().await?;
        bells::take_down(&mut tx, case.id, &digest).await?;
        return Ok(tx.commit().await?);
    }
    if endpoint.len() > limits::BELL_CHARS {
        return Err(AppError::field("endpoint", FieldError::TooLong));
    }
    if app.poster.address(endpoint).is_none() {
        return Err(AppError::field("endpoint", FieldError::NotSupported));
    }
    let sealed = app.keys.seal(app.random.as_ref(), case.id.0, endpoint);
    let mut tx = app.db.begin().await?;
    bells::hang(&mut tx, case.id, &digest, sealed, limits::BELLS, app.now_ms()).await?;
    Ok(tx.commit().await?)
}

/// One try to ring. A device that is gone for good has its bell taken down.
pub async fn ring(app: &App, id: i64) -> Result<Outcome> {
    let Some(row) = bells::by_id(&mut app.db.read(), id).await? else {
        return Ok(Outcome::Needless(Trouble::Unwanted));
    };
    let Ok(endpoint) = app.keys.open(row.case_id, &row.key_id, &row.sealed) else {
        return Ok(Outcome::Failed(Failed::for_good(Trouble::Sealed)));
    };
    let headers = [
        // Some makers refuse a post that does not say so.
        ("content-length", "0".to_owned()),
        ("ttl", KEPT_S.to_string()),
        ("urgency", "normal".to_owned()),
        // Several that wait for the same device become one.
        ("topic", format!("bell-{}", row.id)),
        ("authorization", authorization(app, &endpoint)),
    ];
    let Err(failed) = app.poster.post(&endpoint, &headers, String::new()).await else { return Ok(Outcome::Taken) };
    // RFC 8030, 7.3: not there any more. Most say so with 404, some with 410.
    if failed.trouble == Trouble::Gone || failed.said == "404" {
        forget(app, &row).await?;
        return Ok(Outcome::Needless(Trouble::Gone));
    }
    Ok(Outcome::Failed(failed))
}

async fn forget(app: &App, row: &BellRow) -> Result<()> {
    let mut tx = app.db.begin().await?;
    bells::forget(&mut tx, row.id).await?;
    Ok(tx.commit().await?)
}

/// Who knocks (RFC 8292, 2): for this maker alone, and not for long.
fn authorization(app: &App, endpoint: &str) -> String {
    let audience = app.poster.address(endpoint).map(|url| url.origin().ascii_serialization());
    let claims = json!({ "aud": audience, "exp": app.now_ms() / 1_000 + HOLDS_S, "sub": app.public_url });
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let signed = format!("{}.{}", encode(r#"{"typ":"JWT","alg":"ES256"}"#), encode(&claims.to_string()));
    let signature = URL_SAFE_NO_PAD.encode(app.keys.knock(signed.as_bytes()));
    format!("vapid t={signed}.{signature}, k={}", app.keys.knocker())
}
