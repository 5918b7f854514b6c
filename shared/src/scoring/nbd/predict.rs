//! What the fitted model says of one customer.

use super::{DistinctLikelihood, Future, Model, Parameters};
use crate::math::{NegativeBinomial, ln};
use crate::random::Random;
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::purchase_model::{AliveFuture, HistoryColumns, Moments, Posterior};
use crate::scoring::{DiscountRate, Histories, History, Levers, PurchaseModel, Weeks};

impl PurchaseModel for Model {
    fn name(&self) -> &'static str {
        "nbd"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.values().to_array()).collect()
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        let histories = Histories::from_weeks(std::slice::from_ref(history));
        DistinctLikelihood { histories: &histories }.evaluate(&self.values().to_array().map(ln)).value
    }

    /// 1: there is no dropout.
    fn probability_alive(&self, _: &History) -> f64 {
        1.0
    }

    /// 1: there is no dropout.
    fn probability_alive_after(&self, _: &History, _: Weeks) -> f64 {
        1.0
    }

    /// n/τ a week.
    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64 {
        self.future(history).expected_purchases(horizon)
    }

    /// [Negative binomial](NegativeBinomial).
    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64 {
        let Future { rate_shape, rate_time } = self.future(history);
        NegativeBinomial::new(rate_shape, rate_time, horizon.get()).exactly(f64::from(count))
    }

    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64 {
        self.purchase_count_probability(history, 0, horizon)
    }

    /// n/τ · (1 − e^(−rate · t))/rate.
    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        self.future(history).discounted_purchases(rate, horizon)
    }

    fn alive_future(&self, history: &History, levers: &Levers) -> Option<Box<dyn AliveFuture>> {
        Some(Box::new(self.future(history).with_purchase_rate(levers.purchase_rate)))
    }

    fn posterior(&self, history: &History) -> Option<Posterior> {
        let Future { rate_shape, rate_time } = self.future(history);
        let none = Moments { mean: 0.0, variance: 0.0 };
        Some(Posterior { purchase_rate: Moments::of_gamma(rate_shape, rate_time), dropout: none })
    }

    /// E(λ²) · ((1 − e^(−rate · t))/rate)²: given the rate, purchases are independent.
    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let shape = self.future(history).rate_shape;
        let mean = self.discounted_purchases(history, rate, horizon);
        mean * mean * (shape + 1.0) / shape
    }

    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64> {
        let Future { rate_shape, rate_time } = self.future(history);
        let rate = random.gamma(rate_shape, rate_time);
        let mut times = Vec::new();
        let mut next = random.exponential(rate);
        while next <= horizon.get() {
            times.push(next);
            next += random.exponential(rate);
        }
        times
    }

    fn simulate_history(&self, age: Weeks, random: &mut Random) -> History {
        let times = self.simulate_future(&History::NEW, age, random);
        History { frequency: times.len() as u32, recency: times.last().copied().unwrap_or(0.0), age: age.get() }
    }

    /// 1: there is no dropout.
    fn probability_alive_sql(&self, _: &HistoryColumns<'_>) -> String {
        "1.0".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;
    use crate::scoring::{DiscountRate, History, PurchaseModel, Weeks};

    const HISTORY: History = History { frequency: 9, recency: 20.0, age: 30.0 };

    #[test]
    fn the_rate_lies_between_the_base_and_the_customers_own() {
        let nbd = Parameters { r: 1.0, alpha: 10.0 }.check().expect("positive");
        assert_eq!(nbd.expected_purchases(&HISTORY, Weeks::of_weeks(8.0)), 2.0);
    }

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean() {
        let nbd = Parameters { r: 0.385, alpha: 12.072 }.check().expect("positive");
        let year = Weeks::of_weeks(52.0);
        let probabilities: Vec<f64> = (0..300).map(|n| nbd.purchase_count_probability(&HISTORY, n, year)).collect();
        let mean: f64 = probabilities.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((mean / nbd.expected_purchases(&HISTORY, year) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn only_discount_or_a_horizon_bounds_what_never_ends() {
        let nbd = Parameters { r: 1.0, alpha: 10.0 }.check().expect("positive");
        let rate = DiscountRate::continuous_per_week(0.01).expect("a rate");
        assert!((nbd.discounted_purchases(&HISTORY, rate, Weeks::FOREVER) - 25.0).abs() < 1e-12);
        assert_eq!(nbd.discounted_purchases(&HISTORY, DiscountRate::none(), Weeks::FOREVER), f64::INFINITY);
        assert_eq!(nbd.no_purchase_probability(&HISTORY, Weeks::FOREVER), 0.0);
    }
}
