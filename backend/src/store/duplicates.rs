//! Which cases follow which, and which were found to be two matters.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use hoiam_shared::ids::{CaseId, UserId};

/// The cases that follow one, oldest first.
pub async fn followers(db: &mut impl Run, main: CaseId) -> Result<Vec<CaseId>> {
    let rows: Vec<(i64,)> = db.all(sql("SELECT id FROM cases WHERE merged_into = $1 ORDER BY id").bind(main.0)).await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Notes that some cases are different matters, each of them with each.
pub async fn set_apart(tx: &mut Tx, cases: &[CaseId], by: UserId, at_ms: i64) -> Result<()> {
    let mut batch = Batch::default();
    for (n, one) in cases.iter().enumerate() {
        for other in &cases[n + 1..] {
            batch.row(|row| {
                row.int(one.0.min(other.0)).int(one.0.max(other.0)).int(by.0).int(at_ms);
            });
        }
    }
    let columns = [Column::Int("low_id"), Column::Int("high_id"), Column::Int("user_id"), Column::Int("at_ms")];
    batch.insert(tx, "apart", &columns, "ON CONFLICT DO NOTHING").await.map(|_| ())
}

/// The pairs of these cases that are different matters, the lower identity first.
pub async fn apart(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<(i64, i64)>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT low_id, high_id FROM apart WHERE low_id IN (SELECT id FROM {batch})";
    db.all(Batch::of_ids(cases).statement(db.engine(), &[Column::Int("id")], text)).await
}
