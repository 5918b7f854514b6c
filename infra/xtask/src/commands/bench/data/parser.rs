//! Memory of the parser of files: the same for a megabyte and a gigabyte.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::rounded;
use crate::commands::bench::Figures;
use crate::workspace::cargo;

pub(super) fn run(figures: &mut Figures) -> Result<()> {
    for (name, megabytes) in [("1mb", 1), ("100mb", 100), ("1gb", 1_024)] {
        let output = cargo()
            .args(["run", "--release", "--quiet", "--package", "worker", "--example", "parser_memory", "--"])
            .arg(megabytes.to_string())
            .output()
            .context("cargo does not start")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed: Value = serde_json::from_slice(&output.stdout)?;
        for part in ["cut", "dry_run", "dry_run_rejected"] {
            let peak = printed[part].as_f64().context("a peak")?;
            figures.insert(format!("parser_peak_mb.{part}.{name}"), rounded(peak));
        }
    }
    Ok(())
}
