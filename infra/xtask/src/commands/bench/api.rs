//! `cargo xtask bench api`: the running system against its own OpenAPI document.

use anyhow::Result;

use super::Figures;
use crate::commands::contract::{self, Extent};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Cases of each operation and phase
    #[arg(long, default_value_t = 200)]
    examples: u32,
    /// Seed of the cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Sends what the document allows and forbids, and looks whether the answers are those it promises.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let found = contract::check(&Extent::Full { examples: arguments.examples, seed: arguments.seed })?;
    let mut figures = Figures::new();
    figures.insert("api.operations".to_owned(), found.operations.into());
    figures.insert("api.cases".to_owned(), found.cases.into());
    figures.insert("api.failures".to_owned(), found.failures.into());
    Ok(figures)
}
