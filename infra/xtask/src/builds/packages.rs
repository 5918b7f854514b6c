//! The npm packages of what is driven in a browser.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Installs what `package-lock.json` says, unless it is there.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let installed = folder.join("node_modules/.package-lock.json");
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    if installed.exists() && modified(&installed) >= modified(&folder.join("package-lock.json")) {
        return Ok(());
    }
    eprintln!("installing the npm packages of {}", folder.display());
    let status = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder)
        .status()
        .context("npm does not start: install Node 20 or newer")?;
    ensure!(status.success(), "npm ci failed");
    Ok(())
}
