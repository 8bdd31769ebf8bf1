//! The second step of signing in: a code from a device. It is asked for once a code has shown that the device has the secret, and
//! behind a password as behind a provider. Wrong codes are slowed down like wrong passwords, apart for browsers in which the
//! person has finished signing in before; so whoever has only the password makes nobody wait but themselves.

use super::app::App;
use super::error::{AppError, Result};
use super::guessing::{self, From};
use super::people::{self, SESSION_MS, Viewer};
use super::totp;
use crate::store::second_steps::{self, SecondStep};
use crate::store::{Tx, sessions};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hoiam_shared::Stamp;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::people::{RecoveryCodes, SecondStepView};
use hoiam_shared::wire::session::Need;

/// Bytes of a secret (RFC 4226, 4: at least 16, 20 recommended).
const SECRET_BYTES: usize = 20;
/// Codes for whoever loses the device.
const RECOVERY: usize = 10;
/// As devices show it.
const SERVICE: &str = "Hồi Âm";

/// Whether it is asked for.
pub async fn look(app: &App, viewer: &Viewer) -> Result<SecondStepView> {
    let read = &mut app.db.read();
    let since = second_steps::of(read, viewer.id).await?.and_then(|step| step.since_ms);
    let left = second_steps::recovery_left(read, viewer.id).await?;
    Ok(SecondStepView { since: since.map(Stamp), recovery: u32::try_from(left).unwrap_or_default() })
}

/// Gives a secret for a device; nothing is asked for yet. Its address for a picture, and as it is typed.
pub async fn begin(app: &App, viewer: &Viewer) -> Result<(String, String)> {
    people::signed_in_lately(app, viewer).await?;
    let mut secret = [0u8; SECRET_BYTES];
    app.random.fill(&mut secret);
    let (key_id, sealed) = app.keys.seal_second(app.random.as_ref(), viewer.id.0, &STANDARD.encode(secret));
    let mut tx = app.db.begin().await?;
    if !second_steps::begin(&mut tx, viewer.id, &key_id, &sealed).await? {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    tx.commit().await?;
    Ok((totp::address(SERVICE, &viewer.login, &secret), totp::base32(&secret)))
}

/// Asks for it from now on, since the device has the secret; gives the codes for whoever loses it, which are shown once.
/// The person's other sessions end: they were opened by a password alone.
pub async fn confirm(app: &App, viewer: &Viewer, typed: &str) -> Result<RecoveryCodes> {
    let counted = guessing::with(app, &format!("code:{}", viewer.id)).await?;
    let step = second_steps::of(&mut app.db.read(), viewer.id).await?;
    let step = step.filter(|step| step.since_ms.is_none()).ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let secret = secret(app, viewer.id, &step)?;
    let at = totp::step_of(&secret, &digits(typed), app.now_ms()).ok_or_else(wrong)?;
    let codes: Vec<String> = (0..RECOVERY).map(|_| crate::secrets::recovery_code(app.random.as_ref())).collect();
    let digests: Vec<String> = codes.iter().map(|code| app.keys.recovery_of(viewer.id.0, code)).collect();
    let mut tx = app.db.begin().await?;
    if !second_steps::take(&mut tx, viewer.id, at).await? {
        return Err(wrong());
    }
    second_steps::turn_on(&mut tx, viewer.id, app.now_ms()).await?;
    second_steps::keep_recovery(&mut tx, viewer.id, &digests).await?;
    sessions::close_all(&mut tx, viewer.id, &viewer.session).await?;
    counted.was_right(&mut tx).await?;
    tx.commit().await?;
    Ok(RecoveryCodes { codes })
}

/// Finishes signing in with a code of the device, or one of those for whoever has lost it. Gives what the browser is to be known
/// by from now on.
pub async fn pass(app: &App, viewer: &Viewer, typed: &str, from: &From) -> Result<(String, i64)> {
    if viewer.need != Some(Need::Code) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let counted = guessing::with_code(app, &viewer.login, from).await?;
    let mut tx = app.db.begin().await?;
    take(app, &mut tx, viewer.id, typed).await?;
    counted.was_right(&mut tx).await?;
    sessions::complete(&mut tx, viewer.id, &viewer.session, app.now_ms() + SESSION_MS).await?;
    tx.commit().await?;
    Ok((app.keys.device_token(app.random.as_ref(), &viewer.login), SESSION_MS / 1000))
}

/// Asks for no second step any more; whoever sits at somebody's open screen has no code.
pub async fn remove(app: &App, viewer: &Viewer, typed: &str) -> Result<()> {
    let counted = guessing::with(app, &format!("code:{}", viewer.id)).await?;
    let mut tx = app.db.begin().await?;
    take(app, &mut tx, viewer.id, typed).await?;
    counted.was_right(&mut tx).await?;
    second_steps::remove(&mut tx, viewer.id).await?;
    Ok(tx.commit().await?)
}

/// Takes a code, so that it is not taken again.
async fn take(app: &App, tx: &mut Tx, user: UserId, typed: &str) -> Result<()> {
    let step = second_steps::of(tx, user).await?.filter(|step| step.since_ms.is_some());
    let step = step.ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let secret = secret(app, user, &step)?;
    let taken = match totp::step_of(&secret, &digits(typed), app.now_ms()) {
        Some(at) => second_steps::take(tx, user, at).await?,
        None => second_steps::take_recovery(tx, user, &app.keys.recovery_of(user.0, typed)).await?,
    };
    if taken { Ok(()) } else { Err(wrong()) }
}

fn secret(app: &App, user: UserId, step: &SecondStep) -> Result<Vec<u8>> {
    let plain = app.keys.open_second(user.0, &step.key_id, &step.sealed);
    let plain = plain.map_err(|error| AppError::Internal(error.into()))?;
    STANDARD.decode(plain).map_err(|error| AppError::Internal(error.into()))
}

fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).collect()
}

fn wrong() -> AppError {
    AppError::Unfit(vec![Unfit::new("code", Why::WrongCode, "")])
}
