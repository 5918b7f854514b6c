//! The customers of a whole base who are still one, and how sure that is.

use super::reach::log_deviations;
use super::{Forecast, small_base_factor};
use crate::math::ln;
use crate::scoring::catalogue::{FittedModel, Surface};
use crate::scoring::{Histories, PurchaseModel};

/// Distinct histories by which the reach of the expectation is measured where the delta method is not right.
const WALKED: usize = 400;

/// Expected customers who are alive on the as-of day, the sum of P(alive), with the variance P(1 − P) of each and the
/// deviations of the parameters as a [`Forecast`] has them. An interval may reach above the number of customers.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::uncertainty::{Level, active};
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers after 39 weeks.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let histories = Histories::from_weeks(&cdnow);
/// let fitted = fit(ModelKind::MbgNbd, &histories)?;
/// let active = active(&fitted, &histories);
/// let one_by_one: f64 = cdnow.iter().map(|history| fitted.model.probability_alive(history)).sum();
/// assert!((active.expected / one_by_one - 1.0).abs() < 1e-12);
/// assert!(active.interval(Level::NINETY).expect("a regular fit").holds(one_by_one));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn active(fitted: &FittedModel, histories: &Histories) -> Forecast {
    let mut forecast = Forecast { expected: 0.0, individual_variance: 0.0, parameter_deviations: None };
    for (history, count) in histories.iter().zip(histories.count()) {
        let alive = fitted.model.probability_alive(&history);
        forecast.expected += count * alive;
        forecast.individual_variance += count * alive * (1.0 - alive);
    }
    forecast.parameter_deviations =
        Surface::of(fitted, histories).filter(|_| forecast.expected > 0.0).and_then(|surface| {
            let part = histories.sample(histories.len().div_ceil(WALKED));
            let (whole, some) = (log_total(histories), log_total(&part));
            let widening = small_base_factor(histories.repeat_customers());
            log_deviations(&surface, &whole, &some, widening)
        });
    forecast
}

/// Logarithm of the sum of P(alive) under any model.
fn log_total(histories: &Histories) -> impl Fn(&dyn PurchaseModel) -> f64 + '_ {
    let sum = |model: &dyn PurchaseModel| -> f64 {
        histories.iter().zip(histories.count()).map(|(history, count)| count * model.probability_alive(&history)).sum()
    };
    move |model| ln(sum(model))
}
