//! What several commands need: the database, and the application without the work behind it.

use crate::config::Place;
use crate::domain::App;
use crate::outside::{SystemClock, SystemRandom};
use crate::server::{self, Outside, StartError};
use crate::store::Db;
use std::sync::Arc;

/// The database, its schema brought up to date.
pub(super) async fn open_db(place: &Place) -> Result<Db, StartError> {
    std::fs::create_dir_all(&place.data).map_err(|error| format!("{}: {error}", place.data.display()))?;
    let db = Db::open(&place.url(), place.database_connections).await?;
    db.migrate().await?;
    Ok(db)
}

/// The application; nothing runs behind it.
pub(super) async fn open_app(place: &Place) -> Result<Arc<App>, StartError> {
    let outside = Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    Ok(server::build(place, "http://localhost", outside).await?.app)
}

/// The application beside a node that runs on the same place: nothing is written.
pub(super) async fn open_beside(place: &Place) -> Result<Arc<App>, StartError> {
    let outside = Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    Ok(server::build_beside(place, "http://localhost", outside).await?.app)
}
