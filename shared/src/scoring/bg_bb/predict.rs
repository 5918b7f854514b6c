//! What the model says of one customer.

use super::{DiscountPerOpportunity, DiscreteHistory, Future, Model, Parameters};
use crate::math::{ln, ln_rising_ratio};

impl Model {
    /// Log-likelihood of one history, of the very opportunities taken.
    ///
    /// B(α + x, β + t_x − x)/B(α, β) · B(γ, δ + t_x)/B(γ, δ) for all up to the last purchase, times the
    /// probability of none in the silence after it (Fader, Hardie and Shang 2010, equation 6, grouped so).
    ///
    /// ```
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.2, beta: 0.8, gamma: 0.6, delta: 2.4 }.check()?;
    /// // One opportunity taken: alive with 0.8 and taken with 0.6.
    /// let value = model.log_likelihood(DiscreteHistory::new(1, 1, 1)?);
    /// assert!((value - 0.48_f64.ln()).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn log_likelihood(&self, history: DiscreteHistory) -> f64 {
        let Parameters { alpha, beta, gamma, delta } = self.values();
        let [taken, last] = [history.transactions(), history.last()].map(f64::from);
        let until_last = ln_rising_ratio(alpha, alpha + beta, taken)
            + ln_rising_ratio(beta, alpha + beta + taken, last - taken)
            + ln_rising_ratio(delta, gamma + delta, last);
        until_last + ln(self.future(history.until_last()).no_purchase(Some(history.silence())))
    }

    /// Probability that the customer was alive at the last opportunity.
    #[must_use]
    pub fn probability_alive(&self, history: DiscreteHistory) -> f64 {
        let [alive, dropped_out] = self.future(history.until_last()).silence(history.silence());
        // With both too small for a float the customer is as good as dead.
        if alive == 0.0 { 0.0 } else { alive / (alive + dropped_out) }
    }

    /// Probability that the customer will be alive at the `opportunities`-th opportunity from now. The published
    /// tables of P(alive) are those at the next one, for 1.
    #[must_use]
    pub fn probability_alive_after(&self, history: DiscreteHistory, opportunities: u32) -> f64 {
        self.probability_alive(history) * self.future(history).survival(opportunities)
    }

    /// Expected purchases at the next `opportunities`.
    #[must_use]
    pub fn expected_purchases(&self, history: DiscreteHistory, opportunities: u32) -> f64 {
        self.probability_alive(history) * self.future(history).expected_purchases(opportunities)
    }

    /// Variance of the purchases at the next `opportunities`, the parameters taken as known: whether the customer is
    /// alive, their two probabilities, and chance on top; `E[N(N − 1)] + E[N] − E[N]²` (purchases squared).
    ///
    /// ```
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let donor = DiscreteHistory::new(2, 4, 6)?;
    /// // At one opportunity there is a purchase or none.
    /// let probability = model.expected_purchases(donor, 1);
    /// assert!((model.variance_of_purchases(donor, 1) - probability * (1.0 - probability)).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn variance_of_purchases(&self, history: DiscreteHistory, opportunities: u32) -> f64 {
        let alive = self.probability_alive(history);
        let future = self.future(history);
        let (mean, pairs) = (future.expected_purchases(opportunities), future.purchase_pairs(opportunities));
        (alive * (pairs + mean * (1.0 - alive * mean))).max(0.0)
    }

    /// Expected purchases of a new customer at the first `opportunities`:
    /// E[X(n)] = α/(α + β) Σ B(γ, δ + j)/B(γ, δ) over 1 ≤ j ≤ n.
    #[must_use]
    pub fn expected_purchases_of_new(&self, opportunities: u32) -> f64 {
        self.future(DiscreteHistory::NEW).expected_purchases(opportunities)
    }

    /// Probability that a new customer takes exactly `count` of the first `opportunities`.
    #[must_use]
    pub fn purchase_count_probability_of_new(&self, count: u32, opportunities: u32) -> f64 {
        self.future(DiscreteHistory::NEW).purchase_count_probability(count, opportunities)
    }

    /// Probability of exactly `count` purchases at the next `opportunities`.
    ///
    /// ```
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let donor = DiscreteHistory::new(2, 4, 6)?;
    /// let mean: f64 = (1..=5).map(|count| f64::from(count) * model.purchase_count_probability(donor, count, 5)).sum();
    /// assert!((mean - model.expected_purchases(donor, 5)).abs() < 1e-10);
    /// let none = model.purchase_count_probability(donor, 0, 5);
    /// assert!((none - model.no_purchase_probability(donor, Some(5))).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn purchase_count_probability(&self, history: DiscreteHistory, count: u32, opportunities: u32) -> f64 {
        if count == 0 {
            return self.no_purchase_probability(history, Some(opportunities));
        }
        self.probability_alive(history) * self.future(history).purchase_count_probability(count, opportunities)
    }

    /// Probability of no purchase at the next `opportunities`; at none ever for `None`.
    #[must_use]
    pub fn no_purchase_probability(&self, history: DiscreteHistory, opportunities: Option<u32>) -> f64 {
        self.of_either(history, |future| future.no_purchase(opportunities), 1.0)
    }

    /// Expected purchases at the next `opportunities` (all to come for `None`), the j-th discounted by
    /// (1 + `rate`)^−j: the discounted expected residual transactions. Without a discount all to come are infinitely
    /// many unless γ > 1.
    #[must_use]
    pub fn discounted_purchases(
        &self,
        history: DiscreteHistory,
        rate: DiscountPerOpportunity,
        opportunities: Option<u32>,
    ) -> f64 {
        self.of_either(history, |future| future.discounted_purchases(rate, opportunities), 0.0)
    }

    /// A quantity of an alive customer's future, averaged with its value for one who dropped out.
    fn of_either(&self, history: DiscreteHistory, of_alive: impl Fn(&Future) -> f64, of_dropped_out: f64) -> f64 {
        let alive = self.probability_alive(history);
        if alive == 0.0 {
            return of_dropped_out;
        }
        let dropped_out = if of_dropped_out == 0.0 { 0.0 } else { (1.0 - alive) * of_dropped_out };
        alive * of_alive(&self.future(history)) + dropped_out
    }
}
