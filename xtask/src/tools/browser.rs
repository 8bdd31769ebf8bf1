//! What browser tests need: Chromium and Firefox from the system and the npm packages that e2e/package-lock.json pins.
//! Playwright's own browsers are never downloaded.

use super::{find, run};
use crate::web::Place;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Playwright needs it so.
const NODE_MAJOR: u32 = 18;

/// Chromium or Chrome; `CHROMIUM_PATH` wins.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM_PATH") {
        let path = PathBuf::from(path);
        ensure!(path.is_file(), "CHROMIUM_PATH is {}, which is no file", path.display());
        return Ok(path);
    }
    let folders = [PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS")];
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "Google Chrome"];
    find::or_install("Chromium", &["chromium"], || find::program(&names, &folders))
}

/// Chromium's headless shell: the same engine without windows, as Playwright ships it for tests. Not every system has it, and
/// nothing is missing without it; who names a browser wants that one.
pub fn headless_shell() -> Option<PathBuf> {
    if std::env::var_os("CHROMIUM_PATH").is_some() {
        return None;
    }
    let find = || find::program(&["chromium-headless-shell"], &[]);
    find::or_install("Chromium's headless shell", &["chromium-headless-shell"], find)
        .inspect_err(|why| eprintln!("  {why}: the tests run in the whole browser, which takes longer"))
        .ok()
}

/// Firefox; `FIREFOX_PATH` wins. Driven over WebDriver BiDi, so that of the system will do.
pub fn firefox() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("FIREFOX_PATH") {
        let path = PathBuf::from(path);
        ensure!(path.is_file(), "FIREFOX_PATH is {}, which is no file", path.display());
        return Ok(path);
    }
    let folders = [PathBuf::from("/Applications/Firefox.app/Contents/MacOS")];
    find::or_install("Firefox", &["firefox-esr"], || find::program(&["firefox-esr", "firefox"], &folders))
}

/// Installs the pinned npm packages into e2e/node_modules unless they are there already.
pub fn packages(place: &Place) -> Result<()> {
    node()?;
    let folder = place.root.join("e2e");
    let lock = std::fs::read(folder.join("package-lock.json")).context("e2e/package-lock.json cannot be read")?;
    // What `npm ci` last finished with. npm empties the folder first, so half an installation has no mark.
    let mark = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("  installing the npm packages of e2e");
    let npm = find::or_install("npm", &["npm"], || find::program(&["npm"], &[]))?;
    let mut command = Command::new(npm);
    command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").stdout(std::io::stderr());
    run::run(&mut command)?;
    std::fs::write(mark, lock)?;
    Ok(())
}

fn node() -> Result<()> {
    let node = find::or_install("Node.js", &["nodejs", "npm"], || find::program(&["node"], &[]))?;
    let output = Command::new(&node).arg("--version").output().context("node cannot be started")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    ensure!(
        major(&version).is_some_and(|major| major >= NODE_MAJOR),
        "Node.js {version} is too old for the browser tests: install {NODE_MAJOR} or newer"
    );
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The command that runs a script of an npm package in e2e.
pub fn node_script(folder: &Path, script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(folder.join("node_modules").join(script)).current_dir(folder);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_versions() {
        for (version, expect) in [("v20.20.2", Some(20)), ("v9", Some(9)), ("20.1.0", None), ("", None)] {
            assert_eq!(major(version), expect, "{version}");
        }
    }
}
