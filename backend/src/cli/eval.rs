//! `hoiam eval`: judged examples through the real index.

use super::print;
use crate::routing_eval::{self, Wanted};
use crate::search::eval;
use crate::server::StartError;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Evaluations.
#[derive(Debug, Args)]
pub struct Eval {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Pairs of query and text: prints `{"passed":…,"failed":[ids]}`.
    Pairs {
        /// JSONL file.
        file: PathBuf,
    },
    /// The learned suggestion on labelled text (JSONL with `text` and `label`): trained on one file and judged on
    /// another, or in turn on the parts of one. Prints one JSON object.
    Routing {
        /// What to learn from.
        #[arg(long, requires = "test", conflicts_with = "data")]
        train: Option<PathBuf>,
        /// What to judge.
        #[arg(long, requires = "train")]
        test: Option<PathBuf>,
        /// One file, cut into parts; row n is in part n modulo `--folds`.
        #[arg(long)]
        data: Option<PathBuf>,
        /// How many parts.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=50))]
        folds: u16,
        /// The same seed gives the same model.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

pub(super) fn run(eval: &Eval) -> Result<ExitCode, StartError> {
    match &eval.what {
        What::Pairs { file } => {
            let report = eval::eval_pairs(file)?;
            print(&serde_json::to_string(&report)?)?;
            Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        What::Routing { train, test, data, folds, seed } => {
            let wanted = match (train, test, data) {
                (Some(train), Some(test), _) => Wanted::Files { train, test },
                (_, _, Some(data)) => Wanted::Folds { data, folds: usize::from(*folds) },
                _ => return Err("give --train and --test, or --data".into()),
            };
            print(&serde_json::to_string(&routing_eval::run(&wanted, *seed)?)?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
