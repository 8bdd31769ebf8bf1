//! The project's own tool: `cargo xtask <command>`. One file per command; this one only reads the command line.
//! Nothing here is needed at run time, and nothing here must be installed by hand.

mod build;
mod size;
mod web;

use clap::{Parser, Subcommand};

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
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Size(options) => size::run(&options),
    }
}
