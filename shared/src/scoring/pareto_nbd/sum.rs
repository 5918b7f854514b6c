//! The log-likelihood summed over distinct histories, with its derivatives.

use super::chances::range;
use super::curve::Winner;
use super::ending::{Ending, Moment};
use super::side::{Side, SideOfFrequency};
use crate::math::{exp, ln};
use crate::scoring::{Histories, Run};

/// Distinct histories with what every evaluation needs to know of them.
#[derive(Clone, Debug)]
pub(super) struct Prepared<'a> {
    pub(super) histories: &'a Histories,
    /// Least and greatest recency of those who came back, weeks.
    recencies: (f64, f64),
    /// Least and greatest age, weeks.
    ages: (f64, f64),
}

impl<'a> Prepared<'a> {
    pub(super) fn new(histories: &'a Histories) -> Self {
        let back = histories.runs().iter().find(|run| run.frequency > 0);
        let back = back.map_or(histories.len(), |run| run.range.start);
        Self { histories, recencies: range(&histories.recency()[back..]), ages: range(histories.ages()) }
    }

    /// The sum at these parameters r, α, s and β.
    pub(super) fn evaluate(&self, parameters: [f64; 4]) -> Total {
        let [r, alpha, _, beta] = parameters;
        let (runs, ages) = (self.histories.runs(), self.histories.ages());
        let recencies_of = |run: &Run| {
            let recency = &self.histories.recency()[run.range.clone()];
            if recency.first() == recency.last() { 1 } else { recency.len() }
        };
        let ages_of = |run: &Run| run.range.len().min(ages.len());
        let times = |of: &dyn Fn(&Run) -> usize| runs.iter().map(|run| (run.frequency, of(run))).collect::<Vec<_>>();
        let left = Side::new(Winner::Dropout, parameters, self.recencies, &times(&recencies_of));
        let silent = Side::new(Winner::Purchase, parameters, self.ages, &times(&ages_of));
        let mut rows = Rows::new(self.histories, alpha, beta);
        let mut purchases = Purchases::new(r, alpha);
        for run in runs {
            purchases.advance(run.frequency);
            purchases.add_to(&mut rows.total, run);
            rows.add(run, &left.of(run.frequency), &silent.of(run.frequency));
        }
        rows.total
    }
}

/// A log-likelihood with its derivatives in ln r, ln α, ln s and ln β.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    pub(super) value: f64,
    pub(super) gradient: [f64; 4],
    /// Upper triangle by rows.
    pub(super) hessian: [f64; 10],
}

impl Total {
    #[inline]
    fn add_derivatives(&mut self, ending: &Ending, weight: f64) {
        for (sum, term) in self.gradient.iter_mut().zip(&ending.gradient) {
            *sum += weight * term;
        }
        for (sum, term) in self.hessian.iter_mut().zip(&ending.hessian) {
            *sum += weight * term;
        }
    }

    #[inline]
    fn add_square(&mut self, [a, b, c, d]: [f64; 4], weight: f64) {
        let (wa, wb, wc, wd) = (weight * a, weight * b, weight * c, weight * d);
        let terms = [wa * a, wa * b, wa * c, wa * d, wb * b, wb * c, wb * d, wc * c, wc * d, wd * d];
        for (sum, term) in self.hessian.iter_mut().zip(&terms) {
            *sum += term;
        }
    }
}

/// An ending in use, and how much of the customers ended so.
#[derive(Clone, Copy)]
struct Slot {
    /// The age's position, for an age; none yet for `NONE`.
    age_index: u32,
    ending: Ending,
    weight: f64,
}

const NONE: u32 = u32::MAX;
const EMPTY: Slot =
    Slot { age_index: NONE, ending: Ending { value: 0.0, gradient: [0.0; 4], hessian: [0.0; 10] }, weight: 0.0 };

/// The sum over rows as it grows.
///
/// A row's first derivatives are those of its two endings, weighted by their shares p and 1 − p, and its
/// second derivatives those of the endings weighted alike plus p(1 − p) times the square of the difference
/// of the first. So an ending that many rows share is added once, with the sum of its weights.
struct Rows<'a> {
    histories: &'a Histories,
    alpha: f64,
    beta: f64,
    moments: Vec<Moment>,
    /// One for each age where ages repeat, otherwise a single one.
    silent: Vec<Slot>,
    used: Vec<u32>,
    total: Total,
}

impl<'a> Rows<'a> {
    fn new(histories: &'a Histories, alpha: f64, beta: f64) -> Self {
        let moments: Vec<Moment> = histories.ages().iter().map(|age| Moment::new(*age, alpha, beta)).collect();
        let slots = if moments.len() < histories.len() { moments.len() } else { 1 };
        Self { histories, alpha, beta, moments, silent: vec![EMPTY; slots], used: Vec::new(), total: Total::default() }
    }

    fn add(&mut self, run: &Run, left_at: &SideOfFrequency, silent_at: &SideOfFrequency) {
        let range = run.range.clone();
        let recencies = &self.histories.recency()[range.clone()];
        let age_indices = &self.histories.age_index()[range.clone()];
        let mut recency = f64::NAN;
        let mut left = EMPTY;
        for ((next_recency, age_index), count) in recencies.iter().zip(age_indices).zip(&self.histories.count()[range])
        {
            if *next_recency != recency {
                self.total.add_derivatives(&left.ending, left.weight);
                recency = *next_recency;
                left.ending = left_at.at(recency, &Moment::new(recency, self.alpha, self.beta));
                left.weight = 0.0;
            }
            let slot = self.slot(*age_index, silent_at);
            let silent = &mut self.silent[slot];
            let surplus = left.ending.value - silent.ending.value;
            let small = exp(-surplus.abs());
            let rest = 1.0 / (1.0 + small);
            let (left_share, silent_share) = if surplus > 0.0 { (rest, small * rest) } else { (small * rest, rest) };
            left.weight += count * left_share;
            silent.weight += count * silent_share;
            let difference: [f64; 4] = std::array::from_fn(|i| silent.ending.gradient[i] - left.ending.gradient[i]);
            self.total.value += count * (left.ending.value.max(silent.ending.value) + ln(1.0 + small));
            self.total.add_square(difference, count * left_share * silent_share);
        }
        self.total.add_derivatives(&left.ending, left.weight);
        for index in self.used.drain(..) {
            let slot = &mut self.silent[index as usize];
            self.total.add_derivatives(&slot.ending, slot.weight);
            slot.age_index = NONE;
        }
    }

    /// The slot of the ending at this age.
    #[inline]
    fn slot(&mut self, age_index: u32, silent_at: &SideOfFrequency) -> usize {
        let index = if self.silent.len() == 1 { 0 } else { age_index as usize };
        let slot = &mut self.silent[index];
        if slot.age_index != age_index {
            if slot.age_index == NONE {
                self.used.push(index as u32);
            } else {
                self.total.add_derivatives(&slot.ending, slot.weight);
            }
            let moment = &self.moments[age_index as usize];
            let ending = silent_at.at(self.histories.ages()[age_index as usize], moment);
            *slot = Slot { age_index, ending, weight: 0.0 };
        }
        index
    }
}

/// ln Γ(r + x)/(Γ(r) α^x) = Σ ln((r + j)/α) and its derivatives in ln r, by recurrence in x.
struct Purchases {
    r: f64,
    alpha: f64,
    frequency: u32,
    value: f64,
    slope: f64,
    curvature: f64,
}

impl Purchases {
    fn new(r: f64, alpha: f64) -> Self {
        Self { r, alpha, frequency: 0, value: 0.0, slope: 0.0, curvature: 0.0 }
    }

    fn advance(&mut self, frequency: u32) {
        for j in self.frequency..frequency {
            let j = f64::from(j);
            let share = self.r / (self.r + j);
            self.value += ln((self.r + j) / self.alpha);
            self.slope += share;
            self.curvature += share * (1.0 - share);
        }
        self.frequency = frequency;
    }

    fn add_to(&self, total: &mut Total, run: &Run) {
        total.value += run.customers * self.value;
        total.gradient[0] += run.customers * self.slope;
        total.gradient[1] -= run.customers * f64::from(self.frequency);
        total.hessian[0] += run.customers * self.curvature;
    }
}
