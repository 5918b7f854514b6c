//! The purchases of a whole base at the opportunities to come, and how sure they are.

use super::{Cells, Fit, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::uncertainty::{Forecast, LogDeviations};

/// Step of the central differences in log parameters: errors of 1e-8.
const DIFFERENCE: f64 = 1e-4;

impl Fit {
    /// Forecasts the purchases of all customers at the next `opportunities`: `Σ E[N]`, with the variance `Σ Var[N]` of
    /// individuals and counts and, by the delta method in log parameters, that of the estimation. Its interval is on
    /// the log scale.
    ///
    /// ```
    /// use shared::scoring::bg_bb::{Cells, DiscreteHistory, fit};
    /// use shared::scoring::uncertainty::Level;
    /// let donors = [(2, 4, 300), (0, 0, 500), (6, 6, 200), (1, 1, 250), (4, 6, 200)];
    /// let donors = donors.map(|(times, last, donors)| (DiscreteHistory::new(times, last, 6).expect("possible"), donors));
    /// let cells = Cells::of_counted(donors);
    /// let forecast = fit(&cells)?.forecast(&cells, 5);
    /// let interval = forecast.interval(Level::NINETY).expect("a regular fit");
    /// assert!(interval.holds(forecast.expected) && interval.width() < 0.5 * forecast.expected);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn forecast(&self, cells: &Cells, opportunities: u32) -> Forecast {
        let total = |figure: &dyn Fn(super::DiscreteHistory) -> f64| -> f64 {
            cells.as_slice().iter().map(|cell| cell.customers * figure(cell.history)).sum()
        };
        let expected = |model: Model| total(&|history| model.expected_purchases(history, opportunities));
        let point = self.model.values().to_array().map(ln);
        let slope = |coordinate: usize| {
            let at = |step: f64| {
                let mut moved = point;
                moved[coordinate] += step;
                expected(Parameters::from_array(moved.map(exp)).check().expect("exponentials of finite numbers"))
            };
            (at(DIFFERENCE) - at(-DIFFERENCE)) / (2.0 * DIFFERENCE)
        };
        let expectation = expected(self.model);
        let parameter_deviations =
            self.certificate.covariance.as_ref().filter(|_| expectation > 0.0).map(|covariance| {
                let slopes: [f64; 4] = std::array::from_fn(slope);
                LogDeviations::even(covariance.quadratic(&slopes).max(0.0).sqrt() / expectation)
            });
        Forecast {
            expected: expectation,
            individual_variance: total(&|history| self.model.variance_of_purchases(history, opportunities)),
            parameter_deviations,
        }
    }
}
