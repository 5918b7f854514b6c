//! How often intervals hold what they are about: the example `coverage` of `shared`, optimised.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use super::Figures;
use crate::workspace::cargo;

/// What to measure, and on how many generated bases.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Generated bases a model, seeds 1, 2, … (2,000 where nothing is said)
    #[arg(long)]
    bases: Option<u64>,
    /// Customers a base (5,000)
    #[arg(long)]
    customers: Option<u32>,
    /// Threads (all cores); figures do not depend on them
    #[arg(long)]
    threads: Option<usize>,
    /// Models by name, `value`, `model-error`, separated by commas (all)
    #[arg(long)]
    models: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let text = |number: &dyn ToString| number.to_string();
    let given = [
        ("--bases", arguments.bases.as_ref().map(|bases| text(bases))),
        ("--customers", arguments.customers.as_ref().map(|customers| text(customers))),
        ("--threads", arguments.threads.as_ref().map(|threads| text(threads))),
        ("--models", arguments.models.clone()),
    ];
    let given = given.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten();
    let output = cargo()
        .args(["run", "--quiet", "--release", "--package", "shared", "--example", "coverage", "--"])
        .args(given)
        .stderr(Stdio::inherit())
        .output()
        .context("cargo does not start")?;
    ensure!(output.status.success(), "the measurement failed");
    serde_json::from_slice(&output.stdout).context("the program prints one flat JSON object")
}
