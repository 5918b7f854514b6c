//! What the fitted model says of one customer.

use super::{Model, Parameters};
use crate::random::Random;
use crate::scoring::purchase_model::{AliveFuture, HistoryColumns, Posterior};
use crate::scoring::{DiscountRate, Histories, History, Levers, PurchaseModel, Weeks};

impl PurchaseModel for Model {
    fn name(&self) -> &'static str {
        "pareto-nbd"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.values().to_array()).collect()
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        self.log_likelihood_of(history)
    }

    fn probability_alive(&self, history: &History) -> f64 {
        self.alive(history)
    }

    fn probability_alive_after(&self, history: &History, after: Weeks) -> f64 {
        self.alive(history) * self.future(history).survival(after.get())
    }

    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64 {
        self.discounted_purchases(history, DiscountRate::none(), horizon)
    }

    /// From tables of what depends on frequency and time: see [`Model::score`].
    fn expected_purchases_of_each(&self, histories: &Histories, horizon: Weeks) -> Vec<f64> {
        self.score(histories, DiscountRate::none(), horizon).discounted_purchases
    }

    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64 {
        if count == 0 {
            return self.no_purchase_probability(history, horizon);
        }
        self.alive(history) * self.future(history).purchase_count_probability(count, horizon.get())
    }

    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64 {
        let alive = self.alive(history);
        (1.0 - alive) + alive * self.future(history).no_purchase(horizon.get())
    }

    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let alive = self.alive(history);
        if alive == 0.0 {
            return 0.0;
        }
        alive * self.future(history).discounted_purchases(rate.per_week(), horizon.get())
    }

    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let alive = self.alive(history);
        if alive == 0.0 {
            return 0.0;
        }
        alive * self.future(history).discounted_pairs(rate.per_week(), horizon.get())
    }

    fn alive_future(&self, history: &History, levers: &Levers) -> Option<Box<dyn AliveFuture>> {
        Some(Box::new(self.future(history).with_levers(levers)))
    }

    fn posterior(&self, history: &History) -> Option<Posterior> {
        Some(self.moments_given(history))
    }

    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64> {
        self.draw_future(history, horizon.get(), random)
    }

    fn simulate_history(&self, age: Weeks, random: &mut Random) -> History {
        let times = self.future(&History::NEW).draw(age.get(), random);
        History { frequency: times.len() as u32, recency: times.last().copied().unwrap_or(0.0), age: age.get() }
    }

    fn probability_alive_sql(&self, columns: &HistoryColumns<'_>) -> String {
        self.alive_expression(columns)
    }
}
