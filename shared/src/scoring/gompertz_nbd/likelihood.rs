//! The log-likelihood over distinct histories.
//!
//! L = Γ(n)/Γ(r) α^r · ((α + T)^−n S(T) + ∫ (α + t)^−n f(t) dt over t_x ≤ t ≤ T), n = r + x,
//!
//! alive at the as-of day, or dropped out at some time since the last purchase (Bemmaor and Glady 2012). The
//! integral and its derivatives are taken together in the panels of [`Future`](super::Future): if q is the integrand
//! and d, D are the first and second derivatives of ln q, the integral's logarithm has the gradient `E[d]` and the
//! Hessian `E[D + d dᵀ] − E[d] E[d]ᵀ`, averages weighted by q. "Alive" is one more point of those averages.

use super::Lifetime;
use super::ageing::Ageing;
use super::averages::{Averages, SHAPE, Sums};
use super::panels::{Kind, Panels, Zeros};
use crate::math::{exp, ln, ln_1p};
use crate::scoring::Histories;
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood of a GGompertz/NBD over distinct histories with counts.
///
/// With n = r + x, S the share [alive](super::Lifetime) and f = −S′,
/// L = Γ(n)/Γ(r) α^r · ((α + T)^−n S(T) + ∫ (α + t)^−n f(t) dt over t_x ≤ t ≤ T) (Bemmaor and Glady 2012).
///
/// Its coordinates are ln r, ln α, b · `time`, ln s and ln B with B = β/b in weeks: in them b → 0, the Pareto/NBD
/// with its beta equal to B, is a point like any other.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::gompertz_nbd::DistinctLikelihood;
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?]);
/// let likelihood = DistinctLikelihood { histories: &histories, time: 39.0 };
/// // b = 0.02, β = 0.3.
/// let point = [ln(0.553), ln(10.58), 0.02 * 39.0, ln(0.6), ln(0.3 / 0.02)];
/// assert!((likelihood.evaluate(&point).value + 9.565953677571517).abs() < 1e-9);
/// // Without ageing it is the Pareto/NBD.
/// let pareto = [ln(0.5534), ln(10.5802), 0.0, ln(0.6061), ln(11.6562)];
/// assert!((likelihood.evaluate(&pareto).value + 9.5545106946).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub histories: &'a Histories,
    /// Unit of time for b, weeks.
    pub time: f64,
}

impl LogLikelihood for DistinctLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let [r, alpha, s, scale] = [0, 1, 3, 4].map(|i| exp(point[i]));
        let lifetime = Lifetime { growth: point[2] / self.time, shape: s, scale };
        let parameters = Natural { alpha, lifetime, zeros: Zeros::of(&lifetime) };
        let at_ages: Vec<Ageing> =
            self.histories.ages().iter().map(|age| Ageing::at(lifetime.growth, scale, *age)).collect();
        let mut total = Sums::default();
        let mut purchases = [0.0; 3];
        let mut done = 0;
        for run in self.histories.runs() {
            for j in done..run.frequency {
                let rising = r + f64::from(j);
                purchases[0] += ln(rising / alpha);
                purchases[1] += 1.0 / rising;
                purchases[2] -= 1.0 / (rising * rising);
            }
            done = run.frequency;
            let x = f64::from(run.frequency);
            total.add_purchases(run.customers, purchases);
            for index in run.range.clone() {
                let age_index = self.histories.age_index()[index] as usize;
                let history = Silence {
                    rate_shape: r + x,
                    recency: self.histories.recency()[index],
                    age: self.histories.ages()[age_index],
                    at_age: at_ages[age_index],
                };
                parameters.add(&mut total, &history, self.histories.count()[index]);
            }
        }
        total.in_coordinates(r, alpha, self.time, s)
    }
}

/// Parameters as the formulas have them.
struct Natural {
    alpha: f64,
    lifetime: Lifetime,
    zeros: Zeros,
}

/// What one distinct history knows of the time since the last purchase.
struct Silence {
    rate_shape: f64,
    recency: f64,
    age: f64,
    at_age: Ageing,
}

impl Natural {
    fn add(&self, total: &mut Sums, history: &Silence, customers: f64) {
        let Self { alpha, lifetime, zeros } = *self;
        let Silence { rate_shape: n, recency, age, at_age } = *history;
        let unit = alpha + recency;
        // Factors of all points alike: they are put back into the value below.
        let log_unit = ln_1p(recency / alpha);
        let at_last = Ageing::at(lifetime.growth, lifetime.scale, recency);
        let log_weight =
            |log: f64, ageing: &Ageing| -n * log - lifetime.shape * (ageing.log_growth - at_last.log_growth);
        let mut averages = Averages::default();
        let mut dropped_out = 0.0;
        if age > recency {
            let left = Lifetime { scale: at_last.scale, ..lifetime };
            let kind = Kind::dropping_out(&left, n);
            let panels = Panels::with_zeros(left, zeros.later(recency), unit, kind);
            dropped_out = panels.integrate(0.0, panels.log(age - recency), |point| {
                let ageing = Ageing::at(lifetime.growth, lifetime.scale, recency + point.after);
                let density = lifetime.shape / ageing.scale * exp(log_weight(point.log, &ageing));
                let slopes = [
                    -point.log,
                    -n / (unit + point.after),
                    recency + point.after - (lifetime.shape + 1.0) * ageing.slope,
                    1.0 / lifetime.shape - ageing.log_growth,
                    (lifetime.shape + 1.0) * ageing.share - 1.0,
                ];
                averages.add(point.weight * density, &slopes, &ageing, lifetime.shape + 1.0, n);
                density
            });
        }
        let log_age = ln_1p((age - recency) / unit);
        let slopes = [
            -log_age,
            -n / (alpha + age),
            -lifetime.shape * at_age.slope,
            -at_age.log_growth,
            lifetime.shape * at_age.share,
        ];
        averages.add(exp(log_weight(log_age, &at_age)), &slopes, &at_age, lifetime.shape, n);
        let until_last = -n * log_unit - lifetime.shape * at_last.log_growth;
        // ∂²/∂s² of the density's factor s.
        averages.products[SHAPE][SHAPE] -= dropped_out / (lifetime.shape * lifetime.shape);
        total.add(customers, until_last, log_unit, &averages);
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::super::Parameters;
    use super::DistinctLikelihood;
    use crate::math::{exp, gauss_legendre, ln};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::{Histories, History, PurchaseModel};

    const TIME: f64 = 40.0;

    fn customers() -> Vec<History> {
        [
            (0, 0.0, 38.9),
            (0, 0.0, 38.9),
            (0, 0.0, 0.0),
            (1, 1.7, 38.9),
            (2, 30.4, 38.9),
            (7, 20.0, 20.0),
            (29, 12.0, 38.0),
        ]
        .into_iter()
        .map(|(frequency, recency, age)| History { frequency, recency, age })
        .collect()
    }

    /// The published formula by brute force.
    fn published(h: &History, [r, alpha, growth, s, scale]: [HyperDual64; 5]) -> HyperDual64 {
        let n = r + f64::from(h.frequency);
        let beta = growth * scale;
        let gap = |t: f64| beta - 1.0 + (growth * t).exp();
        let ln_survival = |t: f64| (beta / gap(t)).ln() * s;
        let ln_purchases = |t: f64| -(n * (alpha + t).ln());
        let rule = gauss_legendre(24);
        let panels = 24;
        let width = (h.age - h.recency) / f64::from(panels);
        let mut inside = (ln_purchases(h.age) + ln_survival(h.age)).exp();
        for panel in 0..panels {
            for (node, weight) in rule.nodes.iter().zip(&rule.weights) {
                let t = h.recency + width * (f64::from(panel) + node);
                let ln_density = ln_survival(t) + (s * growth).ln() + growth * t - gap(t).ln();
                inside += (ln_purchases(t) + ln_density).exp() * (weight * width);
            }
        }
        let rising: HyperDual64 = (0..h.frequency).map(|j| (r + f64::from(j)).ln()).sum();
        rising + r * alpha.ln() + inside.ln()
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let customers = customers();
        let histories = Histories::from_weeks(&customers);
        for point in [
            [-0.6, 2.4, 0.8, -0.5, 2.5],
            [0.7, 1.0, 3.0, -1.5, 6.0],
            [-1.0, 3.0, 12.0, 0.4, 9.0],
            [0.0, 2.0, 0.4, 2.0, 4.0],
        ] {
            let plain = |x: [HyperDual64; 5]| {
                let [r, alpha, growth, s, scale] = x;
                let natural = [r.exp(), alpha.exp(), growth / TIME, s.exp(), scale.exp()];
                customers.iter().map(|history| published(history, natural)).sum()
            };
            let actual = DistinctLikelihood { histories: &histories, time: TIME }.evaluate(&point);
            assert_agree(&actual, &derivatives(plain, point), 3e-10);
        }
    }

    /// There the published formula loses the digits that its derivatives need.
    #[test]
    fn derivatives_are_smooth_where_growth_vanishes() {
        let histories = Histories::from_weeks(&customers());
        let likelihood = DistinctLikelihood { histories: &histories, time: TIME };
        let at = |growth: f64| likelihood.evaluate(&[-0.6, 2.4, growth, -0.5, 2.5]);
        for growth in [1e-3, 0.02] {
            let (less, here, more) = (at(0.5 * growth), at(growth), at(1.5 * growth));
            let slope = (more.value - less.value) / growth;
            assert!((slope - here.gradient[2]).abs() < 1e-2 * growth * growth + 1e-12 / growth, "{growth}");
            for i in 0..5 {
                let slope = (more.gradient[i] - less.gradient[i]) / growth;
                assert!((slope - here.hessian[(2, i)]).abs() < 1e-1 * growth * growth + 1e-11 / growth, "{growth} {i}");
            }
        }
    }

    #[test]
    fn it_is_the_sum_over_the_customers() {
        let customers = customers();
        let histories = Histories::from_weeks(&customers);
        for [r, alpha, b, s, beta] in
            [[0.55, 10.6, 1e-14, 0.6, 1.2e-13], [1.3, 4.0, 0.3, 0.01, 2.0], [20.0, 90.0, 2.0, 1e3, 1e30]]
        {
            let model = Parameters { r, alpha, b, s, beta }.check().unwrap();
            let expected: f64 = customers.iter().map(|history| model.log_likelihood(history)).sum();
            let point = [ln(r), ln(alpha), b * TIME, ln(s), ln(beta / b)];
            let actual = DistinctLikelihood { histories: &histories, time: TIME }.evaluate(&point);
            assert!((actual.value / expected - 1.0).abs() < 1e-12, "{} {expected}", actual.value);
        }
    }

    #[test]
    fn extremes_stay_finite() {
        let histories = Histories::from_weeks(&customers());
        let likelihood = DistinctLikelihood { histories: &histories, time: TIME };
        for growth in [1e-12, 1e-3, 1.0, 30.0, 1e4] {
            for (shape, scale) in [(1e-6, 1e-6), (1e-6, 1e9), (1e6, 1e9), (1e6, 1e7), (0.5, 1e-6), (0.5, 1e12)] {
                for (r, alpha) in [(1e-6, 1e-6), (1e6, 1e7), (0.5, 1e-6), (0.5, 1e9)] {
                    let point = [ln(r), ln(alpha), growth, ln(shape), ln(scale)];
                    let evaluation = likelihood.evaluate(&point);
                    assert!(evaluation.value.is_finite() && exp(evaluation.value) >= 0.0, "{point:?} {evaluation:?}");
                    assert!(evaluation.gradient.iter().all(|x| x.is_finite()), "{point:?} {evaluation:?}");
                    assert!(evaluation.hessian.entries().iter().all(|x| x.is_finite()), "{point:?} {evaluation:?}");
                }
            }
        }
    }
}
