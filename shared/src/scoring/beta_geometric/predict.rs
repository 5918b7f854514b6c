//! What the fitted model says of one customer.

use super::{DistinctLikelihood, Dropout, FutureCurve, Model, Parameters, Tabulator};
use crate::math::{exp, ln};
use crate::random::Random;
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::purchase_model::{self, AliveFuture, HistoryColumns, Posterior};
use crate::scoring::{DiscountRate, Histories, History, Levers, Pairs, PurchaseModel, Weeks};

impl PurchaseModel for Model {
    fn name(&self) -> &'static str {
        match self.dropout() {
            Dropout::AfterRepeats => "bg-nbd",
            Dropout::AfterEveryTransaction => "mbg-nbd",
        }
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.values().to_array()).collect()
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        let histories = Histories::from_weeks(std::slice::from_ref(history));
        let likelihood = DistinctLikelihood { dropout: self.dropout(), histories: &histories };
        likelihood.evaluate(&self.values().to_array().map(ln)).value
    }

    /// 1/(1 + e^u) with u the [log-odds of dropout](Model::dropout_log_odds).
    fn probability_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + exp(self.dropout_log_odds(history)))
    }

    fn probability_alive_after(&self, history: &History, after: Weeks) -> f64 {
        self.probability_alive(history) * self.future(history).survival(after.get())
    }

    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64 {
        self.discounted_purchases(history, DiscountRate::none(), horizon)
    }

    /// From a table of the pairs of frequency and age.
    fn weighted_purchases_of_each(&self, histories: &Histories, terms: &[(Weeks, f64)]) -> Vec<f64> {
        let longest = terms.iter().map(|(horizon, _)| horizon.get()).fold(0.0, f64::max);
        if longest.is_infinite() {
            return histories.iter().map(|history| purchase_model::weighted_purchases(self, &history, terms)).collect();
        }
        let pairs = Pairs::of(histories);
        let curve = |rules: &_, shortest: &_| FutureCurve::new(rules, shortest, longest);
        let purchases = |rules: &_, curve: &FutureCurve, rate_time| {
            let expected = |horizon: &Weeks| curve.purchases(rules, rate_time, 0.0, horizon.get()).0;
            [terms.iter().map(|(horizon, weight)| weight * expected(horizon)).sum()]
        };
        let [purchases] = Tabulator::default()
            .tabulate(self, &pairs, &Levers::NONE, curve, purchases)
            .expect("without levers the dropout distribution is the fitted one");
        let mut of_each = self.probability_alive_of_each(histories);
        for (alive, pair) in of_each.iter_mut().zip(pairs.of_history()) {
            *alive *= purchases[*pair as usize];
        }
        of_each
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
        let times = self.draw_future(&History::NEW, age.get(), random);
        History { frequency: times.len() as u32, recency: times.last().copied().unwrap_or(0.0), age: age.get() }
    }

    fn probability_alive_sql(&self, columns: &HistoryColumns<'_>) -> String {
        self.alive_expression(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, Parameters};
    use crate::scoring::beta_geometric::Dropout;
    use crate::scoring::{DiscountRate, Histories, History, PurchaseModel, Weeks};

    fn model(dropout: Dropout) -> Model {
        Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(dropout).expect("positive")
    }

    #[test]
    fn one_time_buyers_are_certainly_alive_only_in_bg_nbd() {
        let once = History { frequency: 0, recency: 0.0, age: 38.86 };
        assert_eq!(model(Dropout::AfterRepeats).probability_alive(&once), 1.0);
        assert!(model(Dropout::AfterEveryTransaction).probability_alive(&once) < 1.0);
    }

    #[test]
    fn all_customers_together_are_each_on_their_own() {
        let ages = (0..400_u32).map(|day| 70 + day);
        let histories: Vec<History> = ages
            .map(|days| History { frequency: days % 5, recency: f64::from(days % 5) * 2.0, age: f64::from(days) / 7.0 })
            .collect();
        let histories = Histories::from_weeks(&histories);
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = model(dropout);
            for horizon in [Weeks::of_days(3.0), Weeks::of_years(3.0)] {
                let together = model.expected_purchases_of_each(&histories, horizon);
                for (history, together) in histories.iter().zip(together) {
                    let alone = model.expected_purchases(&history, horizon);
                    assert!((together / alone - 1.0).abs() < 1e-9, "{history:?}: {together} {alone}");
                }
            }
        }
        let forever = model(Dropout::AfterRepeats).expected_purchases_of_each(&histories, Weeks::FOREVER);
        assert!(forever.iter().all(|expected| expected.is_infinite()), "a < 1 leaves some who never drop out");
    }

    #[test]
    fn what_is_impossibly_small_is_zero() {
        let model =
            Parameters { r: 0.1, alpha: 50.16, a: 0.4, b: 0.81 }.check(Dropout::AfterRepeats).expect("positive");
        let long_gone = History { frequency: 1_000, recency: 100.0, age: 3_650.0 };
        assert_eq!(model.probability_alive(&long_gone), 0.0);
        assert_eq!(model.expected_purchases(&long_gone, Weeks::of_weeks(52.0)), 0.0);
    }

    #[test]
    fn without_discount_all_time_holds_the_purchases_until_dropout() {
        let model =
            Parameters { r: 2.0, alpha: 5.0, a: 3.0, b: 4.0 }.check(Dropout::AfterEveryTransaction).expect("positive");
        let history = History { frequency: 3, recency: 20.0, age: 22.0 };
        let ever = model.discounted_purchases(&history, DiscountRate::none(), Weeks::FOREVER);
        let long = model.expected_purchases(&history, Weeks::of_years(2_000.0));
        assert!(ever > long && (ever / long - 1.0).abs() < 1e-3, "{ever} {long}");
        let never = model.no_purchase_probability(&history, Weeks::FOREVER);
        assert!((never + model.probability_alive(&history) - 1.0).abs() < 1e-15);
    }
}
