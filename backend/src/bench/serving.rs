//! A new installation that serves on a port of this machine, to be loaded over HTTP.

use super::tenths;
use crate::config::Place;
use crate::domain::{App, installation};
use crate::http;
use crate::outside::{SystemClock, SystemRandom};
use crate::seed;
use crate::server::{self, Outside, StartError};
use crate::store::events;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Where to measure: on SQLite below `dir`, and on PostgreSQL when the place names a database.
pub(super) fn engines(place: &Place, dir: &Path) -> Vec<(&'static str, Place)> {
    let mut all = vec![("sqlite", Place { data: dir.join("sqlite"), database_url: None, ..place.clone() })];
    if place.database_url.is_some() {
        all.push(("postgres", Place { data: dir.join("postgres"), ..place.clone() }));
    }
    all
}

/// Time and randomness as they are.
pub(super) fn outside() -> Outside {
    Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) }
}

/// Reads all files of a place once. A server that people work with all day has them in memory; what is measured is the server and
/// not how the machine was used an hour ago.
pub(super) fn read_through(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_through(&path)?;
        } else {
            std::io::copy(&mut std::fs::File::open(&path)?, &mut std::io::sink())?;
        }
    }
    Ok(())
}

/// One that serves.
pub(super) struct Serving {
    /// The application.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
    work: JoinSet<()>,
    stop: CancellationToken,
}

impl Serving {
    /// Sets the place up and serves; with the floor of the intake, if that is wanted.
    pub async fn start(place: &Place, floor: bool) -> Result<Self, StartError> {
        let first = server::build(place, "http://localhost", outside()).await?;
        installation::install(&first.app.db, &seed::world()?, "").await?;
        first.app.db.close().await;
        drop(first);
        Self::open(place, floor).await
    }

    /// Serves a place that is set up already, once all that is in it is found: one that was only just filled is indexed first.
    pub async fn open(place: &Place, floor: bool) -> Result<Self, StartError> {
        let stop = CancellationToken::new();
        let built = server::build(place, "http://localhost", outside()).await?;
        let (app, mut work) = built.start(&stop, Duration::from_secs(5))?;
        let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle();
        let router = http::router(app.clone(), false, stop.clone(), metrics);
        let router = if floor { router.merge(http::floor(app.clone())) } else { router };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let stopped = stop.clone();
        work.spawn(async move { drop(http::serve(listener, router, stopped.cancelled_owned()).await) });
        let serving = Self { app, address, work, stop };
        serving.indexed().await?;
        Ok(serving)
    }

    /// Waits until everything that is in the ledger now is found by searching; how long that took, in milliseconds.
    pub async fn indexed(&self) -> Result<f64, StartError> {
        let started = Instant::now();
        let mut written = self.app.indexed.listen();
        let (head, _) = events::head(&mut self.app.db.read()).await?;
        while self.app.index.checkpoint() < head {
            written.wait(Duration::from_secs(1)).await;
        }
        Ok(tenths(started.elapsed().as_secs_f64() * 1_000.0))
    }

    /// Stops as a server is stopped: what was accepted is written, everything at work ends, the database is closed. Another
    /// may serve the same place once whoever else holds the application has let go of it.
    pub async fn end(self) {
        let Self { app, mut work, stop, .. } = self;
        stop.cancel();
        let db = app.db.clone();
        // Writers end when the last way to them is closed, and the application is one.
        drop(app);
        while work.join_next().await.is_some() {}
        db.close().await;
    }
}
