//! `cargo xtask build`: the browser parts, then the server with them inside.

use crate::tools::run;
use crate::web;
use anyhow::Result;
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

/// Builds everything and names the program: the server of a release, with the browser parts inside.
pub fn server(place: &web::Place) -> Result<PathBuf> {
    web::build(place, &web::chosen(&[]))?;
    let mut command = place.cargo_command();
    run::run(command.args(["build", "--release", "--package", "hoiam-backend"]))?;
    Ok(place.target.join("release/hoiam"))
}
