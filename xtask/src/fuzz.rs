//! `cargo xtask fuzz`: bytes that nobody would send, by libFuzzer, against the targets of `fuzz`; one line of JSON each. It starts
//! from the corpora that are kept there, and goes on from what it learned last time. Stable Rust will do: the flags are those of
//! cargo-fuzz without a sanitizer.

use crate::tools::run;
use crate::web::Place;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What the compiler adds so that libFuzzer sees which ways a run takes.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What to try, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// Seconds for each target.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Only these; all when none is named.
    targets: Vec<Target>,
}

/// A target; `fuzz/src/targets.rs` says what must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Target {
    /// The query language.
    Query,
    /// How text is read.
    Analyzer,
    /// Codes as people type them.
    TrackingCode,
    /// iCalendar files.
    CalendarImport,
    /// Cases as JSON, through the whole server.
    IntakeJson,
    /// Cases as a form with files, through the whole server.
    IntakeMultipart,
}

impl Target {
    const ALL: [Self; 6] = [
        Self::Query,
        Self::Analyzer,
        Self::TrackingCode,
        Self::CalendarImport,
        Self::IntakeJson,
        Self::IntakeMultipart,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Analyzer => "analyzer",
            Self::TrackingCode => "tracking_code",
            Self::CalendarImport => "calendar_import",
            Self::IntakeJson => "intake_json",
            Self::IntakeMultipart => "intake_multipart",
        }
    }
}

/// Runs the command; fails when something was found.
pub fn run(options: &Options) -> Result<ExitCode> {
    let place = Place::of_workspace()?;
    let targets = if options.targets.is_empty() { Target::ALL.to_vec() } else { options.targets.clone() };
    let programs = build(&place, &targets)?;
    let mut findings = 0;
    for target in targets {
        findings += try_one(&place, &programs, target.name(), options.seconds)?;
    }
    Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds them; the folder with the programs.
fn build(place: &Place, targets: &[Target]) -> Result<PathBuf> {
    let rustc = Command::new("rustc").arg("-vV").output().context("rustc cannot be asked for its host")?;
    let said = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let mut cargo = place.cargo_command();
    // With a target named, build scripts and macros are left as they are.
    cargo.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    for target in targets {
        cargo.args(["--bin", target.name()]);
    }
    run::run(cargo.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", folder(place)))?;
    Ok(folder(place).join(host).join("release"))
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

/// Runs one; how many findings there are.
fn try_one(place: &Place, programs: &Path, name: &str, seconds: u64) -> Result<usize> {
    let (learned, found) = (folder(place).join("learned").join(name), folder(place).join("found").join(name));
    std::fs::create_dir_all(&learned)?;
    std::fs::create_dir_all(&found)?;
    let before = files(&found)?.len();
    let log = folder(place).join(format!("{name}.log"));
    let mut command = Command::new(programs.join(name));
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", found.display()));
    command.args(["-print_final_stats=1", "-timeout=10", "-max_len=4096"]);
    command.arg(&learned).arg(place.root.join("fuzz/corpus").join(name)).stderr(File::create(&log)?);
    let began = Instant::now();
    let status = run::each_line(&mut command, |_| {})?;
    let said = std::fs::read_to_string(&log)?;
    let files = files(&found)?;
    ensure!(status.success() || files.len() > before, "{name} ended with {status} (see {})", log.display());
    let line = json!({
        "target": name,
        "executions": executions(&said),
        "seconds": began.elapsed().as_secs(),
        "findings": files.len() - before,
        "found": if files.len() > before { files.clone() } else { Vec::new() },
        "log": log,
    });
    println!("{line}");
    Ok(files.len() - before)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// How often libFuzzer says that it ran: at its end, or in the last of its lines when it did not come to one.
fn executions(log: &str) -> Option<u64> {
    let total = log.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let last = || log.lines().rev().find_map(|line| line.strip_prefix('#')?.split_whitespace().next());
    total.or_else(last)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn executions_are_counted_to_the_last() {
        assert_eq!(executions("#2\tINITED cov: 1\n#99\tNEW\nstat::number_of_executed_units: 1234\n"), Some(1234));
        assert_eq!(executions("#2\tINITED cov: 1\n#99\tNEW cov\nthread panicked\n"), Some(99));
        assert_eq!(executions(""), None);
    }

    #[test]
    fn every_target_has_a_program_and_a_corpus() {
        let root = Place::of_workspace().expect("this is one").root.join("fuzz");
        for target in Target::ALL {
            assert_eq!(
                target.to_possible_value().map(|value| value.get_name().to_owned()).as_deref(),
                Some(target.name())
            );
            assert!(root.join("fuzz_targets").join(target.name()).with_extension("rs").is_file(), "{target:?}");
            assert!(!files(&root.join("corpus").join(target.name())).expect("a folder").is_empty(), "{target:?}");
        }
    }
}
