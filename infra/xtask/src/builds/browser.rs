//! Finds a browser for the tests, or gets one.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// A Chromium: the one named by `HOLDFAST_BROWSER`, one on PATH, Playwright's own (fetched when missing), or
/// Debian's package where it may be installed.
pub(crate) fn find(packages: &Path) -> Result<PathBuf> {
    if let Some(named) = env::var_os("HOLDFAST_BROWSER") {
        return Ok(PathBuf::from(named));
    }
    if let Some(found) = on_path() {
        return Ok(found);
    }
    eprintln!("no Chromium found: asking Playwright for one");
    if succeeds(Command::new("npx").args(["--no-install", "playwright", "install", "chromium"]).current_dir(packages)) {
        let script = "console.log(require('@playwright/test').chromium.executablePath())";
        let output = Command::new("node").args(["--eval", script]).current_dir(packages).output()?;
        let path = PathBuf::from(String::from_utf8(output.stdout)?.trim());
        if path.exists() {
            return Ok(path);
        }
    }
    eprintln!("Playwright has none here: trying Debian's package");
    let updated = succeeds(Command::new("apt-get").args(["update", "-qq"]));
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    if updated
        && succeeds(&mut install)
        && let Some(found) = on_path()
    {
        return Ok(found);
    }
    bail!("no browser: install Chromium, or set HOLDFAST_BROWSER to one");
}

fn on_path() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = env::var_os("PATH")?;
    env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|candidate| candidate.is_file())
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}
