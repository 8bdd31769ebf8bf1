//! `hoiam migrate`, `reindex`, `demo-data`: what is done to the data as a whole.

use super::print;
use super::setup::{open_db, open_to_fill};
use crate::config::Place;
use crate::domain::filling::{self, Wanted};
use crate::domain::notices::staff;
use crate::domain::{installation, petitions};
use crate::secrets::password_hash;
use crate::seed;
use crate::server::StartError;
use crate::store::{cases, settings};
use clap::Args;
use hoiam_shared::Lang;
use hoiam_shared::rights::Role;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// Fills an empty place.
#[derive(Debug, Args)]
pub struct DemoData {
    /// How many cases.
    #[arg(long, default_value_t = 3_000)]
    cases: u64,
    /// The same seed gives the same cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Over how many months up to now.
    #[arg(long, default_value_t = 18)]
    months: u32,
}

/// Password of everybody in the demo. Printed, never meant to be secret.
pub(crate) const DEMO_PASSWORD: &str = "hoi-am-trinh-dien";

pub(super) async fn migrate(place: &Place) -> Result<ExitCode, StartError> {
    open_db(place).await?.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The index is derived: without it the server builds it again from the ledger when it starts.
pub(super) fn reindex(place: &Place) -> Result<ExitCode, StartError> {
    for dir in [place.index_dir(), place.public_index_dir()] {
        if dir.exists() {
            std::fs::remove_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn demo(place: &Place, wanted: &DemoData) -> Result<ExitCode, StartError> {
    let db = open_db(place).await?;
    if !settings::agencies::all(&mut db.read()).await?.is_empty() || cases::count(&mut db.read()).await? > 0 {
        return Err(format!("{} is not empty; demo data go into an empty place only", place.data.display()).into());
    }
    let world = seed::world()?;
    let hash = tokio::task::spawn_blocking(|| password_hash(&crate::outside::SystemRandom, DEMO_PASSWORD)).await?;
    installation::install(&db, &world, &hash).await?;
    db.close().await;
    let app = open_to_fill(place).await?;
    address(&app, &world).await?;
    if wanted.cases > 0 {
        fill(&app, &world, wanted).await?;
        petitions::filling::fill(&app).await.map_err(|error| format!("{error:?}"))?;
    }
    app.db.filled().await?;
    app.db.close().await;
    for user in &world.users {
        let role = user.grants.first().map_or("", |grant| Role::code(grant.role));
        let line =
            serde_json::json!({ "user": user.login, "password": DEMO_PASSWORD, "role": role, "name": user.name });
        print(&line.to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Gives everybody an address of the domain that never exists (RFC 2606): a demonstration reaches nobody, but where mail
/// goes into a folder one can see what would be sent.
async fn address(app: &crate::domain::App, world: &seed::World) -> Result<(), StartError> {
    let mut tx = app.db.begin().await?;
    for user in &world.users {
        let address = format!("{}@agency.example", user.login);
        let (keys, random, now_ms) = (&app.keys, app.random.as_ref(), app.now_ms());
        staff::set_address(keys, random, &mut tx, user.id, Some(&address), Lang::Vi, now_ms)
            .await
            .map_err(|error| format!("{error:?}"))?;
    }
    tx.commit().await?;
    Ok(())
}

/// Fills it; says how far it is.
async fn fill(app: &Arc<crate::domain::App>, world: &seed::World, wanted: &DemoData) -> Result<(), StartError> {
    let started = Instant::now();
    let told = |written| {
        eprint!("\r{written} cases, {:.0} a second", written as f64 / started.elapsed().as_secs_f64());
    };
    let DemoData { cases, seed, months, .. } = *wanted;
    filling::fill(app, world, Wanted { cases, seed, months }, told).await.map_err(|error| format!("{error:?}"))?;
    eprintln!();
    Ok(())
}
