//! Removes deliveries that are settled and old. Those that were given up stay until somebody deals with them: sends them
//! again, or says that there is no need any more.

use crate::domain::app::App;
use crate::domain::error::Result;
use crate::store::{alerts, deliveries};

/// Removed in one transaction.
const BATCH: i64 = 1_000;

/// Removes what is older than the installation keeps, and when alerts fired before that; returns how many deliveries went.
pub async fn sweep(app: &App) -> Result<u64> {
    let before_ms = app.now_ms() - app.deliveries_kept_ms;
    let mut swept = 0;
    while deliveries::any_settled(&mut app.db.read(), before_ms).await? {
        let mut tx = app.db.begin().await?;
        let gone = deliveries::remove_settled(&mut tx, before_ms, BATCH).await?;
        tx.commit().await?;
        if gone == 0 {
            // Another node was quicker.
            break;
        }
        swept += gone;
    }
    if alerts::any_old(&mut app.db.read(), before_ms).await? {
        let mut tx = app.db.begin().await?;
        alerts::forget_firings(&mut tx, before_ms).await?;
        tx.commit().await?;
    }
    Ok(swept)
}
