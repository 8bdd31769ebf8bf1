//! The API document held against the server: schemathesis sends what the document allows and what it forbids, once as nobody and
//! once as an administrator with every role, and reads each answer by the document. What is left out, and why, stands in
//! `contract/schemathesis.toml`; how it signs in and what it may ask for, in `contract/hooks.py`.

use super::count::Count;
use crate::tools::python;
use crate::tools::run::{self, Running};
use crate::web::Place;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// Who asks. Nobody is sent away by most operations whatever they are sent, so fewer kinds of requests do.
const ASKING: [(&str, &str); 2] = [("nobody", "fuzzing"), ("administrator", "coverage,fuzzing")];

/// The kinds of requests of a thorough run.
const EVERYTHING: &str = "examples,coverage,fuzzing,stateful";

/// So that two runs ask for the same: the key by which codes are made.
const KEY: &str = "0000000000000000000000000000000000000000000000000000000000000001";

/// Who is asked as, and the roles that `hoiam demo-data` does not give them.
const LOGIN: &str = "admin";
const ROLES: [&str; 6] = ["moderator", "coordinator", "handler", "approver", "supervisor", "auditor"];
const AGENCY: &str = "chinh-phu";

/// What `hoiam demo-data` says of a person.
#[derive(Debug, Deserialize)]
struct User {
    user: String,
    password: String,
}

/// The first line of `hoiam serve`.
#[derive(Debug, Deserialize)]
struct Ready {
    listening: String,
}

/// What schemathesis reports, as far as it is counted.
#[derive(Debug, Deserialize)]
struct Report {
    operations: Operations,
    test_cases: Cases,
    failures: Vec<Failures>,
}

#[derive(Debug, Deserialize)]
struct Operations {
    tested: u64,
    errored: u64,
    skipped: u64,
}

#[derive(Debug, Deserialize)]
struct Cases {
    generated: u64,
}

#[derive(Debug, Deserialize)]
struct Failures {
    operations: BTreeSet<String>,
}

impl Report {
    /// Each operation is a test.
    fn count(&self) -> Count {
        let broken = self.failures.iter().flat_map(|failure| &failure.operations).collect::<BTreeSet<_>>().len() as u64;
        let Operations { tested, errored, skipped } = self.operations;
        Count { passed: tested.saturating_sub(broken), failed: broken + errored, skipped }
    }
}

/// Runs the part with the server `hoiam`; `thorough` takes much longer, and asks for something else each time.
pub fn run(place: &Place, hoiam: &Path, thorough: bool, count: &mut Count) -> Result<()> {
    let (own, folder) = (place.root.join("contract"), place.target.join("contract"));
    let programs = python::programs(&folder.join("python"), &own.join("requirements.txt"))?;
    let data = folder.join("data");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let password = fill(hoiam, &data)?;
    let log = folder.join("server.log");
    let mut server = hoiam_with(hoiam, "serve", &data);
    server.args([
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "https://hoiam.invalid",
        "--mail",
        "file",
        "--sms",
        "file",
    ]);
    // All of it comes from one address.
    server.arg("--unlimited").stdout(Stdio::piped()).stderr(File::create(&log)?);
    let mut server = Running::start(&mut server)?;
    let first = server.lines()?.next().transpose()?.with_context(|| format!("no server (see {})", log.display()))?;
    let ready: Ready = serde_json::from_str(&first).with_context(|| format!("hoiam serve said: {first}"))?;
    let url = ready.listening.trim_end_matches('/');
    let mut broken = Vec::new();
    for (who, phases) in ASKING {
        let mut command = Command::new(programs.join("schemathesis"));
        command.arg("--config-file").arg(own.join("schemathesis.toml"));
        command.arg("run").arg(format!("{url}/api/openapi.json"));
        match thorough {
            true => command.args(["--phases", EVERYTHING, "--max-examples", "50"]),
            false => command.args(["--phases", phases, "--max-examples", "4", "--generation-deterministic"]),
        };
        let report = folder.join(format!("{who}.json"));
        command.args(["--no-color", "--report", "json", "--report-json-path"]).arg(&report);
        command.env("PYTHONPATH", &own).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("HOIAM_URL", url).env("HOIAM_USER", LOGIN).env("HOIAM_PASSWORD", &password).env("HOIAM_AS", who);
        if !asked(&mut command, who, &report, &folder, count)? {
            broken.push(who);
        }
    }
    ensure!(server.stop()?.success(), "the server did not stop in good order (see {})", log.display());
    let said = std::fs::read_to_string(&log)?;
    let faults: Vec<_> = said.lines().filter(|line| line.contains(" ERROR ") || line.contains("panicked at")).collect();
    ensure!(faults.is_empty(), "the server reported errors:\n{}", faults.join("\n"));
    ensure!(broken.is_empty(), "not as the API document says, asked as {}", broken.join(" and "));
    Ok(())
}

/// Asks as one of them; whether all was as it should be. What was said otherwise is shown.
fn asked(command: &mut Command, who: &str, report: &Path, folder: &Path, count: &mut Count) -> Result<bool> {
    if report.exists() {
        std::fs::remove_file(report)?;
    }
    let mut said = String::new();
    // It keeps a folder of its own where it is run.
    let status = run::each_line(command.current_dir(folder), |line| {
        said.push_str(line);
        said.push('\n');
    })?;
    let Ok(json) = std::fs::read(report) else { bail!("schemathesis did not come to an end ({status}):\n{said}") };
    let read: Report = serde_json::from_slice(&json).context("the report of schemathesis cannot be read")?;
    count.add(read.count());
    eprintln!("  as {who}: {} requests to {} operations", read.test_cases.generated, read.operations.tested);
    if !status.success() {
        println!("{said}");
    }
    Ok(status.success())
}

fn hoiam_with(hoiam: &Path, command: &str, data: &Path) -> Command {
    let mut hoiam = Command::new(hoiam);
    hoiam.arg(command).arg("--data").arg(data).env("HOIAM_KEY", KEY);
    hoiam
}

/// Makes the data folder; the password of who is asked as.
fn fill(hoiam: &Path, data: &Path) -> Result<String> {
    let mut command = hoiam_with(hoiam, "demo-data", data);
    let mut password = None;
    let status = run::each_line(command.args(["--cases", "40", "--seed", "1", "--months", "3"]), |line| {
        if let Some(user) = serde_json::from_str::<User>(line).ok().filter(|user| user.user == LOGIN) {
            password = Some(user.password);
        }
    })?;
    ensure!(status.success(), "hoiam demo-data failed ({status})");
    for role in ROLES {
        let mut command = hoiam_with(hoiam, "user", data);
        command.args(["add", LOGIN, "--name", LOGIN, "--role", role, "--agency", AGENCY]);
        ensure!(run::each_line(&mut command, |_| {})?.success(), "{LOGIN} cannot be made a {role}");
    }
    password.with_context(|| format!("hoiam demo-data named no {LOGIN}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_with_several_failures_counts_once() {
        let report = r#"{"operations":{"total":9,"selected":8,"tested":7,"errored":1,"skipped":0},"test_cases":{"generated":90},
            "failures":[{"type":"a","operations":["GET /a","GET /b"]},{"type":"b","operations":["GET /a"]}]}"#;
        let report: Report = serde_json::from_str(report).expect("as schemathesis writes it");
        assert_eq!(report.count(), Count { passed: 5, failed: 3, skipped: 0 });
    }
}
