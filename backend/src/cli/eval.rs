//! `hoiam eval`: judged examples through the real index.

use super::print;
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
}

pub(super) fn run(eval: &Eval) -> Result<ExitCode, StartError> {
    let What::Pairs { file } = &eval.what;
    let report = eval::eval_pairs(file)?;
    print(&serde_json::to_string(&report)?)?;
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
