//! Passkeys of staff (WebAuthn): added on the account's page, and a way in without a name and a password. The authenticator has
//! made sure who holds it, so it is both steps at once. A question is kept here, answered once and soon; only the public half of
//! a key is kept. What an answer must say is in `outside/authenticator.rs`.

use super::app::App;
use super::error::{AppError, Result};
use super::guessing::From;
use super::people::{self as signing, Opened, Viewer, Way};
use super::personnel::keeping;
use crate::outside::authenticator::{Broken, Key, MadeAnswer, Party, UsedAnswer, WAIT_MS};
use crate::secrets::{handle, token};
use crate::store::error::StoreError;
use crate::store::passkeys::{self as rows, Passkey, Question};
use crate::store::people;
use hoiam_shared::Stamp;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::wire::passkeys::{PasskeyAnswer, PasskeyAsked, PasskeyNew, PasskeyRow, PasskeysView};
use serde::de::DeserializeOwned;

/// How many a person can have.
const MOST: usize = 20;

fn party(app: &App) -> Result<&Party> {
    app.passkeys.as_ref().ok_or(AppError::Code(ErrorCode::PasskeyRefused))
}

/// One's own.
pub async fn list(app: &App, viewer: &Viewer) -> Result<PasskeysView> {
    let all = rows::of_user(&mut app.db.read(), viewer.id).await?;
    let one = |row: Passkey| PasskeyRow {
        id: row.id,
        name: row.name,
        since: Stamp(row.created_ms),
        used: row.used_ms.map(Stamp),
    };
    Ok(PasskeysView { offered: app.passkeys.is_some(), passkeys: all.into_iter().map(one).collect() })
}

/// Begins adding one: what the browser is to be asked.
pub async fn ask_new(app: &App, viewer: &Viewer) -> Result<PasskeyAsked> {
    let party = party(app)?;
    signing::signed_in_lately(app, viewer).await?;
    let all = rows::of_user(&mut app.db.read(), viewer.id).await?;
    if all.len() >= MOST {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let known: Vec<String> = all.into_iter().map(|row| row.credential_id).collect();
    let question = ask(app, Some(viewer.id)).await?;
    let user = app.keys.passkeys_of(viewer.id.0);
    let options = party.to_make(&question.challenge, &user, &viewer.login, &viewer.name, &known);
    Ok(PasskeyAsked { id: question.id, options: options.to_string() })
}

/// Adds one, by the browser's answer.
pub async fn add(app: &App, viewer: &Viewer, new: &PasskeyNew, from: &From) -> Result<()> {
    let name = if new.name.trim().is_empty() { &from.agent } else { &new.name };
    let mut wrong = Vec::new();
    keeping::check_name(name, &mut wrong);
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let challenge = taken(app, &new.id, Some(viewer.id)).await?;
    let answer: MadeAnswer = read(&new.credential)?;
    let made = party(app)?.made(&answer, &challenge).map_err(refused)?;
    let passkey = Passkey {
        id: handle(app.random.as_ref()),
        user_id: viewer.id.0,
        credential_id: made.credential,
        name: name.trim().to_owned(),
        algorithm: made.key.algorithm,
        public_key: made.key.spki,
        counter: i64::from(made.counter),
        created_ms: app.now_ms(),
        used_ms: None,
    };
    let mut tx = app.db.begin().await?;
    match rows::insert(&mut tx, &passkey).await {
        Err(StoreError::Duplicate(_)) => return Err(refused("credential that is there already")),
        other => other?,
    }
    Ok(tx.commit().await?)
}

/// Removes one of one's own: it opens nothing any more.
pub async fn remove(app: &App, viewer: &Viewer, id: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if !is_handle(id) || !rows::remove(&mut tx, viewer.id, id).await? {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// Begins signing in: what the browser of whoever it is is to be asked.
pub async fn ask_anybody(app: &App) -> Result<PasskeyAsked> {
    let party = party(app)?;
    let question = ask(app, None).await?;
    Ok(PasskeyAsked { options: party.to_use(&question.challenge).to_string(), id: question.id })
}

/// Signs in by the browser's answer. Nothing that is guessed opens anything, so nothing is counted.
pub async fn sign_in(app: &App, answer: &PasskeyAnswer, from: &From) -> Result<Opened> {
    let party = party(app)?;
    let challenge = taken(app, &answer.id, None).await?;
    let answer: UsedAnswer = read(&answer.credential)?;
    let passkey = match answer.raw_id.contains('\0') {
        // What no database stores is nobody's.
        true => None,
        false => rows::by_credential(&mut app.db.read(), &answer.raw_id).await?,
    };
    let passkey = passkey.ok_or_else(|| refused("unknown credential"))?;
    let user = people::by_id(&mut app.db.read(), UserId(passkey.user_id)).await?;
    let user = user.filter(|user| !user.disabled && !user.machine && answer.is_of(&app.keys.passkeys_of(user.id.0)));
    let user = user.ok_or_else(|| refused("another person"))?;
    let key = Key { algorithm: passkey.algorithm, spki: passkey.public_key.clone() };
    let before = u32::try_from(passkey.counter).unwrap_or(u32::MAX);
    let counter = party.used(&answer, &challenge, &key, before).map_err(refused)?;
    let mut tx = app.db.begin().await?;
    if !rows::used(&mut tx, &passkey, counter, app.now_ms()).await? {
        return Err(refused("removed or used meanwhile"));
    }
    signing::opened(app, tx, user, from, Way::Passkey).await
}

async fn ask(app: &App, user: Option<UserId>) -> Result<Question> {
    let now_ms = app.now_ms();
    let question = Question {
        id: handle(app.random.as_ref()),
        user_id: user.map(|user| user.0),
        challenge: token(app.random.as_ref()),
        until_ms: now_ms + WAIT_MS,
    };
    let mut tx = app.db.begin().await?;
    rows::ask(&mut tx, &question, now_ms).await?;
    tx.commit().await?;
    Ok(question)
}

/// What must have been signed. The question is gone whatever comes of the answer.
async fn taken(app: &App, id: &str, user: Option<UserId>) -> Result<String> {
    if !is_handle(id) {
        return Err(refused("no question"));
    }
    let mut tx = app.db.begin().await?;
    let question = rows::take(&mut tx, id, app.now_ms()).await?;
    tx.commit().await?;
    let question = question.filter(|question| question.user_id == user.map(|user| user.0));
    Ok(question.ok_or_else(|| refused("no question"))?.challenge)
}

/// Whether it can be one of our names: what is sent may hold what no database stores.
fn is_handle(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn read<T: DeserializeOwned>(sent: &str) -> Result<T> {
    serde_json::from_str(sent).map_err(|_| refused("unreadable"))
}

/// Which of the many rules an answer broke is for whoever runs this, not for whoever sent it.
fn refused(broken: Broken) -> AppError {
    tracing::info!(broken, "passkey.refused");
    ErrorCode::PasskeyRefused.into()
}
