//! The likelihood of waves over the year.
//!
//! A customer at age a makes repeat purchases in week w at rate h(a) e^(η_w), with h constant within a band of ages and
//! η_w = γ t_w + Σ_k α_k cos(k θ_w) + β_k sin(k θ_w), θ the time of the year and t in years. The h have a closed form
//! given η; put back, with y_w purchases in week w, Y_b in band b and n_bw days of customers,
//!
//! ℓ = Σ_w y_w η_w − Σ_b Y_b ln Σ_w n_bw e^(η_w),
//!
//! which is concave in the coefficients. Growth of the base, whenever customers come, and customers' leaving are in the
//! n and the h, and do not pass for a season.

use std::f64::consts::TAU;

use super::activity::Activity;
use crate::math::{cos, exp, ln, sin};
use crate::scoring::optimise::{Evaluation, LogLikelihood};
use crate::scoring::{DAYS_PER_WEEK, WEEKS_PER_YEAR};

/// The log-likelihood in γ, α₁, β₁, α₂, β₂, …
#[derive(Debug)]
pub(super) struct Waves<'a> {
    activity: &'a Activity,
    /// What the coefficients multiply, week by week.
    features: Vec<Vec<f64>>,
}

impl<'a> Waves<'a> {
    pub(super) fn new(activity: &'a Activity, harmonics: u32) -> Self {
        let years: Vec<f64> = activity.middle.iter().map(|day| day / (WEEKS_PER_YEAR * DAYS_PER_WEEK)).collect();
        let origin = years.iter().sum::<f64>() / years.len() as f64;
        let features = years.iter().map(|year| {
            let mut features = vec![year - origin];
            features.extend(waves(year - year.floor(), harmonics));
            features
        });
        Self { activity, features: features.collect() }
    }

    /// Purchases expected in each week at these coefficients.
    pub(super) fn expected(&self, point: &[f64]) -> Vec<f64> {
        let rates = self.rates(point);
        let mut expected = vec![0.0; rates.len()];
        for band in &self.activity.bands {
            let total: f64 = band.customer_days.iter().zip(&rates).map(|(days, rate)| days * rate).sum();
            for ((expected, days), rate) in expected.iter_mut().zip(&band.customer_days).zip(&rates) {
                *expected += band.purchases * days * rate / total;
            }
        }
        expected
    }

    fn rates(&self, point: &[f64]) -> Vec<f64> {
        let rate = |features: &Vec<f64>| exp(features.iter().zip(point).map(|(x, coefficient)| x * coefficient).sum());
        self.features.iter().map(rate).collect()
    }
}

/// cos(kθ) and sin(kθ) at a share of the year, k = 1, 2, …
pub(super) fn waves(share: f64, harmonics: u32) -> impl Iterator<Item = f64> {
    (1..=harmonics).flat_map(move |k| {
        let angle = TAU * f64::from(k) * share;
        [cos(angle), sin(angle)]
    })
}

impl LogLikelihood for Waves<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let order = point.len();
        let mut total = Evaluation::zero(order);
        let rates = self.rates(point);
        for ((purchases, features), rate) in self.activity.purchases.iter().zip(&self.features).zip(&rates) {
            total.value += purchases * ln(*rate);
            for (slope, x) in total.gradient.iter_mut().zip(features) {
                *slope += purchases * x;
            }
        }
        for band in &self.activity.bands {
            let weights: Vec<f64> = band.customer_days.iter().zip(&rates).map(|(days, rate)| days * rate).collect();
            let sum: f64 = weights.iter().sum();
            total.value -= band.purchases * ln(sum);
            let mut mean = vec![0.0; order];
            for (weight, features) in weights.iter().zip(&self.features) {
                for (mean, x) in mean.iter_mut().zip(features) {
                    *mean += weight / sum * x;
                }
            }
            for (slope, mean) in total.gradient.iter_mut().zip(&mean) {
                *slope -= band.purchases * mean;
            }
            for (weight, features) in weights.iter().zip(&self.features) {
                let share = band.purchases * weight / sum;
                for i in 0..order {
                    for j in i..order {
                        total.hessian[(i, j)] -= share * (features[i] - mean[i]) * (features[j] - mean[j]);
                    }
                }
            }
        }
        total.hessian.mirror_upper();
        total
    }
}

#[cfg(test)]
mod tests {
    use super::super::activity::Activity;
    use super::Waves;
    use crate::domain::Day;
    use crate::scoring::optimise::LogLikelihood;

    #[test]
    fn derivatives_are_those_of_the_value() {
        let rows: Vec<Vec<Day>> = (0..60)
            .map(|customer| (0..1 + customer % 5).map(|order| Day(customer * 7 + order * (13 + customer))).collect())
            .collect();
        let rows: Vec<&[Day]> = rows.iter().map(Vec::as_slice).collect();
        let activity = Activity::of(&rows, Day(0), Day(760));
        let waves = Waves::new(&activity, 2);
        let point = [0.1, 0.3, -0.2, 0.15, 0.05];
        let here = waves.evaluate(&point);
        for i in 0..5 {
            let moved = |by: f64| {
                let mut point = point;
                point[i] += by;
                waves.evaluate(&point)
            };
            let (more, less) = (moved(1e-5), moved(-1e-5));
            assert!(((more.value - less.value) / 2e-5 - here.gradient[i]).abs() < 1e-6);
            for j in 0..5 {
                assert!(((more.gradient[j] - less.gradient[j]) / 2e-5 - here.hessian[(i, j)]).abs() < 1e-6, "{i} {j}");
            }
        }
        let expected: f64 = waves.expected(&point).iter().sum();
        assert!((expected - activity.purchases.iter().sum::<f64>()).abs() < 1e-9);
    }
}
