//! Python programs that requirements files pin, each set in an environment of its own below the target folder.

use super::{find, run};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the programs that `requirements` brings, installed into `environment` unless they are there already.
pub fn programs(environment: &Path, requirements: &Path) -> Result<PathBuf> {
    let wanted = std::fs::read(requirements).with_context(|| format!("{} cannot be read", requirements.display()))?;
    let programs = environment.join("bin");
    // What was finished last; half an installation has no mark.
    let mark = environment.join("installed-requirements.txt");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    let python = python()?;
    if environment.exists() {
        std::fs::remove_dir_all(environment)?;
    }
    eprintln!("  installing {}", requirements.display());
    run::run(Command::new(python).args(["-m", "venv"]).arg(environment))?;
    let mut install = Command::new(programs.join("python"));
    install.args(["-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--requirement"]);
    run::run(install.arg(requirements).stdout(std::io::stderr()))?;
    std::fs::write(mark, wanted)?;
    Ok(programs)
}

/// A Python that can make such environments. Debian keeps that part in a package of its own.
fn python() -> Result<PathBuf> {
    find::or_install("Python with venv", &["python3", "python3-venv"], || {
        let python = find::program(&["python3"], &[])?;
        let whole = Command::new(&python).args(["-c", "import ensurepip, venv"]).output();
        whole.is_ok_and(|output| output.status.success()).then_some(python)
    })
}
