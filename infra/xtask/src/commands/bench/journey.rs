//! `cargo xtask bench journey`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Figures;
use super::system_in_browser::Measured;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Folder with online_retail.csv.gz and cdnow_sample.csv
    #[arg(long)]
    data: PathBuf,
}

/// Measures two real order files on their way through the real system.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let data = fs::canonicalize(&arguments.data).with_context(|| arguments.data.display().to_string())?;
    let environment = [("HOLDFAST_DATA", data)];
    let measured = Measured::build()?;
    let mut figures = measured.run("bench/online-retail.ts", &["--empty"], &environment)?;
    figures.append(&mut measured.run("bench/cdnow.ts", &["--empty"], &environment)?);
    Ok(figures)
}
