//! Fits a purchase or spend model to customer histories in a CSV file.
//!
//! ```text
//! cargo run --release -p shared --example fit -- --model bg-nbd --histories FILE.csv
//! cargo run --release -p shared --example fit -- --model mbg-nbd --histories FILE.csv.gz --score OUT.csv --horizon 39
//! ```
//!
//! Columns, in any order and case: `frequency` (or `x`), `recency` (`t_x`, `t.x`), `T` (`T.cal`) and
//! optionally `mean_spend` (`zbar`, `m_x`) and an identifier (`id`, `customer_id`). Times are in any unit, weeks by
//! convention; the horizon is in the same. One JSON object goes to standard output.

mod histories;
mod options;
mod report;
mod scores;

use std::io::Write;
use std::process::ExitCode;

use options::{ModelChoice, Options};
use shared::scoring::{Histories, PurchaseModel, beta_geometric, gamma_gamma};

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
    let options = Options::parse(std::env::args().skip(1))?;
    let table = histories::read(&options.histories, options.model == ModelChoice::GammaGamma)?;
    let (report, fitted) = match options.model {
        ModelChoice::Purchases(dropout) => {
            let rows = table.histories()?;
            let (fit, milliseconds) = timed(|| beta_geometric::fit(dropout, &Histories::from_weeks(&rows)));
            let fit = fit.map_err(|error| format!("{}: {error}", options.histories.display()))?;
            let report = report::json(options.name(), &fit.model.parameters(), &fit.certificate, milliseconds);
            (report, scores::Fitted { purchases: Some(fit.model), spend: spend_model(&table) })
        }
        ModelChoice::GammaGamma => {
            let (fit, milliseconds) = timed(|| gamma_gamma::fit(&gamma_gamma::Spends::group(table.spends())));
            let fit = fit.map_err(|error| format!("{}: {error}", options.histories.display()))?;
            let names = gamma_gamma::Parameters::NAMES;
            let values: Vec<_> = names.into_iter().zip(fit.model.parameters().to_array()).collect();
            let report = report::json(options.name(), &values, &fit.certificate, milliseconds);
            (report, scores::Fitted { purchases: None, spend: Some(fit.model) })
        }
    };
    if let Some((path, horizon)) = &options.score {
        scores::write(path, &table, &fitted, *horizon)?;
    }
    Ok(report)
}

/// Expected spend is scored wherever the file has spends that it can be fitted to.
fn spend_model(table: &histories::Table) -> Option<gamma_gamma::Model> {
    gamma_gamma::fit(&gamma_gamma::Spends::group(table.spends())).ok().map(|fit| fit.model)
}

#[allow(clippy::disallowed_methods, reason = "a program may read the clock; the library does not")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e3)
}
