//! The log-likelihood over distinct histories.
//!
//! With n = r + x, m opportunities survived and the odds o = a/(b + m − 1) (0 for m = 0):
//!
//! L = Γ(n)/Γ(r) · α^r (α + T)^−n · B(a, b + m)/B(a, b) · (1 + o · ((α + T)/(α + t_x))^n)
//!
//! (Fader, Hardie and Lee 2005, equation 6; Wagner and Hoppe 2008 for m = x + 1). The bracket is
//! 1 + e^u, its two terms "alive" and "dropped out after the last transaction", so that
//! P(alive) = 1/(1 + e^u).

use super::{Dropout, Model, Parameters};
use crate::math::{exp, ln, ln_1p};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
use crate::scoring::{Histories, History, Run};

impl Model {
    /// u: the log-odds of having dropped out after the last transaction; −∞ where that is impossible.
    #[must_use]
    pub fn dropout_log_odds(&self, history: &History) -> f64 {
        let Parameters { r, alpha, a, b } = self.values();
        let opportunities = self.dropout().opportunities(history.frequency);
        if opportunities == 0.0 {
            return f64::NEG_INFINITY;
        }
        let shape = r + f64::from(history.frequency);
        let silence = ln((alpha + history.age) / (alpha + history.recency));
        ln(a / (b + opportunities - 1.0)) + shape * silence
    }

    /// Derivatives of u in ln r, ln α, ln a and ln b; zero where u is −∞.
    #[must_use]
    pub fn dropout_log_odds_gradient(&self, history: &History) -> [f64; 4] {
        let Parameters { r, alpha, b, .. } = self.values();
        let opportunities = self.dropout().opportunities(history.frequency);
        if opportunities == 0.0 {
            return [0.0; 4];
        }
        let shape = r + f64::from(history.frequency);
        let silence = ln((alpha + history.age) / (alpha + history.recency));
        let fall = history.age / (alpha + history.age) - history.recency / (alpha + history.recency);
        [r * silence, -shape * fall, 1.0, -b / (b + opportunities - 1.0)]
    }
}

/// The log-likelihood of a BG/NBD or MBG/NBD over distinct histories with counts.
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// Which of the two models.
    pub dropout: Dropout,
    /// The data.
    pub histories: &'a Histories,
}

/// Value and derivatives while they are summed, of the Hessian the upper triangle.
#[derive(Default)]
struct Total {
    value: f64,
    gradient: [f64; 4],
    hessian: [[f64; 4]; 4],
}

impl LogLikelihood for DistinctLikelihood<'_> {
    /// In the logarithms of r, α, a and b.
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let [r, alpha, a, b] = [point[0], point[1], point[2], point[3]].map(exp);
        let inverse_alpha = 1.0 / alpha;
        let ages: Vec<AtTime> = self.histories.ages().iter().map(|age| AtTime::new(age * inverse_alpha)).collect();
        let mut purchases = Purchases::new(r, alpha);
        let mut survival = Survival::new(a, b);
        let mut total = Total::default();
        for run in self.histories.runs() {
            let opportunities = self.dropout.opportunities(run.frequency);
            purchases.advance(u64::from(run.frequency));
            survival.advance(opportunities);
            let shape = r + f64::from(run.frequency);
            let log_odds = if opportunities > 0.0 { ln(a / (b + opportunities - 1.0)) } else { f64::NEG_INFINITY };
            let sums = sum(self.histories, run, &ages, inverse_alpha, shape, log_odds);
            add_run(&mut total, run, &purchases, &survival, &sums, opportunities);
        }
        Evaluation {
            value: total.value,
            gradient: total.gradient.to_vec(),
            hessian: Matrix::from_upper(&total.hessian),
        }
    }
}

/// ln(1 + t/α) and its share s = t/(α + t), whose derivatives in ln α are −s and −s(1 − s).
#[derive(Clone, Copy)]
pub(in crate::scoring) struct AtTime {
    pub(in crate::scoring) log: f64,
    pub(in crate::scoring) share: f64,
    pub(in crate::scoring) curvature: f64,
}

impl AtTime {
    #[inline]
    pub(in crate::scoring) fn new(relative: f64) -> Self {
        let one_more = 1.0 + relative;
        let rest = 1.0 / one_more;
        let share = relative * rest;
        Self { log: ln_1p(relative), share, curvature: share * rest }
    }
}

/// ln Γ(r + x)/(Γ(r) α^x) = Σ ln((r + j)/α) and its derivatives in ln r, by recurrence in x.
pub(in crate::scoring) struct Purchases {
    pub(in crate::scoring) r: f64,
    alpha: f64,
    events: u64,
    pub(in crate::scoring) value: f64,
    pub(in crate::scoring) slope: f64,
    pub(in crate::scoring) curvature: f64,
}

impl Purchases {
    pub(in crate::scoring) fn new(r: f64, alpha: f64) -> Self {
        Self { r, alpha, events: 0, value: 0.0, slope: 0.0, curvature: 0.0 }
    }

    pub(in crate::scoring) fn advance(&mut self, events: u64) {
        for j in self.events..events {
            let j = j as f64;
            let share = self.r / (self.r + j);
            self.value += ln((self.r + j) / self.alpha);
            self.slope += share;
            self.curvature += share * (1.0 - share);
        }
        self.events = events;
    }
}

/// ln B(a, b + m)/B(a, b) = −Σ ln(1 + a/(b + j)) and its derivatives in ln a and ln b, by recurrence in m.
pub(in crate::scoring) struct Survival {
    a: f64,
    pub(in crate::scoring) b: f64,
    opportunities: f64,
    pub(in crate::scoring) value: f64,
    pub(in crate::scoring) slope: [f64; 2],
    pub(in crate::scoring) curvature: [f64; 3],
}

impl Survival {
    pub(in crate::scoring) fn new(a: f64, b: f64) -> Self {
        Self { a, b, opportunities: 0.0, value: 0.0, slope: [0.0; 2], curvature: [0.0; 3] }
    }

    pub(in crate::scoring) fn advance(&mut self, opportunities: f64) {
        let (a, b) = (self.a, self.b);
        while self.opportunities < opportunities {
            let survived = b + self.opportunities;
            let all = a + survived;
            let of_a = a / all;
            let of_b = b / all;
            let rise = of_a * b / survived;
            self.value -= ln_1p(a / survived);
            self.slope[0] -= of_a;
            self.slope[1] += rise;
            self.curvature[0] -= of_a * survived / all;
            self.curvature[1] += of_a * of_b;
            self.curvature[2] += rise * (1.0 - b / survived - of_b);
            self.opportunities += 1.0;
        }
    }
}

/// Sums over one run of what depends on recency and age. q is the probability of having dropped
/// out, w = q(1 − q); `log` is L = ln((α + T)/(α + t_x)) and `fall` its negative derivative in ln α.
#[derive(Default)]
struct Sums {
    value: f64,
    log_age: f64,
    share: f64,
    curvature: f64,
    q: f64,
    q_log: f64,
    q_fall: f64,
    q_curvature: f64,
    w: f64,
    w_log: f64,
    w_fall: f64,
    w_log_log: f64,
    w_log_fall: f64,
    w_fall_fall: f64,
}

fn sum(histories: &Histories, run: &Run, ages: &[AtTime], inverse_alpha: f64, shape: f64, log_odds: f64) -> Sums {
    let mut sums = Sums::default();
    let age_index = &histories.age_index()[run.range.clone()];
    let count = &histories.count()[run.range.clone()];
    if log_odds == f64::NEG_INFINITY {
        for (index, count) in age_index.iter().zip(count) {
            let age = &ages[*index as usize];
            sums.log_age += count * age.log;
            sums.share += count * age.share;
            sums.curvature += count * age.curvature;
        }
        return sums;
    }
    let mut recency = f64::NAN;
    let mut last = AtTime::new(0.0);
    for ((next_recency, index), count) in histories.recency()[run.range.clone()].iter().zip(age_index).zip(count) {
        if *next_recency != recency {
            recency = *next_recency;
            last = AtTime::new(recency * inverse_alpha);
        }
        let age = &ages[*index as usize];
        let log = age.log - last.log;
        let fall = age.share - last.share;
        let u = log_odds + shape * log;
        let small = exp(-u.abs());
        let rest = 1.0 / (1.0 + small);
        let q = if u > 0.0 { rest } else { small * rest };
        sums.value += count * (u.max(0.0) + ln(1.0 + small));
        let w = count * small * rest * rest;
        let q = count * q;
        sums.log_age += count * age.log;
        sums.share += count * age.share;
        sums.curvature += count * age.curvature;
        sums.q += q;
        sums.q_log += q * log;
        sums.q_fall += q * fall;
        sums.q_curvature += q * (age.curvature - last.curvature);
        sums.w += w;
        let (w_log, w_fall) = (w * log, w * fall);
        sums.w_log += w_log;
        sums.w_fall += w_fall;
        sums.w_log_log += w_log * log;
        sums.w_log_fall += w_log * fall;
        sums.w_fall_fall += w_fall * fall;
    }
    sums
}

/// Adds a run to the upper triangle. u's derivatives in ln r, ln α, ln a, ln b are rL, −n·fall, 1
/// and −b/(b + m − 1).
fn add_run(total: &mut Total, run: &Run, purchases: &Purchases, survival: &Survival, sums: &Sums, opportunities: f64) {
    let r = purchases.r;
    let frequency = f64::from(run.frequency);
    let shape = r + frequency;
    let customers = run.customers;
    let survived = survival.b + opportunities - 1.0;
    let slope_b = if opportunities > 0.0 { -survival.b / survived } else { 0.0 };
    total.value += customers * (purchases.value + survival.value) - shape * sums.log_age + sums.value;

    let gradient = &mut total.gradient;
    gradient[0] += customers * purchases.slope - r * sums.log_age + r * sums.q_log;
    gradient[1] += shape * (sums.share - sums.q_fall) - frequency * customers;
    gradient[2] += customers * survival.slope[0] + sums.q;
    gradient[3] += customers * survival.slope[1] + slope_b * sums.q;

    let hessian = &mut total.hessian;
    hessian[0][0] += customers * purchases.curvature - r * sums.log_age + r * sums.q_log + r * r * sums.w_log_log;
    hessian[0][1] += r * (sums.share - sums.q_fall - shape * sums.w_log_fall);
    hessian[0][2] += r * sums.w_log;
    hessian[0][3] += r * slope_b * sums.w_log;
    hessian[1][1] += shape * (sums.q_curvature - sums.curvature + shape * sums.w_fall_fall);
    hessian[1][2] -= shape * sums.w_fall;
    hessian[1][3] -= shape * slope_b * sums.w_fall;
    hessian[2][2] += customers * survival.curvature[0] + sums.w;
    hessian[2][3] += customers * survival.curvature[1] + slope_b * sums.w;
    hessian[3][3] += customers * survival.curvature[2] + slope_b * slope_b * sums.w;
    if opportunities > 0.0 {
        hessian[3][3] += sums.q * slope_b * (opportunities - 1.0) / survived;
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::{DistinctLikelihood, Dropout, Parameters};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::{Histories, History};

    /// The log-likelihood as the papers print it.
    fn plain(dropout: Dropout, log_parameters: [HyperDual64; 4], h: &History) -> HyperDual64 {
        let [r, alpha, a, b] = log_parameters.map(|x| x.exp());
        let m = dropout.opportunities(h.frequency);
        let n = r + f64::from(h.frequency);
        let mut value = r * alpha.ln() - n * (alpha + h.age).ln();
        for j in 0..h.frequency {
            value += (r + f64::from(j)).ln();
        }
        for j in 0..m as u32 {
            value += (b + f64::from(j)).ln() - (a + b + f64::from(j)).ln();
        }
        if m == 0.0 {
            return value;
        }
        let ratio = (alpha + h.age) / (alpha + h.recency);
        value + (a / (b + (m - 1.0)) * (n * ratio.ln()).exp() + 1.0).ln()
    }

    #[test]
    fn the_odds_of_dropout_have_the_gradient_they_say() {
        let at = [0.525, 6.183, 0.891, 1.614];
        let odds = |values: [f64; 4], history: &History| {
            let model = Parameters::from_array(values).check(Dropout::AfterEveryTransaction).expect("positive");
            (model.dropout_log_odds(history), model.dropout_log_odds_gradient(history))
        };
        for history in [(0, 0.0, 38.9), (2, 30.4, 38.9), (29, 10.0, 38.0)] {
            let history = History { frequency: history.0, recency: history.1, age: history.2 };
            for (i, slope) in odds(at, &history).1.into_iter().enumerate() {
                let moved = |step: f64| {
                    let mut values = at;
                    values[i] *= crate::math::exp(step);
                    odds(values, &history).0
                };
                assert!((slope - (moved(1e-5) - moved(-1e-5)) / 2e-5).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let data = [(0, 0.0, 38.9), (0, 0.0, 0.0), (1, 1.7, 38.9), (2, 30.4, 38.9), (2, 30.4, 38.9), (29, 37.0, 38.0)];
        let histories: Vec<History> =
            data.iter().map(|&(frequency, recency, age)| History { frequency, recency, age }).collect();
        let distinct = Histories::from_weeks(&histories);
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            for point in [[-1.4, 1.5, -0.2, 0.9], [0.7, 3.0, 1.2, 4.0], [-3.0, -1.0, -2.0, -1.0]] {
                let actual = DistinctLikelihood { dropout, histories: &distinct }.evaluate(&point);
                let sum = |x: [HyperDual64; 4]| histories.iter().map(|h| plain(dropout, x, h)).sum();
                assert_agree(&actual, &derivatives(sum, point), 1e-11);
            }
        }
    }
}
