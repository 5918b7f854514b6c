//! Everything a backtest says of one model.

use super::{
    Accuracy, Baseline, Decile, FrequencyBin, TrackingWeek, deciles, frequency_bins, log_scores, ranking_gini, tracking,
};
use crate::domain::Day;
use crate::scoring::catalogue::{FittedModel, ModelKind, fit};
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::uncertainty::{Forecast, forecast};
use crate::scoring::{FitError, Weeks};

/// One model fitted to the calibration period, against what happened in the holdout period.
///
/// ```
/// # use shared::domain::Day;
/// # use shared::random::Random;
/// # use shared::scoring::pareto_nbd::Parameters;
/// # use shared::scoring::{History, PurchaseModel, Weeks};
/// use shared::scoring::backtest::backtest;
/// use shared::scoring::catalogue::ModelKind;
/// use shared::scoring::preparation::CalibrationHoldout;
/// // 500 customers; 39 weeks seen, 39 ahead.
/// # let truth = Parameters { r: 1.2, alpha: 8.0, s: 0.6, beta: 12.0 }.check()?;
/// # let days: Vec<Vec<Day>> = (0..500_u32)
/// #     .map(|row| {
/// #         let mut random = Random::new(7, u64::from(row));
/// #         let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(78.0), &mut random);
/// #         let first = (row % 84) as i32;
/// #         let mut days: Vec<Day> = times.iter().map(|week| Day(first + 1 + (7.0 * week) as i32)).collect();
/// #         days.insert(0, Day(first));
/// #         days.dedup();
/// #         days
/// #     })
/// #     .collect();
/// # let values = vec![100; 1_000];
/// # let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
/// let split = CalibrationHoldout::of(rows.iter().copied(), Day(273), Day(546))?;
/// let backtest = backtest(ModelKind::Nbd, &rows, &split)?;
/// // Two parameters cost 4 in Akaike's criterion and 2 ln 500 in Schwarz's.
/// let deviance = -2.0 * backtest.fitted.certificate.log_likelihood;
/// assert!((backtest.akaike() - deviance - 4.0).abs() < 1e-9);
/// assert!((backtest.schwarz() - deviance - 2.0 * 500.0_f64.ln()).abs() < 1e-9);
/// assert!(backtest.is_regular() && backtest.mean_log_score() < 0.0);
/// // These customers leave, which the model does not know: it promises too much.
/// assert!(backtest.accuracy.relative_error() > 0.2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Backtest {
    /// Which model.
    pub kind: ModelKind,
    /// The fit, with its certificate.
    pub fitted: FittedModel,
    /// Customers known at the split; nobody else is counted.
    pub customers: usize,
    /// The forecast of all their purchases, with its variances.
    pub forecast: Forecast,
    /// How far off the model was.
    pub accuracy: Accuracy,
    /// How far off the forecasts without a model were.
    pub baselines: [(Baseline, Accuracy); 3],
    /// By repeat transactions in the calibration period: 0 to 6, 7 and more.
    pub bins: Vec<FrequencyBin>,
    /// Customers by what was predicted of them, best tenth first.
    pub deciles: Vec<Decile>,
    /// How well the predictions rank the customers, 1 being the perfect order; `None` when all bought the same.
    pub ranking_gini: Option<f64>,
    /// Week by week.
    pub weeks: Vec<TrackingWeek>,
    /// Logarithm of the probability that the model gave to what each customer did, in the split's order.
    pub log_scores: Vec<f64>,
}

/// The last bin of customers by repeat transactions.
const LAST_BIN: u32 = 7;

/// Fits a model to the calibration period of a split and compares it with the holdout period. `rows` are those that
/// were split.
///
/// ```
/// use shared::domain::Day;
/// use shared::random::Random;
/// use shared::scoring::backtest::backtest;
/// use shared::scoring::catalogue::ModelKind;
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::preparation::CalibrationHoldout;
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// // 500 customers of a known model, who first buy within twelve weeks; days ascending, each once.
/// let truth = Parameters { r: 1.2, alpha: 8.0, s: 0.6, beta: 12.0 }.check()?;
/// let customer = |row: u32| {
///     let mut random = Random::new(7, u64::from(row));
///     let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(78.0), &mut random);
///     let first = (row % 84) as i32;
///     let mut days: Vec<Day> = times.iter().map(|week| Day(first + 1 + (7.0 * week) as i32)).collect();
///     days.insert(0, Day(first));
///     days.dedup();
///     days
/// };
/// let days: Vec<Vec<Day>> = (0..500).map(customer).collect();
/// let values = vec![100; 1_000];
/// let rows: Vec<(&[Day], &[i64])> = days.iter().map(|days| (&days[..], &values[..days.len()])).collect();
/// let split = CalibrationHoldout::of(rows.iter().copied(), Day(273), Day(546))?;
/// let backtest = backtest(ModelKind::ParetoNbd, &rows, &split)?;
/// // 39 weeks ahead the total is off by less than a tenth, and the model ranks the customers.
/// assert!(backtest.accuracy.relative_error().abs() < 0.1);
/// assert!(backtest.ranking_gini.expect("not all bought the same") > 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to.
pub fn backtest(kind: ModelKind, rows: &[(&[Day], &[i64])], split: &CalibrationHoldout) -> Result<Backtest, FitError> {
    let histories = split.histories();
    let fitted = fit(kind, &histories)?;
    let model = fitted.model.as_ref();
    let horizon = Weeks::of_days(f64::from(split.holdout_days()));
    let of_history = model.expected_purchases_of_each(&histories, horizon);
    let predicted: Vec<f64> =
        histories.history_of_customer().iter().map(|history| of_history[*history as usize]).collect();
    let actual = &split.transactions;
    let made: Vec<f64> = actual.iter().map(|count| f64::from(*count)).collect();
    let frequency: Vec<u32> = split.numbers.iter().map(|numbers| numbers.frequency).collect();
    Ok(Backtest {
        kind,
        customers: split.len(),
        forecast: forecast(&fitted, &histories, horizon),
        accuracy: Accuracy::of(&predicted, &made),
        baselines: Baseline::ALL.map(|baseline| (baseline, Accuracy::of(&baseline.predict(rows, split), &made))),
        bins: frequency_bins(&frequency, &predicted, &made, LAST_BIN),
        deciles: deciles(&predicted, &made),
        ranking_gini: ranking_gini(&predicted, &made),
        weeks: tracking(model, rows, split),
        log_scores: log_scores(model, &histories, actual, horizon),
        fitted,
    })
}

impl Backtest {
    /// Akaike's criterion of the fit, 2p − 2 ln L with p parameters (Akaike 1974). Lower is better.
    #[must_use]
    pub fn akaike(&self) -> f64 {
        2.0 * self.free_parameters() - 2.0 * self.fitted.certificate.log_likelihood
    }

    /// Schwarz's criterion (BIC), p ln n − 2 ln L with p parameters and n customers (Schwarz 1978). Lower is better.
    #[must_use]
    pub fn schwarz(&self) -> f64 {
        self.free_parameters() * crate::math::ln(self.fitted.certificate.customers)
            - 2.0 * self.fitted.certificate.log_likelihood
    }

    /// Mean of [`Self::log_scores`]. Higher is better.
    #[must_use]
    pub fn mean_log_score(&self) -> f64 {
        self.log_scores.iter().sum::<f64>() / self.log_scores.len().max(1) as f64
    }

    /// Whether the fit is a regular maximum: converged, no parameter at a boundary, with a covariance.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.fitted.is_regular()
    }

    fn free_parameters(&self) -> f64 {
        self.fitted.certificate.standard_errors.len() as f64
    }
}
