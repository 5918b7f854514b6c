//! The log-likelihood over distinct histories.
//!
//! With n = r + kx, m opportunities survived, o = a/(b + m − 1) (0 for m = 0), z = (T − t_x)/(α + T) and
//! S(n, z) = Σ_{j<k} (n)_j/j! z^j:
//!
//! L = Π gap^(k−1)/Γ(k)^x · Γ(n)/Γ(r) · α^r (α + T)^−n · B(a, b + m)/B(a, b) · (S + o · ((α + T)/(α + t_x))^n)
//!
//! (Platzer and Reutterer 2016, equation 9; Mzoughia and Limam 2014 for k = 2 of BG/CNBD-k). The bracket's terms are
//! "alive" and "dropped out after the last transaction". For k = 1 this is the likelihood of BG/NBD or MBG/NBD. The
//! gaps enter only in front, whatever the parameters: likelihoods of different k can be compared.

use super::open_gap::OpenGap;
use super::{Dropout, Model, Parameters, Regularity};
use crate::math::{exp, ln, ln_1p, ln_gamma};
use crate::scoring::beta_geometric::{Purchases, Survival};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
use crate::scoring::{Histories, History, Run};

impl Model {
    /// Log-likelihood of one history and of its gaps, whose logarithms sum to `log_gaps` (of weeks; 0 without a gap).
    ///
    /// ```
    /// use shared::math::ln;
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    /// let history = History::new(2, 30.0, 38.86)?;
    /// let log_likelihood = |phases, log_gaps| -> Result<f64, Box<dyn std::error::Error>> {
    ///     let regularity = Regularity::new(phases)?;
    ///     let parameters = Parameters { regularity, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
    ///     Ok(parameters.check(Dropout::AfterRepeats)?.log_likelihood_of_gaps(&history, log_gaps))
    /// };
    /// let (even, uneven) = (2.0 * ln(15.0), ln(29.0));
    /// // One phase does not care; each further one adds the sum of the logarithms.
    /// assert_eq!(log_likelihood(1, even)?, log_likelihood(1, uneven)?);
    /// assert!((log_likelihood(3, even)? - log_likelihood(3, uneven)? - 2.0 * (even - uneven)).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn log_likelihood_of_gaps(&self, history: &History, log_gaps: f64) -> f64 {
        let phases = f64::from(self.values().regularity.phases());
        let gaps = (phases - 1.0) * log_gaps - f64::from(history.frequency) * ln_gamma(phases);
        self.log_likelihood_without_gaps(history) + gaps
    }

    /// All but the factor of the gaps.
    pub(super) fn log_likelihood_without_gaps(&self, history: &History) -> f64 {
        let histories = Histories::from_weeks(std::slice::from_ref(history));
        let regularity = self.values().regularity;
        let likelihood = DistinctLikelihood { dropout: self.dropout(), regularity, histories: &histories };
        likelihood.evaluate(&self.values().to_array().map(ln)).value
    }

    /// u: the log-odds of having dropped out after the last transaction,
    /// ln(o/S) + (r + kx) ln((α + T)/(α + t_x)) with o and S as in the [likelihood](DistinctLikelihood); −∞ where that is
    /// impossible.
    #[must_use]
    pub fn dropout_log_odds(&self, history: &History) -> f64 {
        self.dropout_log_odds_gradient(history).0
    }

    /// u and its derivatives in ln r, ln α, ln a and ln b; these are zero where u is −∞.
    #[must_use]
    pub fn dropout_log_odds_gradient(&self, history: &History) -> (f64, [f64; 4]) {
        let Parameters { regularity, r, alpha, a, b } = self.values();
        let opportunities = self.dropout().opportunities(history.frequency);
        if opportunities == 0.0 {
            return (f64::NEG_INFINITY, [0.0; 4]);
        }
        let shape = r + f64::from(regularity.phases()) * f64::from(history.frequency);
        let whole = alpha + history.age;
        let silence = ln(whole / (alpha + history.recency));
        let fall = history.age / whole - history.recency / (alpha + history.recency);
        let open = OpenGap::new(regularity, shape).log_at((history.age - history.recency) / whole);
        let odds = ln(a / (b + opportunities - 1.0)) + shape * silence - open.value;
        let gradient = [
            r * (silence - open.shape),
            alpha / whole * open.share - shape * fall,
            1.0,
            -b / (b + opportunities - 1.0),
        ];
        (odds, gradient)
    }
}

/// The log-likelihood of a BG/CNBD-k or MBG/CNBD-k over distinct histories with counts, in ln r, ln α, ln a and ln b.
///
/// With n = r + kx, m opportunities survived, o = a/(b + m − 1) (0 for m = 0), z = (T − t_x)/(α + T) and
/// S = Σ (n)_j/j! z^j over j < k, L = Π gap^(k−1)/Γ(k)^x · Γ(n)/Γ(r) · α^r (α + T)^−n · B(a, b + m)/B(a, b) ·
/// (S + o ((α + T)/(α + t_x))^n) (Platzer and Reutterer 2016, equation 9).
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::beta_geometric_erlang::{DistinctLikelihood, Dropout, Regularity};
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?]);
/// let dropout = Dropout::AfterRepeats;
/// // With one phase it is that of BG/NBD.
/// let likelihood = DistinctLikelihood { dropout, regularity: Regularity::RANDOM, histories: &histories };
/// assert!((likelihood.evaluate(&[0.243, 4.414, 0.793, 2.426].map(ln)).value + 9.4586063071).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// When customers may drop out.
    pub dropout: Dropout,
    /// k.
    pub regularity: Regularity,
    /// The data; the likelihood is of the gaps where they are known.
    pub histories: &'a Histories,
}

impl LogLikelihood for DistinctLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let [r, alpha, a, b] = [point[0], point[1], point[2], point[3]].map(exp);
        let mut survival = Survival::new(a, b);
        let mut total = Total::default();
        accumulate(self.regularity, self.histories, r, alpha, |run, purchases, times| {
            let opportunities = self.dropout.opportunities(run.frequency);
            survival.advance(opportunities);
            let log_odds = if opportunities > 0.0 { ln(a / (b + opportunities - 1.0)) } else { f64::NEG_INFINITY };
            let sums = times.sum(log_odds);
            total.add_purchases(run, purchases, times.shape, &sums);
            total.add_dropout(run, &survival, &sums, opportunities);
        });
        total.evaluation(4, self.histories, self.regularity)
    }
}

/// The log-likelihood of the same model without dropout, in ln r and ln α.
#[derive(Clone, Copy, Debug)]
pub(super) struct WithoutDropout<'a> {
    pub(super) regularity: Regularity,
    pub(super) histories: &'a Histories,
}

impl LogLikelihood for WithoutDropout<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let mut total = Total::default();
        accumulate(self.regularity, self.histories, exp(point[0]), exp(point[1]), |run, purchases, times| {
            total.add_purchases(run, purchases, times.shape, &times.sum(f64::NEG_INFINITY));
        });
        total.evaluation(2, self.histories, self.regularity)
    }
}

/// Calls `add` for each run of equal frequency with what it needs.
fn accumulate(
    regularity: Regularity,
    histories: &Histories,
    r: f64,
    alpha: f64,
    mut add: impl FnMut(&Run, &Purchases, &Times<'_>),
) {
    let inverse_alpha = 1.0 / alpha;
    let ages: Vec<AtTime> = histories.ages().iter().map(|age| AtTime::new(age * inverse_alpha)).collect();
    let mut purchases = Purchases::new(r, alpha);
    for run in histories.runs() {
        let phases = u64::from(regularity.phases()) * u64::from(run.frequency);
        purchases.advance(phases);
        let shape = r + phases as f64;
        let open_gap = OpenGap::new(regularity, shape);
        add(run, &purchases, &Times { histories, run, ages: &ages, inverse_alpha, r, shape, open_gap });
    }
}

/// The recencies and ages of one run.
struct Times<'a> {
    histories: &'a Histories,
    run: &'a Run,
    ages: &'a [AtTime],
    inverse_alpha: f64,
    r: f64,
    shape: f64,
    open_gap: OpenGap,
}

/// Sums over one run of what depends on recency and age, beyond the purchases themselves: of F = ln(S + e^(ln o + nL)),
/// of its derivatives in ln r and ln α, and of those of q, the probability of having dropped out.
#[derive(Default)]
struct Sums {
    log_age: f64,
    share: f64,
    curvature: f64,
    value: f64,
    gradient: [f64; 2],
    /// rr, rα, αα.
    hessian: [f64; 3],
    q: f64,
    w: f64,
    /// q(1 − q) times the derivatives of u.
    w_gradient: [f64; 2],
}

impl Times<'_> {
    fn sum(&self, log_odds: f64) -> Sums {
        let (r, shape, mut sums) = (self.r, self.shape, Sums::default());
        let range = self.run.range.clone();
        let times = self.histories.recency()[range.clone()].iter().zip(&self.histories.age_index()[range.clone()]);
        let mut recency = f64::NAN;
        let mut last = AtTime::new(0.0);
        for ((next_recency, index), count) in times.zip(&self.histories.count()[range]) {
            if *next_recency != recency {
                recency = *next_recency;
                last = AtTime::new(recency * self.inverse_alpha);
            }
            let age = &self.ages[*index as usize];
            sums.log_age += count * age.log;
            sums.share += count * age.share;
            sums.curvature += count * age.curvature;
            // z and its derivative −z·α/(α + T) in ln α.
            let rest = 1.0 - age.share;
            let silence = (self.histories.ages()[*index as usize] - recency) * self.inverse_alpha * rest;
            let open = self.open_gap.log_at(silence);
            let alive = [r * open.shape, -rest * open.share];
            let alive_bend = [
                r * (open.shape + r * open.shape_shape),
                -rest * r * open.shape_share,
                rest * (rest * open.share_share - age.share * open.share),
            ];
            if log_odds == f64::NEG_INFINITY {
                sums.value += count * open.value;
                add_scaled(&mut sums.gradient, *count, alive);
                add_scaled(&mut sums.hessian, *count, alive_bend);
                continue;
            }
            let log = age.log - last.log;
            let fall = age.share - last.share;
            let gone = [r * log, -shape * fall];
            let gone_bend = [r * log, -r * fall, shape * (age.curvature - last.curvature)];
            let u = log_odds + shape * log - open.value;
            let small = exp(-u.abs());
            let part = 1.0 / (1.0 + small);
            let q = if u > 0.0 { part } else { small * part };
            let w = small * part * part;
            sums.value += count * (open.value + u.max(0.0) + ln_1p(small));
            let slope = [gone[0] - alive[0], gone[1] - alive[1]];
            add_scaled(&mut sums.gradient, *count, [alive[0] + q * slope[0], alive[1] + q * slope[1]]);
            let bends = std::array::from_fn(|i| alive_bend[i] + q * (gone_bend[i] - alive_bend[i]));
            add_scaled(&mut sums.hessian, *count, bends);
            let w = count * w;
            add_scaled(&mut sums.hessian, w, [slope[0] * slope[0], slope[0] * slope[1], slope[1] * slope[1]]);
            add_scaled(&mut sums.w_gradient, w, slope);
            sums.q += count * q;
            sums.w += w;
        }
        sums
    }
}

#[inline]
fn add_scaled<const N: usize>(sums: &mut [f64; N], factor: f64, terms: [f64; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += factor * term;
    }
}

/// Value, gradient and upper triangle in ln r, ln α, ln a, ln b.
#[derive(Default)]
struct Total {
    value: f64,
    gradient: [f64; 4],
    hessian: [[f64; 4]; 4],
}

impl Total {
    fn add_purchases(&mut self, run: &Run, purchases: &Purchases, shape: f64, sums: &Sums) {
        let customers = run.customers;
        let r = purchases.r;
        self.value += customers * purchases.value - shape * sums.log_age + sums.value;
        self.gradient[0] += customers * purchases.slope - r * sums.log_age + sums.gradient[0];
        self.gradient[1] += shape * sums.share - (shape - r) * customers + sums.gradient[1];
        self.hessian[0][0] += customers * purchases.curvature - r * sums.log_age + sums.hessian[0];
        self.hessian[0][1] += r * sums.share + sums.hessian[1];
        self.hessian[1][1] += sums.hessian[2] - shape * sums.curvature;
    }

    /// u's derivatives in ln a and ln b are 1 and −b/(b + m − 1).
    fn add_dropout(&mut self, run: &Run, survival: &Survival, sums: &Sums, opportunities: f64) {
        let customers = run.customers;
        let survived = survival.b + opportunities - 1.0;
        let slope_b = if opportunities > 0.0 { -survival.b / survived } else { 0.0 };
        self.value += customers * survival.value;
        self.gradient[2] += customers * survival.slope[0] + sums.q;
        self.gradient[3] += customers * survival.slope[1] + slope_b * sums.q;
        let hessian = &mut self.hessian;
        for (row, slope) in hessian.iter_mut().zip(sums.w_gradient) {
            row[2] += slope;
            row[3] += slope_b * slope;
        }
        hessian[2][2] += customers * survival.curvature[0] + sums.w;
        hessian[2][3] += customers * survival.curvature[1] + slope_b * sums.w;
        hessian[3][3] += customers * survival.curvature[2] + slope_b * slope_b * sums.w;
        if opportunities > 0.0 {
            hessian[3][3] += sums.q * slope_b * (opportunities - 1.0) / survived;
        }
    }

    /// The first `order` of the four coordinates.
    fn evaluation(&self, order: usize, histories: &Histories, regularity: Regularity) -> Evaluation {
        let gaps = histories.log_gaps().map_or(0.0, |log_gaps| log_gaps.log_likelihood(regularity.phases()));
        Evaluation {
            value: self.value + gaps,
            gradient: self.gradient[..order].to_vec(),
            hessian: Matrix::from_fn(order, |i, j| self.hessian[i.min(j)][i.max(j)]),
        }
    }
}

/// ln(1 + t/α) and its share s = t/(α + t), whose derivatives in ln α are −s and −s(1 − s).
#[derive(Clone, Copy)]
struct AtTime {
    log: f64,
    share: f64,
    curvature: f64,
}

impl AtTime {
    #[inline]
    fn new(relative: f64) -> Self {
        let one_more = 1.0 + relative;
        let rest = 1.0 / one_more;
        let share = relative * rest;
        Self { log: ln_1p(relative), share, curvature: share * rest }
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::{DistinctLikelihood, WithoutDropout};
    use crate::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::{Histories, History};

    /// The log-likelihood as the paper has it, without the factor of the gaps: a sum over phases of the open gap.
    fn plain(dropout: Option<Dropout>, phases: u32, log_parameters: [HyperDual64; 4], h: &History) -> HyperDual64 {
        let [r, alpha, a, b] = log_parameters.map(|x| x.exp());
        let m = dropout.map_or(0.0, |dropout| dropout.opportunities(h.frequency));
        let purchased = f64::from(phases * h.frequency);
        let rising =
            |from: HyperDual64, count: f64| (0..count as u32).map(|j| (from + f64::from(j)).ln()).sum::<HyperDual64>();
        let mut alive = HyperDual64::from(0.0);
        for j in 0..phases {
            let j = f64::from(j);
            let ways: f64 = (1..=j as u32).map(f64::from).product();
            let silence = crate::math::powf(h.age - h.recency, j) / ways;
            alive += (rising(r, purchased + j) - (r + purchased + j) * (alpha + h.age).ln()).exp() * silence;
        }
        let survived = (0..m as u32).map(|j| (b + f64::from(j)).ln() - (a + b + f64::from(j)).ln());
        let survived: HyperDual64 = survived.sum();
        if m == 0.0 {
            return r * alpha.ln() + alive.ln();
        }
        let gone = (rising(r, purchased) - (r + purchased) * (alpha + h.recency).ln()).exp() * a / (b + (m - 1.0));
        r * alpha.ln() + survived + (alive + gone).ln()
    }

    fn histories() -> Vec<History> {
        [(0, 0.0, 38.9), (0, 0.0, 0.0), (1, 1.7, 38.9), (2, 30.4, 38.9), (2, 30.4, 38.9), (5, 37.0, 38.0)]
            .map(|(frequency, recency, age)| History { frequency, recency, age })
            .to_vec()
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let histories = histories();
        let distinct = Histories::from_weeks(&histories);
        for phases in [1, 2, 5, 12] {
            let regularity = Regularity::new(phases).expect("in range");
            for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
                for point in [[-1.4, 1.5, -0.2, 0.9], [0.7, 3.0, 1.2, 4.0], [-3.0, -1.0, -2.0, -1.0]] {
                    let likelihood = DistinctLikelihood { dropout, regularity, histories: &distinct };
                    let sum = |x: [HyperDual64; 4]| histories.iter().map(|h| plain(Some(dropout), phases, x, h)).sum();
                    assert_agree(&likelihood.evaluate(&point), &derivatives(sum, point), 1e-11);
                }
            }
        }
    }

    #[test]
    fn derivatives_without_dropout_agree_too() {
        let histories = histories();
        let distinct = Histories::from_weeks(&histories);
        for phases in [1, 3, 12] {
            let regularity = Regularity::new(phases).expect("in range");
            for point in [[-1.4, 1.5], [0.7, 3.0]] {
                let likelihood = WithoutDropout { regularity, histories: &distinct };
                let sum = |[r, alpha]: [HyperDual64; 2]| {
                    let zero = HyperDual64::from(0.0);
                    histories.iter().map(|h| plain(None, phases, [r, alpha, zero, zero], h)).sum()
                };
                assert_agree(&likelihood.evaluate(&point), &derivatives(sum, point), 1e-11);
            }
        }
    }

    #[test]
    fn the_odds_of_dropout_have_the_gradient_they_say() {
        let at = [0.525, 6.183, 0.891, 1.614];
        let odds = |values: [f64; 4], history: &History| {
            let regularity = Regularity::new(4).expect("in range");
            let model =
                Parameters::from_array(regularity, values).check(Dropout::AfterEveryTransaction).expect("positive");
            model.dropout_log_odds_gradient(history)
        };
        for history in [(0, 0.0, 38.9), (2, 30.4, 38.9), (29, 10.0, 38.0)] {
            let history = History { frequency: history.0, recency: history.1, age: history.2 };
            for (i, slope) in odds(at, &history).1.into_iter().enumerate() {
                let moved = |step: f64| {
                    let mut values = at;
                    values[i] *= crate::math::exp(step);
                    odds(values, &history).0
                };
                assert!((slope - (moved(1e-5) - moved(-1e-5)) / 2e-5).abs() < 1e-7);
            }
        }
    }
}
