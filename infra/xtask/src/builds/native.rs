//! The programs of this machine: the local runner and the functions.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::workspace::{cargo, target_folder};

/// Built programs.
pub(crate) struct Programs {
    /// Where they are.
    pub(crate) folder: PathBuf,
}

impl Programs {
    /// The program that runs the template.
    pub(crate) fn local(&self) -> PathBuf {
        self.folder.join("local")
    }

    /// The functions.
    pub(crate) fn bootstrap(&self) -> PathBuf {
        self.folder.join("bootstrap")
    }
}

/// Builds both in one go, so that their dependencies are built once.
pub(crate) fn build(release: bool) -> Result<Programs> {
    let profile = if release { "release" } else { "dev" };
    eprintln!("building the functions and the local runner");
    let status = cargo()
        .args(["build", "--quiet", "--package", "functions", "--package", "local", "--bins", "--profile", profile])
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the build failed");
    Ok(Programs { folder: target_folder().join(if release { "release" } else { "debug" }) })
}
