//! The transaction of a change of settings. Whoever changes any stands in line at their counter, by which every node
//! reads them again.

use super::VERSION;
use crate::domain::app::App;
use crate::domain::books;
use crate::domain::error::Result;
use crate::store::{Tx, counters};

/// Opens it, with the number of the settings that it makes.
pub async fn begin(app: &App) -> Result<(Tx, i64)> {
    let mut tx = app.db.begin().await?;
    let version = counters::take(&mut tx, VERSION, 1).await?;
    Ok((tx, version))
}

/// Makes it durable; this node knows at once, the others within seconds.
pub async fn finish(app: &App, tx: Tx) -> Result<()> {
    tx.commit().await?;
    books::refresh(app).await.map(|_| ())
}
