//! `cargo xtask bench data`: what the way of the data costs, with 100,000 and a million customers side by side.

mod api;
mod loaded;
mod parser;
mod peaks;
mod segments;
mod shop;
mod spent;
mod tables;

use anyhow::Result;

use super::Figures;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Numbers of customers to load
    #[arg(long, value_delimiter = ',', default_values_t = [100_000, 1_000_000])]
    customers: Vec<u32>,
    /// Only this part
    #[arg(long)]
    only: Option<Part>,
    /// Load with unoptimised functions: for the units and for a first look; times and memory mean little
    #[arg(long)]
    unoptimised: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Imports, scores and pages: units, time and memory
    Tables,
    /// Memory of the parser of files, for 1 MB and 1 GB
    Parser,
    /// Counting segments over the largest base, in the browser's worker and natively
    Segments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let wanted = |part| arguments.only.is_none_or(|only| only == part);
    let mut figures = Figures::new();
    if wanted(Part::Parser) {
        parser::run(&mut figures)?;
    }
    if wanted(Part::Tables) {
        tables::run(&arguments.customers, !arguments.unoptimised, &mut figures)?;
    }
    if wanted(Part::Segments) {
        let largest = arguments.customers.iter().copied().max().unwrap_or(1_000_000);
        figures.append(&mut segments::run(largest)?);
    }
    Ok(figures)
}

/// A number of customers in the name of a figure: `100k`, `1m`.
fn size_name(customers: u32) -> String {
    match customers {
        count if count % 1_000_000 == 0 => format!("{}m", count / 1_000_000),
        count if count % 1_000 == 0 => format!("{}k", count / 1_000),
        count => count.to_string(),
    }
}

/// Three decimals are enough for all that is measured here.
fn rounded(value: f64) -> serde_json::Value {
    ((value * 1_000.0).round() / 1_000.0).into()
}
