//! What something is made of, the browser parts first of all, so that a build that would change nothing is not begun: Cargo
//! alone, asked once for each part, and the tools behind it take seconds to find that out.

use super::{Part, Place, wasm};
use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::UNIX_EPOCH;

/// Sources of the browser parts in the workspace, files and folders.
const SOURCES: &[&str] = &["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "frontend", "shared"];

/// How variables begin by which Cargo, the C compiler and SQLite's build are told something.
const TOLD: &[&str] =
    &["CARGO_PROFILE_", "CARGO_BUILD_", "RUSTC", "CC", "CFLAGS", "CXX", "AR", "SQLITE_", "LIBSQLITE3_SYS_"];

/// One line for each input, the same as long as nothing has changed: sources, tools and this program by size and time, as Cargo
/// looks at them, the compiler by its version.
pub fn lines(place: &Place, parts: &[Part]) -> Result<String> {
    let rustc =
        Command::new("rustc").arg("-vV").current_dir(&place.root).output().context("rustc cannot be started")?;
    ensure!(rustc.status.success(), "rustc does not say its version");
    let mut lines = format!("{parts:?}\n{}", tools(place)?);
    lines.push_str(&String::from_utf8_lossy(&rustc.stdout));
    for (name, value) in std::env::vars_os() {
        let told = |name: &str| name.ends_with("RUSTFLAGS") || TOLD.iter().any(|start| name.starts_with(start));
        if name.to_str().is_some_and(told) {
            writeln!(lines, "{} {}", name.display(), value.display())?;
        }
    }
    file(&std::env::current_exe()?, &mut lines)?;
    for source in SOURCES {
        visit(&place.root.join(source), &mut lines)?;
    }
    Ok(lines)
}

/// The same of one file, or of all in a folder.
pub fn of(path: &Path) -> Result<String> {
    let mut lines = String::new();
    visit(path, &mut lines)?;
    Ok(lines)
}

/// The same of the tools that make the parts smaller.
pub fn tools(place: &Place) -> Result<String> {
    let mut lines = String::new();
    // Written when npm has installed what is pinned, terser and wasm-opt among it.
    file(&place.root.join("e2e/node_modules/.installed-lock.json"), &mut lines)?;
    if let Some(program) = wasm::optimizer(place) {
        file(&program, &mut lines)?;
    }
    Ok(lines)
}

fn visit(path: &Path, lines: &mut String) -> Result<()> {
    if !path.is_dir() {
        return file(path, lines);
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut entries = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| visit(entry, lines))
}

fn file(path: &Path, lines: &mut String) -> Result<()> {
    let path_text = path.display();
    // What is not there (any more) is an input, too: a lock of an editor, a tool that was not installed.
    let Ok(about) = std::fs::metadata(path) else { return Ok(writeln!(lines, "{path_text} is missing")?) };
    let changed = about.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(writeln!(lines, "{path_text} {} {changed}", about.len())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_changes_is_seen() {
        let folder = std::env::temp_dir().join(format!("hoiam-inputs-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("deep")).unwrap();
        let look = || of(&folder).unwrap();
        std::fs::write(folder.join("deep/a"), "one").unwrap();
        let first = look();
        assert_eq!(first, look());
        std::fs::write(folder.join("deep/a"), "other").unwrap();
        let second = look();
        assert_ne!(first, second);
        std::fs::write(folder.join("b"), "").unwrap();
        assert_ne!(second, look());
        assert_eq!(look().lines().count(), 2);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("nothing"), folder.join("c")).unwrap();
        #[cfg(unix)]
        assert!(look().contains("c is missing\n"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
