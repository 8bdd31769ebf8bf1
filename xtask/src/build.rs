//! `cargo xtask build`: the browser parts, then the server with them inside.

use crate::tools::run;
use crate::web;
use anyhow::{Result, anyhow};
use std::path::PathBuf;

/// What to build.
#[derive(clap::Args)]
pub struct Options {
    /// Only the browser parts.
    #[arg(long)]
    web: bool,
    /// Only these browser parts.
    #[arg(long, value_enum, requires = "web")]
    only: Vec<web::Part>,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let place = web::Place::of_workspace()?;
    if options.web {
        web::build(&place, &web::chosen(&options.only))?;
        return Ok(());
    }
    server(&place).map(drop)
}

/// Builds everything and names the program: the server of a release, with the browser parts inside. Nothing of the server but
/// the program itself waits for them, so both are built at once: each of them often keeps only one core busy.
pub fn server(place: &web::Place) -> Result<PathBuf> {
    std::thread::scope(|scope| {
        let library = scope.spawn(|| release(place, "hoiam-backend"));
        let browser = web::build(place, &web::chosen(&[]));
        let library = library.join().map_err(|_| anyhow!("building the server broke off"))?;
        browser.and(library)
    })?;
    program(place)
}

/// Builds the program with what there is of the browser parts, and names it.
pub fn program(place: &web::Place) -> Result<PathBuf> {
    release(place, "hoiam")?;
    Ok(place.target.join("release/hoiam"))
}

fn release(place: &web::Place, package: &str) -> Result<()> {
    run::run(place.cargo_command().args(["build", "--release", "--package", package]))
}
