//! `cargo xtask bench`: measures, and prints one line of JSON. The work is the server's own subcommand in a
//! release build; here is what it needs around it: a PostgreSQL that forces every commit to disk.

use crate::build;
use crate::tools::postgres::{Durability, Postgres};
use crate::tools::run;
use crate::web::Place;
use anyhow::Result;
use std::ffi::OsString;
use std::process::Command;

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Options {
    /// Submissions a second with a durable commit before each answer, on SQLite and on PostgreSQL.
    Intake(Rest),
    /// Due dates a second, finding what is due among 1,000,000 open cases, recalculating 100,000.
    Clock(Rest),
    /// Queries over a large index.
    Search(Rest),
}

/// Handed to `hoiam bench` as it is.
#[derive(clap::Args)]
pub struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let hoiam = build::server(&Place::of_workspace()?)?;
    let mut command = Command::new(hoiam);
    command.arg("bench");
    match options {
        Options::Intake(Rest { rest }) => {
            let postgres = Postgres::start(Durability::Durable)?;
            run::run(command.args(["intake", "--database-url", postgres.url()]).args(rest))
        }
        Options::Clock(Rest { rest }) => run::run(command.arg("clock").args(rest)),
        Options::Search(Rest { rest }) => run::run(command.arg("search").args(rest)),
    }
}
