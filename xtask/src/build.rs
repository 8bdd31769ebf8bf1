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
    server(&place, Profile::Release).map(drop)
}

/// How much time goes into a server before it runs.
#[derive(Debug, Clone, Copy)]
pub enum Profile {
    /// All that makes it fast.
    Release,
    /// As little as nobody notices who tries it.
    Demo,
}

/// Builds everything and names the program: the server, with the browser parts inside.
pub fn server(place: &web::Place, profile: Profile) -> Result<PathBuf> {
    web::build(place, &web::chosen(&[]))?;
    let profile = match profile {
        Profile::Release => "release",
        Profile::Demo => "demo",
    };
    let mut command = place.cargo_command();
    run::run(command.args(["build", "--profile", profile, "--package", "hoiam-backend"]))?;
    Ok(place.target.join(profile).join("hoiam"))
}
