//! `cargo xtask fuzz`: bytes that nobody would send, by libFuzzer, against the targets of `fuzz`; one line of JSON each. It starts
//! from the corpora that are kept there, and goes on from what it learned last time. Stable Rust will do: the flags are those of
//! cargo-fuzz without a sanitizer.

use crate::tools::run;
use crate::web::Place;
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde_json::json;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What the compiler adds so that libFuzzer sees which ways a run takes.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// The longest input, in bytes: about four times what a citizen writes.
const MOST: &str = "-max_len=4096";

/// What to try, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// Seconds for each target.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Adds to the kept corpora what was learned and reaches code that nothing in them does.
    #[arg(long)]
    keep: bool,
    /// Only these; all when none is named.
    targets: Vec<Target>,
}

/// A target; `fuzz/src/targets.rs` says what must hold.
#[derive(Debug, Clone, Copy, ValueEnum)]
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
    let targets = if options.targets.is_empty() { Target::value_variants() } else { &options.targets };
    let programs = build(&place, targets)?;
    let mut findings = 0;
    for target in targets {
        findings += try_one(&place, &programs, target.name(), options.seconds)?;
        if options.keep {
            keep(&place, &programs, target.name())?;
        }
        clear(&scratch(&place, target.name()))?;
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
    cargo.args(["build", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    for target in targets {
        cargo.args(["--bin", target.name()]);
    }
    run::run(cargo.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", folder(place)))?;
    Ok(folder(place).join(host).join("release"))
}

/// Where all of it is built and what is found lies.
fn folder(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

/// The inputs that are kept with the source.
fn corpus(place: &Place, name: &str) -> PathBuf {
    place.root.join("fuzz/corpus").join(name)
}

/// What it learned so far here.
fn learned(place: &Place, name: &str) -> PathBuf {
    folder(place).join("learned").join(name)
}

/// Where a server that is tried writes.
fn scratch(place: &Place, name: &str) -> PathBuf {
    folder(place).join("scratch").join(name)
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// The program of a target. It ends without tidying up, so what it writes goes where it is cleared for it.
fn program(place: &Place, programs: &Path, name: &str) -> Result<Command> {
    let scratch = scratch(place, name);
    clear(&scratch)?;
    std::fs::create_dir_all(&scratch)?;
    let mut command = Command::new(programs.join(name));
    command.env("TMPDIR", scratch).arg(MOST);
    Ok(command)
}

/// Runs one; how many findings there are.
fn try_one(place: &Place, programs: &Path, name: &str, seconds: u64) -> Result<usize> {
    let (learned, found) = (learned(place, name), folder(place).join("found").join(name));
    std::fs::create_dir_all(&learned)?;
    std::fs::create_dir_all(&found)?;
    let before = files(&found)?;
    let log = folder(place).join(format!("{name}.log"));
    let mut command = program(place, programs, name)?;
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", found.display()));
    // It takes the time by the clock on the wall, so that a machine which is held up would be a finding of seconds.
    command.args(["-print_final_stats=1", "-timeout=120", "-report_slow_units=120"]);
    command.arg(&learned).arg(corpus(place, name)).stderr(File::create(&log)?);
    let began = Instant::now();
    let status = run::each_line(&mut command, |_| {})?;
    let said = std::fs::read_to_string(&log)?;
    let new: Vec<PathBuf> = files(&found)?.into_iter().filter(|file| !before.contains(file)).collect();
    ensure!(status.success() || !new.is_empty(), "{name} ended with {status} (see {})", log.display());
    let line = json!({
        "target": name,
        "executions": executions(&said),
        "seconds": began.elapsed().as_secs(),
        "found": new,
        "log": log,
    });
    println!("{line}");
    Ok(new.len())
}

/// Adds to the corpus the fewest of the inputs learned that reach what its own do not. How often a branch is taken does not
/// count: the fuzzer itself knows that from what it learned, and the corpus stays small enough to be looked through.
fn keep(place: &Place, programs: &Path, name: &str) -> Result<()> {
    let mut command = program(place, programs, name)?;
    command.args(["-set_cover_merge=1", "-use_counters=0"]).arg(corpus(place, name)).arg(learned(place, name));
    run::run(command.stderr(File::create(folder(place).join(format!("{name}.kept.log")))?))
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

    #[test]
    fn executions_are_counted_to_the_last() {
        assert_eq!(executions("#2\tINITED cov: 1\n#99\tNEW\nstat::number_of_executed_units: 1234\n"), Some(1234));
        assert_eq!(executions("#2\tINITED cov: 1\n#99\tNEW cov\nthread panicked\n"), Some(99));
        assert_eq!(executions(""), None);
    }

    #[test]
    fn every_target_has_a_program_and_a_corpus() {
        let place = Place::of_workspace().expect("this is one");
        for target in Target::value_variants() {
            assert_eq!(
                target.to_possible_value().map(|value| value.get_name().to_owned()).as_deref(),
                Some(target.name())
            );
            let program = place.root.join("fuzz/fuzz_targets").join(target.name()).with_extension("rs");
            assert!(program.is_file(), "{target:?}");
            assert!(!files(&corpus(&place, target.name())).expect("a folder").is_empty(), "{target:?}");
        }
    }
    /// What is tried is what ships: after a change of libraries, `cp Cargo.lock fuzz/ && cargo tree --manifest-path fuzz/Cargo.toml`.
    #[test]
    fn libraries_are_those_of_the_program() {
        let root = Place::of_workspace().expect("this is one").root;
        let lock = |path: &str| std::fs::read_to_string(root.join(path)).expect("a lock");
        let (program, fuzzer) = (lock("Cargo.lock"), lock("fuzz/Cargo.lock"));
        let (has, tried) = (versions(&program), versions(&fuzzer));
        for (name, version) in &tried {
            let known = has.iter().any(|(other, _)| other == name);
            assert!(!known || has.contains(&(name, version)), "{name} {version} is not what the program is built with");
        }
        // And there is none that it lacks, or nothing could be built without changing the lock.
        let manifest = std::fs::read_to_string(root.join("backend/Cargo.toml")).expect("a manifest");
        let needed = manifest.split("\n[").find_map(|part| part.strip_prefix("dependencies]\n")).expect("dependencies");
        let package = fuzzer.split("[[package]]").find(|package| package.contains("name = \"hoiam-backend\""));
        let locked = package.expect("what is tried");
        let names = needed.lines().filter(|line| line.starts_with(char::is_alphabetic));
        for name in names.filter_map(|line| line.split(['.', ' ', '=']).next()) {
            let there = locked.lines().filter_map(|line| line.trim().strip_prefix('"')?.split(['"', ' ']).next());
            assert!(there.into_iter().any(|other| other == name), "{name} is missing in fuzz/Cargo.lock");
        }
    }

    /// Name and version of each library in a lock.
    fn versions(lock: &str) -> Vec<(&str, &str)> {
        let mut lines = lock.lines();
        std::iter::from_fn(|| {
            let name = lines.find_map(|line| line.strip_prefix("name = "))?;
            Some((name, lines.next()?.strip_prefix("version = ")?))
        })
        .collect()
    }
}
