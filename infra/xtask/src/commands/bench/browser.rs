//! `cargo xtask bench browser`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::Figures;
use super::system_in_browser::Measured;
use crate::workspace::cargo;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Leave larger bases out
    #[arg(long, default_value_t = 1_000_000)]
    at_most: u32,
}

/// The folder of the site that holds the larger base.
pub(super) const BASE: &str = "measured-base";

/// Measures loading, the what-if slider, a refit and memory on large bases, and Lighthouse on the sample shop.
///
/// 100,000 customers come through the tables and the jobs as everybody's do; a million would take the local tables
/// longer than the job that writes them has, so their base is made by the same code from the same generator and served
/// beside the app.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let measured = Measured::build()?;
    // Apart, so that the tests do not wait for its packages.
    measured.install("bench/lighthouse")?;
    let mut figures = measured.run("bench/lighthouse/lighthouse.ts", &[], &[])?;
    if arguments.at_most >= 100_000 {
        let size = [("HOLDFAST_SIZE", PathBuf::from("100k"))];
        figures.append(&mut measured.run("bench/browser.ts", &["--parameter", "SampleCustomers=100000"], &size)?);
    }
    if arguments.at_most >= 1_000_000 {
        let measured = measured.beside(BASE, |folder| make_base(folder, 1_000_000))?;
        let environment = [("HOLDFAST_SIZE", PathBuf::from("1m")), ("HOLDFAST_BASE", PathBuf::from(BASE))];
        figures.append(&mut measured.run("bench/browser.ts", &[], &environment)?);
    }
    Ok(figures)
}

/// Writes the base of a sample shop of so many customers.
pub(super) fn make_base(folder: &Path, customers: u32) -> Result<()> {
    let status = cargo()
        .args(["run", "--release", "--quiet", "--package", "shared", "--example", "published_base", "--"])
        .arg(folder)
        .arg(customers.to_string())
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the base of {customers} customers was not made");
    Ok(())
}
