//! `cargo xtask bench fuzz`: damaged files for the parser of files.

use anyhow::Result;

use super::Figures;
use super::example::figures_of;
use crate::workspace::root;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// How long
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Number of the first input; all others follow from it
    #[arg(long, default_value_t = 0)]
    start: u64,
}

/// Feeds the parser with the ugly files of the tests, damaged further, and fails at the first that panics, takes long, or becomes
/// something else when it is cut otherwise.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let seeds = root().join("tests/fixtures/ugly").display().to_string();
    figures_of("fuzz_parser", [seeds, arguments.minutes.to_string(), arguments.start.to_string()])
}
