//! All customers at once.
//!
//! P(alive) = 1/(e^(V(T) − V(t_x)) A(t_x) + B(T)), with ln A and B interpolated over time for each frequency;
//! the expected weeks alive depend on the age alone.

use super::chances::{Chance, Chances};
use super::curve::{Winner, nodes_for};
use super::ending::Moment;
use super::{Future, Model, Parameters};
use crate::math::{ChebyshevBundle, exp, ln};
use crate::scoring::{DiscountRate, Histories, Run, Weeks};

/// Scores of the distinct histories, in their order.
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
        for (next_recency, index) in self.histories.recency()[range.clone()].iter().zip(&self.histories.age_index()[range])
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
            self.scores.discounted_purchases.push(alive * n / (alpha + age) * at_age.weeks_alive);
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
        let at = |v: f64| [each.at_dropout_time(exp(v))];
        let weeks: Vec<[f64; 1]> = nodes.on(from, to).map(at).collect();
        let curve = ChebyshevBundle::new(nodes, from, to, &weeks, &[NEGLIGIBLE]);
        Self::Curve { log_beta: ln(values.beta), curve }
    }
}
