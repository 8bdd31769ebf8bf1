//! `cargo xtask eval`: how well the real thing does on a file of cases. The work is the server's own subcommand;
//! here it is only built and started.

use crate::build::{self, Finish};
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
    /// Judged queries through a real index: MRR@10, Recall@10 and P@1 by form of the query and by set of fields.
    Search {
        /// Folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` instead of the shipped set.
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// The learned suggestion on labelled text, beside scikit-learn's TF-IDF and LinearSVC.
    Routing(crate::eval_routing::Options),
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let found = |path: &PathBuf| path.canonicalize().with_context(|| format!("{} cannot be read", path.display()));
    match options {
        Options::Pairs { file } => {
            let file = found(file)?;
            let hoiam = build::server(&Place::of_workspace()?, Finish::Release)?;
            run::run(Command::new(hoiam).args(["eval", "pairs"]).arg(file))
        }
        Options::Routing(options) => crate::eval_routing::run(options),
        Options::Search { data } => {
            let data = data.as_ref().map(found).transpose()?;
            let hoiam = build::server(&Place::of_workspace()?, Finish::Release)?;
            let mut command = Command::new(hoiam);
            command.args(["eval", "search"]);
            if let Some(dir) = data {
                // `--data` of the server itself is its own folder.
                command.arg("--folder").arg(dir);
            }
            run::run(&mut command)
        }
    }
}
