//! Which model to use.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Backtest, Baseline};
use crate::scoring::catalogue::ModelKind;

/// What the comparison of several models says.
///
/// ```
/// use shared::scoring::backtest::Verdict;
/// use shared::scoring::catalogue::ModelKind::{BgNbd, ParetoNbd};
/// let verdict = Verdict::Close { model: ParetoNbd, other: BgNbd };
/// assert_eq!(
///     verdict.to_string(),
///     "Use pareto-nbd: it fits best; the holdout cannot tell its forecasts from those of bg-nbd."
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RefitVerdict))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// No fit is a regular maximum.
    NoModel,
    /// Without a holdout only the fit can be judged; [`choose`] has one and never says so.
    FitsBest {
        /// Lowest by Akaike's criterion.
        model: ModelKind,
    },
    /// A forecast that needs no model was closer to what customers did than every model.
    NaiveIsCloser {
        /// Which.
        baseline: Baseline,
        /// The best model, by mean absolute error.
        model: ModelKind,
    },
    /// Calibration (AIC) and holdout (log score) favour the same model, and its lead in the holdout over every other
    /// is more than chance makes.
    Clear {
        /// Which.
        model: ModelKind,
    },
    /// The holdout cannot tell this model, which fits the calibration best (AIC), from the next.
    Close {
        /// The best by AIC.
        model: ModelKind,
        /// The best of the others in the holdout.
        other: ModelKind,
    },
    /// The model that fits the calibration best forecasts worse than another by more than chance makes.
    Conflict {
        /// The best by AIC.
        fits_best: ModelKind,
        /// The best in the holdout: the one to use.
        forecasts_best: ModelKind,
    },
}

/// Several models compared on one split.
///
/// ```
/// use shared::scoring::backtest::{Verdict, choose};
/// // Nothing compared, nothing chosen.
/// let choice = choose(&[]);
/// assert!(choice.by_akaike.is_empty() && choice.out.is_empty());
/// assert_eq!(choice.verdict, Verdict::NoModel);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Regular fits, lowest AIC first.
    pub by_akaike: Vec<ModelKind>,
    /// Regular fits, lowest BIC first.
    pub by_schwarz: Vec<ModelKind>,
    /// Regular fits, highest mean log score in the holdout first.
    pub by_log_score: Vec<ModelKind>,
    /// Regular fits, lowest mean absolute error in the holdout first.
    pub by_absolute_error: Vec<ModelKind>,
    /// Models whose fit ended at a limit or did not converge: out of the comparison.
    pub out: Vec<ModelKind>,
    /// What follows.
    pub verdict: Verdict,
}

/// A lead of so many standard errors is more than chance.
const MORE_THAN_CHANCE: f64 = 2.0;

/// Compares backtests of several models on one and the same split.
///
/// ```
/// # use shared::domain::Day;
/// # use shared::random::Random;
/// # use shared::scoring::pareto_nbd::Parameters;
/// # use shared::scoring::{History, PurchaseModel, Weeks};
/// use shared::scoring::backtest::{backtest, choose};
/// use shared::scoring::catalogue::ModelKind;
/// use shared::scoring::preparation::CalibrationHoldout;
/// // 500 customers who leave at any time; 39 weeks seen, 39 ahead.
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
/// let backtests = [ModelKind::Nbd, ModelKind::ParetoNbd]
///     .map(|kind| backtest(kind, &rows, &split))
///     .into_iter()
///     .collect::<Result<Vec<_>, _>>()?;
/// let choice = choose(&backtests);
/// assert_eq!(choice.by_akaike, [ModelKind::ParetoNbd, ModelKind::Nbd]);
/// assert_eq!(choice.verdict.to_string(), "Use pareto-nbd: it fits best and forecasts best.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn choose(backtests: &[Backtest]) -> Choice {
    let regular: Vec<&Backtest> = backtests.iter().filter(|backtest| backtest.is_regular()).collect();
    let sorted = |least: fn(&Backtest) -> f64| {
        let mut sorted = regular.clone();
        sorted.sort_by(|one, other| least(one).total_cmp(&least(other)));
        sorted
    };
    let by_akaike = sorted(Backtest::akaike);
    let by_log_score = sorted(|backtest| -backtest.mean_log_score());
    let by_absolute_error = sorted(|backtest| backtest.accuracy.mean_absolute_error);
    let kinds = |sorted: &[&Backtest]| sorted.iter().map(|backtest| backtest.kind).collect();
    Choice {
        by_schwarz: kinds(&sorted(Backtest::schwarz)),
        out: backtests.iter().filter(|backtest| !backtest.is_regular()).map(|backtest| backtest.kind).collect(),
        verdict: verdict(&by_akaike, &by_log_score, &by_absolute_error),
        by_akaike: kinds(&by_akaike),
        by_log_score: kinds(&by_log_score),
        by_absolute_error: kinds(&by_absolute_error),
    }
}

fn verdict(by_akaike: &[&Backtest], by_log_score: &[&Backtest], by_absolute_error: &[&Backtest]) -> Verdict {
    let (Some(fits_best), Some(closest)) = (by_akaike.first(), by_absolute_error.first()) else {
        return Verdict::NoModel;
    };
    let error = |(_, accuracy): &&(Baseline, super::Accuracy)| accuracy.mean_absolute_error;
    let naive = closest.baselines.iter().min_by(|one, other| error(one).total_cmp(&error(other)));
    if let Some((baseline, accuracy)) = naive
        && accuracy.mean_absolute_error < closest.accuracy.mean_absolute_error
    {
        return Verdict::NaiveIsCloser { baseline: *baseline, model: closest.kind };
    }
    let Some(rival) = by_log_score.iter().find(|backtest| backtest.kind != fits_best.kind) else {
        return Verdict::Clear { model: fits_best.kind };
    };
    let (lead, error) = lead(fits_best, rival);
    if lead > MORE_THAN_CHANCE * error {
        Verdict::Clear { model: fits_best.kind }
    } else if lead < -MORE_THAN_CHANCE * error {
        Verdict::Conflict { fits_best: fits_best.kind, forecasts_best: rival.kind }
    } else {
        Verdict::Close { model: fits_best.kind, other: rival.kind }
    }
}

/// Mean by which a model's log score is higher than a rival's, customer by customer, and its standard error.
fn lead(model: &Backtest, rival: &Backtest) -> (f64, f64) {
    let customers = model.log_scores.len() as f64;
    let differences = || model.log_scores.iter().zip(&rival.log_scores).map(|(one, other)| one - other);
    let mean = differences().sum::<f64>() / customers;
    let squares: f64 = differences().map(|difference| (difference - mean) * (difference - mean)).sum();
    (mean, (squares / (customers * (customers - 1.0))).sqrt())
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoModel => write!(formatter, "No model can be told from these data."),
            Self::FitsBest { model } => write!(formatter, "{model} fits best; no holdout says how it forecasts."),
            Self::NaiveIsCloser { baseline, model } => write!(
                formatter,
                "Do without a model: {} came closer to what customers did than {model}, the best of them.",
                match baseline {
                    Baseline::SameAsLastPeriod => "repeating the last period",
                    Baseline::OwnPastRate => "going on at each customer's own past rate",
                    Baseline::BaseMean => "expecting the same of everybody",
                }
            ),
            Self::Clear { model } => write!(formatter, "Use {model}: it fits best and forecasts best."),
            Self::Close { model, other } => write!(
                formatter,
                "Use {model}: it fits best; the holdout cannot tell its forecasts from those of {other}."
            ),
            Self::Conflict { fits_best, forecasts_best } => write!(
                formatter,
                "Use {forecasts_best}: {fits_best} fits what is known better, but forecast worse by more than chance."
            ),
        }
    }
}
