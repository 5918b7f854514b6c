//! How long a Pareto/NBD with covariates that change over time takes to fit, on a generated base whose truth is known.
//!
//! ```text
//! cargo run --release -p shared --example time_varying
//! cargo run --release -p shared --example time_varying -- --customers 6000 --weeks 104 --seed 1
//! ```
//!
//! Customers come over the first twelve weeks and are seen for the rest; both processes have three covariates that
//! change every week: a season for all, a price for all and mailings to some. One flat JSON object goes to standard
//! output:
//!
//! | figure | meaning |
//! |---|---|
//! | `fit_ms` | milliseconds from histories and tables to the estimate with standard errors; the least of three fits |
//! | `score_ms` | milliseconds for P(alive) and expected purchases of the last quarter of all customers, seen until then |
//! | `log_likelihood`, `iterations`, `gradient_norm`, `condition_number`, `limits` | of the certificate |
//! | `worst_z` | the largest distance of a coefficient from its truth, in standard errors |

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use serde_json::json;
use shared::math::sin;
use shared::random::Random;
use shared::scoring::Weeks;
use shared::scoring::covariates::Options;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{
    VaryingColumn, VaryingCovariates, VaryingError, VaryingHistory, VaryingModel, fit,
};

/// γ and δ of season, price and mailing.
const COEFFICIENTS: [[f64; 3]; 2] = [[0.6, -0.4, 0.5], [-0.5, 0.4, -0.6]];
const NAMES: [&str; 3] = ["season", "price", "mailing"];

struct Size {
    customers: usize,
    weeks: usize,
    seed: u64,
}

fn main() -> ExitCode {
    let report = size().and_then(|size| measure(&size).map_err(|error| error.to_string()));
    match report {
        Ok(report) => match writeln!(std::io::stdout(), "{report}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(failure) => {
            eprintln!("time_varying: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn size() -> Result<Size, String> {
    let mut size = Size { customers: 600, weeks: 104, seed: 1 };
    let mut arguments = std::env::args().skip(1);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{option} needs a value"))?;
        let wrong = |_| format!("{option} {value} is no whole number");
        match option.as_str() {
            "--customers" => size.customers = value.parse().map_err(wrong)?,
            "--weeks" => size.weeks = value.parse().map_err(wrong)?,
            "--seed" => size.seed = value.parse().map_err(wrong)?,
            _ => return Err(format!("there is no option {option}")),
        }
    }
    if size.weeks < 26 { Err("--weeks must be 26 or more".to_owned()) } else { Ok(size) }
}

fn measure(size: &Size) -> Result<serde_json::Value, VaryingError> {
    let covariates = covariates(size)?;
    let truth = truth()?;
    let histories = histories(size, &truth, &covariates)?;
    let mut fit_ms = f64::INFINITY;
    let mut fitted = None;
    for _ in 0..3 {
        let (found, milliseconds) = timed(|| fit(&histories, &covariates, &covariates, &Options::default()));
        fitted = Some(found?);
        fit_ms = fit_ms.min(milliseconds);
    }
    let fitted = fitted.expect("there were fits");
    let (score, score_ms) = timed(|| expected(size, &fitted.model, &histories, &covariates));
    score?;
    let found = fitted.estimate.purchase.iter().chain(&fitted.estimate.dropout);
    let distances = found.zip(COEFFICIENTS.concat()).filter_map(|(coefficient, truth)| {
        coefficient.standard_error.map(|error| ((coefficient.value - truth) / error).abs())
    });
    let certificate = &fitted.estimate.certificate;
    Ok(json!({
        "customers": size.customers,
        "weeks": size.weeks,
        "repeat_purchases": histories.iter().map(|history| history.repeats().len()).sum::<usize>(),
        "fit_ms": fit_ms,
        "score_ms": score_ms,
        "log_likelihood": certificate.log_likelihood,
        "iterations": certificate.iterations,
        "gradient_norm": certificate.gradient_norm,
        "condition_number": certificate.condition_number,
        "limits": certificate.limits,
        "worst_z": distances.fold(0.0, f64::max),
    }))
}

fn covariates(size: &Size) -> Result<VaryingCovariates, VaryingError> {
    let of_weeks =
        |of: &dyn Fn(f64) -> f64| VaryingColumn::OfPeriods((0..size.weeks).map(|week| of(week as f64)).collect());
    let mut random = Random::new(size.seed, u64::MAX);
    let mailing = (0..size.customers * size.weeks).map(|_| f64::from(u8::from(random.chance(0.2)))).collect();
    let prices: Vec<f64> = (0..size.weeks).map(|_| random.uniform()).collect();
    let columns = [
        of_weeks(&|week| sin(week * std::f64::consts::TAU / 52.18)),
        VaryingColumn::OfPeriods(prices),
        VaryingColumn::OfBoth(mailing),
    ];
    let columns = NAMES.map(str::to_owned).into_iter().zip(columns).collect();
    VaryingCovariates::new(Weeks::of_weeks(1.0), size.weeks, size.customers, columns)
}

fn truth() -> Result<VaryingModel, VaryingError> {
    let named = |values: [f64; 3]| NAMES.map(str::to_owned).into_iter().zip(values).collect();
    let [purchase, dropout] = COEFFICIENTS.map(named);
    VaryingModel::new(Parameters { r: 1.5, alpha: 30.0, s: 0.7, beta: 45.0 }, purchase, dropout)
}

fn histories(
    size: &Size,
    truth: &VaryingModel,
    covariates: &VaryingCovariates,
) -> Result<Vec<VaryingHistory>, VaryingError> {
    (0..size.customers)
        .map(|customer| {
            let mut random = Random::new(size.seed, customer as u64);
            let first = f64::from(random.below(84)) / 7.0;
            let age = Weeks::of_weeks(size.weeks as f64 - first);
            truth.simulate_history(customer, first, age, covariates, covariates, &mut random)
        })
        .collect()
}

/// P(alive) and expected purchases of the last 13 weeks, seen until then, summed.
fn expected(
    size: &Size,
    model: &VaryingModel,
    histories: &[VaryingHistory],
    covariates: &VaryingCovariates,
) -> Result<(f64, f64), VaryingError> {
    let (mut alive, mut purchases) = (0.0, 0.0);
    for (row, history) in histories.iter().enumerate() {
        let age = size.weeks as f64 - 13.0 - history.first();
        let seen = history.repeats().iter().copied().filter(|time| *time <= age).collect();
        let seen = VaryingHistory::new(history.first(), seen, age)?;
        let customer = model.customer(row, &seen, covariates, covariates)?;
        alive += customer.probability_alive();
        purchases += customer.expected_purchases(Weeks::of_weeks(13.0))?;
    }
    Ok((alive, purchases))
}

#[allow(clippy::disallowed_methods, reason = "a program may read the clock; the library does not")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e3)
}
