//! `cargo xtask build`: the browser parts, then the server with them inside.

use crate::web;
use anyhow::Result;

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
    web::build(&place, &web::chosen(&options.only))?;
    if !options.web {
        place.cargo(&["build", "--release", "--package", "hoiam-backend"])?;
    }
    Ok(())
}
