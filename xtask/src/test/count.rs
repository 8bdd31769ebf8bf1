//! How many passed: reads what `cargo test` and Playwright report. No processes here.

use anyhow::{Context, Result};

/// Numbers of one part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Ran and passed.
    pub passed: u64,
    /// Ran and failed.
    pub failed: u64,
    /// Were there and did not run. Nothing may be skipped, so a part with one of these fails.
    pub skipped: u64,
}

impl Count {
    /// A check without tests of its own: one.
    pub const fn one(passed: bool) -> Self {
        Self { passed: passed as u64, failed: !passed as u64, skipped: 0 }
    }

    /// Adds the other numbers.
    pub const fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// What libtest said so far.
#[derive(Debug, Default)]
pub struct Libtest {
    /// Sum over all test binaries.
    pub count: Count,
    /// Passed tests whose name says that they ran on PostgreSQL.
    pub on_postgres: u64,
}

impl Libtest {
    /// Takes the next line; whether a person wants to see it (passed tests and empty binaries are noise).
    pub fn read(&mut self, line: &str) -> bool {
        if let Some(name) = line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... ok")) {
            self.on_postgres += u64::from(name.to_ascii_lowercase().contains("postgres"));
            return false;
        }
        if let Some(numbers) = line.strip_prefix("test result: ") {
            let number = |what: &str| {
                let before = numbers.split(what).next().filter(|before| before.len() < numbers.len())?;
                before.trim_end().rsplit(' ').next()?.parse::<u64>().ok()
            };
            let of = |what| number(what).unwrap_or(0);
            self.count.add(Count { passed: of(" passed"), failed: of(" failed"), skipped: of(" ignored") });
            return of(" failed") > 0;
        }
        !line.trim().is_empty() && !line.starts_with("running ")
    }
}

/// Reads Playwright's JSON report. A flaky test (passed when tried again) counts as failed.
pub fn playwright(report: &[u8]) -> Result<Count> {
    let report: serde_json::Value = serde_json::from_slice(report).context("the report is not JSON")?;
    let stats = report.get("stats").context("the report has no stats")?;
    let of = |key: &str| stats.get(key).and_then(serde_json::Value::as_u64).context("the stats lack a number");
    Ok(Count { passed: of("expected")?, failed: of("unexpected")? + of("flaky")?, skipped: of("skipped")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_lines_are_summed() {
        let mut seen = Libtest::default();
        let shown: Vec<_> = "\nrunning 3 tests\ntest store::postgres::saves ... ok\ntest a ... ok\ntest b ... FAILED\n\
            failures:\n---- b stdout ----\n\
            test result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 9 filtered out; finished in 0.31s\n\
            test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s"
            .lines()
            .filter(|line| seen.read(line))
            .collect();
        assert_eq!(seen.count, Count { passed: 12, failed: 1, skipped: 4 });
        assert_eq!(seen.on_postgres, 1);
        assert_eq!(shown.len(), 4, "{shown:?}");
        assert_eq!(shown[0], "test b ... FAILED");
    }

    #[test]
    fn playwright_numbers() {
        let report = br#"{"suites":[],"stats":{"expected":4,"unexpected":1,"flaky":2,"skipped":3,"duration":1.5}}"#;
        assert_eq!(playwright(report).ok(), Some(Count { passed: 4, failed: 3, skipped: 3 }));
        assert!(playwright(b"{}").is_err());
        assert!(playwright(b"").is_err());
    }
}
