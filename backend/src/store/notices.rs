//! What notices are made from: addresses of staff, and the letters that agencies wrote themselves.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// Where a member of staff is told.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct StaffAddress {
    /// Whose.
    pub user_id: i64,
    /// Which key opens it.
    pub key_id: String,
    /// The address, sealed for `staff:` and the user.
    pub sealed: String,
    /// Language of the letters.
    pub lang: String,
    /// They want letters.
    pub wanted: i64,
    /// When it was changed last, milliseconds UTC.
    pub changed_ms: i64,
}

/// The address of a member of staff.
pub async fn staff_address(db: &mut impl Run, user: UserId) -> Result<Option<StaffAddress>> {
    let text = "SELECT user_id, key_id, sealed, lang, wanted, changed_ms FROM staff_addresses WHERE user_id = $1";
    db.optional(sql(text).bind(user.0)).await
}

/// Stores an address.
pub async fn put_staff_address(tx: &mut Tx, row: &StaffAddress) -> Result<()> {
    let statement = sql("INSERT INTO staff_addresses (user_id, key_id, sealed, lang, wanted, changed_ms) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id) DO UPDATE SET key_id = excluded.key_id, \
         sealed = excluded.sealed, lang = excluded.lang, wanted = excluded.wanted, changed_ms = excluded.changed_ms")
    .bind(row.user_id)
    .bind(row.key_id.as_str())
    .bind(row.sealed.as_str())
    .bind(row.lang.as_str())
    .bind(row.wanted)
    .bind(row.changed_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Forgets an address.
pub async fn remove_staff_address(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(sql("DELETE FROM staff_addresses WHERE user_id = $1").bind(user.0)).await.map(|_| ())
}

/// A member of staff does not want letters any more.
pub async fn stop_staff_mail(tx: &mut Tx, user: UserId, now_ms: i64) -> Result<()> {
    let statement = sql("UPDATE staff_addresses SET wanted = 0, changed_ms = $2 WHERE user_id = $1");
    tx.execute(statement.bind(user.0).bind(now_ms)).await.map(|_| ())
}

/// A letter that an agency wrote itself.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct LetterRow {
    /// Which agency.
    pub agency_id: i64,
    /// About what.
    pub topic: String,
    /// In which language.
    pub lang: String,
    /// Subject.
    pub subject: String,
    /// Body.
    pub body: String,
    /// When it was written, milliseconds UTC.
    pub changed_ms: i64,
    /// By whom.
    pub user_id: i64,
}

const LETTERS: &str = "SELECT agency_id, topic, lang, subject, body, changed_ms, user_id FROM letters";

/// Letters about a topic in a language, of whichever agency.
pub async fn letters_about(db: &mut impl Run, topic: &str, lang: &str) -> Result<Vec<LetterRow>> {
    db.all(sql(format!("{LETTERS} WHERE topic = $1 AND lang = $2")).bind(topic).bind(lang)).await
}

/// All letters of an agency itself.
pub async fn letters_of(db: &mut impl Run, agency: i64) -> Result<Vec<LetterRow>> {
    db.all(sql(format!("{LETTERS} WHERE agency_id = $1 ORDER BY topic, lang")).bind(agency)).await
}

/// Stores a letter.
pub async fn put_letter(tx: &mut Tx, row: &LetterRow) -> Result<()> {
    let statement = sql("INSERT INTO letters (agency_id, topic, lang, subject, body, changed_ms, user_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (agency_id, topic, lang) DO UPDATE SET subject = excluded.subject, \
         body = excluded.body, changed_ms = excluded.changed_ms, user_id = excluded.user_id")
        .bind(row.agency_id)
        .bind(row.topic.as_str())
        .bind(row.lang.as_str())
        .bind(row.subject.as_str())
        .bind(row.body.as_str())
        .bind(row.changed_ms)
        .bind(row.user_id);
    tx.execute(statement).await.map(|_| ())
}

/// Goes back to the letter of the agency above, or the program's own.
pub async fn remove_letter(tx: &mut Tx, agency: i64, topic: &str, lang: &str) -> Result<u64> {
    let statement = sql("DELETE FROM letters WHERE agency_id = $1 AND topic = $2 AND lang = $3");
    tx.execute(statement.bind(agency).bind(topic).bind(lang)).await
}

/// An escalation ladder that an agency has set up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct LadderRow {
    /// Which agency.
    pub agency_id: i64,
    /// The ladder, JSON.
    pub spec: String,
    /// When, milliseconds UTC.
    pub changed_ms: i64,
    /// By whom.
    pub user_id: i64,
}

/// All of them.
pub async fn ladders(db: &mut impl Run) -> Result<Vec<LadderRow>> {
    db.all(sql("SELECT agency_id, spec, changed_ms, user_id FROM ladders ORDER BY agency_id")).await
}

/// Stores one.
pub async fn put_ladder(tx: &mut Tx, row: &LadderRow) -> Result<()> {
    let statement = sql("INSERT INTO ladders (agency_id, spec, changed_ms, user_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (agency_id) DO UPDATE SET spec = excluded.spec, changed_ms = excluded.changed_ms, user_id = excluded.user_id");
    let statement = statement.bind(row.agency_id).bind(row.spec.as_str()).bind(row.changed_ms).bind(row.user_id);
    tx.execute(statement).await.map(|_| ())
}

/// Removes one.
pub async fn remove_ladder(tx: &mut Tx, agency: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM ladders WHERE agency_id = $1").bind(agency)).await
}
