//! Drawing futures and histories.

use super::{Future, Model};
use crate::random::Random;
use crate::scoring::{History, PurchaseModel};

impl Model {
    /// Purchase times within `horizon` weeks after the as-of day, drawn given the history.
    pub(super) fn draw_future(&self, history: &History, horizon: f64, random: &mut Random) -> Vec<f64> {
        if random.chance(self.probability_alive(history)) {
            self.future(history).draw(horizon, random)
        } else {
            Vec::new()
        }
    }
}

impl Future {
    /// Purchase times within `horizon` weeks of a customer drawn from this future.
    pub fn draw(&self, horizon: f64, random: &mut Random) -> Vec<f64> {
        let rate = random.gamma(self.rate_shape, self.rate_time);
        let dropout = random.beta(self.dropout_a, self.dropout_b);
        let mut times = Vec::new();
        let mut time = random.exponential(rate);
        while time <= horizon {
            times.push(time);
            if random.chance(dropout) {
                break;
            }
            time += random.exponential(rate);
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use crate::random::Random;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{History, PurchaseModel, Weeks};

    const DRAWS: u32 = 100_000;

    #[test]
    fn futures_have_the_probabilities_the_model_says() {
        let history = History { frequency: 2, recency: 30.43, age: 38.86 };
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }.check(dropout).expect("positive");
            let mut random = Random::new(11, 0);
            let year = Weeks::of_weeks(52.0);
            let mut seen = [0.0; 4];
            for _ in 0..DRAWS {
                let purchases = model.simulate_future(&history, year, &mut random);
                seen[purchases.len().min(3)] += 1.0 / f64::from(DRAWS);
                assert!(purchases.is_sorted() && purchases.iter().all(|time| (0.0..=52.0).contains(time)));
            }
            for count in 0..3 {
                let expected = model.purchase_count_probability(&history, count, year);
                let error = (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt();
                assert!((seen[count as usize] - expected).abs() < 6.0 * error, "{count}");
            }
        }
    }

    #[test]
    fn histories_have_the_purchases_the_model_expects() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }.check(dropout).expect("positive");
            let mut random = Random::new(12, 0);
            let age = Weeks::of_weeks(39.0);
            let mut none = 0.0;
            for _ in 0..DRAWS {
                let history = model.simulate_history(age, &mut random);
                assert!(History::new(history.frequency, history.recency, history.age).is_ok());
                none += f64::from(u8::from(history.frequency == 0)) / f64::from(DRAWS);
            }
            let expected = model.purchase_count_probability_of_new(0, age);
            assert!((none - expected).abs() < 6.0 * (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt());
        }
    }
}
