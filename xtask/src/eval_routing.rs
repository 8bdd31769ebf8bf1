//! `cargo xtask eval routing`: the learned suggestion beside scikit-learn's TF-IDF and LinearSVC on the same texts,
//! as one JSON object. The reference runs from a virtual environment of its own under `target`.

use crate::build::{self, Finish};
use crate::tools::{python, run};
use crate::web::Place;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which texts.
#[derive(clap::Args)]
pub struct Options {
    /// What to learn from: JSONL with `text` and `label`.
    #[arg(long, requires = "test", conflicts_with = "data")]
    train: Option<PathBuf>,
    /// What to judge.
    #[arg(long, requires = "train")]
    test: Option<PathBuf>,
    /// One file in parts, each judged by what was learned from the others; without any file the set of the repository.
    #[arg(long)]
    data: Option<PathBuf>,
    /// How many parts.
    #[arg(long, default_value_t = 5)]
    folds: u16,
    /// Ours only: nothing is installed.
    #[arg(long)]
    no_reference: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let place = Place::of_workspace()?;
    let absolute = |path: &Path| path.canonicalize().with_context(|| format!("{} cannot be read", path.display()));
    let mut args: Vec<std::ffi::OsString> = Vec::new();
    match (&options.train, &options.test) {
        (Some(train), Some(test)) => {
            args.extend(["--train".into(), absolute(train)?.into(), "--test".into(), absolute(test)?.into()]);
        }
        _ => {
            let own = place.root.join("backend/tests/data/routing-labelled.jsonl");
            let data = options.data.as_deref().unwrap_or(&own);
            args.extend(["--data".into(), absolute(data)?.into(), "--folds".into(), options.folds.to_string().into()]);
        }
    }
    // Nothing of it is seen in a browser, so the browser parts are not built.
    let ours = object(Command::new(build::program(&place, Finish::Release)?).args(["eval", "routing"]).args(&args))?;
    if options.no_reference {
        println!("{}", json!({ "ours": ours }));
        return Ok(());
    }
    let requirements = place.root.join("xtask/python/requirements.txt");
    let python = python::programs(&place.target.join("eval-python"), &requirements)?.join("python");
    let script = place.root.join("xtask/python/routing_reference.py");
    let reference = object(Command::new(python).arg(script).args(&args))?;
    let difference = |text: &str, against: &str, figure: &str| {
        let best = ["default", "tuned"]
            .iter()
            .filter_map(|setting| reference[setting][against][figure].as_f64())
            .fold(f64::NEG_INFINITY, f64::max);
        ours[text][figure].as_f64().map(|own| ((own - best) * 1e4).round() / 1e4)
    };
    // Against the better of the two settings, as it is asked with accents: its own best case.
    let difference: Value = json!({
        "accented_accuracy": difference("accented", "accented", "accuracy"),
        "accented_macro_f1": difference("accented", "accented", "macro_f1"),
        "unaccented_accuracy": difference("unaccented", "unaccented", "accuracy"),
        "unaccented_macro_f1": difference("unaccented", "unaccented", "macro_f1"),
        "unaccented_accuracy_when_it_learned_without_accents": difference("unaccented", "unaccented_both", "accuracy"),
    });
    println!("{}", json!({ "ours": ours, "scikit_learn": reference, "difference": difference }));
    Ok(())
}

/// The JSON object that a program prints.
fn object(command: &mut Command) -> Result<Value> {
    let mut text = String::new();
    let status = run::each_line(command, |line| text.push_str(line))?;
    if !status.success() {
        bail!("{} failed ({status})", command.get_program().to_string_lossy());
    }
    serde_json::from_str(&text).context("the evaluation printed no JSON object")
}
