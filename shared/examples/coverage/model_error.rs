//! What the error of the model itself, as backtests show it, does to the interval of a total: on bases that follow the
//! model, and on bases of a market that drifts, which no model here knows.

use shared::domain::Day;
use shared::math::exp;
use shared::random::Random;
use shared::scoring::backtest::rolling_origins;
use shared::scoring::catalogue::{ModelKind, fit};
use shared::scoring::preparation::CalibrationHoldout;
use shared::scoring::uncertainty::{Interval, Level, forecast};
use shared::scoring::{History, Weeks};

use super::base::{DAYS_OF_ARRIVAL, HORIZON, WEEKS_SEEN};
use super::figures::{Figures, Tally};
use super::options::Options;
use super::purchases::PurchaseSubject;
use super::seeds::for_each_seed;

/// Each base takes six fits, so that fewer will do.
const MOST_BASES: u64 = 500;
/// Standard deviation of a week's change of the whole market's logarithm, where it drifts.
const DRIFT: f64 = 0.03;

/// The intervals without and with the model's own error, what was expected and what came.
struct Outcome {
    without: Option<Interval>,
    with: Option<Interval>,
    expected: f64,
    actual: f64,
}

pub(super) fn measure(subject: &PurchaseSubject, options: &Options, figures: &mut Figures) {
    for (market, drift) in [("steady", 0.0), ("drifting", DRIFT)] {
        let bases = options.bases.min(MOST_BASES);
        let outcomes = for_each_seed(bases, options.threads, |seed| outcome(subject, options.customers, seed, drift));
        let (mut without, mut with) = (Tally::default(), Tally::default());
        for outcome in &outcomes {
            for (tally, interval) in [(&mut without, outcome.without), (&mut with, outcome.with)] {
                tally.count(interval, outcome.actual, |interval| interval.width() / outcome.expected);
            }
        }
        for (name, tally) in [("without_model_error", without), ("with_model_error", with)] {
            figures.add(format!("coverage.total_90_{name}.{market}"), tally.coverage());
            figures.add(format!("width.total_90_{name}.{market}"), tally.median_width());
        }
    }
}

fn outcome(subject: &PurchaseSubject, customers: u32, seed: u64, drift: f64) -> Outcome {
    let days = purchase_days(subject, customers, seed, drift);
    let values = vec![0; days.iter().map(Vec::len).max().unwrap_or(0)];
    let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
    let (end, until) = (Day(7 * WEEKS_SEEN as i32 - 1), Day(7 * (WEEKS_SEEN + HORIZON) as i32 - 1));
    let split = CalibrationHoldout::of(rows.iter().copied(), end, until).expect("the holdout has days");
    let histories = split.histories();
    let horizon = Weeks::of_weeks(HORIZON);
    let forecast = forecast(&fit(ModelKind::MbgNbd, &histories).expect("customers"), &histories, horizon);
    let rolling = rolling_origins(&rows, end, horizon, |histories| fit(ModelKind::MbgNbd, histories));
    let with = rolling.model_error().and_then(|error| forecast.interval_with(&error, Level::NINETY));
    Outcome {
        without: forecast.interval(Level::NINETY),
        with,
        expected: forecast.expected,
        actual: split.transactions.iter().map(|count| f64::from(*count)).sum(),
    }
}

/// Days of every customer's transactions. The market's level, common to all, is a random walk on the log scale: time
/// runs faster in weeks in which everybody buys more.
fn purchase_days(subject: &PurchaseSubject, customers: u32, seed: u64, drift: f64) -> Vec<Vec<Day>> {
    let truth = subject.truth();
    let mut random = Random::new(seed, 0);
    let mut level = 0.0;
    // Weeks of business by the end of each day.
    let mut business = vec![0.0];
    for day in 0..7 * (WEEKS_SEEN + HORIZON) as u32 {
        if day % 7 == 0 {
            level += drift * random.normal();
        }
        business.push(business[day as usize] + exp(level) / 7.0);
    }
    let last = business[business.len() - 1];
    (0..customers)
        .map(|_| {
            let first = random.below(DAYS_OF_ARRIVAL) as usize;
            // Some time of the day.
            let start = business[first] + random.uniform() * (business[first + 1] - business[first]);
            let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(last - start), &mut random);
            let day = |time: f64| business.partition_point(|by_then| *by_then <= start + time) as i32 - 1;
            let mut days: Vec<Day> = std::iter::once(first as i32).chain(times.into_iter().map(day)).map(Day).collect();
            days.dedup();
            days
        })
        .collect()
}
