//! The work in steps.

use serde::{Deserialize, Serialize};

use super::hash::ResultHash;
use super::part::Part;
use super::verdict::{by_criterion, by_losses, verdict};
use super::{Mark, ModelRefit, Refit, RefitFigure, RefitHoldout, RefitProblem, RefitRequest};
use crate::base::Base;
use crate::math::ln;
use crate::planning::{Estimate, Parameter};
use crate::scoring::backtest::{Backtest, backtest};
use crate::scoring::catalogue::{FittedModel, ModelKind, fit};
use crate::scoring::preparation::CalibrationHoldout;
use crate::scoring::uncertainty::{Forecast, Interval, Level, active, forecast};
use crate::scoring::{Histories, WEEKS_PER_YEAR, Weeks};

/// What is done with one model before the next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefitStep {
    /// Fitting it to the whole period.
    Fit,
    /// What it says of the year to come.
    Ahead,
    /// Fitting it up to the split and comparing the rest.
    Holdout,
}

/// A refit on its way. It holds its orders itself and runs step by step, so that a browser can show how far it is, answer
/// others and stop between two steps. A step is not interrupted.
#[derive(Debug)]
pub struct RefitJob {
    request: RefitRequest,
    part: Part,
    histories: Histories,
    seen: Option<CalibrationHoldout>,
    steps: Vec<(ModelKind, RefitStep)>,
    next: usize,
    fits: Vec<Fitted>,
    failed: Vec<ModelKind>,
}

#[derive(Debug)]
struct Fitted {
    model: ModelKind,
    fitted: FittedModel,
    ahead: Option<(Forecast, Forecast)>,
    backtest: Option<Backtest>,
}

/// Fits and compares what is asked for, without a pause.
///
/// ```
/// use shared::base::build;
/// use shared::domain::Day;
/// use shared::planning::{RefitRequest, Scope, refit};
/// use shared::sample::{SampleShop, sample_shop};
/// use shared::scoring::catalogue::ModelKind;
/// let shop = SampleShop { seed: 5, customers: 600, last_day: Day(20_000), days: 700 };
/// let base = build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
/// let models = vec![ModelKind::Nbd, ModelKind::MbgNbd];
/// let compared = refit(&base, RefitRequest { models, from: None, to: None, scope: Scope::Everyone, split: None })?;
/// assert_eq!((compared.models.len(), compared.result_hash.len()), (2, 16));
/// // These customers do stop: a model in which nobody does fits worse.
/// assert!(compared.models[0].akaike > compared.models[1].akaike + 10.0);
/// # Ok::<(), shared::planning::RefitProblem>(())
/// ```
///
/// # Errors
/// When there is nothing to fit, or too little.
pub fn refit(base: &Base, request: RefitRequest) -> Result<Refit, RefitProblem> {
    let mut job = RefitJob::new(base, request)?;
    while job.next_step().is_some() {
        job.step();
    }
    Ok(job.finish())
}

impl RefitJob {
    /// Takes the orders it needs out of the base.
    ///
    /// # Errors
    /// When there is nothing to fit, or too little.
    pub fn new(base: &Base, request: RefitRequest) -> Result<Self, RefitProblem> {
        request.check()?;
        let part = Part::of(base, &request)?;
        let of_model = if part.split.is_some() {
            &[RefitStep::Fit, RefitStep::Ahead, RefitStep::Holdout][..]
        } else {
            &[RefitStep::Fit, RefitStep::Ahead]
        };
        let steps = request.models.iter().flat_map(|model| of_model.iter().map(|step| (*model, *step))).collect();
        let (histories, seen) = (part.histories(), part.seen());
        Ok(Self { request, part, histories, seen, steps, next: 0, fits: Vec::new(), failed: Vec::new() })
    }

    /// What [`Self::step`] does next; `None` when all is done.
    #[must_use]
    pub fn next_step(&self) -> Option<(ModelKind, RefitStep)> {
        self.steps.get(self.next).copied()
    }

    /// Steps done, and steps there are.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.next as u32, self.steps.len() as u32)
    }

    /// Does the next step.
    pub fn step(&mut self) {
        let Some((model, step)) = self.next_step() else { return };
        self.next += 1;
        if step == RefitStep::Fit {
            match fit(model, &self.histories) {
                Ok(fitted) => self.fits.push(Fitted { model, fitted, ahead: None, backtest: None }),
                Err(_) => self.failed.push(model),
            }
            return;
        }
        let Some(current) = self.fits.last_mut().filter(|current| current.model == model) else { return };
        match step {
            RefitStep::Fit => {}
            RefitStep::Ahead => {
                let year = Weeks::of_weeks(WEEKS_PER_YEAR);
                let orders = forecast(&current.fitted, &self.histories, year);
                current.ahead = Some((active(&current.fitted, &self.histories), orders));
            }
            RefitStep::Holdout => {
                current.backtest = self.seen.as_ref().and_then(|seen| backtest(model, &self.part.rows(), seen).ok());
            }
        }
    }

    /// The comparison of all models whose steps are done.
    #[must_use]
    pub fn finish(self) -> Refit {
        let customers = self.part.customers();
        let mut hash = ResultHash::default();
        for fit in &self.fits {
            hash.add(&fit.fitted);
            if let Some(backtest) = &fit.backtest {
                hash.add(&backtest.fitted);
            }
        }
        let criterion = |of: &dyn Fn(&Fitted) -> f64| -> Vec<Option<f64>> {
            self.fits.iter().map(|fit| fit.fitted.is_regular().then(|| of(fit))).collect()
        };
        let (akaike, schwarz) = (criterion(&|fit| fit.akaike()), criterion(&|fit| fit.schwarz(customers)));
        let losses = |of: &dyn Fn(&Backtest) -> Vec<f64>| -> Vec<Option<Vec<f64>>> {
            let regular = |fit: &Fitted| fit.backtest.as_ref().filter(|backtest| backtest.is_regular()).map(of);
            self.fits.iter().map(regular).collect()
        };
        let weekly_marks = by_losses(&losses(&weekly_errors));
        let score_marks = by_losses(&losses(&|backtest| backtest.log_scores.iter().map(|score| -score).collect()));
        let (akaike_marks, schwarz_marks) = (by_criterion(&akaike), by_criterion(&schwarz));
        let models = self.fits.iter().enumerate().map(|(index, fit)| {
            let holdout = fit.backtest.as_ref().map(|it| held_out(it, weekly_marks[index], score_marks[index]));
            fit.compared(customers, (akaike_marks[index], schwarz_marks[index]), holdout)
        });
        let models: Vec<ModelRefit> = models.collect();
        let kinds: Vec<(ModelKind, Option<f64>)> = self.fits.iter().map(|fit| fit.model).zip(akaike).collect();
        let backtests: Vec<Backtest> = self.fits.into_iter().filter_map(|fit| fit.backtest).collect();
        let seen = self.seen.as_ref();
        Refit {
            first_day: self.part.first_day,
            as_of: self.part.as_of,
            customers: customers as u32,
            repeat_customers: self.part.repeat_customers,
            transactions: self.part.transactions() as u64,
            split: self.part.split,
            held_out_customers: seen.map_or(0, CalibrationHoldout::len) as u32,
            held_out_actual: seen.map_or(0, |seen| seen.transactions.iter().map(|count| u64::from(*count)).sum()),
            models,
            failed: self.failed,
            verdict: verdict(&backtests, &kinds),
            result_hash: hash.finish(),
            request: self.request,
        }
    }
}

impl Fitted {
    fn free_parameters(&self) -> usize {
        self.fitted.certificate.standard_errors.len()
    }

    fn akaike(&self) -> f64 {
        2.0 * self.free_parameters() as f64 - 2.0 * self.fitted.certificate.log_likelihood
    }

    fn schwarz(&self, customers: usize) -> f64 {
        self.free_parameters() as f64 * ln(customers as f64) - 2.0 * self.fitted.certificate.log_likelihood
    }

    fn compared(&self, customers: usize, marks: (Mark, Mark), holdout: Option<RefitHoldout>) -> ModelRefit {
        let certificate = &self.fitted.certificate;
        let parameters = self.fitted.model.parameters();
        let chosen = parameters.len() - certificate.standard_errors.len();
        let errors = std::iter::repeat_n(None, chosen).chain(certificate.standard_errors.iter().copied());
        let parameter = |((name, value), standard_error): ((&str, f64), Option<f64>)| Parameter {
            name: name.to_owned(),
            value,
            standard_error,
        };
        let none = Forecast { expected: 0.0, individual_variance: 0.0, parameter_deviations: None };
        let (active, orders) = self.ahead.unwrap_or((none, none));
        let mut active = figure(&active);
        for interval in [&mut active.interval, &mut active.of_parameters].into_iter().flatten() {
            interval.high = interval.high.min(customers as f64);
        }
        ModelRefit {
            model: self.model,
            parameters: parameters.into_iter().zip(errors).map(parameter).collect(),
            log_likelihood: certificate.log_likelihood,
            free_parameters: self.free_parameters() as u32,
            akaike: self.akaike(),
            schwarz: self.schwarz(customers),
            akaike_mark: marks.0,
            schwarz_mark: marks.1,
            limits: certificate.limits.clone(),
            converged: certificate.converged,
            active,
            orders_in_year: figure(&orders),
            holdout,
        }
    }
}

fn figure(forecast: &Forecast) -> RefitFigure {
    let value = forecast.expected;
    let estimate = |interval: Option<Interval>| {
        interval.filter(|interval| interval.high.is_finite()).map(|interval| Estimate::of(value, interval))
    };
    RefitFigure {
        value,
        interval: estimate(forecast.interval(Level::NINETY_FIVE)),
        of_parameters: estimate(forecast.interval_of_parameters(Level::NINETY_FIVE)),
    }
}

/// Absolute error of every held-out week.
fn weekly_errors(backtest: &Backtest) -> Vec<f64> {
    let error = |week: &crate::scoring::backtest::TrackingWeek| {
        Some((week.expected_given_history? - f64::from(week.actual)).abs())
    };
    backtest.weeks.iter().filter_map(error).collect()
}

fn held_out(backtest: &Backtest, weekly_mark: Mark, score_mark: Mark) -> RefitHoldout {
    let errors = weekly_errors(backtest);
    RefitHoldout {
        expected: figure(&backtest.forecast),
        weekly_error: errors.iter().sum::<f64>() / errors.len().max(1) as f64,
        log_score: backtest.mean_log_score(),
        weekly_mark,
        score_mark,
    }
}
