//! What each part of `cargo xtask test` does. One selection of packages, one target folder and one profile for
//! all Cargo calls on the host: Cargo unifies features per selection, so asking for single packages would
//! compile the same libraries again with other features.

use super::contract;
use super::count::{self, Count, Libtest};
use super::{Options, Part};
use crate::tools::browser;
use crate::tools::postgres::{Durability, Postgres};
use crate::tools::run;
use crate::web::{self, Place, Ready};
use crate::{size, tidy};
use anyhow::{Context, Result, anyhow, ensure};
use std::path::PathBuf;
use std::process::Command;
use std::thread::{Scope, ScopedJoinHandle};

/// Crates that only make sense in a browser.
const WASM: [&str; 6] =
    ["hoiam-widget", "hoiam-work", "hoiam-console", "hoiam-admin", "hoiam-petitions", "hoiam-figures"];

/// The module of the integration tests that is a part of its own.
const FAULTS: &str = "faults::";

/// What the parts share.
pub struct Bench<'scope, 'env> {
    scope: &'scope Scope<'scope, 'env>,
    place: &'env Place,
    options: &'env Options,
    browser: Option<ScopedJoinHandle<'scope, Result<Ready>>>,
    postgres: Option<Postgres>,
}

impl<'scope, 'env> Bench<'scope, 'env> {
    /// With threads for what goes on beside the parts.
    pub fn new(scope: &'scope Scope<'scope, 'env>, place: &'env Place, options: &'env Options) -> Self {
        Self { scope, place, options, browser: None, postgres: None }
    }

    /// Runs one part. The numbers are true also when it failed; a failure always counts at least one.
    pub fn run(&mut self, part: Part) -> (Count, Result<()>) {
        let mut count = Count::default();
        let result = match part {
            Part::Fmt => check(&mut count, || self.fmt()),
            Part::Tidy => self.tidy(&mut count),
            Part::Clippy => check(&mut count, || self.clippy()),
            Part::ClippyWasm => check(&mut count, || self.clippy_wasm()),
            Part::Unit => self.unit(&mut count),
            Part::It => self.integration(&mut count),
            Part::Faults => self.faults(&mut count),
            Part::Size => check(&mut count, || self.size()),
            Part::Contract => self.contract(&mut count),
            Part::E2e => self.browser(&mut count),
        };
        let result = result.and_then(|()| {
            ensure!(count.failed == 0, "{} failed", count.failed);
            ensure!(count.skipped == 0, "{} skipped: nothing may be", count.skipped);
            ensure!(count.passed > 0, "nothing ran");
            Ok(())
        });
        if result.is_err() && count.failed == 0 {
            count.failed = 1;
        }
        (count, result)
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut command = self.place.cargo_command();
        // Reports are read below: no colours in them.
        command.args(args).env("CARGO_TERM_COLOR", "never");
        command
    }

    /// A part of the toolchain that rustup leaves out of a minimal installation.
    fn component(&self, name: &str, command: &str) -> Result<()> {
        let there = self.cargo(&[command, "--version"]).output().is_ok_and(|o| o.status.success());
        if there {
            return Ok(());
        }
        eprintln!("  {name} is missing: adding it with rustup");
        let added = run::run(Command::new("rustup").args(["component", "add", name]));
        added.with_context(|| format!("{name} is missing: install it for this toolchain"))
    }

    fn fmt(&self) -> Result<()> {
        self.component("rustfmt", "fmt")?;
        run::run(&mut self.cargo(&["fmt", "--all", "--", "--check"]))
    }

    fn tidy(&self, count: &mut Count) -> Result<()> {
        let report = tidy::check(&self.place.root)?;
        report.print();
        *count = Count { passed: report.rules(), failed: report.broken_rules(), skipped: 0 };
        tidy::licences(&self.place.root)
    }

    fn clippy(&mut self) -> Result<()> {
        self.component("clippy", "clippy")?;
        if self.options.ask_for(Part::Size) {
            // Here and not in its thread: two calls of rustup would get into each other's way.
            web::ensure_target()?;
            self.browser = Some(self.browser_build());
        }
        self.lint(&["--all-targets"])
    }

    fn clippy_wasm(&self) -> Result<()> {
        self.component("clippy", "clippy")?;
        web::ensure_target()?;
        // The profile of the browser build: its macros and build scripts are compiled once for both.
        let mut which = vec!["--profile", "web", "--target", web::TARGET];
        which.extend(WASM.iter().flat_map(|package| ["--package", package]));
        self.lint(&which)
    }

    fn lint(&self, which: &[&str]) -> Result<()> {
        run::run(&mut self.cargo(&[&["clippy"], which, &["--", "-D", "warnings"]].concat()))
    }

    fn unit(&mut self, count: &mut Count) -> Result<()> {
        let named = self.named();
        self.cargo_test(&["--lib", "--bins", "--test", "pages"], &named, None, count).map(drop)
    }

    fn integration(&mut self, count: &mut Count) -> Result<()> {
        let mut which = self.named();
        which.extend(["--skip", FAULTS].map(str::to_owned));
        let on_postgres = self.cargo_test(&["--test", "it"], &which, None, count)?;
        self.both_halves(on_postgres)
    }

    /// Tests in the same binary: another would have to be linked.
    fn faults(&mut self, count: &mut Count) -> Result<()> {
        // One that a test may let fall over; what it has acknowledged must survive that.
        let spare = Postgres::start(Durability::Durable)?;
        let which = match self.options.name.clone() {
            None => vec![FAULTS.to_owned()],
            Some(name) => self.exactly(|test| test.contains(FAULTS) && test.contains(&name))?,
        };
        let on_postgres = self.cargo_test(&["--test", "it"], &which, Some(&spare), count)?;
        self.both_halves(on_postgres)
    }

    /// Arguments for the integration tests that are meant. libtest runs what has one of some texts in its name, and cannot
    /// be asked for what has all of them.
    fn exactly(&self, meant: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut which = vec!["--exact".to_owned()];
        let mut list = self.cargo(&["test", "--test", "it", "--", "--list"]);
        let status = run::each_line(&mut list, |line| {
            which.extend(line.strip_suffix(": test").filter(|test| meant(test)).map(str::to_owned));
        })?;
        ensure!(status.success(), "the tests cannot be listed");
        ensure!(which.len() > 1, "no test has such a name");
        Ok(which)
    }

    fn both_halves(&self, on_postgres: u64) -> Result<()> {
        let some = self.options.name.is_some() || on_postgres > 0;
        ensure!(some, "no test of the PostgreSQL half ran (their names contain \"postgres\")");
        Ok(())
    }

    /// The text in the names of those tests that are wanted, if not all are.
    fn named(&self) -> Vec<String> {
        self.options.name.clone().into_iter().collect()
    }

    /// Runs tests and counts; how many of them ran on PostgreSQL. Tests find the server in `HOIAM_TEST_POSTGRES`
    /// and must panic without it.
    fn cargo_test(
        &mut self,
        targets: &[&str],
        which: &[String],
        spare: Option<&Postgres>,
        count: &mut Count,
    ) -> Result<u64> {
        let mut command = self.cargo(&["test", "--no-fail-fast"]);
        command.args(targets).arg("--").args(which);
        command.env("HOIAM_TEST_POSTGRES", self.postgres()?.url());
        if let Some(spare) = spare {
            command.env("HOIAM_TEST_POSTGRES_SPARE", spare.url());
        }
        let mut seen = Libtest::default();
        let status = run::each_line(&mut command, |line| {
            if seen.read(line) {
                println!("  {line}");
            }
        });
        count.add(seen.count);
        let status = status?;
        ensure!(status.success(), "{} failed", if seen.count.failed == 0 { "cargo test" } else { "tests" });
        Ok(seen.on_postgres)
    }

    fn postgres(&mut self) -> Result<&Postgres> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start(Durability::Fast)?);
        }
        self.postgres.as_ref().context("it was started just now")
    }

    fn size(&mut self) -> Result<()> {
        let build = self.browser.take().unwrap_or_else(|| self.browser_build());
        let ready = build.join().map_err(|_| anyhow!("the browser build broke off"))??;
        size::measure(&ready.publish(self.place)?, &web::chosen(&[]))
    }

    /// Begins the browser build. Most of the time it keeps one core busy, so it goes on beside other parts; they are compiled
    /// with what was there before.
    fn browser_build(&self) -> ScopedJoinHandle<'scope, Result<Ready>> {
        let (place, tried) = (self.place, self.options.ask_for(Part::E2e));
        self.scope.spawn(move || {
            if tried {
                // What is missing is said by the part that needs it; what can be had is fetched meanwhile.
                let _later = (browser::chromium(), browser::headless_shell(), browser::firefox());
            }
            // With the wasm-opt that is pinned there, or two machines would measure two sizes.
            browser::packages(place)?;
            web::make(place, &web::chosen(&[]))
        })
    }

    /// The server, built as it is tested.
    fn server(&self) -> Result<PathBuf> {
        // Together with the integration tests: the same features, so the binary they are linked with is taken.
        run::run(&mut self.cargo(&["build", "--bin", "hoiam", "--test", "it"]))?;
        Ok(self.place.target.join("debug/hoiam"))
    }

    fn contract(&self, count: &mut Count) -> Result<()> {
        contract::run(self.place, &self.server()?, self.options.thorough, count)
    }

    fn browser(&self, count: &mut Count) -> Result<()> {
        browser::packages(self.place)?;
        let (chromium, firefox) = (browser::chromium()?, browser::firefox()?);
        web::build(self.place, &web::chosen(&[]))?;
        let hoiam = self.server()?;
        let folder = self.place.root.join("e2e");
        // What is there afterwards is of this run.
        let results = folder.join("results");
        if results.exists() {
            std::fs::remove_dir_all(&results)?;
        }
        let mut command = browser::node_script(&folder, "@playwright/test/cli.js");
        command.arg("test").env("CHROMIUM_PATH", chromium).env("FIREFOX_PATH", firefox).env("HOIAM_BIN", hoiam);
        if let Some(shell) = browser::headless_shell() {
            command.env("CHROMIUM_SHELL_PATH", shell);
        }
        if let Some(name) = &self.options.name {
            command.args(["--grep", name]);
        }
        let result = run::run(&mut command);
        *count = std::fs::read(results.join("report.json"))
            .map_err(Into::into)
            .and_then(|r| count::playwright(&r))
            .unwrap_or_default();
        result
            .map_err(|cause| cause.context("browser tests (screenshots: e2e/results; with HOIAM_TRACE=1 also traces)"))
    }
}

/// A check that is one test.
fn check(count: &mut Count, run: impl FnOnce() -> Result<()>) -> Result<()> {
    let result = run();
    count.add(Count::one(result.is_ok()));
    result
}
