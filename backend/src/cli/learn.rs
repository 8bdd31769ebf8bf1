//! `hoiam learn`: learns now what the server learns by itself once a day.

use super::print;
use super::setup::open_app;
use crate::config::Place;
use crate::domain::learning;
use crate::server::StartError;
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What to learn.
#[derive(Debug, Args)]
pub struct Learn {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Where cases belong, from those that were taken up; one line of JSON. Running servers use it within seconds.
    Routing,
}

pub(super) async fn run(place: &Place, learn: &Learn) -> Result<ExitCode, StartError> {
    let What::Routing = learn.what;
    // The index of the place belongs to the server that may be running there; learning needs none.
    let aside = tempfile::tempdir()?;
    let place = Place { data: aside.path().to_owned(), database_url: Some(place.url()), ..place.clone() };
    let app = open_app(&place).await?;
    let learned = learning::learn(&app).await.map_err(|error| format!("{error:?}"))?;
    print(&serde_json::to_string(&learned)?)?;
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}
