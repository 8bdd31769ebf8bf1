//! Sessions of staff. The token of one is only in a cookie; what is stored is its digest, and a name that may be shown.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Session {
    /// SHA-256 (hex) of the token.
    pub token_sha256: String,
    /// What it is called when it is listed or ended; opens nothing.
    pub id: String,
    /// Whose.
    pub user_id: i64,
    /// Must come as `X-CSRF-Token` with every change.
    pub csrf: String,
    /// Since when, milliseconds UTC.
    pub created_ms: i64,
    /// Until when, milliseconds UTC.
    pub expires_ms: i64,
    /// When it was used last, to some minutes.
    pub seen_ms: i64,
    /// Kind of browser and system.
    pub agent: String,
    /// No password opened it: an identity provider did, or a passkey.
    pub by_provider: i64,
    /// The second step is outstanding.
    pub half: i64,
}

const SELECT: &str = "SELECT s.token_sha256, s.id, s.user_id, s.csrf, s.created_ms, s.expires_ms, s.seen_ms, s.agent, s.by_provider, s.half \
     FROM sessions s";

/// Opens a session, and forgets those that ran out.
pub async fn open(tx: &mut Tx, session: &Session) -> Result<()> {
    tx.execute(sql("DELETE FROM sessions WHERE expires_ms < $1").bind(session.created_ms)).await?;
    let statement = sql(
        "INSERT INTO sessions (token_sha256, id, user_id, csrf, created_ms, expires_ms, seen_ms, agent, by_provider, half) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(session.token_sha256.as_str())
    .bind(session.id.as_str())
    .bind(session.user_id)
    .bind(session.csrf.as_str())
    .bind(session.created_ms)
    .bind(session.expires_ms)
    .bind(session.seen_ms)
    .bind(session.agent.as_str())
    .bind(session.by_provider)
    .bind(session.half);
    tx.execute(statement).await.map(|_| ())
}

/// The session with this token, if it still holds at `now_ms` and its user is let in.
pub async fn find(db: &mut impl Run, token_sha256: &str, now_ms: i64) -> Result<Option<Session>> {
    let text = format!(
        "{SELECT} JOIN users u ON u.id = s.user_id WHERE s.token_sha256 = $1 AND s.expires_ms > $2 AND u.disabled_ms IS NULL"
    );
    db.optional(sql(text).bind(token_sha256).bind(now_ms)).await
}

/// The sessions of a person that still hold, the one used last first.
pub async fn of_user(db: &mut impl Run, user: UserId, now_ms: i64) -> Result<Vec<Session>> {
    let text = format!("{SELECT} WHERE s.user_id = $1 AND s.expires_ms > $2 ORDER BY s.seen_ms DESC, s.id");
    db.all(sql(text).bind(user.0).bind(now_ms)).await
}

/// Notes that a session is in use.
pub async fn touch(tx: &mut Tx, token_sha256: &str, now_ms: i64) -> Result<()> {
    let statement = sql("UPDATE sessions SET seen_ms = $2 WHERE token_sha256 = $1").bind(token_sha256).bind(now_ms);
    tx.execute(statement).await.map(|_| ())
}

/// The second step of a session is done: it opens everything, until then.
pub async fn complete(tx: &mut Tx, user: UserId, id: &str, expires_ms: i64) -> Result<()> {
    let text = "UPDATE sessions SET half = 0, expires_ms = $3 WHERE user_id = $1 AND id = $2";
    tx.execute(sql(text).bind(user.0).bind(id).bind(expires_ms)).await.map(|_| ())
}

/// Ends the session with this token.
pub async fn close(tx: &mut Tx, token_sha256: &str) -> Result<()> {
    tx.execute(sql("DELETE FROM sessions WHERE token_sha256 = $1").bind(token_sha256)).await.map(|_| ())
}

/// Ends one session of a person by its name; `false` when there is none.
pub async fn close_one(tx: &mut Tx, user: UserId, id: &str) -> Result<bool> {
    let statement = sql("DELETE FROM sessions WHERE user_id = $1 AND id = $2").bind(user.0).bind(id);
    Ok(tx.execute(statement).await? == 1)
}

/// Ends all sessions of a person but the one with this name; returns how many.
pub async fn close_all(tx: &mut Tx, user: UserId, but: &str) -> Result<u64> {
    tx.execute(sql("DELETE FROM sessions WHERE user_id = $1 AND id <> $2").bind(user.0).bind(but)).await
}
