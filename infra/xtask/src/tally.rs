//! What passed and what failed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

/// Counts of tests; a check without tests of its own counts as one.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Runs a program that is one check.
    pub(crate) fn check(&mut self, name: &str, command: &mut Command) {
        println!("== {name}");
        match command.status() {
            Ok(status) if status.success() => self.passed += 1,
            Ok(status) => self.fail(name, &status.to_string()),
            Err(error) => self.fail(name, &error.to_string()),
        }
    }

    /// Runs a step that counts by itself; its error is one failure.
    pub(crate) fn attempt(&mut self, name: &str, step: impl FnOnce(&mut Self) -> Result<()>) {
        println!("== {name}");
        if let Err(error) = step(self) {
            self.fail(name, &format!("{error:#}"));
        }
    }

    /// Runs `cargo test`, shows what it prints and adds up its result lines. A run that fails without a failed
    /// test, because it did not compile, is one failure.
    pub(crate) fn cargo_tests(&mut self, name: &str, command: &mut Command) -> Result<()> {
        println!("== {name}");
        let mut process = command.stdout(Stdio::piped()).spawn().context("cargo runs")?;
        let output = process.stdout.take().context("standard output is piped")?;
        let failed_before = self.failed;
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            if let Some((passed, failed)) = result_line(&line) {
                self.passed += passed;
                self.failed += failed;
            }
        }
        if !process.wait()?.success() && self.failed == failed_before {
            self.fail(name, "cargo test failed");
        }
        Ok(())
    }

    /// Adds the counts of Playwright's JSON report.
    pub(crate) fn playwright(&mut self, report: &Value, succeeded: bool) {
        let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
        self.passed += count("expected") + count("flaky");
        self.failed += count("unexpected");
        if !succeeded && count("unexpected") == 0 {
            self.fail("tests in a browser", "Playwright failed");
        }
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.failed += 1;
        println!("FAILED: {name}: {reason}");
    }
}

/// Passed and failed of a line such as `test result: ok. 5 passed; 0 failed; …`.
fn result_line(line: &str) -> Option<(u64, u64)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |name: &str| {
        counts.split("; ").find_map(|part| part.strip_suffix(name)).and_then(|number| number.trim().parse().ok())
    };
    Some((count("passed")?, count("failed")?))
}

#[cfg(test)]
mod tests {
    use super::{Tally, result_line};

    #[test]
    fn result_lines_are_added_up() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(result_line(line), Some((12, 3)));
        assert_eq!(result_line("running 5 tests"), None);
    }

    #[test]
    fn a_browser_run_that_fails_before_any_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.playwright(&serde_json::json!({ "stats": { "expected": 0, "unexpected": 0, "flaky": 0 } }), false);
        assert_eq!((tally.passed, tally.failed), (0, 1));
        tally.playwright(&serde_json::json!({ "stats": { "expected": 4, "unexpected": 1, "flaky": 0 } }), false);
        assert_eq!((tally.passed, tally.failed), (4, 2));
    }
}
