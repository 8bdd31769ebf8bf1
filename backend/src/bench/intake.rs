//! Intake over HTTP at 64 connections: the floor (checked and prepared, nothing stored), then the real thing.

use super::loading::{Requests, complaint, load};
use super::quantile;
use super::serving::{Serving, engines};
use crate::config::Place;
use crate::server::StartError;
use crate::store::cases;
use clap::Args;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How to measure intake.
#[derive(Debug, Args)]
pub struct Options {
    /// Connections at once.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Seconds for each of floor and intake.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let dir = tempfile::tempdir()?;
    let mut line = json!({ "bench": "intake", "connections": options.connections, "seconds": options.seconds });
    for (engine, place) in engines(place, dir.path()) {
        line[engine] = measure(&place, options).await?;
    }
    Ok(line)
}

async fn measure(place: &Place, options: &Options) -> Result<Value, StartError> {
    let serving = Serving::start(place, true).await?;
    let address = serving.address;
    let duration = Duration::from_secs(options.seconds);
    let at = |path: &'static str| -> Requests { Arc::new(move |n| complaint(path, n)) };
    let (floor, intake) = (at("/bench/floor"), at("/api/v1/sites/demo/cases"));
    // A first second that nobody counts: connections, statements and caches.
    load(address, &floor, options.connections, Duration::from_secs(1)).await?;
    let floor = load(address, &floor, options.connections, duration).await?;
    load(address, &intake, options.connections, Duration::from_secs(1)).await?;
    let intake = load(address, &intake, options.connections, duration).await?;
    let behind = serving.indexed().await?;
    let stored = cases::count(&mut serving.app.db.read()).await?;
    serving.end().await;
    Ok(json!({
        "floor_rps": floor.per_second.round(),
        "intake_rps": intake.per_second.round(),
        "share_of_floor": (intake.per_second / floor.per_second * 100.0).round() / 100.0,
        "p50_ms": quantile(&intake.ms, 0.50),
        "p99_ms": quantile(&intake.ms, 0.99),
        "failed": intake.failed + intake.shed,
        "indexed_after_ms": behind,
        "stored": stored,
    }))
}
