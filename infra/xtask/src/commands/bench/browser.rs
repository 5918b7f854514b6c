//! `cargo xtask bench browser`.

use std::path::PathBuf;

use anyhow::Result;

use super::Figures;
use super::system_in_browser::Measured;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Leave larger bases out
    #[arg(long, default_value_t = 1_000_000)]
    at_most: u32,
}

/// Sizes by the labels of their figures.
const SIZES: [(u32, &str); 2] = [(100_000, "100k"), (1_000_000, "1m")];

/// Measures loading, the what-if slider, a refit and memory on large bases, and Lighthouse on the sample shop.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let measured = Measured::build()?;
    let mut figures = measured.run("bench/lighthouse.ts", &[], &[])?;
    for (customers, label) in SIZES.into_iter().filter(|(customers, _)| *customers <= arguments.at_most) {
        let parameter = format!("SampleCustomers={customers}");
        let size = [("HOLDFAST_SIZE", PathBuf::from(label))];
        figures.append(&mut measured.run("bench/browser.ts", &["--parameter", &parameter], &size)?);
    }
    Ok(figures)
}
