//! The project's own tool: `cargo xtask <command>`. One file per command; this one only reads the command line.
//! Nothing here is needed at run time, and nothing here must be installed by hand.

mod bench;
mod build;
mod demo;
mod eval;
mod eval_routing;
mod fuzz;
mod size;
mod test;
mod tidy;
mod tools;
mod web;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Builds, measures and checks Hồi Âm.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the browser parts and the server that carries them.
    Build(build::Options),
    /// Measures the browser parts (one line of JSON) and fails when one is over its budget.
    Size(size::Options),
    /// Starts the whole thing here, filled with lifelike cases.
    Demo(demo::Options),
    /// Runs everything that must be green: formatting, lints, rules, tests on both engines, sizes, browser.
    Test(test::Options),
    /// Checks the rules no other tool knows.
    Tidy,
    /// Judges the real thing on a file of cases.
    #[command(subcommand)]
    Eval(eval::Options),
    /// Measures, one line of JSON each.
    #[command(subcommand)]
    Bench(bench::Options),
    /// Tries bytes that nobody would send, one line of JSON for each target.
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(cause) => {
            // In one line and without a backtrace: what is wrong is on the machine or in the tree, not in here.
            eprintln!("error: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    tools::run::watch_signals()?;
    match command {
        Command::Build(options) => build::run(&options)?,
        Command::Size(options) => size::run(&options)?,
        Command::Demo(options) => demo::run(&options)?,
        Command::Test(options) => return test::run(&options),
        Command::Tidy => tidy::run()?,
        Command::Eval(options) => eval::run(&options)?,
        Command::Bench(options) => bench::run(&options)?,
        Command::Fuzz(options) => return fuzz::run(&options),
    }
    Ok(ExitCode::SUCCESS)
}
