//! `cargo xtask test`: everything CI runs.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use system::RunningSystem;

use crate::builds::{browser, native, packages, site, wasm};
use crate::commands::contract::{self, Extent};
use crate::tally::Tally;
use crate::workspace::{cargo, root, wasm_target_folder};

/// Crates of the browser, which a plain `cargo test` leaves out.
const BROWSER_CRATES: [&str; 6] = ["--package", "frontend", "--package", "protocol", "--package", "worker"];

/// Runs every check, goes on after a failure, and ends with `N passed, N failed`.
pub(crate) fn run() -> Result<ExitCode> {
    let mut tally = Tally::default();
    wasm::ensure_target()?;

    tally.check("formatting", cargo().args(["fmt", "--all", "--check"]));
    tally.check("lints", cargo().args(["clippy", "--all-targets", "--quiet", "--", "--deny", "warnings"]));
    tally.check(
        "lints of the browser's crates",
        cargo()
            .arg("clippy")
            .args(BROWSER_CRATES)
            .args(["--target", "wasm32-unknown-unknown", "--quiet", "--target-dir"])
            .arg(wasm_target_folder())
            .args(["--", "--deny", "warnings"]),
    );
    tally.check(
        "documentation",
        cargo().args(["doc", "--package", "shared", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "--deny warnings"),
    );
    tally.cargo_tests("tests", cargo().args(["test", "--no-fail-fast"]))?;
    tally
        .cargo_tests("tests of the browser's crates", cargo().args(["test", "--no-fail-fast"]).args(BROWSER_CRATES))?;
    tally.attempt("the API keeps what its document promises", |tally| {
        let found = contract::check(&Extent::Bounded)?;
        ensure!(found.failures == 0, "{} of {} operations fail", found.failures, found.operations);
        tally.passed += 1;
        Ok(())
    });
    tally.attempt("tests in a browser", in_a_browser);

    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the journeys in a real browser against real systems, one with sample data and one without.
fn in_a_browser(tally: &mut Tally) -> Result<()> {
    let programs = native::build(false)?;
    let site = site::build(site::Compression::Quick)?;
    let folder = root().join("tests/browser");
    packages::install(&folder)?;
    let browser = browser::find(&folder)?;
    // The journeys' own receivers listen on this machine.
    let sample = RunningSystem::start(&programs, Some(&site), &["--parameter", "LocalReceivers=true"])?;
    let empty = RunningSystem::start(&programs, Some(&site), &["--empty"])?;
    let faulty = programs.folder.join("faulty_file.csv");
    let truth = cargo()
        .args(["run", "--quiet", "--package", "shared", "--example", "faulty_file", "--"])
        .arg(&faulty)
        .args(["4000", "7"])
        .output()
        .context("the faulty file is generated")?;
    let report = folder.join("results/report.json");
    std::fs::remove_file(&report).ok();
    let status = Command::new("npx")
        .args(["--no-install", "playwright", "test"])
        .current_dir(&folder)
        .env("HOLDFAST_URL", sample.url())
        .env("HOLDFAST_EMPTY_URL", empty.url())
        .env("HOLDFAST_BROWSER", browser)
        .env("HOLDFAST_FAULTY_FILE", &faulty)
        .env("HOLDFAST_FAULTY_TRUTH", String::from_utf8(truth.stdout)?)
        .status()
        .context("npx runs")?;
    let report = std::fs::read_to_string(&report).context("Playwright writes a report")?;
    tally.playwright(&serde_json::from_str(&report)?, status.success());
    Ok(())
}
