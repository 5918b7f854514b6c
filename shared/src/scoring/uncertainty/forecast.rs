//! The purchases of a whole base to come, and how sure they are.

use super::every_history::EveryHistory;
use super::{Interval, Level, ModelError, small_base_factor};
use crate::scoring::catalogue::FittedModel;
use crate::scoring::optimise::Matrix;
use crate::scoring::{DiscountRate, Histories, Weeks};

/// Expected purchases of all customers within a horizon, with the variances of what will happen around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Expected purchases.
    pub expected: f64,
    /// Variance were the parameters known: who is still a customer and at what rate each buys, and chance on top.
    pub individual_variance: f64,
    /// Variance of the expectation from the estimation of the parameters (delta method, widened for small bases);
    /// `None` where the fit has no covariance.
    pub parameter_variance: Option<f64>,
}

/// Step of the central differences in the optimiser's coordinates: errors of 1e-8.
const DIFFERENCE: f64 = 1e-4;

/// Forecasts the purchases of all customers within a finite horizon.
#[must_use]
pub fn forecast(fitted: &FittedModel, histories: &Histories, horizon: Weeks) -> Forecast {
    let every = EveryHistory::new(histories);
    let model = fitted.model.as_ref();
    let none = DiscountRate::none();
    let [mean, pairs] = every.each(model, |history| {
        [model.expected_purchases(history, horizon), model.discounted_pairs(history, none, horizon)]
    });
    let mut forecast = Forecast { expected: 0.0, individual_variance: 0.0, parameter_variance: None };
    for ((mean, pairs), count) in mean.iter().zip(&pairs).zip(histories.count()) {
        forecast.expected += count * mean;
        forecast.individual_variance += count * (pairs + mean - mean * mean).max(0.0);
    }
    forecast.parameter_variance = widened_covariance(fitted, histories).map(|covariance| {
        let slope = |coordinate: usize| {
            let at = |step: f64| {
                let moved = fitted.moved(coordinate, step);
                every.sum(moved.as_ref(), |history| [moved.expected_purchases(history, horizon)])[0]
            };
            (at(DIFFERENCE) - at(-DIFFERENCE)) / (2.0 * DIFFERENCE)
        };
        let slopes: Vec<f64> = (0..covariance.order()).map(slope).collect();
        covariance.quadratic(&slopes).max(0.0)
    });
    forecast
}

/// The fit's covariance as it is carried into forecasts.
pub(super) fn widened_covariance(fitted: &FittedModel, histories: &Histories) -> Option<Matrix> {
    let covariance = fitted.certificate.covariance.as_ref()?;
    let factor = small_base_factor(histories.repeat_customers());
    Some(Matrix::from_fn(covariance.order(), |i, j| factor * covariance[(i, j)]))
}

impl Forecast {
    /// Variance of the logarithm of what will happen over what is expected, if the model holds; `None` where the fit
    /// has no covariance.
    #[must_use]
    pub fn log_variance(&self) -> Option<f64> {
        let variance = self.individual_variance + self.parameter_variance?;
        (self.expected > 0.0).then(|| variance / (self.expected * self.expected))
    }

    /// Interval of the purchases that will be made, carrying parameters, individuals and counts ("if the model
    /// holds"), on the log scale; `None` where the fit has no covariance.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        Some(Interval::of_positive(self.expected, self.log_variance()?.sqrt(), level))
    }

    /// The interval with the error of the model itself on top, as backtests have shown it.
    #[must_use]
    pub fn interval_with(&self, error: &ModelError, level: Level) -> Option<Interval> {
        let half_width = error.half_width(self.log_variance()?, level);
        Some(Interval::of_positive(self.expected, half_width / level.deviations(), level))
    }
}

#[cfg(test)]
mod tests {
    use super::forecast;
    use crate::math::exp;
    use crate::random::Random;
    use crate::scoring::catalogue::{ModelKind, fit};
    use crate::scoring::uncertainty::{Level, ModelError, ParameterDraws, interval_of_draws, simulated_totals};
    use crate::scoring::{Histories, History, PurchaseModel, Weeks, beta_geometric};

    fn histories() -> Histories {
        let truth = beta_geometric::Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
        let truth = truth.check(beta_geometric::Dropout::AfterEveryTransaction).expect("positive");
        let mut random = Random::new(11, 0);
        let histories: Vec<History> = (0..1_200)
            .map(|customer| truth.simulate_history(Weeks::of_days(f64::from(189 + customer % 84)), &mut random))
            .collect();
        Histories::from_weeks(&histories)
    }

    #[test]
    fn the_delta_method_agrees_with_simulated_futures() {
        let histories = histories();
        let horizon = Weeks::of_weeks(39.0);
        for kind in [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd] {
            let fitted = fit(kind, &histories).expect("a fit");
            let forecast = forecast(&fitted, &histories, horizon);
            let one_by_one: f64 = histories
                .iter()
                .zip(histories.count())
                .map(|(history, count)| count * fitted.model.expected_purchases(&history, horizon))
                .sum();
            assert!((forecast.expected / one_by_one - 1.0).abs() < 1e-9, "{kind}");
            let draws = ParameterDraws::new(&fitted, &histories, 600, 3).expect("a covariance");
            let totals = simulated_totals(&draws, &histories, horizon, 4, |times| times.len() as f64);
            let mean = totals.iter().sum::<f64>() / totals.len() as f64;
            let deviation = forecast.log_variance().expect("a covariance").sqrt();
            assert!(
                (mean / forecast.expected - 1.0).abs() < 5.0 * deviation / 600.0_f64.sqrt() + 0.01,
                "{kind} {mean}"
            );
            // The ends of a 90 % interval of 600 draws are uncertain by a tenth of a deviation.
            let simulated = interval_of_draws(&totals, Level::NINETY);
            let stated = forecast.interval(Level::NINETY).expect("a covariance");
            for (one, other) in [(simulated.low, stated.low), (simulated.high, stated.high)] {
                assert!((one / other - 1.0).abs() < 0.35 * deviation, "{kind}: {simulated:?} {stated:?} {deviation}");
            }
        }
    }

    #[test]
    fn the_models_own_error_widens_the_interval() {
        let histories = histories();
        let fitted = fit(ModelKind::MbgNbd, &histories).expect("a fit");
        let forecast = forecast(&fitted, &histories, Weeks::of_weeks(39.0));
        let with = |errors: &[(f64, f64)]| {
            forecast.interval_with(&ModelError::of_backtests(errors), Level::NINETY).expect("a covariance")
        };
        let without = forecast.interval(Level::NINETY).expect("a covariance");
        assert!((with(&[(0.0, 0.01); 5]).width() / without.width() - 1.0).abs() < 1e-9);
        let (five, fifty) = (with(&[(0.15, 0.01); 5]), with(&[(0.15, 0.01); 50]));
        assert!(five.width() > fifty.width() && fifty.width() > without.width());
        assert!(without.high < forecast.expected * exp(0.3));
    }
}
