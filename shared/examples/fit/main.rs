//! Fits a purchase or spend model to customer histories or to orders in a CSV file.
//!
//! ```text
//! cargo run --release -p shared --example fit -- --model bg-nbd --histories FILE.csv
//! cargo run --release -p shared --example fit -- --model bg-bb --histories FILE.csv --score OUT.csv --horizon 5
//! cargo run --release -p shared --example fit -- --model mbg-nbd --histories FILE.csv \
//!     --covariates COVARIATES.csv --purchase-covariates age,gender --dropout-covariates gender --l2 1
//! cargo run --release -p shared --example fit -- --model mbg-nbd --histories FILE.csv.gz --score OUT.csv --horizon 39
//! cargo run --release -p shared --example fit -- --model mbg-nbd --orders FILE.csv --calibration-end 2025-06-30
//! cargo run --release -p shared --example fit -- --model pareto-nbd --orders FILE.csv \
//!     --changing-covariates WEEKS.csv --purchase-covariates christmas,campaign
//! ```
//!
//! `--histories`: one line a customer. Columns, in any order and case: `frequency` (or `x`), `recency` (`t_x`, `t.x`),
//! `T` (`T.cal`) and optionally `log_gaps` (`litt`: the sum of the natural logarithms of the gaps, which models of
//! regular buying need), `mean_spend` (`zbar`, `m_x`) and an identifier (`id`, `customer_id`).
//!
//! For `--model bg-bb` the columns are `frequency` (`x`), `recency` (`t_x`, the last opportunity taken, counted from 1, 0
//! without one), `opportunities` (`n`, `n.cal`, `periods`) and optionally `count` (`custs`, `weights`), the number of
//! customers with that history; the horizon is a number of opportunities.
//!
//! `--covariates`: what else is known of customers (bg-nbd, mbg-nbd, pareto-nbd), numbers that do not change over time,
//! in named columns. Lines belong to customers by a column `customer` (or `id`, `customer_id`) where there is one, which
//! the histories then need too, else by their order. `--l2` is the λ of a ridge penalty ½ λ γ² on every coefficient.
//! Parameters are those of a customer whose covariates are all 0; coefficients stand beside them as `purchase.NAME` and
//! `dropout.NAME`.
//!
//! `--changing-covariates`: what is known of periods (pareto-nbd, with `--orders`): a column `period_start` with dates like
//! 2025-06-30 and named columns of numbers, which hold from that day to the day before the next period. Periods are equally
//! long, in days, and leave no gap; they begin no later than the first order and cover the as-of day, the holdout period
//! and the horizon of the scores. One line a period holds for all customers (a season, a campaign); with a column `customer`
//! there is one line for every customer and period (mailings received). Parameters and coefficients are named as above.
//!
//! `--orders`: one line an order or an order's item, read as the app reads imports: any export with a customer, a date
//! and an amount (or unit price and quantity). A day with orders is one transaction, a day whose cancellations undo them
//! none. A day on which everything was free counts, as in the published data sets; the app leaves it out, and so does
//! `--free-orders leave-out`. With `--calibration-end` the model is fitted to the orders up to that day, and the report
//! compares what it says of the days after it with what happened.
//!
//! `--seasonal` estimates a season from the orders and puts all times on a clock that runs as fast as it: recency, age and
//! parameters are on that clock, horizons are those of the calendar. It takes two years of orders; a prediction made with
//! fewer carries the warning `season_unknown` unless it is over whole years.
//!
//! `--time-unit` day, week (the default) or month is the unit of the times in a file of histories, of the horizon and of
//! the scores' times; a month is 365.25/12 days. Parameters are always those of weeks. One JSON object goes to standard
//! output.

mod arguments;
mod changing;
mod columns;
mod covariates;
mod fitted;
mod histories;
mod holdout;
mod opportunities;
mod options;
mod orders;
mod periods;
mod purchases;
mod report;
mod scores;
mod season;
mod source;
mod table;

use std::io::Write;
use std::process::ExitCode;

use serde_json::Value;

use changing::ChangingTables;
use covariates::CovariateTables;
use fitted::Fitted;
use options::{CovariateFile, Input, ModelChoice, Options, TimeOptions};
use purchases::Known;

/// What is wrong, in words that say what to do.
type Failure = String;

fn main() -> ExitCode {
    match run() {
        Ok(report) => match writeln!(std::io::stdout(), "{report}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(failure) => {
            eprintln!("fit: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Failure> {
    let report = match Options::parse(std::env::args().skip(1))? {
        Options::Opportunities(options) => opportunities::run(&options)?,
        Options::Times(options) => fit_times(&options)?,
    };
    Ok(report.to_string())
}

fn fit_times(options: &TimeOptions) -> Result<Value, Failure> {
    let table = match &options.input {
        Input::Histories(path) => histories::read(path, options.model, options.time_unit)?,
        Input::Orders(path, orders) => orders::read(path, orders, options.time_unit)?,
    };
    let horizon = options.score.as_ref().map(|(_, horizon)| *horizon);
    let known = match &options.covariates {
        None => Known::Nothing,
        Some(covariates) => match &covariates.file {
            CovariateFile::Fixed(_) => Known::Fixed(CovariateTables::read(covariates, &table)?),
            CovariateFile::Changing(_) => Known::Changing(ChangingTables::read(covariates, &table, horizon)?),
        },
    };
    let fitted = match options.model {
        ModelChoice::Purchases(kind) => Fitted::to_purchases(&table, kind, known),
        ModelChoice::Spend | ModelChoice::Opportunities => Fitted::to_spends(&table),
    };
    let fitted = fitted.map_err(|error| format!("{}: {error}", options.path().display()))?;
    if let Some((path, horizon)) = &options.score {
        scores::write(path, &table, &fitted, *horizon)?;
    }
    report::json(options.model, &table, &fitted, horizon)
}
