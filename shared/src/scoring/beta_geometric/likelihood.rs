//! The log-likelihood over distinct histories.
//!
//! With n = r + x, m opportunities survived and the odds o = a/(b + m − 1) (0 for m = 0):
//!
//! L = Γ(n)/Γ(r) · α^r (α + T)^−n · B(a, b + m)/B(a, b) · (1 + o · ((α + T)/(α + t_x))^n)
//!
//! (Fader, Hardie and Lee 2005, equation 6; Wagner and Hoppe 2008 for m = x + 1). The bracket is
//! 1 + e^u, its two terms "alive" and "dropped out after the last transaction", so that
//! P(alive) = 1/(1 + e^u).

use super::sums::{Sums, sum, sum_of_survivors};
use super::{Dropout, Model, Parameters};
use crate::math::{exp, ln, ln_1p};
use crate::scoring::chunks::total;
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
use crate::scoring::{Histories, History, Run};

impl Model {
    /// u: the log-odds of having dropped out after the last transaction,
    /// ln(a/(b + m − 1)) + (r + x) ln((α + T)/(α + t_x)) with m the [opportunities](Dropout::opportunities) survived;
    /// −∞ where that is impossible (m = 0).
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric::{Dropout, Parameters};
    /// let parameters = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    /// let history = History::new(2, 30.43, 38.86)?;
    /// let odds = parameters.check(Dropout::AfterRepeats)?.dropout_log_odds(&history);
    /// // P(alive) = 1/(1 + e^u).
    /// assert!((1.0 / (1.0 + odds.exp()) - 0.7265785701).abs() < 1e-9);
    /// // After the first transaction nobody leaves in BG/NBD, but some in MBG/NBD: a/b to one.
    /// assert_eq!(parameters.check(Dropout::AfterRepeats)?.dropout_log_odds(&History::NEW), f64::NEG_INFINITY);
    /// let odds = parameters.check(Dropout::AfterEveryTransaction)?.dropout_log_odds(&History::NEW);
    /// assert!((odds.exp() - 0.793 / 2.426).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric::{Dropout, Parameters};
    /// let parameters = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    /// let history = History::new(2, 30.43, 38.86)?;
    /// let model = parameters.check(Dropout::AfterRepeats)?;
    /// // In ln a by a small step.
    /// let moved = Parameters { a: parameters.a * 1e-6_f64.exp(), ..parameters }.check(Dropout::AfterRepeats)?;
    /// let slope = (moved.dropout_log_odds(&history) - model.dropout_log_odds(&history)) / 1e-6;
    /// assert!((model.dropout_log_odds_gradient(&history)[2] - slope).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

/// The log-likelihood of a BG/NBD or MBG/NBD over distinct histories with counts, in ln r, ln α, ln a and ln b.
///
/// With n = r + x, m [opportunities](Dropout::opportunities) survived and o = a/(b + m − 1), 0 for m = 0,
/// L = Γ(n)/Γ(r) · α^r (α + T)^−n · B(a, b + m)/B(a, b) · (1 + o ((α + T)/(α + t_x))^n) (Fader, Hardie and Lee 2005,
/// equation 6; Wagner and Hoppe 2008 for m = x + 1).
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::beta_geometric::{Dropout, DistinctLikelihood};
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?]);
/// let point = [0.243, 4.414, 0.793, 2.426].map(ln);
/// let value = |dropout| DistinctLikelihood { dropout, histories: &histories }.evaluate(&point).value;
/// assert!((value(Dropout::AfterRepeats) + 9.4586063071).abs() < 1e-9);
/// // One more chance to leave was survived: less likely.
/// assert!(value(Dropout::AfterEveryTransaction) < value(Dropout::AfterRepeats));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
        let mut purchases = Purchases::new(r, alpha);
        let mut survival = Survival::new(a, b);
        let mut total = Total::default();
        for run in self.histories.runs() {
            let opportunities = self.dropout.opportunities(run.frequency);
            purchases.advance(u64::from(run.frequency));
            survival.advance(opportunities);
            let chunks = self.histories.chunks(run.range.clone());
            let sums = if opportunities > 0.0 {
                let log_odds = ln(a / (b + opportunities - 1.0));
                sum(chunks, 1.0 / alpha, r + f64::from(run.frequency), log_odds)
            } else {
                sum_of_survivors(chunks, 1.0 / alpha)
            };
            add_run(&mut total, run, &purchases, &survival, &sums, opportunities);
        }
        Evaluation {
            value: total.value,
            gradient: total.gradient.to_vec(),
            hessian: Matrix::from_upper(&total.hessian),
        }
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

/// Adds a run to the upper triangle. u's derivatives in ln r, ln α, ln a, ln b are rL, −n·fall, 1
/// and −b/(b + m − 1).
fn add_run(all: &mut Total, run: &Run, purchases: &Purchases, survival: &Survival, sums: &Sums, opportunities: f64) {
    let [value, log_age, share, curvature] = [&sums.value, &sums.log_age, &sums.share, &sums.curvature].map(total);
    let [q, q_log, q_fall, q_curvature] = [&sums.q, &sums.q_log, &sums.q_fall, &sums.q_curvature].map(total);
    let [w, w_log, w_fall] = [&sums.w, &sums.w_log, &sums.w_fall].map(total);
    let [w_log_log, w_log_fall, w_fall_fall] = [&sums.w_log_log, &sums.w_log_fall, &sums.w_fall_fall].map(total);
    let r = purchases.r;
    let frequency = f64::from(run.frequency);
    let shape = r + frequency;
    let customers = run.customers;
    let survived = survival.b + opportunities - 1.0;
    let slope_b = if opportunities > 0.0 { -survival.b / survived } else { 0.0 };
    all.value += customers * (purchases.value + survival.value) - shape * log_age + value;

    let gradient = &mut all.gradient;
    gradient[0] += customers * purchases.slope - r * log_age + r * q_log;
    gradient[1] += shape * (share - q_fall) - frequency * customers;
    gradient[2] += customers * survival.slope[0] + q;
    gradient[3] += customers * survival.slope[1] + slope_b * q;

    let hessian = &mut all.hessian;
    hessian[0][0] += customers * purchases.curvature - r * log_age + r * q_log + r * r * w_log_log;
    hessian[0][1] += r * (share - q_fall - shape * w_log_fall);
    hessian[0][2] += r * w_log;
    hessian[0][3] += r * slope_b * w_log;
    hessian[1][1] += shape * (q_curvature - curvature + shape * w_fall_fall);
    hessian[1][2] -= shape * w_fall;
    hessian[1][3] -= shape * slope_b * w_fall;
    hessian[2][2] += customers * survival.curvature[0] + w;
    hessian[2][3] += customers * survival.curvature[1] + slope_b * w;
    hessian[3][3] += customers * survival.curvature[2] + slope_b * slope_b * w;
    if opportunities > 0.0 {
        hessian[3][3] += q * slope_b * (opportunities - 1.0) / survived;
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
