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
    Ok(server::build(place, HERE, outside()).await?.app)
}

/// The application on a place that is new, to fill it; see [`Db::open_to_fill`].
pub(super) async fn open_to_fill(place: &Place) -> Result<Arc<App>, StartError> {
    let db = Db::open_to_fill(&place.url(), place.database_connections).await?;
    Ok(server::build_on(db, place, HERE, outside()).await?.app)
}

/// The application beside a node that runs on the same place: nothing is written.
pub(super) async fn open_beside(place: &Place) -> Result<Arc<App>, StartError> {
    Ok(server::build_beside(place, HERE, outside()).await?.app)
}

/// Where the server would be reached: nobody is told.
const HERE: &str = "http://localhost";

fn outside() -> Outside {
    Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) }
}
