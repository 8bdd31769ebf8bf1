//! The second step of signing in: who has one, which code was used last, and codes for whoever has lost the device.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// A person's second step.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct SecondStep {
    /// Key that sealed.
    pub key_id: String,
    /// The secret that the person's device has, too, sealed.
    pub sealed: String,
    /// Since when it is asked for, milliseconds UTC; nothing until a code has shown that the device has it.
    pub since_ms: Option<i64>,
    /// Time step of the last code that was taken.
    pub used_step: i64,
}

/// That of a person, asked for or only begun.
pub async fn of(db: &mut impl Run, user: UserId) -> Result<Option<SecondStep>> {
    db.optional(sql("SELECT key_id, sealed, since_ms, used_step FROM second_steps WHERE user_id = $1").bind(user.0))
        .await
}

/// Begins one, in the place of another that was only begun; `false` when one is asked for already.
pub async fn begin(tx: &mut Tx, user: UserId, key_id: &str, sealed: &str) -> Result<bool> {
    let text = "INSERT INTO second_steps (user_id, key_id, sealed, since_ms, used_step) VALUES ($1, $2, $3, NULL, 0) \
         ON CONFLICT (user_id) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed WHERE second_steps.since_ms IS NULL";
    Ok(tx.execute(sql(text).bind(user.0).bind(key_id).bind(sealed)).await? == 1)
}

/// Asks for it from now on.
pub async fn turn_on(tx: &mut Tx, user: UserId, now_ms: i64) -> Result<()> {
    let text = "UPDATE second_steps SET since_ms = $2 WHERE user_id = $1";
    tx.execute(sql(text).bind(user.0).bind(now_ms)).await.map(|_| ())
}

/// Takes the code of a time step; `false` when that or a later one was taken.
pub async fn take(tx: &mut Tx, user: UserId, step: i64) -> Result<bool> {
    let text = "UPDATE second_steps SET used_step = $2 WHERE user_id = $1 AND used_step < $2";
    Ok(tx.execute(sql(text).bind(user.0).bind(step)).await? == 1)
}

/// Keeps the digests of codes for whoever loses the device.
pub async fn keep_recovery(tx: &mut Tx, user: UserId, digests: &[String]) -> Result<()> {
    tx.execute(sql("DELETE FROM recovery_codes WHERE user_id = $1").bind(user.0)).await?;
    for digest in digests {
        let text = "INSERT INTO recovery_codes (user_id, digest) VALUES ($1, $2)";
        tx.execute(sql(text).bind(user.0).bind(digest.as_str())).await?;
    }
    Ok(())
}

/// Takes one of these; `false` when there is none.
pub async fn take_recovery(tx: &mut Tx, user: UserId, digest: &str) -> Result<bool> {
    let text = "DELETE FROM recovery_codes WHERE user_id = $1 AND digest = $2";
    Ok(tx.execute(sql(text).bind(user.0).bind(digest)).await? == 1)
}

/// How many of these are left.
pub async fn recovery_left(db: &mut impl Run, user: UserId) -> Result<i64> {
    let row: Option<(i64,)> =
        db.optional(sql("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1").bind(user.0)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Asks for no second step any more; `false` when none was asked for or begun.
pub async fn remove(tx: &mut Tx, user: UserId) -> Result<bool> {
    tx.execute(sql("DELETE FROM recovery_codes WHERE user_id = $1").bind(user.0)).await?;
    Ok(tx.execute(sql("DELETE FROM second_steps WHERE user_id = $1").bind(user.0)).await? == 1)
}
