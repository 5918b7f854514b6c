//! `cargo xtask bench NAME`: the one door to all measurements.

mod api;
mod browser;
mod coverage;
mod data;
mod example;
mod fuzz;
mod journey;
mod peers;
mod published;
mod system_in_browser;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Map, Value};

/// Figure name to number.
type Figures = Map<String, Value>;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    bench: Bench,
    /// Write the figures there, as one flat JSON object
    #[arg(long, global = true)]
    json: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// The running system against its OpenAPI document
    Api(api::Arguments),
    /// Loading, the what-if slider, a refit and memory with 100,000 and a million customers, and Lighthouse, in Chromium
    Browser(browser::Arguments),
    /// How often intervals hold what they are about, on thousands of generated bases
    Coverage(coverage::Arguments),
    /// The way of the data with 100,000 and a million customers: units, time and memory of imports, scores, pages and counts
    Data(data::Arguments),
    /// Damaged files for the parser of files, for ten minutes
    Fuzz(fuzz::Arguments),
    /// Real order files through the real system: Online Retail and CDNOW
    Journey(journey::Arguments),
    /// The same tasks in lifetimes, PyMC-Marketing and, where R has it, CLVTools
    Peers(peers::Arguments),
    /// Whether order files whose estimates are published still give them
    Published(published::Arguments),
}

/// Runs a benchmark, prints its figures and writes them where asked.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let figures = match &arguments.bench {
        Bench::Api(arguments) => api::run(arguments)?,
        Bench::Browser(arguments) => browser::run(arguments)?,
        Bench::Coverage(arguments) => coverage::run(arguments)?,
        Bench::Data(arguments) => data::run(arguments)?,
        Bench::Fuzz(arguments) => fuzz::run(arguments)?,
        Bench::Journey(arguments) => journey::run(arguments)?,
        Bench::Peers(arguments) => peers::run(arguments)?,
        Bench::Published(arguments) => published::run(arguments)?,
    };
    for (name, value) in &figures {
        println!("{name} {value}");
    }
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    Ok(ExitCode::SUCCESS)
}
