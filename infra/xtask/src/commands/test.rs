//! `cargo xtask test`: everything CI runs.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::builds::{browser, native, site};
use crate::running_system::RunningSystem;
use crate::tally::Tally;
use crate::workspace::{cargo, root, wasm_target_folder};

/// Crates of the browser, which a plain `cargo test` leaves out.
const BROWSER_CRATES: [&str; 6] = ["--package", "frontend", "--package", "protocol", "--package", "worker"];

/// Runs every check, goes on after a failure, and ends with `N passed, N failed`.
pub(crate) fn run() -> Result<ExitCode> {
    let mut tally = Tally::default();
    site::ensure_wasm_target()?;

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
    tally.cargo_tests("tests", cargo().args(["test", "--no-fail-fast"]))?;
    tally.cargo_tests("tests of the browser's crates", cargo().args(["test", "--no-fail-fast"]).args(BROWSER_CRATES))?;
    tally.attempt("tests in a browser", in_a_browser);

    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the journeys in a real browser against the real system with sample data.
fn in_a_browser(tally: &mut Tally) -> Result<()> {
    let programs = native::build(false)?;
    let site = site::build(site::Compression::Quick)?;
    let folder = root().join("tests/browser");
    install_packages(&folder)?;
    let browser = browser::find(&folder)?;
    let system = RunningSystem::start(&programs, &site, &[])?;
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
        .env("HOLDFAST_URL", system.url())
        .env("HOLDFAST_BROWSER", browser)
        .env("HOLDFAST_FAULTY_FILE", &faulty)
        .env("HOLDFAST_FAULTY_TRUTH", String::from_utf8(truth.stdout)?)
        .status()
        .context("npx runs")?;
    let report = std::fs::read_to_string(&report).context("Playwright writes a report")?;
    tally.playwright(&serde_json::from_str(&report)?, status.success());
    Ok(())
}

/// Installs what `package-lock.json` says, unless it is there.
pub(crate) fn install_packages(folder: &Path) -> Result<()> {
    let installed = folder.join("node_modules/.package-lock.json");
    let newer = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
    if newer(&installed) >= newer(&folder.join("package-lock.json")) && installed.exists() {
        return Ok(());
    }
    println!("installing npm packages of the browser tests");
    let status = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder)
        .status()
        .context("npm runs: install Node 20 or newer")?;
    anyhow::ensure!(status.success(), "npm ci failed");
    Ok(())
}
