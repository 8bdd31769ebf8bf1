//! `cargo xtask test`: everything that must be green, part by part, stopping at the first part that is not.
//! Nothing is skipped: what is missing on the machine is installed or named. The last line is
//! `N passed, N failed`. What each part does is in `parts`.

mod contract;
mod count;
mod parts;

use crate::tools::run;
use crate::web::Place;
use anyhow::Result;
use count::Count;
use std::process::ExitCode;
use std::time::Instant;

/// A part that can be run alone. Their order here is the order they run in: what fails fast comes first, and the
/// browser parts are built before the server that has them inside, or it would be compiled twice. Their build begins with
/// clippy and goes on beside other parts: most of the time it keeps one core busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// rustfmt.
    Fmt,
    /// The rules no other tool knows: imports per folder, module docs, file length, migrations.
    Tidy,
    /// clippy for the host.
    Clippy,
    /// Tests beside the code.
    Unit,
    /// Sizes of the browser parts against their budget.
    Size,
    /// clippy for wasm.
    ClippyWasm,
    /// The server in process, on SQLite and on PostgreSQL.
    It,
    /// The server under faults: ended at any point, on full disks, without its database, with clocks that are wrong.
    Faults,
    /// The real binary against its own API document.
    Contract,
    /// The real binary in a real browser.
    E2e,
}

impl Part {
    const ALL: [Self; 10] = [
        Self::Fmt,
        Self::Tidy,
        Self::Clippy,
        Self::Unit,
        Self::Size,
        Self::ClippyWasm,
        Self::It,
        Self::Faults,
        Self::Contract,
        Self::E2e,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Unit => "unit",
            Self::It => "it",
            Self::Faults => "faults",
            Self::Size => "size",
            Self::Contract => "contract",
            Self::E2e => "e2e",
        }
    }
}

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only these parts.
    #[arg(long, value_enum, num_args = 1..)]
    only: Vec<Part>,
    /// Only tests whose name contains this (unit, it, faults) or whose title matches it (e2e).
    #[arg(long, requires = "only")]
    name: Option<String>,
    /// Takes its time and asks for something else each time (contract).
    #[arg(long, requires = "only")]
    thorough: bool,
}

impl Options {
    fn ask_for(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

/// Runs the command. What is not green has been said in full when this returns; the code only repeats it.
pub fn run(options: &Options) -> Result<ExitCode> {
    let chosen: Vec<Part> = Part::ALL.into_iter().filter(|part| options.ask_for(*part)).collect();
    let place = Place::of_workspace()?;
    let start = Instant::now();
    let mut done = Vec::new();
    let broken =
        std::thread::scope(|scope| one_after_the_other(&chosen, parts::Bench::new(scope, &place, options), &mut done));
    let total = report(&done, start.elapsed().as_secs_f64());
    let left: Vec<_> = chosen.iter().skip(done.len()).map(|p| p.name()).collect();
    if !left.is_empty() {
        println!("not run: {}", left.join(", "));
    }
    if let Some((part, cause)) = &broken {
        println!("{}: {cause:#}", part.name());
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if broken.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Runs parts until one is broken, which it gives; says of each how it went.
fn one_after_the_other(
    chosen: &[Part],
    mut bench: parts::Bench<'_, '_>,
    done: &mut Vec<(Part, Count)>,
) -> Option<(Part, anyhow::Error)> {
    for (index, &part) in chosen.iter().enumerate() {
        eprintln!("[{}/{}] {}", index + 1, chosen.len(), part.name());
        let began = Instant::now();
        let (count, result) = bench.run(part);
        let seconds = began.elapsed().as_secs_f64();
        let word = if result.is_ok() { "ok" } else { "FAILED" };
        println!("{:<11} {word:<6} {seconds:>7.1} s  {}", part.name(), describe(count));
        done.push((part, count));
        if let Err(cause) = result {
            // What goes on beside it is not waited for.
            run::stop();
            return Some((part, cause));
        }
    }
    None
}

fn report(done: &[(Part, Count)], seconds: f64) -> Count {
    let mut total = Count::default();
    let mut line = Vec::new();
    for (part, count) in done {
        total.add(*count);
        line.push(format!("{} {}", part.name(), count.passed + count.failed));
    }
    println!("tests per part: {} ({seconds:.0} s)", line.join(", "));
    total
}

fn describe(count: Count) -> String {
    let mut text = format!("{} passed", count.passed);
    for (number, word) in [(count.failed, "failed"), (count.skipped, "skipped")] {
        if number > 0 {
            text.push_str(&format!(", {number} {word}"));
        }
    }
    text
}
