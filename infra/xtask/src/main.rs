//! `cargo xtask`: the one door to run, test, build and measure Holdfast.
#![expect(clippy::print_stdout, reason = "its output is for a person or a script")]

mod builds;
mod commands;
mod tally;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Holdfast's one door.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the whole system on this machine, with sample data unless told otherwise
    Up(commands::up::Arguments),
    /// Runs everything CI runs; the last line is "N passed, N failed"
    Test,
    /// Builds what is deployed: the functions' zips and the site
    Build,
    /// Measures, and prints one figure a line
    Bench(commands::bench::Arguments),
    /// Prints a token that the running system accepts, for scripts
    Token(commands::token::Arguments),
}

fn main() -> Result<ExitCode> {
    match Arguments::parse().command {
        Command::Up(arguments) => commands::up::run(&arguments),
        Command::Test => commands::test::run(),
        Command::Build => commands::build::run(),
        Command::Bench(arguments) => commands::bench::run(&arguments),
        Command::Token(arguments) => commands::token::run(&arguments),
    }
}
