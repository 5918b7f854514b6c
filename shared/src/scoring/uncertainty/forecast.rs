//! The purchases of a whole base to come, and how sure they are.

use super::every_history::EveryHistory;
use super::reach::{LogDeviations, log_deviations};
use super::{Interval, Level, ModelError, small_base_factor};
use crate::math::ln;
use crate::scoring::catalogue::{FittedModel, Surface};
use crate::scoring::{DiscountRate, Histories, PurchaseModel, Weeks};

/// Expected purchases of all customers within a horizon, and how far what will happen may lie from it.
///
/// ```
/// use shared::scoring::uncertainty::{Forecast, Level, LogDeviations, ModelError};
/// // 1,600 purchases ± 5 % for the parameters, and a variance of 6,400 for individuals and counts: ± 5 % too.
/// let parameter_deviations = Some(LogDeviations::even(0.05));
/// let forecast = Forecast { expected: 1600.0, individual_variance: 6400.0, parameter_deviations };
/// let deviation = forecast.log_deviations().expect("a covariance").above;
/// assert!((deviation - 0.005_f64.sqrt()).abs() < 1e-12);
/// let interval = forecast.interval(Level::NINETY_FIVE).expect("a covariance");
/// assert!((interval.high / 1600.0).ln() - 1.96 * deviation < 1e-5);
/// // Backtests that were off by 20 % make it wider.
/// let error = ModelError::of_backtests(&[(0.2, 0.005); 5]);
/// let wider = forecast.interval_with(&error, Level::NINETY_FIVE).expect("a covariance");
/// assert!(wider.width() > 2.0 * interval.width());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Expected purchases.
    pub expected: f64,
    /// Variance were the parameters known: who is still a customer and at what rate each buys, and chance on top.
    pub individual_variance: f64,
    /// How far the logarithm of the true expectation may lie from that of this one, whose parameters are estimated:
    /// by the delta method where it is right and else by the profile of the likelihood, widened for small bases;
    /// `None` where the fit has no covariance.
    pub parameter_deviations: Option<LogDeviations>,
}

/// Distinct histories by which the reach of the expectation is measured where the delta method is not right.
const WALKED: usize = 400;

/// Forecasts the purchases of all customers within a finite horizon.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::uncertainty::{Level, forecast};
/// use shared::scoring::{Histories, History, Weeks};
/// // CDNOW: 2,357 customers, 39 weeks seen, 39 to come.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let histories = Histories::from_weeks(&cdnow);
/// let fitted = fit(ModelKind::BgNbd, &histories)?;
/// let forecast = forecast(&fitted, &histories, Weeks::of_weeks(39.0));
/// assert!((forecast.expected - 1653.4).abs() < 0.1);
/// // They made 1,882: more than the model leaves room for.
/// assert!(!forecast.interval(Level::NINETY).expect("a regular fit").holds(1882.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn forecast(fitted: &FittedModel, histories: &Histories, horizon: Weeks) -> Forecast {
    let every = EveryHistory::new(histories);
    let none = DiscountRate::none();
    let model = fitted.model.as_ref();
    let [mean, pairs] = every.each(model, |history| {
        [model.expected_purchases(history, horizon), model.discounted_pairs(history, none, horizon)]
    });
    let mut forecast = Forecast { expected: 0.0, individual_variance: 0.0, parameter_deviations: None };
    for ((mean, pairs), count) in mean.iter().zip(&pairs).zip(histories.count()) {
        forecast.expected += count * mean;
        forecast.individual_variance += count * (pairs + mean - mean * mean).max(0.0);
    }
    forecast.parameter_deviations =
        Surface::of(fitted, histories).filter(|_| forecast.expected > 0.0).and_then(|surface| {
            let total = |every: &EveryHistory<'_>, model: &dyn PurchaseModel| {
                ln(every.sum(model, |history| [model.expected_purchases(history, horizon)])[0])
            };
            let part = histories.sample(histories.len().div_ceil(WALKED));
            let some = EveryHistory::new(&part);
            let widening = small_base_factor(histories.repeat_customers());
            log_deviations(&surface, &|model| total(&every, model), &|model| total(&some, model), widening)
        });
    forecast
}

impl Forecast {
    /// How far the logarithm of what will happen may lie from that of what is expected, if the model holds: the root of
    /// the squared parameter deviation plus individual variance/expected². `None` where the fit has no covariance.
    #[must_use]
    pub fn log_deviations(&self) -> Option<LogDeviations> {
        let individual = self.individual_variance / (self.expected * self.expected);
        Some(self.parameter_deviations?.map(|deviation| (deviation * deviation + individual).sqrt()))
    }

    /// Interval of the purchases that will be made, carrying parameters, individuals and counts ("if the model
    /// holds"), on the log scale; `None` where the fit has no covariance.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        Some(self.within(self.log_deviations()?, level))
    }

    /// Interval of the expectation itself: how far the standard errors of the parameters alone let it lie from this
    /// one, on the log scale; `None` where the fit has no covariance.
    #[must_use]
    pub fn interval_of_parameters(&self, level: Level) -> Option<Interval> {
        Some(self.within(self.parameter_deviations?, level))
    }

    fn within(&self, deviations: LogDeviations, level: Level) -> Interval {
        let LogDeviations { below, above } = deviations;
        Interval::around_positive(self.expected, [below, above].map(|side| level.deviations() * side))
    }

    /// The interval with the error of the model itself on top, as backtests have shown it.
    #[must_use]
    pub fn interval_with(&self, error: &ModelError, level: Level) -> Option<Interval> {
        let LogDeviations { below, above } = self.log_deviations()?;
        let half_width = |deviation: f64| error.half_width(deviation * deviation, level);
        Some(Interval::around_positive(self.expected, [below, above].map(half_width)))
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
            let deviation = forecast.log_deviations().expect("a covariance").above;
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
    fn the_interval_of_parameters_agrees_with_expectations_of_drawn_ones() {
        let histories = histories();
        let horizon = Weeks::of_weeks(39.0);
        for kind in [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd] {
            let fitted = fit(kind, &histories).expect("a fit");
            let forecast = forecast(&fitted, &histories, horizon);
            let draws = ParameterDraws::new(&fitted, &histories, 600, 7).expect("a covariance");
            let expectation = |model: &dyn PurchaseModel| -> f64 {
                let each = histories.iter().zip(histories.count());
                each.map(|(history, count)| count * model.expected_purchases(&history, horizon)).sum()
            };
            let totals: Vec<f64> = draws.models().map(expectation).collect();
            let drawn = interval_of_draws(&totals, Level::NINETY);
            let stated = forecast.interval_of_parameters(Level::NINETY).expect("a covariance");
            let deviation = forecast.parameter_deviations.expect("a covariance").above;
            for (one, other) in [(drawn.low, stated.low), (drawn.high, stated.high)] {
                assert!((one / other - 1.0).abs() < 0.35 * deviation, "{kind}: {drawn:?} {stated:?} {deviation}");
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
