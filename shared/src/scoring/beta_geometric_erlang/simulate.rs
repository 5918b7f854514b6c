//! Drawing futures and histories.

use super::Model;
use super::future::RegularFuture;
use crate::math::ln;
use crate::random::Random;
use crate::scoring::{History, PurchaseModel, Weeks};

impl Model {
    /// Purchase times within `horizon` weeks after the as-of day, drawn given the history.
    pub(super) fn draw_future(&self, history: &History, horizon: f64, random: &mut Random) -> Vec<f64> {
        if random.chance(self.probability_alive(history)) {
            self.future(history).draw(horizon, random)
        } else {
            Vec::new()
        }
    }

    /// Draws the history of a customer whose first transaction was the finite `age` ago, with the sum of the
    /// logarithms of the gaps in weeks.
    pub fn simulate_history_with_log_gaps(&self, age: Weeks, random: &mut Random) -> (History, f64) {
        let times = self.draw_future(&History::NEW, age.get(), random);
        let (mut last, mut log_gaps) = (0.0, 0.0);
        for time in &times {
            log_gaps += ln(time - last);
            last = *time;
        }
        (History { frequency: times.len() as u32, recency: last, age: age.get() }, log_gaps)
    }
}

impl RegularFuture {
    /// Purchase times within `horizon` weeks of a customer drawn from this future.
    pub fn draw(&self, horizon: f64, random: &mut Random) -> Vec<f64> {
        let [rate, dropout, passed] = self.draw_latent(random);
        let phases = self.phases as f64;
        let mut times = Vec::new();
        let mut time = random.gamma(phases - passed, rate);
        while time <= horizon {
            times.push(time);
            if random.chance(dropout) {
                break;
            }
            time += random.gamma(phases, rate);
        }
        times
    }

    /// Phase rate, dropout probability and phases passed since the last purchase.
    pub(super) fn draw_latent(&self, random: &mut Random) -> [f64; 3] {
        let passed = self.draw_passed(random);
        let rate = random.gamma(self.shape + passed, self.time);
        [rate, random.beta(self.dropout_a, self.dropout_b), passed]
    }

    fn draw_passed(&self, random: &mut Random) -> f64 {
        let (mut passed, mut left) = (0.0, random.uniform());
        for weight in &self.passed[..self.phases - 1] {
            left -= weight;
            if left < 0.0 {
                break;
            }
            passed += 1.0;
        }
        passed
    }
}
