//! Scripts that measure the running system from a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use system::{Programs, RunningSystem};

use super::Figures;
use crate::builds::{browser, native, packages, site};
use crate::workspace::{root, target_folder};

/// What is measured: the optimised system and a browser.
pub(super) struct Measured {
    programs: Programs,
    site: PathBuf,
    browser: PathBuf,
    /// Where the scripts are.
    folder: PathBuf,
}

impl Measured {
    /// Builds the system and finds a browser.
    pub(super) fn build() -> Result<Self> {
        let programs = native::build(true)?;
        let site = site::build(site::Compression::Best)?;
        let folder = root().join("tests/browser");
        packages::install(&folder)?;
        let browser = browser::find(&folder)?;
        Ok(Self { programs, site, browser, folder })
    }

    /// Installs the packages of scripts that have their own.
    pub(super) fn install(&self, scripts: &str) -> Result<()> {
        packages::install(&self.folder.join(scripts))
    }

    /// The same with a copy of the site that has one more folder.
    pub(super) fn beside(&self, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<Self> {
        let site = target_folder().join("measured-site");
        if site.exists() {
            fs::remove_dir_all(&site)?;
        }
        copy(&self.site, &site)?;
        fill(&site.join(name))?;
        Ok(Self { programs: self.programs.clone(), site, browser: self.browser.clone(), folder: self.folder.clone() })
    }

    /// Runs a script against a system of its own; the last line it prints is one flat JSON object.
    pub(super) fn run(&self, script: &str, system: &[&str], environment: &[(&str, PathBuf)]) -> Result<Figures> {
        let system = RunningSystem::start(&self.programs, Some(&self.site), system)?;
        let output = Command::new("npx")
            .args(["--no-install", "tsx", script])
            .current_dir(&self.folder)
            .env("HOLDFAST_URL", system.url())
            .env("HOLDFAST_BROWSER", &self.browser)
            .envs(environment.iter().map(|(name, path)| (name, path)))
            .stderr(Stdio::inherit())
            .output()
            .context("npx does not start: install Node 20 or newer")?;
        let printed = String::from_utf8(output.stdout)?;
        ensure!(output.status.success(), "{script} failed:\n{printed}");
        let (before, figures) = printed.trim_end().rsplit_once('\n').unwrap_or(("", printed.trim_end()));
        if !before.is_empty() {
            println!("{before}");
        }
        serde_json::from_str(figures).context("the last line is one flat JSON object")
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(source, target)?;
        }
    }
    Ok(())
}
