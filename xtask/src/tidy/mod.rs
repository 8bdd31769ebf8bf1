//! `cargo xtask tidy`: the rules of the house that no other tool knows. Each rule looks at the files of the
//! workspace and names what breaks it with file and line. A new rule is one entry in [`RULES`] and one function.

mod layers;
mod metrics;
mod shape;
mod source;
mod words;

use crate::web::Place;
use anyhow::{Result, ensure};
use source::Tree;
use std::path::Path;
use std::process::Command;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path from the root.
    path: String,
    /// From 1; 0 speaks of the whole file.
    line: usize,
    /// What is wrong and what to do instead.
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

const RULES: &[Rule] = &[
    ("module docs", shape::module_docs),
    ("file length", shape::length),
    ("migrations", shape::migrations),
    ("readme", shape::readme),
    ("metrics", metrics::named),
    ("words per folder", words::per_folder),
    ("names on the wire", words::wire_names),
    ("unfinished work", words::unfinished),
    ("examples", words::examples),
    ("direction of modules", layers::modules),
    ("direction of crates", layers::crates),
];

/// What the rules found.
pub struct Report {
    broken: Vec<(&'static str, Vec<Finding>)>,
    long: Vec<(String, usize)>,
}

impl Report {
    /// How many rules hold.
    pub fn rules(&self) -> u64 {
        (RULES.len() - self.broken.len()) as u64
    }

    /// How many do not.
    pub fn broken_rules(&self) -> u64 {
        self.broken.len() as u64
    }

    /// Says everything that was found.
    pub fn print(&self) {
        for (path, lines) in &self.long {
            println!("  note: {path} has {lines} lines; {} are still comfortable", shape::COMFORTABLE);
        }
        for (rule, findings) in &self.broken {
            for Finding { path, line, message } in findings {
                let place = if *line == 0 { path.clone() } else { format!("{path}:{line}") };
                println!("  {place}: {message} [{rule}]");
            }
        }
    }
}

/// Applies every rule to the workspace.
pub fn check(root: &Path) -> Result<Report> {
    let tree = Tree::read(root)?;
    let broken = RULES.iter().map(|(name, rule)| (*name, rule(&tree))).filter(|(_, found)| !found.is_empty()).collect();
    Ok(Report { broken, long: shape::long(&tree) })
}

/// Licences and known weaknesses of dependencies, when cargo-deny is there; it is no part of Rust.
pub fn licences(root: &Path) -> Result<()> {
    if crate::tools::find::program(&["cargo-deny"], &[]).is_none() {
        eprintln!("  note: cargo-deny is not installed, licences of dependencies are not checked (deny.toml)");
        return Ok(());
    }
    let mut command = Command::new("cargo");
    command.args(["deny", "--log-level", "error", "check", "licenses", "bans", "sources"]).current_dir(root);
    crate::tools::run::run(&mut command)
}

/// Runs the command.
pub fn run() -> Result<()> {
    let root = Place::of_workspace()?.root;
    let report = check(&root)?;
    report.print();
    ensure!(report.broken_rules() == 0, "{} of {} rules are broken", report.broken_rules(), RULES.len());
    licences(&root)
}
