//! Examples of `shared` that measure something.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use super::Figures;
use crate::workspace::cargo;

/// Runs an optimised example that prints one JSON object.
pub(super) fn figures_of(name: &str, arguments: impl IntoIterator<Item = String>) -> Result<Figures> {
    let output = cargo()
        .args(["run", "--quiet", "--release", "--package", "shared", "--example", name, "--"])
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .context("cargo does not start")?;
    ensure!(output.status.success(), "the example {name} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("the example {name} prints no JSON object"))
}
