//! How often intervals hold what they are about, measured on generated bases whose truth is known.
//!
//! ```text
//! cargo run --release -p shared --example coverage
//! cargo run --release -p shared --example coverage -- --bases 20 --customers 500 --models mbg-nbd,value --threads 1
//! ```
//!
//! For each model `--bases` bases of `--customers` customers are drawn from known parameters, seeds 1, 2, …; to each the
//! model is fitted, and every fit counts. One flat JSON object goes to standard output:
//!
//! | figure | meaning |
//! |---|---|
//! | `coverage.parameter_95.M.P` | per cent of bases whose 95 % interval of parameter P of model M holds the truth |
//! | `width.parameter_95.M.P` | median of upper over lower end of that interval |
//! | `coverage.total_90.M` | per cent of bases whose 90 % interval of what is to come holds what was drawn: the purchases of the next 39 weeks, for `bg_bb` those at the next 5 opportunities, for `sbg`, `bdw` and `lcw` the customers still active after 5 more periods |
//! | `above.total_90.M` | per cent in which more was drawn than the upper end |
//! | `width.total_90.M` | median width of that interval over what was expected |
//! | `coverage.customer_90.M`, `stated.customer_90.M` | per cent of customers who bought as often as the 90 % interval of their own purchases says, and per cent that it says: purchases are whole numbers; models of purchases in time only |
//! | `limits.M` | per cent of fits that ended at a boundary |
//! | `coverage.base_value_12m` | per cent of bases whose 90 % interval of the discounted margin of the next 12 months holds what was drawn |
//! | `above.base_value_12m`, `width.base_value_12m` | as above |
//! | `coverage.total_90_without_model_error.W`, `coverage.total_90_with_model_error.W` | per cent of bases whose 90 % interval of the purchases of the next 39 weeks holds what was drawn from MBG/NBD in a market that is `steady` or `drifting`, in whole days; at most 500 bases |
//!
//! Figures do not depend on the number of threads.

mod base;
mod contracts;
mod figures;
mod model_error;
mod opportunities;
mod options;
mod outcome;
mod purchases;
mod seeds;
mod subject;
mod value;

use std::io::Write;
use std::process::ExitCode;

use figures::Figures;
use options::{More, Options};
use subject::MBG_NBD;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("coverage: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let options = Options::parse(std::env::args().skip(1))?;
    let mut figures = Figures::default();
    for subject in &options.subjects {
        subject.measure(&options, &mut figures);
    }
    for more in &options.more {
        match more {
            More::Value => value::measure(&options, &mut figures),
            More::ModelError => model_error::measure(&MBG_NBD, &options, &mut figures),
        }
    }
    writeln!(std::io::stdout(), "{}", figures.to_json()).map_err(|error| error.to_string())
}
