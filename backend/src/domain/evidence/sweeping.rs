//! Sweeps away uploads that nobody sent along with anything. First they are marked, so that nobody can claim them any
//! more; then their objects go, and only then their rows: broken off anywhere, the next sweep goes on.

use super::{file_at, object, parts_of, preview_at};
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::outside::files::Files;
use crate::store::{Db, erasing, uploads};

/// Uploads removed in one go.
const BATCH: i64 = 200;
const DAY_MS: i64 = 86_400_000;

/// Removes the bytes of files that were erased with their case, whose rows are gone already.
pub async fn erased(db: &Db, files: &Files) -> Result<()> {
    loop {
        let gone = erasing::objects(&mut db.read(), BATCH).await?;
        if gone.is_empty() {
            return Ok(());
        }
        for object in &gone {
            files.remove(&file_at(object)).await?;
            files.remove(&preview_at(object)).await?;
            let mut tx = db.begin().await?;
            erasing::forget_object(&mut tx, object).await?;
            tx.commit().await?;
        }
    }
}

/// Removes what has waited too long; returns how many uploads went.
pub async fn sweep(app: &App) -> Result<u64> {
    erased(&app.db, &app.evidence.files).await?;
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    uploads::expire(&mut tx, now_ms).await?;
    uploads::forget_clients(&mut tx, now_ms - DAY_MS).await?;
    tx.commit().await?;
    let mut swept = 0;
    loop {
        let gone = uploads::gone(&mut app.db.read(), BATCH).await?;
        if gone.is_empty() {
            return Ok(swept);
        }
        for token_sha256 in &gone {
            let files = &app.evidence.files;
            files.remove_below(&parts_of(token_sha256)).await?;
            files.remove(&file_at(object(token_sha256))).await?;
            files.remove(&preview_at(object(token_sha256))).await?;
            let mut tx = app.db.begin().await?;
            uploads::remove(&mut tx, token_sha256).await?;
            tx.commit().await?;
            swept += 1;
        }
    }
}
