//! `hoiam bench`: how fast this machine does what matters. Each prints one JSON line. Nothing here is used by the
//! server.

mod client;
mod clock;
mod console;
mod dashboard;
mod intake;
mod load;
mod loading;
mod search;
mod serving;
mod signatures;

use crate::config::{LimitsPlace, Place};
use crate::server::StartError;
use clap::Subcommand;
use std::process::ExitCode;

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Submissions a second over HTTP, each durable before it is answered: on SQLite, and on PostgreSQL when
    /// `--database-url` names an empty database.
    Intake(intake::Options),
    /// Due dates a second, finding what is due among many cases, recalculating many while intake goes on.
    Clock(clock::Options),
    /// Building and asking a large index.
    Search(search::Options),
    /// Signatures of one petition a second over HTTP, each durable before it is answered, with many there already; how many
    /// are confirmed and how often the counter is read meanwhile; and whether a server that is killed loses any.
    Signatures(signatures::Options),
    /// The supervisors' pages, on a folder that `hoiam demo-data` filled (`--data`).
    Dashboard(dashboard::Options),
    /// What handlers ask for all day, over HTTP, on a folder that `hoiam demo-data` filled (`--data`).
    Console(console::Options),
    /// Readers, senders and staff together, with few and many connections, slow ones, and too many, on a folder that
    /// `hoiam demo-data` filled (`--data`).
    Load(load::Options),
}

/// Measures and prints.
pub async fn run(place: &Place, bench: &Bench) -> Result<ExitCode, StartError> {
    // What is measured comes from one address.
    let limits = LimitsPlace { unlimited: true, ..LimitsPlace::default() };
    let place = &Place { limits, ..place.clone() };
    let line = match bench {
        Bench::Intake(options) => intake::run(place, options).await?,
        Bench::Clock(options) => clock::run(options).await?,
        Bench::Search(options) => search::run(options).await?,
        Bench::Signatures(options) => signatures::run(place, options).await?,
        Bench::Dashboard(options) => dashboard::run(place, options).await?,
        Bench::Console(options) => console::run(place, options).await?,
        Bench::Load(options) => load::run(place, options).await?,
    };
    crate::cli::print(&line.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// As it is printed: with one decimal.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The value below which this share of the sorted values lie.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or_default()
}
