//! All customers at once.
//!
//! P(alive) = 1/(e^(V(T) − V(t_x)) A(t_x) + B(T)), with ln A and B interpolated over time for each frequency;
//! the expected weeks alive depend on the age alone.

use super::chances::{Chance, Chances, range};
use super::curve::{Winner, nodes_for};
use super::ending::Moment;
use super::{Future, Model, Parameters};
use crate::math::{ChebyshevBundle, exp, ln};
use crate::scoring::{DiscountRate, Histories, Run, Weeks};

/// Scores of the distinct histories, in their order.
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::{DiscountRate, Histories, History, Weeks};
/// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?, History::new(0, 0.0, 38.86)?]);
/// let scores = model.score(&histories, DiscountRate::none(), Weeks::of_weeks(39.0));
/// // Sorted by frequency.
/// assert!((scores.probability_alive[0] - 0.2949614864).abs() < 1e-9);
/// assert!((scores.discounted_purchases[1] - 1.4550928438).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Probability that the customer is alive at the as-of day.
    pub probability_alive: Vec<f64>,
    /// Expected purchases within the horizon, each discounted.
    pub discounted_purchases: Vec<f64>,
}

/// It takes this many different ages for a curve to pay.
const MANY_AGES: usize = 100;
/// Accuracy of that curve.
const NEGLIGIBLE: f64 = 4e-15;

impl Model {
    /// P(alive) and the purchases expected within `horizon`, discounted at `rate`, of every distinct history: the
    /// same as one by one at a fraction of the cost.
    #[must_use]
    pub fn score(&self, histories: &Histories, rate: DiscountRate, horizon: Weeks) -> Scores {
        let mut scorer = Scorer::new(self, histories, rate.per_week(), horizon.get());
        let left = Chances::new(self, Winner::Dropout, histories, histories.recency());
        let silent = Chances::new(self, Winner::Purchase, histories, histories.ages());
        for run in histories.runs() {
            scorer.add(run, &left.of(run.frequency), &silent.of(run.frequency));
        }
        scorer.scores
    }
}

/// What depends on the age and, for B, on the frequency at hand.
#[derive(Clone, Copy)]
struct AtAge {
    moment: Moment,
    weeks_alive: f64,
    /// B; not a number as long as nobody asked.
    silent: f64,
}

struct Scorer<'a> {
    values: Parameters,
    histories: &'a Histories,
    weeks_alive: WeeksAlive,
    /// One for each age where ages repeat.
    ages: Vec<AtAge>,
    scores: Scores,
}

impl<'a> Scorer<'a> {
    fn new(model: &Model, histories: &'a Histories, rate: f64, horizon: f64) -> Self {
        let values = model.values();
        let weeks_alive = WeeksAlive::new(&values, histories.ages(), rate, horizon);
        let empty = || Vec::with_capacity(histories.len());
        let scores = Scores { probability_alive: empty(), discounted_purchases: empty() };
        let mut scorer = Self { values, histories, weeks_alive, ages: Vec::new(), scores };
        if histories.ages().len() < histories.len() {
            scorer.ages = histories.ages().iter().map(|age| scorer.at_age(*age)).collect();
        }
        scorer
    }

    fn at_age(&self, age: f64) -> AtAge {
        let moment = Moment::new(age, self.values.alpha, self.values.beta);
        AtAge { moment, weeks_alive: self.weeks_alive.at(age, &moment), silent: f64::NAN }
    }

    /// Scores the histories of one frequency.
    fn add(&mut self, run: &Run, left_at: &Chance, silent_at: &Chance) {
        for age in &mut self.ages {
            age.silent = f64::NAN;
        }
        let Parameters { r, alpha, s, beta } = self.values;
        let n = r + f64::from(run.frequency);
        let range = run.range.clone();
        let (mut recency, mut left) = (f64::NAN, 0.0);
        for (next_recency, index) in
            self.histories.recency()[range.clone()].iter().zip(&self.histories.age_index()[range])
        {
            if *next_recency != recency {
                recency = *next_recency;
                let moment = Moment::new(recency, alpha, beta);
                left = left_at.at(recency, &moment) - n * moment.log_alpha - s * moment.log_beta;
            }
            let age = self.histories.ages()[*index as usize];
            let mut at_age = match self.ages.get(*index as usize) {
                Some(at_age) => *at_age,
                None => self.at_age(age),
            };
            if at_age.silent.is_nan() {
                at_age.silent = silent_at.at(age, &at_age.moment);
                if let Some(kept) = self.ages.get_mut(*index as usize) {
                    kept.silent = at_age.silent;
                }
            }
            let waited = n * at_age.moment.log_alpha + s * at_age.moment.log_beta;
            let alive = (1.0 / (exp(left + waited) + at_age.silent)).min(1.0);
            self.scores.probability_alive.push(alive);
            // Weeks alive may be infinite.
            let weeks = if alive > 0.0 { at_age.weeks_alive } else { 0.0 };
            self.scores.discounted_purchases.push(alive * n / (alpha + age) * weeks);
        }
    }
}

/// Expected weeks alive from an age on, discounted.
enum WeeksAlive {
    /// Evaluated afresh.
    Each { values: Parameters, rate: f64, horizon: f64 },
    /// Interpolated over ln(β + T).
    Curve { log_beta: f64, curve: ChebyshevBundle<1> },
}

impl WeeksAlive {
    fn new(values: &Parameters, ages: &[f64], rate: f64, horizon: f64) -> Self {
        let each = Self::Each { values: *values, rate, horizon };
        if ages.len() < MANY_AGES || (rate == 0.0 && horizon == f64::INFINITY) {
            return each;
        }
        let (first, last) = range(ages);
        let (from, to) = (ln(values.beta + first), ln(values.beta + last));
        let nodes = nodes_for(to - from);
        let weeks: Vec<[f64; 1]> = nodes.on(from, to).map(|v| [weeks_alive(values.s, exp(v), rate, horizon)]).collect();
        let curve = ChebyshevBundle::new(nodes, from, to, &weeks, &[NEGLIGIBLE]);
        Self::Curve { log_beta: ln(values.beta), curve }
    }

    #[inline]
    fn at(&self, age: f64, moment: &Moment) -> f64 {
        match self {
            Self::Each { values, rate, horizon } => weeks_alive(values.s, values.beta + age, *rate, *horizon),
            Self::Curve { log_beta, curve } => curve.at(log_beta + moment.log_beta)[0],
        }
    }
}

fn weeks_alive(dropout_shape: f64, dropout_time: f64, rate: f64, horizon: f64) -> f64 {
    Future { rate_shape: 1.0, rate_time: 1.0, dropout_shape, dropout_time }.discounted_weeks_alive(rate, horizon)
}

#[cfg(test)]
mod tests {
    use crate::scoring::pareto_nbd::Parameters;
    use crate::scoring::{DiscountRate, Histories, History, PurchaseModel, Weeks};

    fn bases() -> [Histories; 2] {
        let row = |row: u32, spread: f64| {
            let frequency = if row % 40 == 39 { 60 } else { row % 3 };
            let age = 30.0 + f64::from(row % 17) * 4.0 + f64::from(row) * spread;
            let recency = if frequency == 0 { 0.0 } else { age * (0.02 + 0.96 * f64::from(row * 7 % 100) / 100.0) };
            History { frequency, recency, age }
        };
        // Ages that repeat, ages that do not.
        [0.0, 1e-3].map(|spread| Histories::from_weeks(&(0..400).map(|number| row(number, spread)).collect::<Vec<_>>()))
    }

    #[test]
    fn all_at_once_are_what_each_is_alone() {
        let models = [(0.5534, 10.5802, 0.6061, 11.6562), (0.5329, 38.0598, 64.2792, 7_721.5), (2.0, 300.0, 1.0, 3.0)];
        for (r, alpha, s, beta) in models {
            let model = Parameters { r, alpha, s, beta }.check().expect("positive");
            for histories in bases() {
                for (rate, horizon) in [(0.0, 39.0), (0.002, f64::INFINITY)] {
                    let rate = DiscountRate::continuous_per_week(rate).expect("a rate");
                    let horizon = Weeks::of_weeks(horizon);
                    let scores = model.score(&histories, rate, horizon);
                    for (row, history) in histories.iter().enumerate() {
                        let alone = model.probability_alive(&history);
                        let together = scores.probability_alive[row];
                        assert!((together - alone).abs() <= 1e-12 * alone, "{history:?} {together} {alone}");
                        let alone = model.discounted_purchases(&history, rate, horizon);
                        let together = scores.discounted_purchases[row];
                        assert!((together - alone).abs() <= 2e-12 * alone, "{history:?} {together} {alone}");
                    }
                }
            }
        }
    }
}
