//! Drawing futures.

use super::Model;
use crate::random::Random;
use crate::scoring::History;

impl Model {
    /// Purchase times within `horizon` weeks after the as-of day, drawn given the history.
    pub(super) fn draw_future(&self, history: &History, horizon: f64, random: &mut Random) -> Vec<f64> {
        let customer = self.draw_customer(history, random);
        let mut times = Vec::new();
        let mut is_alive = customer.is_alive;
        let mut time = 0.0;
        while is_alive {
            time += random.exponential(customer.purchase_rate);
            if time > horizon {
                break;
            }
            times.push(time);
            is_alive = !random.chance(customer.dropout);
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
