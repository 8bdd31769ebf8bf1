//! `hoiam eval`: judged examples through the real index.

use super::print;
use crate::demo::Generator;
use crate::domain::alike::LIKELY;
use crate::domain::alike::judged::fits;
use crate::routing_eval::{self, Wanted};
use crate::search::eval;
use crate::search::judged::{self, Judged};
use crate::seed;
use crate::server::StartError;
use clap::{Args, Subcommand};
use serde_json::json;
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
    /// Judged queries: MRR@10, Recall@10 and P@1 by form of the query and by set of fields.
    Search {
        /// Folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` instead of the set the product ships with.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// Cases of one matter and their neighbours, judged by hand: which share of the pairs that are put together is right, and
    /// which share is found, from which likeness on.
    Duplicates,
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

/// Cases of the shipped set, and the seed and the day they are invented by.
const CASES: u64 = 2_400;
const SEED: u64 = 7;
const DAY_MS: i64 = 1_795_305_600_000;

pub(super) fn run(eval: &Eval) -> Result<ExitCode, StartError> {
    match &eval.what {
        What::Pairs { file } => {
            let report = eval::eval_pairs(file)?;
            print(&serde_json::to_string(&report)?)?;
            Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        What::Search { folder } => {
            let judged = match folder {
                Some(dir) => Judged::beir(dir)?,
                None => shipped()?,
            };
            print(&serde_json::to_string(&judged::eval(&judged, true)?)?)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Duplicates => {
            let tried: Vec<f32> = (6..=17).map(|step| step as f32 * 0.05).collect();
            let report = json!({ "eval": "duplicates", "shipped": fits(&[LIKELY]), "tried": fits(&tried) });
            print(&report.to_string())?;
            Ok(ExitCode::SUCCESS)
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

/// The judged set of the product: invented cases as people type them, and queries written by hand. What a case
/// meant before it was mistyped is known, so the judgements are.
pub fn shipped() -> Result<Judged, StartError> {
    let world = seed::world()?;
    let texts = |generator: Generator<'_>| -> Result<Vec<(String, String)>, StartError> {
        let made = generator.batch(1..CASES + 1).map_err(|error| format!("{error:?}"))?;
        Ok(made
            .into_iter()
            .filter_map(|case| case.words.into_iter().next())
            .map(|(_, title, body)| (title, body))
            .collect())
    };
    let typed = texts(Generator::new(SEED, CASES, 18, DAY_MS, &world)?)?;
    let meant = texts(Generator::new(SEED, CASES, 18, DAY_MS, &world)?.carefully())?;
    let meant: Vec<String> = meant.into_iter().map(|(title, body)| format!("{title}\n{body}")).collect();
    Ok(Judged::written(include_str!("../../data/judged/queries.txt"), typed, &meant)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole shipped set through a real index. What is wanted of it is a promise of the product.
    #[test]
    fn people_find_what_they_want_however_they_type() {
        let judged = shipped().unwrap();
        assert!(judged.docs.len() >= 2_000 && judged.queries.len() >= 300, "{}", judged.queries.len());
        let report = judged::eval(&judged, false).unwrap();
        let said = serde_json::to_string(&report).unwrap();
        assert!(report.ratio["unaccented"] >= 0.98 && report.ratio["half_accented"] >= 0.97, "{said}");
    }
}
