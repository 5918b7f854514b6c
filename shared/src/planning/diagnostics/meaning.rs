//! The parameters of MBG/NBD and Gamma-Gamma in plain numbers.

use serde::{Deserialize, Serialize};

use crate::math::{NORMAL_975, exp, ln};
use crate::planning::{Estimate, ModelFit};
use crate::scoring::uncertainty::{Interval, Level};

/// What r, alpha, a and b say. Intervals are 95 %, of the fitted parameters alone, by the delta method on the log or
/// logit scale; none at a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PurchaseMeaning {
    /// Orders a week of a typical customer while they are one: the mean of the rates, r/alpha.
    pub orders_a_week: Estimate,
    /// Standard deviation of the customers' rates over their mean, 1/√r.
    pub rate_spread: f64,
    /// Mean over customers of the chance of stopping after an order, a/(a + b).
    pub stop_chance: Estimate,
    /// Standard deviation of that chance between customers.
    pub stop_spread: f64,
}

/// What p, q and v say of what customers spend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendMeaning {
    /// Mean value of an order over customers, pv/(q − 1), minor units; `None` where q is at most 1: the mean is infinite.
    pub order_value_minor: Option<Estimate>,
    /// Standard deviation of one customer's orders over their mean, 1/√p.
    pub order_spread: f64,
}

impl PurchaseMeaning {
    /// Of a fitted BG/NBD or MBG/NBD; `None` of another.
    #[must_use]
    pub fn of(fit: &ModelFit) -> Option<Self> {
        let [r, alpha, a, b] = values::<4>(fit)?;
        let covariance = covariance::<4>(fit);
        let rate = r / alpha;
        let orders_a_week = positive(rate, covariance.map(|it| quadratic(&it, &[1.0, -1.0, 0.0, 0.0])));
        let chance = a / (a + b);
        let interval = covariance.map_or(Interval { low: chance, high: chance }, |it| {
            let logit = ln(a) - ln(b);
            let half = NORMAL_975 * quadratic(&it, &[0.0, 0.0, 1.0, -1.0]).max(0.0).sqrt();
            let share = |logit: f64| 1.0 / (1.0 + exp(-logit));
            Interval { low: share(logit - half), high: share(logit + half) }
        });
        Some(Self {
            orders_a_week,
            rate_spread: 1.0 / r.sqrt(),
            stop_chance: Estimate::of(chance, interval),
            stop_spread: (chance * (1.0 - chance) / (a + b + 1.0)).sqrt(),
        })
    }
}

impl SpendMeaning {
    /// Of a fitted Gamma-Gamma; `None` of another.
    #[must_use]
    pub fn of(fit: &ModelFit) -> Option<Self> {
        let [p, q, v] = values::<3>(fit)?;
        let order_value_minor = (q > 1.0).then(|| {
            let slopes = [1.0, -q / (q - 1.0), 1.0];
            positive(p * v / (q - 1.0), covariance::<3>(fit).map(|it| quadratic(&it, &slopes)))
        });
        Some(Self { order_value_minor, order_spread: 1.0 / p.sqrt() })
    }
}

/// A positive number with the variance of its logarithm.
fn positive(value: f64, variance: Option<f64>) -> Estimate {
    let deviation = variance.unwrap_or(0.0).max(0.0).sqrt();
    Estimate::of(value, Interval::of_positive(value, deviation, Level::NINETY_FIVE))
}

pub(super) fn values<const N: usize>(fit: &ModelFit) -> Option<[f64; N]> {
    let values: Vec<f64> = fit.parameters.iter().map(|parameter| parameter.value).collect();
    values.try_into().ok()
}

fn covariance<const N: usize>(fit: &ModelFit) -> Option<[[f64; N]; N]> {
    (fit.log_covariance.len() == N * N)
        .then(|| std::array::from_fn(|i| std::array::from_fn(|j| fit.log_covariance[N * i + j])))
}

fn quadratic<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> f64 {
    let row =
        |(row, left): (&[f64; N], &f64)| left * row.iter().zip(vector).map(|(entry, right)| entry * right).sum::<f64>();
    matrix.iter().zip(vector).map(row).sum()
}

#[cfg(test)]
mod tests {
    use super::{PurchaseMeaning, SpendMeaning};
    use crate::planning::fixture::shop;
    use crate::planning::{ModelName, assess};

    #[test]
    fn plain_numbers_are_those_the_shop_was_made_with() {
        // The sample shop's r .75, alpha 8, a .9, b 1.5, and p 5, q 4, v 3,300.
        let assessment = assess(&shop());
        let purchases =
            PurchaseMeaning::of(assessment.fit(ModelName::MbgNbd).expect("fitted")).expect("four parameters");
        let holds = |estimate: crate::planning::Estimate, truth: f64| estimate.low < truth && truth < estimate.high;
        assert!(holds(purchases.stop_chance, 0.9 / 2.4), "{purchases:?}");
        assert!(holds(purchases.orders_a_week, 0.75 / 8.0), "{purchases:?}");
        assert!((purchases.rate_spread - 1.0 / 0.75_f64.sqrt()).abs() < 0.35);
        let spend = SpendMeaning::of(assessment.fit(ModelName::GammaGamma).expect("fitted")).expect("three parameters");
        assert!(holds(spend.order_value_minor.expect("q is 4"), 5_500.0), "{spend:?}");
        assert!(PurchaseMeaning::of(assessment.fit(ModelName::GammaGamma).expect("fitted")).is_none());
    }

    #[test]
    fn without_a_covariance_nothing_is_claimed_to_be_sure() {
        let assessment = assess(&shop());
        let mut fit = assessment.fit(ModelName::MbgNbd).expect("fitted").clone();
        let sure = PurchaseMeaning::of(&fit).expect("four parameters");
        assert!(sure.stop_chance.low < sure.stop_chance.value);
        fit.log_covariance.clear();
        let unsure = PurchaseMeaning::of(&fit).expect("four parameters");
        assert_eq!(
            (unsure.stop_chance.low, unsure.stop_chance.value),
            (unsure.stop_chance.high, sure.stop_chance.value)
        );
    }
}
