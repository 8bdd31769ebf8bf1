//! Passwords and sessions: one's own, and those of the people whose accounts an administrator keeps.

use super::keeping::{Made, one_time};
use super::listing::session_row;
use super::{Kept, ONCE_MS};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::{Viewer, matches};
use crate::domain::settings::changing::{begin, finish};
use crate::domain::{books, guessing};
use crate::secrets::password_hash;
use crate::store::{attempts, passkeys, people, personnel, second_steps, sessions};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::credentials;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::people::{PasswordInput, SessionsView};

/// One's own sessions.
pub async fn own_sessions(app: &App, viewer: &Viewer) -> Result<SessionsView> {
    let all = sessions::of_user(&mut app.db.read(), viewer.id, app.now_ms()).await?;
    Ok(SessionsView { sessions: all.iter().map(|session| session_row(session, viewer)).collect() })
}

/// Ends one of one's own sessions.
pub async fn end_own(app: &App, viewer: &Viewer, session: &str) -> Result<()> {
    let (mut tx, _) = begin(app).await?;
    if !sessions::close_one(&mut tx, viewer.id, session).await? {
        return Err(ErrorCode::NotFound.into());
    }
    finish(app, tx).await
}

/// Ends all of one's own sessions but the one that asks.
pub async fn end_others(app: &App, viewer: &Viewer) -> Result<()> {
    let (mut tx, _) = begin(app).await?;
    sessions::close_all(&mut tx, viewer.id, &viewer.session).await?;
    finish(app, tx).await
}

/// Chooses another password; the other sessions end.
pub async fn change_password(app: &App, viewer: &Viewer, input: &PasswordInput) -> Result<()> {
    // Whoever sits at somebody's open screen may not guess on.
    let counted = guessing::with(app, &format!("password:{}", viewer.id)).await?;
    let user = people::by_id(&mut app.db.read(), viewer.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !matches(&input.old, user.password_hash).await? {
        return Err(AppError::Unfit(vec![Unfit::new("old", Why::NotThis, "")]));
    }
    if let Some(unfit) = credentials::password(&viewer.login, &input.new) {
        return Err(AppError::Unfit(vec![unfit]));
    }
    if input.new == input.old {
        return Err(AppError::Unfit(vec![Unfit::new("new", Why::TooEasy, "")]));
    }
    let (random, password) = (app.random.clone(), input.new.clone());
    let hash = tokio::task::spawn_blocking(move || password_hash(random.as_ref(), &password))
        .await
        .map_err(|error| AppError::Internal(error.into()))?;
    let mut tx = app.db.begin().await?;
    counted.was_right(&mut tx).await?;
    people::set_password(&mut tx, viewer.id, &hash, None).await?;
    sessions::close_all(&mut tx, viewer.id, &viewer.session).await?;
    Ok(tx.commit().await?)
}

/// Gives a person a new password to be handed over; all their sessions end.
pub async fn reset_password(app: &App, viewer: &Viewer, id: i64) -> Result<Made> {
    let settings = app.settings();
    Kept::account(&mut app.db.read(), &settings, viewer, id).await?;
    let (password, hash) = one_time(app).await?;
    let until_ms = app.now_ms() + ONCE_MS;
    let (mut tx, _) = begin(app).await?;
    let kept = Kept::account(&mut tx, &settings, viewer, id).await?;
    people::set_password(&mut tx, kept.user.id, &hash, Some(until_ms)).await?;
    sessions::close_all(&mut tx, kept.user.id, "").await?;
    attempts::forget_who(&mut tx, &app.keys.login_of(&kept.user.login)).await?;
    personnel::moved(&mut tx, kept.user.id).await?;
    let entry = Entry::of(Act::PasswordReset, Thing::Person, id.to_string(), kept.agency());
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await?;
    Ok((id, password, until_ms))
}

/// Takes away the second step and the passkeys of a person who has lost the device; all their sessions end.
pub async fn remove_second_step(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    let (mut tx, _) = begin(app).await?;
    let kept = Kept::account(&mut tx, &settings, viewer, id).await?;
    let passkeys = passkeys::remove_all(&mut tx, kept.user.id).await?;
    if second_steps::remove(&mut tx, kept.user.id).await? || passkeys > 0 {
        sessions::close_all(&mut tx, kept.user.id, "").await?;
        let entry = Entry::of(Act::SecondStepRemoved, Thing::Person, id.to_string(), kept.agency());
        audit::by(app, &mut tx, viewer, entry).await?;
    }
    finish(app, tx).await
}

/// Lets everybody try again with a person's login.
pub async fn unlock(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let kept = Kept::account(&mut tx, &settings, viewer, id).await?;
    attempts::forget_who(&mut tx, &app.keys.login_of(&kept.user.login)).await?;
    audit::by(app, &mut tx, viewer, Entry::of(Act::Unlocked, Thing::Person, id.to_string(), kept.agency())).await?;
    Ok(tx.commit().await?)
}

/// Ends a session of a person, or all of them.
pub async fn end_sessions(app: &App, viewer: &Viewer, id: i64, session: Option<&str>) -> Result<()> {
    let settings = app.settings();
    let (mut tx, _) = begin(app).await?;
    let kept = Kept::account(&mut tx, &settings, viewer, id).await?;
    match session {
        Some(session) if !sessions::close_one(&mut tx, kept.user.id, session).await? => {
            return Err(ErrorCode::NotFound.into());
        }
        Some(_) => {}
        None => {
            sessions::close_all(&mut tx, kept.user.id, "").await?;
        }
    }
    let entry = Entry::of(Act::SessionsEnded, Thing::Person, id.to_string(), kept.agency());
    audit::by(app, &mut tx, viewer, entry).await?;
    tx.commit().await?;
    books::refresh(app).await.map(|_| ())
}
