//! JavaScript made smaller: with terser (pinned in e2e, like wasm-opt) where it is there, which also shortens local
//! names, else by dropping comments and white space. Either way the same program.

use super::Place;
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn terser(place: &Place) -> Option<PathBuf> {
    let script = place.root.join("e2e/node_modules/terser/bin/terser");
    script.is_file().then_some(script)
}

/// A module or a script, smaller.
pub fn js(place: &Place, source: &str) -> Result<String> {
    let Some(script) = terser(place) else { return Ok(minifier::js::minify(source).to_string()) };
    let mut child = Command::new("node")
        .arg(script)
        .args(["--module", "--ecma", "2020", "--compress", "passes=3", "--mangle", "--comments", "false"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("terser cannot be started")?;
    // A few kilobytes: the pipe takes them before terser writes anything.
    child.stdin.take().context("standard input is piped")?.write_all(source.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "terser failed");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
