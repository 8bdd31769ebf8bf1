//! The index at size, filled with texts of the demo generator.

use crate::demo::Generator;
use crate::outside::{Clock, SystemClock};
use crate::search::bench;
use crate::seed;
use crate::server::StartError;
use clap::Args;
use serde_json::{Value, json};

/// How to measure search.
#[derive(Debug, Args)]
pub struct Options {
    /// Cases in the index.
    #[arg(long, default_value_t = 1_000_000)]
    cases: usize,
    /// Questions of each kind.
    #[arg(long, default_value_t = 300)]
    rounds: usize,
    /// Folder of the index, kept afterwards; one of this size that is there is asked again without building it.
    #[arg(long)]
    dir: Option<std::path::PathBuf>,
}

/// Different texts; used in turn.
const TEXTS: u64 = 60_000;

pub(super) async fn run(options: &Options) -> Result<Value, StartError> {
    let (cases, rounds, kept) = (options.cases, options.rounds, options.dir.clone());
    let report = tokio::task::spawn_blocking(move || -> Result<bench::BenchReport, StartError> {
        let world = seed::world()?;
        let generator = Generator::new(1, TEXTS, 36, SystemClock.now_ms(), &world)?;
        let made = generator.batch(1..TEXTS + 1).map_err(|error| format!("{error:?}"))?;
        let texts: Vec<String> = made.into_iter().filter_map(|case| Some(case.words.into_iter().next()?.2)).collect();
        let dir = tempfile::tempdir()?;
        Ok(bench::run(kept.as_deref().unwrap_or(dir.path()), &texts, cases, rounds)?)
    })
    .await??;
    let mut line = json!({
        "bench": "search",
        "cases": report.cases,
        "build_docs_per_s": report.built_per_second.round(),
        "index_bytes_per_doc": (report.bytes as f64 / report.cases as f64).round(),
        "visible_after_ms": report.visible_p99_ms,
    });
    for timing in report.timings {
        let name = key_of(&timing.name);
        line[format!("{name}_p50_ms")] = json!((timing.p50_ms * 100.0).round() / 100.0);
        line[format!("{name}_p99_ms")] = json!((timing.p99_ms * 100.0).round() / 100.0);
    }
    Ok(line)
}

/// The key of a kind of question in the report.
fn key_of(question: &str) -> String {
    let known = match question {
        "one word" => "term",
        "two words" => "and",
        "phrase of two" => "phrase",
        "filter, by deadline" => "filter_sort",
        "facets of everything" => "facets",
        other => other,
    };
    known.replace(", ", "_").replace(' ', "_")
}
