//! What members of staff were told in the console: deliveries of that way, read by whom they were made for. Whoever has
//! lost the right to a case reads no more of it.

use super::cases::{Ranges, condition};
use super::db::{Run, Sql, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::CaseId;

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct NoticeRow {
    /// Identity of the delivery.
    pub id: i64,
    /// About which case.
    pub case_id: i64,
    /// About which of its events.
    pub version: i64,
    /// Code of the topic.
    pub topic: String,
    /// When they were told, milliseconds UTC.
    pub settled_ms: i64,
    /// When they saw it.
    pub seen_ms: Option<i64>,
}

/// The place of a notice in the list: when, and its identity.
pub type Position = (i64, i64);

/// Those of a recipient within their rights: `$1` is the recipient, the rights come from `$2` on.
fn told(ranges: &Ranges) -> String {
    let rights = condition(ranges, 2);
    format!(
        "recipient = $1 AND via = 'console' AND state = 'sent' AND EXISTS \
         (SELECT 1 FROM cases WHERE cases.id = deliveries.case_id AND {rights})"
    )
}

/// The statement with the values of [`told`] bound, and the number of the parameter after them.
fn bound(text: impl FnOnce(String, usize) -> String, recipient: &str, ranges: &Ranges) -> Sql {
    let rights = ranges.cases.iter().chain(&ranges.sealed);
    let next = 2 + 2 * rights.clone().count();
    rights.fold(sql(text(told(ranges), next)).bind(recipient), |s, &(low, high)| s.bind(low).bind(high))
}

/// A page of a recipient's, newest first, behind `after`.
pub async fn page(
    db: &mut impl Run,
    recipient: &str,
    ranges: &Ranges,
    after: Position,
    limit: i64,
) -> Result<Vec<NoticeRow>> {
    let text = |told: String, n: usize| {
        format!(
            "SELECT id, case_id, version, topic, settled_ms, seen_ms FROM deliveries WHERE {told} \
             AND (settled_ms, id) < (${n}, ${}) ORDER BY settled_ms DESC, id DESC LIMIT {limit}",
            n + 1
        )
    };
    db.all(bound(text, recipient, ranges).bind(after.0).bind(after.1)).await
}

/// How many a recipient has not seen, counted no further than `most`.
pub async fn unseen(db: &mut impl Run, recipient: &str, ranges: &Ranges, most: u32) -> Result<i64> {
    let text = |told: String, _| {
        format!(
            "SELECT COUNT(*) FROM (SELECT id FROM deliveries WHERE {told} AND seen_ms IS NULL LIMIT {most}) AS unseen"
        )
    };
    let row: Option<(i64,)> = db.optional(bound(text, recipient, ranges)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// A recipient has seen what was told of a case, or of every case.
pub async fn see(tx: &mut Tx, recipient: &str, case: Option<CaseId>, now_ms: i64) -> Result<u64> {
    let of = if case.is_some() { " AND case_id = $3" } else { "" };
    let statement = sql(format!(
        "UPDATE deliveries SET seen_ms = $2 WHERE recipient = $1 AND via = 'console' AND state = 'sent' AND seen_ms IS NULL{of}"
    ));
    let statement = statement.bind(recipient).bind(now_ms);
    tx.execute(case.iter().fold(statement, |s, case| s.bind(case.0))).await
}
