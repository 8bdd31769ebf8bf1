//! Tokens with which other programs use the API of staff. A token acts as a user of its own that is no person, so that
//! histories name it, and so that its rights are grants like everybody's, inside every query. It never administers: whoever
//! can give rights can become anybody, and nobody sits behind a token who would be asked a second question.

use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Result};
use super::people::{NOBODY, Viewer};
use super::personnel::{keeping, kept};
use super::settings::Settings;
use super::settings::changing::{begin, finish};
use crate::secrets::{sha256_hex, token};
use crate::store::people::{self, User};
use crate::store::tokens::{self as rows, Opens, TokenRow};
use crate::store::{Tx, counters, personnel};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::tokens::{TokenMade, TokenNew, TokenView, TokensView};
use hoiam_shared::{Lang, Stamp, limits};
use serde_json::json;

/// What a token begins with, so that programs that look for secrets in files know it.
const BEGINS: &str = "hoiam_";
/// That a token is in use is noted this often, not with every request.
const USED_EVERY_MS: i64 = 5 * 60_000;
const DAY_MS: i64 = 86_400_000;
/// Between the numbers of the seed, below a million, and those of people, above it, lies a million; tokens come far above.
const FIRST_ID: i64 = 500_000_000;

/// Who holds this token, if anybody.
pub async fn viewer(app: &App, secret: &str) -> Result<Option<Viewer>> {
    if !secret.starts_with(BEGINS) {
        return Ok(None);
    }
    let (mut read, now_ms) = (app.db.read(), app.now_ms());
    let Some(opens) = rows::find(&mut read, &sha256_hex(secret), now_ms).await? else { return Ok(None) };
    let id = UserId(opens.user_id);
    let Some(user) = people::by_id(&mut read, id).await? else { return Ok(None) };
    let mut grants = people::grants(&mut read, id).await?;
    // None is ever given; a row that was written by hand opens no more, either.
    grants.retain(|grant| grant.role.of_tokens());
    note_use(app, opens, now_ms).await;
    let (csrf, session) = (String::new(), String::new());
    let until_ms = opens.expires_ms;
    Ok(Some(Viewer { id, login: user.login, name: user.name, grants, csrf, session, need: None, until_ms }))
}

/// Notes that it is in use. Nobody waits in vain for it: a database that cannot write can still be read.
async fn note_use(app: &App, opens: Opens, now_ms: i64) {
    if opens.used_ms.is_some_and(|used| now_ms < used + USED_EVERY_MS) {
        return;
    }
    let noted = async {
        let mut tx = app.db.begin().await?;
        rows::touch(&mut tx, UserId(opens.user_id), now_ms).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "token.used");
    }
}

/// The tokens of the reader's branches.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<TokensView> {
    let settings = app.settings();
    let ranges = kept(&settings, viewer)?;
    let found = rows::within(&mut app.db.read(), &ranges, None).await?;
    let now_ms = app.now_ms();
    Ok(TokensView { tokens: found.into_iter().filter_map(|row| view(&settings, row, now_ms, lang)).collect() })
}

fn view(settings: &Settings, row: TokenRow, now_ms: i64, lang: Lang) -> Option<TokenView> {
    Some(TokenView {
        id: row.id.0,
        name: row.name,
        role: row.grant.role,
        agency: settings.agency(row.grant.agency)?.view(lang),
        made_by: settings.person(row.made_by).map(|person| person.name.clone()).unwrap_or_default(),
        created_at: Stamp(row.created_ms),
        expires_at: Stamp(row.expires_ms),
        used_at: row.used_ms.map(Stamp),
        revoked_at: row.revoked_ms.map(Stamp),
        opens: row.revoked_ms.is_none() && now_ms < row.expires_ms,
    })
}

fn check(settings: &Settings, viewer: &Viewer, new: &TokenNew) -> Result<Grant> {
    let mut wrong = Vec::new();
    keeping::check_name(&new.name, &mut wrong);
    if !new.role.of_tokens() {
        wrong.push(Unfit::new("role", Why::UnknownValue, new.role.code()));
    }
    if !(1..=limits::TOKEN_DAYS).contains(&new.days) {
        wrong.push(Unfit::new("days", Why::OutOfRange, format!("1-{}", limits::TOKEN_DAYS)));
    }
    let code = new.agency.trim();
    let agency = settings.agency_by_code(code);
    match agency {
        None => wrong.push(Unfit::new("agency", Why::UnknownValue, code)),
        Some(agency) if !viewer.holds(settings, Some(agency.id), Role::keeps_people) => {
            wrong.push(Unfit::new("agency", Why::NotYours, code));
        }
        Some(_) => {}
    }
    match agency {
        Some(agency) if wrong.is_empty() => Ok(Grant { role: new.role, agency: agency.id }),
        _ => Err(AppError::Unfit(wrong)),
    }
}

/// Makes a token. What opens is in this answer, and known to nobody afterwards.
pub async fn make(app: &App, viewer: &Viewer, new: &TokenNew, lang: Lang) -> Result<TokenMade> {
    let settings = app.settings();
    let ranges = kept(&settings, viewer)?;
    let grant = check(&settings, viewer, new)?;
    let secret = format!("{BEGINS}{}", token(app.random.as_ref()));
    let now_ms = app.now_ms();
    let (mut tx, _) = begin(app).await?;
    let number = counters::take(&mut tx, "token", 1).await?;
    // No person can have such a login, and no password has this hash.
    let user = User::new(UserId(FIRST_ID + number), &format!("api:{number}"), new.name.trim(), NOBODY);
    let user = User { machine: true, ..user };
    let id = user.id;
    let row = rows::TokenNew {
        user,
        grant,
        token_sha256: sha256_hex(&secret),
        made_by: viewer.id,
        created_ms: now_ms,
        expires_ms: now_ms + i64::from(new.days) * DAY_MS,
    };
    rows::insert(&mut tx, &row).await?;
    let stored = one(&mut tx, &ranges, id.0).await?;
    let became = json!({ "role": told(&settings, grant), "days": new.days });
    let entry = Entry::of(Act::Created, Thing::Token, id.to_string(), grant.agency).with(json!(null), became);
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await?;
    let view = view(&app.settings(), stored, now_ms, lang).ok_or(AppError::Code(ErrorCode::NotFound))?;
    Ok(TokenMade { token: view, secret })
}

fn told(settings: &Settings, grant: Grant) -> String {
    let code = settings.agency(grant.agency).map_or_else(|| grant.agency.to_string(), |agency| agency.code.clone());
    format!("{} {code}", grant.role)
}

async fn one(tx: &mut Tx, ranges: &[(i64, i64)], id: i64) -> Result<TokenRow> {
    rows::within(tx, ranges, Some(id)).await?.pop().ok_or(AppError::Code(ErrorCode::NotFound))
}

/// Takes a token back: it opens nothing from now on, and what listens with it ends. Twice is once.
pub async fn revoke(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    let ranges = kept(&settings, viewer)?;
    let (mut tx, _) = begin(app).await?;
    let row = one(&mut tx, &ranges, id).await?;
    if row.revoked_ms.is_some() {
        return Ok(());
    }
    people::set_disabled(&mut tx, row.id, Some(app.now_ms())).await?;
    personnel::moved(&mut tx, row.id).await?;
    audit::by(app, &mut tx, viewer, Entry::of(Act::Disabled, Thing::Token, id.to_string(), row.grant.agency)).await?;
    finish(app, tx).await
}
