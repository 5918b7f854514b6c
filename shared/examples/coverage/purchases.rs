//! Intervals of parameters, of a base's purchases and of single customers'.

use shared::scoring::Weeks;
use shared::scoring::catalogue::likelihood;
use shared::scoring::uncertainty::{
    CountInterval, Interval, Level, ParameterDraws, count_interval, forecast, parameter_intervals,
};

use super::base::{Base, HORIZON};
use super::figures::{Figures, Tally};
use super::options::Options;
use super::seeds::for_each_seed;
use super::subject::Subject;

/// Customers looked at in each base.
const CUSTOMERS_LOOKED_AT: usize = 10;
/// Parameters drawn for their intervals.
const DRAWS: u32 = 30;

/// What one base says.
struct Outcome {
    parameters: Vec<Option<Interval>>,
    expected: f64,
    total: Option<Interval>,
    actual: f64,
    customers: Vec<(CountInterval, u32)>,
    at_limit: bool,
}

pub(super) fn measure(subject: &Subject, options: &Options, figures: &mut Figures) {
    let outcomes = for_each_seed(options.bases, options.threads, |seed| outcome(subject, options.customers, seed));
    let model = subject.figure_name();
    for (index, (name, truth)) in subject.estimated_truth().into_iter().enumerate() {
        let mut tally = Tally::default();
        for outcome in &outcomes {
            match outcome.parameters[index] {
                Some(Interval { low, high }) => tally.count(low, high, truth, high / low),
                None => tally.count(f64::NAN, f64::NAN, truth, f64::INFINITY),
            }
        }
        figures.add(format!("coverage.parameter_95.{model}.{name}"), tally.coverage());
        figures.add(format!("width.parameter_95.{model}.{name}"), tally.median_width());
    }
    let (mut totals, mut customers, mut stated) = (Tally::default(), Tally::default(), 0.0);
    for outcome in &outcomes {
        match outcome.total {
            Some(Interval { low, high }) => totals.count(low, high, outcome.actual, (high - low) / outcome.expected),
            None => totals.count(f64::NAN, f64::NAN, outcome.actual, f64::INFINITY),
        }
        for (interval, actual) in &outcome.customers {
            let [low, high] = [interval.low, interval.high].map(f64::from);
            customers.count(low, high, f64::from(*actual), high - low);
            stated += interval.probability;
        }
    }
    figures.add(format!("coverage.total_90.{model}"), totals.coverage());
    figures.add(format!("above.total_90.{model}"), totals.above());
    figures.add(format!("width.total_90.{model}"), totals.median_width());
    figures.add(format!("coverage.customer_90.{model}"), customers.coverage());
    let looked_at: usize = outcomes.iter().map(|outcome| outcome.customers.len()).sum();
    figures.add(format!("stated.customer_90.{model}"), 100.0 * stated / looked_at as f64);
    let limits = outcomes.iter().filter(|outcome| outcome.at_limit).count();
    figures.add(format!("limits.{model}"), 100.0 * limits as f64 / outcomes.len() as f64);
}

fn outcome(subject: &Subject, customers: u32, seed: u64) -> Outcome {
    let base = Base::draw(subject.truth().as_ref(), customers, seed);
    let fitted = subject.fit(&base);
    let horizon = Weeks::of_weeks(HORIZON);
    let forecast = forecast(&fitted, &base.histories, horizon);
    let draws = ParameterDraws::new(&fitted, &base.histories, DRAWS, seed);
    let of_customer = |draws: &ParameterDraws| {
        let step = (base.each.len() / CUSTOMERS_LOOKED_AT).max(1);
        let looked_at = base.each.iter().zip(&base.future).step_by(step).take(CUSTOMERS_LOOKED_AT);
        looked_at.map(|(history, future)| (count_interval(draws, history, horizon, Level::NINETY), *future)).collect()
    };
    Outcome {
        parameters: parameter_intervals(&fitted, likelihood(&fitted, &base.histories).as_ref(), Level::NINETY_FIVE),
        expected: forecast.expected,
        total: forecast.interval(Level::NINETY),
        actual: base.future.iter().map(|count| f64::from(*count)).sum(),
        customers: draws.as_ref().map_or_else(Vec::new, of_customer),
        at_limit: !fitted.certificate.limits.is_empty(),
    }
}
