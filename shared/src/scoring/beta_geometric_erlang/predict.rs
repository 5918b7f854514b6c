//! What the fitted model says of one customer.

use super::{Dropout, Model, Parameters};
use crate::math::{exp, ln, ln_gamma};
use crate::random::Random;
use crate::scoring::purchase_model::{AliveFuture, HistoryColumns, Posterior};
use crate::scoring::{DiscountRate, History, Levers, PurchaseModel, Weeks};

impl PurchaseModel for Model {
    fn name(&self) -> &'static str {
        match self.dropout() {
            Dropout::AfterRepeats => "bg-cnbd-k",
            Dropout::AfterEveryTransaction => "mbg-cnbd-k",
        }
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        let phases = ("k", f64::from(self.values().regularity.phases()));
        std::iter::once(phases).chain(Parameters::NAMES.into_iter().zip(self.values().to_array())).collect()
    }

    /// The longer ago the last purchase, the nearer the next.
    fn future_depends_on_recency(&self) -> bool {
        true
    }

    /// Of frequency and recency at this age, where the single gaps are not known: see
    /// [`Model::log_likelihood_of_gaps`] for where they are.
    ///
    /// The gaps are integrated out. What remains is multiplied by the density of x gaps at random with this recency, a
    /// factor without parameters that the likelihoods of models without phases carry too: so it can be compared with
    /// theirs, and k = 1 makes it that of BG/NBD or MBG/NBD.
    fn log_likelihood(&self, history: &History) -> f64 {
        let without_gaps = self.log_likelihood_without_gaps(history);
        if history.frequency == 0 || self.values().regularity.phases() == 1 {
            return without_gaps;
        }
        let gaps = f64::from(history.frequency);
        let more = f64::from(self.values().regularity.phases() - 1) * gaps;
        without_gaps + more * ln(history.recency) + ln_gamma(gaps) - ln_gamma(more + gaps)
    }

    /// 1/(1 + e^u) with u the [log-odds of dropout](Model::dropout_log_odds).
    fn probability_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + exp(self.dropout_log_odds(history)))
    }

    fn probability_alive_after(&self, history: &History, after: Weeks) -> f64 {
        self.probability_alive(history) * self.future(history).survival(after.get())
    }

    /// Exact, not the approximation by BG/NBD's formula that Platzer and Reutterer (2016) give for k > 1.
    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64 {
        self.discounted_purchases(history, DiscountRate::none(), horizon)
    }

    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64 {
        if count == 0 {
            return self.no_purchase_probability(history, horizon);
        }
        self.probability_alive(history) * self.future(history).purchase_count_probability(count, horizon.get())
    }

    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64 {
        self.probability_left(history)
            + self.probability_alive(history) * self.future(history).no_purchase(horizon.get())
    }

    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let alive = self.probability_alive(history);
        if alive == 0.0 {
            return 0.0;
        }
        alive * self.future(history).discounted_purchases(rate.per_week(), horizon.get())
    }

    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let alive = self.probability_alive(history);
        if alive == 0.0 {
            return 0.0;
        }
        alive * self.future(history).discounted_pairs(rate.per_week(), horizon.get())
    }

    fn alive_future(&self, history: &History, levers: &Levers) -> Option<Box<dyn AliveFuture>> {
        Some(Box::new(self.future(history).with_levers(levers)?))
    }

    fn posterior(&self, history: &History) -> Option<Posterior> {
        Some(self.moments_given(history))
    }

    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64> {
        self.draw_future(history, horizon.get(), random)
    }

    fn simulate_history(&self, age: Weeks, random: &mut Random) -> History {
        self.simulate_history_with_log_gaps(age, random).0
    }

    fn probability_alive_sql(&self, columns: &HistoryColumns<'_>) -> String {
        self.alive_expression(columns)
    }
}
