//! `cargo xtask eval`: how well the real thing does on a file of cases. The work is the server's own subcommand;
//! here it is only built and started.

use crate::build;
use crate::tools::run;
use crate::web::Place;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// What to judge.
#[derive(clap::Subcommand)]
pub enum Options {
    /// Pairs of a query and what it must or must not find, through a real index: `{"passed":…,"failed":[ids]}`.
    Pairs {
        /// One pair a line, as JSON.
        file: PathBuf,
    },
    /// The learned suggestion on labelled text, beside scikit-learn's TF-IDF and LinearSVC.
    Routing(crate::eval_routing::Options),
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let file = match options {
        Options::Pairs { file } => file,
        Options::Routing(options) => return crate::eval_routing::run(options),
    };
    let file = file.canonicalize().with_context(|| format!("{} cannot be read", file.display()))?;
    let hoiam = build::server(&Place::of_workspace()?)?;
    run::run(Command::new(hoiam).args(["eval", "pairs"]).arg(file))
}
