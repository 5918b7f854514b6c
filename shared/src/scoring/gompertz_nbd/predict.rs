//! What the fitted model says of one customer.

use super::{Model, Parameters};
use crate::math::ln;
use crate::random::Random;
use crate::scoring::purchase_model::{AliveFuture, HistoryColumns, Posterior};
use crate::scoring::{DiscountRate, History, Levers, PurchaseModel, Weeks};

impl Model {
    /// Probability that the customer is alive at the as-of day.
    pub(super) fn alive(&self, history: &History) -> f64 {
        let last = self.future_from(history.frequency, history.recency);
        let [alive, dropped_out] = last.silence(history.age - history.recency);
        // With both too small for a float the customer is as good as dead.
        if alive == 0.0 { 0.0 } else { alive / (alive + dropped_out) }
    }

    /// A figure of the alive customer's future times the probability that they are alive.
    fn times_alive(&self, history: &History, figure: impl Fn(&super::Future) -> f64) -> f64 {
        let alive = self.alive(history);
        if alive == 0.0 { 0.0 } else { alive * figure(&self.future(history)) }
    }
}

impl PurchaseModel for Model {
    fn name(&self) -> &'static str {
        "ggompertz-nbd"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.values().to_array()).collect()
    }

    /// Γ(r + x)/Γ(r) α^r (α + t_x)^−(r + x) S(t_x) for all up to the last purchase, times the probability of none in
    /// the T − t_x weeks after it: the same as Bemmaor and Glady's (2012), grouped so.
    fn log_likelihood(&self, history: &History) -> f64 {
        let last = self.future_from(history.frequency, history.recency);
        let until_last = self.ln_purchases_while_alive(history.frequency, history.recency)
            + self.lifetime().ln_survival(history.recency);
        until_last + ln(last.no_purchase(history.age - history.recency))
    }

    fn probability_alive(&self, history: &History) -> f64 {
        self.alive(history)
    }

    fn probability_alive_after(&self, history: &History, after: Weeks) -> f64 {
        self.alive(history) * self.future(history).survival(after.get())
    }

    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64 {
        self.times_alive(history, |future| future.purchases(horizon.get()))
    }

    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64 {
        if count == 0 {
            return self.no_purchase_probability(history, horizon);
        }
        self.times_alive(history, |future| future.purchase_count_probability(count, horizon.get()))
    }

    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64 {
        let alive = self.alive(history);
        (1.0 - alive) + alive * self.future(history).no_purchase(horizon.get())
    }

    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        self.times_alive(history, |future| future.discounted(rate.per_week(), horizon.get()))
    }

    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        self.times_alive(history, |future| future.discounted_pairs(rate.per_week(), horizon.get()))
    }

    fn alive_future(&self, history: &History, levers: &Levers) -> Option<Box<dyn AliveFuture>> {
        Some(Box::new(self.future(history).with_levers(levers)))
    }

    /// The dropout is the hazard at the as-of day, per week.
    fn posterior(&self, history: &History) -> Option<Posterior> {
        Some(self.moments(history))
    }

    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64> {
        if random.chance(self.alive(history)) { self.future(history).draw(horizon.get(), random) } else { Vec::new() }
    }

    fn simulate_history(&self, age: Weeks, random: &mut Random) -> History {
        let times = self.future(&History::NEW).draw(age.get(), random);
        History { frequency: times.len() as u32, recency: times.last().copied().unwrap_or(0.0), age: age.get() }
    }

    fn probability_alive_sql(&self, columns: &HistoryColumns<'_>) -> String {
        self.alive_expression(columns)
    }
}
