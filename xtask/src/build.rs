//! `cargo xtask build`: the browser parts, then the server with them inside.

use crate::tools::run;
use crate::web;
use anyhow::{Result, anyhow};
use std::path::PathBuf;

/// What to build.
#[derive(clap::Args)]
pub struct Options {
    /// Only the browser parts.
    #[arg(long)]
    web: bool,
    /// Only these browser parts.
    #[arg(long, value_enum, requires = "web")]
    only: Vec<web::Part>,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let place = web::Place::of_workspace()?;
    if options.web {
        web::build(&place, &web::chosen(&options.only))?;
        return Ok(());
    }
    server(&place, Finish::Release).map(drop)
}

/// What the server is made of beside the browser parts.
const SOURCES: [&str; 2] = ["backend", "migrations"];

/// How well the server is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// As it is tested: soon there, and fast enough for one person.
    Dev,
    /// As it is shipped.
    Release,
}

impl Finish {
    /// Where Cargo puts the program.
    fn program(self, place: &web::Place) -> PathBuf {
        place.target.join(match self {
            Self::Dev => "debug/hoiam",
            Self::Release => "release/hoiam",
        })
    }
}

/// Builds everything and names the program: the server with the browser parts inside. When it is made of what is there, Cargo
/// is not even asked: somebody waits for the second start.
pub fn server(place: &web::Place, finish: Finish) -> Result<PathBuf> {
    let parts = web::chosen(&[]);
    let program = finish.program(place);
    let note = program.with_extension("inputs");
    // Before anything of them is read: what changes meanwhile is another input then.
    let of_browser = web::inputs::lines(place, &parts)?;
    let browser_stands = web::built(place, &of_browser).is_some();
    let mut inputs = of_browser;
    for source in SOURCES {
        inputs.push_str(&web::inputs::of(&place.root.join(source))?);
    }
    // The program itself is a line of it: another one may stand there by now, or none.
    let made_of = || Ok::<_, anyhow::Error>(format!("{inputs}{}", web::inputs::of(&program)?));
    if browser_stands && std::fs::read_to_string(&note).ok() == Some(made_of()?) {
        return Ok(program);
    }
    if browser_stands {
        cargo_build(place, "hoiam", finish)?;
    } else {
        all(place, &parts, finish)?;
    }
    std::fs::write(note, made_of()?)?;
    Ok(program)
}

/// Builds the browser parts and the server. Nothing of the server but the program itself waits for them, so both are built at
/// once: each of them often keeps only one core busy.
fn all(place: &web::Place, parts: &[web::Part], finish: Finish) -> Result<()> {
    std::thread::scope(|scope| {
        let library = scope.spawn(|| cargo_build(place, "hoiam-backend", finish));
        let browser = web::build(place, parts);
        let library = library.join().map_err(|_| anyhow!("building the server broke off"))?;
        browser.and(library)
    })?;
    cargo_build(place, "hoiam", finish)
}

/// Builds the program with what there is of the browser parts, and names it.
pub fn program(place: &web::Place, finish: Finish) -> Result<PathBuf> {
    cargo_build(place, "hoiam", finish)?;
    Ok(finish.program(place))
}

fn cargo_build(place: &web::Place, package: &str, finish: Finish) -> Result<()> {
    let mut command = place.cargo_command();
    command.args(["build", "--package", package]);
    if finish == Finish::Release {
        command.arg("--release");
    }
    run::run(&mut command)
}
