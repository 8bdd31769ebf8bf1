//! Passkeys of staff, and the questions that a browser has still to answer with one.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Passkey {
    /// Its name here; opens nothing.
    pub id: String,
    /// Whose.
    pub user_id: i64,
    /// What the authenticator calls it, base64url.
    pub credential_id: String,
    /// What the person calls it.
    pub name: String,
    /// Number of its algorithm in the registry of COSE.
    pub algorithm: i64,
    /// `SubjectPublicKeyInfo`, base64url.
    pub public_key: String,
    /// How often it was used; 0 for one that does not count.
    pub counter: i64,
    /// When it was added, milliseconds UTC.
    pub created_ms: i64,
    /// When somebody signed in with it last, milliseconds UTC.
    pub used_ms: Option<i64>,
}

const SELECT: &str =
    "SELECT id, user_id, credential_id, name, algorithm, public_key, counter, created_ms, used_ms FROM passkeys";

/// Adds one; a credential that is there already is a [`StoreError::Duplicate`](super::error::StoreError::Duplicate).
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<()> {
    let statement = sql(
        "INSERT INTO passkeys (id, user_id, credential_id, name, algorithm, public_key, counter, created_ms, used_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(passkey.id.as_str())
    .bind(passkey.user_id)
    .bind(passkey.credential_id.as_str())
    .bind(passkey.name.as_str())
    .bind(passkey.algorithm)
    .bind(passkey.public_key.as_str())
    .bind(passkey.counter)
    .bind(passkey.created_ms)
    .bind(passkey.used_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Those of a person, the oldest first.
pub async fn of_user(db: &mut impl Run, user: UserId) -> Result<Vec<Passkey>> {
    db.all(sql(format!("{SELECT} WHERE user_id = $1 ORDER BY created_ms, id")).bind(user.0)).await
}

/// The one that an authenticator calls so.
pub async fn by_credential(db: &mut impl Run, credential_id: &str) -> Result<Option<Passkey>> {
    db.optional(sql(format!("{SELECT} WHERE credential_id = $1")).bind(credential_id)).await
}

/// Somebody has signed in with one that was used so often before; `false` when it was removed or used meanwhile.
pub async fn used(tx: &mut Tx, passkey: &Passkey, counter: u32, now_ms: i64) -> Result<bool> {
    let text = "UPDATE passkeys SET counter = $3, used_ms = $4 WHERE id = $1 AND counter = $2";
    let statement = sql(text).bind(passkey.id.as_str()).bind(passkey.counter).bind(i64::from(counter)).bind(now_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// Removes one of a person; `false` when there is none.
pub async fn remove(tx: &mut Tx, user: UserId, id: &str) -> Result<bool> {
    let text = "DELETE FROM passkeys WHERE user_id = $1 AND id = $2";
    Ok(tx.execute(sql(text).bind(user.0).bind(id)).await? == 1)
}

/// Removes all of a person; returns how many there were.
pub async fn remove_all(tx: &mut Tx, user: UserId) -> Result<u64> {
    tx.execute(sql("DELETE FROM passkeys WHERE user_id = $1").bind(user.0)).await
}

/// A question that a browser has been asked.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Question {
    /// Its name.
    pub id: String,
    /// Who adds a passkey; nobody for whoever signs in.
    pub user_id: Option<i64>,
    /// What must be signed, base64url.
    pub challenge: String,
    /// Good until then, milliseconds UTC.
    pub until_ms: i64,
}

/// Keeps a question, and forgets those that ran out.
pub async fn ask(tx: &mut Tx, question: &Question, now_ms: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM passkey_questions WHERE until_ms <= $1").bind(now_ms)).await?;
    let statement = sql("INSERT INTO passkey_questions (id, user_id, challenge, until_ms) VALUES ($1, $2, $3, $4)")
        .bind(question.id.as_str())
        .bind(question.user_id)
        .bind(question.challenge.as_str())
        .bind(question.until_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Takes a question that is still good, so that it is answered once.
pub async fn take(tx: &mut Tx, id: &str, now_ms: i64) -> Result<Option<Question>> {
    let text =
        "DELETE FROM passkey_questions WHERE id = $1 AND until_ms > $2 RETURNING id, user_id, challenge, until_ms";
    tx.optional(sql(text).bind(id).bind(now_ms)).await
}
