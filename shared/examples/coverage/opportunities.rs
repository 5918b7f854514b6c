//! BG/BB: intervals of its parameters and of a base's purchases at the opportunities to come.

use shared::random::Random;
use shared::scoring::bg_bb::{Cells, DiscreteHistory, Parameters, fit};
use shared::scoring::uncertainty::Level;

use super::figures::Figures;
use super::options::Options;
use super::outcome::{Outcome, add_figures, at_limit};
use super::seeds::for_each_seed;

/// Yearly opportunities known, as of the donors of Fader, Hardie and Shang (2010).
const SEEN: u32 = 6;
/// Opportunities of the holdout.
const AHEAD: u32 = 5;

pub(super) fn measure(truth: Parameters, model: &str, options: &Options, figures: &mut Figures) {
    let outcomes = for_each_seed(options.bases, options.threads, |seed| outcome(truth, options.customers, seed));
    let named: Vec<(&str, f64)> = Parameters::NAMES.into_iter().zip(truth.to_array()).collect();
    add_figures(model, &named, &outcomes, figures);
}

/// Opportunities taken are drawn up to the end of the holdout and then cut at the as-of day.
fn outcome(truth: Parameters, customers: u32, seed: u64) -> Outcome {
    let new = truth.check().expect("a subject has possible parameters").future(DiscreteHistory::NEW);
    let mut random = Random::new(seed, 0);
    let (mut histories, mut actual) = (Vec::new(), 0.0);
    for _ in 0..customers {
        let taken = new.draw(SEEN + AHEAD, &mut random);
        let known = taken.partition_point(|opportunity| *opportunity <= SEEN);
        let last = taken[..known].last().copied().unwrap_or(0);
        histories.push(DiscreteHistory::new(known as u32, last, SEEN).expect("one purchase an opportunity at most"));
        actual += (taken.len() - known) as f64;
    }
    let cells = Cells::of(histories);
    let fitted = fit(&cells).expect("a base has customers who buy");
    let forecast = fitted.forecast(&cells, AHEAD);
    Outcome {
        parameters: fitted.parameter_intervals(&cells, Level::NINETY_FIVE).to_vec(),
        expected: forecast.expected,
        total: forecast.interval(Level::NINETY),
        actual,
        at_limit: at_limit(&fitted.certificate),
    }
}
