//! What the fitted model says of one customer.
//!
//! Given the history the purchase rate is λ ~ Gamma(n, τ) with n = r + x and τ = α + T, and nobody ever leaves.

use super::{DistinctLikelihood, Model, Parameters};
use crate::math::{exp, exp_m1, ln, ln_1p, ln_gamma};
use crate::random::Random;
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::purchase_model::HistoryColumns;
use crate::scoring::{DiscountRate, Histories, History, PurchaseModel, Weeks};

impl Model {
    /// Shape n and rate τ (weeks) of the customer's purchase rate, given the history.
    #[must_use]
    pub fn rate_given(&self, history: &History) -> (f64, f64) {
        let Parameters { r, alpha } = self.values();
        (r + f64::from(history.frequency), alpha + history.age)
    }
}

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
        let (shape, time) = self.rate_given(history);
        shape / time * horizon.get()
    }

    /// Negative binomial: Γ(n + k)/(Γ(n) k!) · (τ/(τ + t))^n · (t/(τ + t))^k.
    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64 {
        if count == 0 {
            return self.no_purchase_probability(history, horizon);
        }
        let (shape, time) = self.rate_given(history);
        let (count, odds) = (f64::from(count), horizon.get() / time);
        let ways = ln_gamma(shape + count) - ln_gamma(shape) - ln_gamma(count + 1.0);
        exp(ways - shape * ln_1p(odds) - count * ln_1p(1.0 / odds))
    }

    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64 {
        let (shape, time) = self.rate_given(history);
        exp(-shape * ln_1p(horizon.get() / time))
    }

    /// n/τ · (1 − e^(−rate · t))/rate.
    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let rate = rate.per_week();
        if rate == 0.0 {
            return self.expected_purchases(history, horizon);
        }
        let (shape, time) = self.rate_given(history);
        shape / time * -exp_m1(-rate * horizon.get()) / rate
    }

    /// E[λ²] · ((1 − e^(−rate · t))/rate)²: given the rate, purchases are independent.
    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let (shape, _) = self.rate_given(history);
        let mean = self.discounted_purchases(history, rate, horizon);
        mean * mean * (shape + 1.0) / shape
    }

    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64> {
        let (shape, time) = self.rate_given(history);
        let rate = random.gamma(shape, time);
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
    fn probability_alive_sql(&self, _: &HistoryColumns<'_>) -> Option<String> {
        Some("1.0".to_owned())
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
