//! `cargo xtask bench`: measures, and prints one line of JSON. The work is the server's own subcommand in a
//! release build; here is what it needs around it: a PostgreSQL that forces every commit to disk.

use crate::build::{self, Finish};
use crate::tools::browser;
use crate::tools::postgres::{Durability, Postgres};
use crate::tools::run;
use crate::web::Place;
use anyhow::Result;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Options {
    /// Submissions a second with a durable commit before each answer, on SQLite and on PostgreSQL.
    Intake(Rest),
    /// Due dates a second, finding what is due among 1,000,000 open cases, recalculating 100,000.
    Clock(Rest),
    /// Signatures of one petition a second with a million there, on SQLite and on PostgreSQL; and a server killed meanwhile.
    Signatures(Rest),
    /// Queries over a large index.
    Search(Rest),
    /// The supervisors' pages on 1,000,000 cases of 36 months, or as many as are said.
    Dashboard(Cases),
    /// What handlers ask for all day, 8 at once over HTTP, on 1,000,000 cases of 36 months, or as many as are said.
    Console(Cases),
    /// Readers, senders and staff together, on 1,000,000 cases of 36 months, or as many as are said.
    Load(Cases),
    /// The widget in a real browser, beside a plain form of the same skeleton and a published widget.
    Widget(Visits),
    /// From the press of a key until the next case is painted, in a real browser on a slow processor.
    Keys(Presses),
}

/// How the keys are measured.
#[derive(clap::Args)]
pub struct Presses {
    /// How often.
    #[arg(long, default_value_t = 40)]
    presses: u32,
}

/// How the widget is measured.
#[derive(clap::Args)]
pub struct Visits {
    /// Visits for each number; it is their median.
    #[arg(long, default_value_t = 10)]
    runs: u32,
}

/// How many cases the pages of staff are measured on.
#[derive(clap::Args)]
pub struct Cases {
    /// That many.
    #[arg(long, default_value_t = 1_000_000)]
    cases: u64,
}

/// Handed to `hoiam bench` as it is.
#[derive(clap::Args)]
pub struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<OsString>,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let place = Place::of_workspace()?;
    if matches!(options, Options::Widget(_) | Options::Keys(_)) {
        // With what makes the browser parts as small as they are served.
        browser::packages(&place)?;
    }
    let hoiam = build::server(&place, Finish::Release)?;
    let mut command = Command::new(&hoiam);
    command.arg("bench");
    match options {
        Options::Intake(Rest { rest }) => {
            let postgres = Postgres::start(Durability::Durable)?;
            run::run(command.args(["intake", "--database-url", postgres.url()]).args(rest))
        }
        Options::Signatures(Rest { rest }) => {
            let postgres = Postgres::start(Durability::Durable)?;
            run::run(command.args(["signatures", "--database-url", postgres.url()]).args(rest))
        }
        Options::Clock(Rest { rest }) => run::run(command.arg("clock").args(rest)),
        Options::Search(Rest { rest }) => run::run(command.arg("search").args(rest)),
        Options::Dashboard(Cases { cases }) => on_cases(&place, &hoiam, *cases, command.arg("dashboard")),
        Options::Console(Cases { cases }) => on_cases(&place, &hoiam, *cases, command.arg("console")),
        Options::Load(Cases { cases }) => on_cases(&place, &hoiam, *cases, command.arg("load")),
        Options::Widget(Visits { runs }) => in_browser(&place, &hoiam, "widget", *runs),
        Options::Keys(Presses { presses }) => in_browser(&place, &hoiam, "keys", *presses),
    }
}

/// Runs one of the measurements in a browser, so many times.
fn in_browser(place: &Place, hoiam: &Path, name: &str, times: u32) -> Result<()> {
    let mut command = Command::new("node");
    command.arg(format!("bench/{name}.mjs")).arg(times.to_string()).current_dir(place.root.join("e2e"));
    run::run(command.env("HOIAM_BIN", hoiam).env("CHROMIUM_PATH", browser::chromium()?))
}

/// Runs `command` on a folder with so many cases of 36 months.
fn on_cases(place: &Place, hoiam: &Path, cases: u64, command: &mut Command) -> Result<()> {
    let dir = place.target.join("bench-cases");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    let mut fill = Command::new(hoiam);
    fill.args(["demo-data", "--months", "36", "--cases", &cases.to_string(), "--data"]).arg(&dir);
    // The sign-ins it prints are for nobody.
    run::each_line(&mut fill, |_| {})?;
    run::run(command.arg("--data").arg(&dir))?;
    Ok(std::fs::remove_dir_all(&dir)?)
}
