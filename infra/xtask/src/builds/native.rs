//! The programs of this machine: the local runner and the functions.

use anyhow::{Context, Result, ensure};
use system::Programs;

use crate::workspace::{cargo, target_folder};

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
