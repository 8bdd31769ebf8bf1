//! What each person wants to read of the cases of a list: codes of columns, in order.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// What the person chose; `None` if nothing yet.
pub async fn of(db: &mut impl Run, user: UserId) -> Result<Option<String>> {
    let row: Option<(String,)> =
        db.optional(sql("SELECT columns FROM user_columns WHERE user_id = $1").bind(user.0)).await?;
    Ok(row.map(|(columns,)| columns))
}

/// Keeps what the person chose.
pub async fn put(tx: &mut Tx, user: UserId, columns: &str) -> Result<()> {
    let statement = sql("INSERT INTO user_columns (user_id, columns) VALUES ($1, $2) \
         ON CONFLICT (user_id) DO UPDATE SET columns = excluded.columns")
    .bind(user.0)
    .bind(columns);
    tx.execute(statement).await.map(|_| ())
}
