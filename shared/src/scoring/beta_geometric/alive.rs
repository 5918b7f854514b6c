//! P(alive) of all customers at once.

use super::{Model, Parameters};
use crate::math::{exp_each, ln, ln_each};
use crate::scoring::chunks::{LANES, Lanes};
use crate::scoring::{Histories, Run};

impl Model {
    /// P(alive) of every distinct history, in their order: the same as one by one, to a billionth.
    ///
    /// ```
    /// use shared::scoring::beta_geometric::{Dropout, Parameters};
    /// use shared::scoring::{Histories, History};
    /// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
    /// let histories = Histories::from_weeks(&[History::new(7, 35.0, 38.86)?, History::new(2, 30.43, 38.86)?]);
    /// // Sorted by frequency.
    /// let alive = model.probability_alive_of_each(&histories);
    /// assert!((alive[0] - 0.7265785701).abs() < 1e-9 && (alive[1] - 0.8437678219).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn probability_alive_of_each(&self, histories: &Histories) -> Vec<f64> {
        let mut alive = Vec::with_capacity(histories.len());
        for run in histories.runs() {
            self.add_run(histories, run, &mut alive);
        }
        alive
    }

    /// 1/(1 + e^u) with u = ln o + n ln((α + T)/(α + t_x)).
    fn add_run(&self, histories: &Histories, run: &Run, alive: &mut Vec<f64>) {
        let Parameters { r, alpha, a, b } = self.values();
        let opportunities = self.dropout().opportunities(run.frequency);
        if opportunities == 0.0 {
            alive.resize(run.range.end, 1.0);
            return;
        }
        let (log_odds, shape) = (ln(a / (b + opportunities - 1.0)), r + f64::from(run.frequency));
        for chunk in histories.chunks(run.range.clone()) {
            let ratio: Lanes = std::array::from_fn(|lane| (alpha + chunk.age[lane]) / (alpha + chunk.recency[lane]));
            let u = ln_each(ratio).map(|log| log_odds + shape * log);
            let small = exp_each(u.map(|u| -u.abs()));
            let chances: Lanes = std::array::from_fn(|lane| {
                let rest = 1.0 / (1.0 + small[lane]);
                if u[lane] > 0.0 { small[lane] * rest } else { rest }
            });
            alive.extend_from_slice(&chances[..LANES.min(run.range.end - alive.len())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{Histories, History, PurchaseModel};

    #[test]
    fn agrees_with_each_customer_alone() {
        let customers: Vec<History> = (0..997_u32)
            .map(|row| {
                let (frequency, age) = (row % 7, 1.0 + f64::from(row));
                History { frequency, recency: if frequency == 0 { 0.0 } else { age / f64::from(1 + row % 5) }, age }
            })
            .collect();
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }.check(dropout).expect("positive");
            for histories in [Histories::from_weeks(&customers), Histories::unmerged(&customers)] {
                let of_each = model.probability_alive_of_each(&histories);
                assert_eq!(of_each.len(), histories.len());
                for (history, alive) in histories.iter().zip(of_each) {
                    let alone = model.probability_alive(&history);
                    assert!((alive - alone).abs() <= 1e-12 * alone, "{history:?}: {alive} {alone}");
                }
            }
        }
    }

    #[test]
    fn nobody_is_alive_after_a_silence_without_end() {
        let model = Parameters { r: 0.5, alpha: 50.0, a: 0.4, b: 0.8 }.check(Dropout::AfterRepeats).expect("positive");
        let histories = Histories::unmerged(&[History { frequency: 1_000, recency: 100.0, age: 3_650.0 }]);
        assert!(model.probability_alive_of_each(&histories)[0] < 1e-300);
    }
}
