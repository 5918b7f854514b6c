//! `cargo xtask bench browser`.

use anyhow::Result;

use super::Figures;
use super::system_in_browser::Measured;

/// Measures the what-if slider over 100,000 customers and the first load.
pub(super) fn run() -> Result<Figures> {
    Measured::build()?.run("bench/browser.ts", &["--parameter", "SampleCustomers=100000"], &[])
}
