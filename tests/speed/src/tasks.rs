//! The tasks. What is timed begins with histories as a caller has them, so grouping or sorting them counts.

use shared::math::ln;
use shared::scoring::beta_geometric::{self, Dropout};
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::gamma_gamma::{self, Spends};
use shared::scoring::optimise::LogLikelihood;
use shared::scoring::pareto_nbd;
use shared::scoring::purchase_model::discounted_by_period;
use shared::scoring::{Certificate, Histories, PurchaseModel, Weeks};

use crate::base::{Base, PURCHASES, SPEND};
use crate::{Answer, Failure};

/// Horizon of expected purchases, in weeks.
const HORIZON_WEEKS: f64 = 39.0;
/// Weeks in a month as lifetimes counts them.
const WEEKS_PER_MONTH: f64 = 4.345;
/// Months of a customer's value.
const MONTHS: u16 = 12;
/// Discount rate a month.
const MONTHLY_RATE: f64 = 0.01;
/// Values of a score that are answered, evenly spaced, beside its total.
const SHOWN: usize = 100;

/// Does the task of that name.
pub(crate) fn run(task: &str, base: &Base) -> Result<Answer, Failure> {
    match task {
        "gamma_gamma_fit" => fit_spend(base),
        "expected_purchases" => Ok(shown(&expected_purchases(base))),
        "clv_12_months" => Ok(shown(&value_of_a_year(base))),
        "group" => Ok(Answer { distinct: Some(base.purchases.group().len()), ..Answer::default() }),
        "fit_and_score" => fit_and_score(base),
        _ => match task.strip_suffix("_fit") {
            Some(model) => fit_purchases(&model.replace('_', "-"), base),
            None => Err(Failure::Task { name: task.to_owned() }),
        },
    }
}

/// The log-likelihood of the base at these parameters.
pub(crate) fn log_likelihood(model: &str, at: &[f64], base: &Base) -> Result<Answer, Failure> {
    let point: Vec<f64> = at.iter().map(|parameter| ln(*parameter)).collect();
    let histories = base.purchases.group();
    let evaluation = match model {
        "gamma-gamma" => gamma_gamma::DistinctLikelihood { spends: &Spends::group(base.spends()) }.evaluate(&point),
        "bg-nbd" => beta_geometric::DistinctLikelihood { dropout: Dropout::AfterRepeats, histories: &histories }
            .evaluate(&point),
        "pareto-nbd" => pareto_nbd::DistinctLikelihood::new(&histories).evaluate(&point),
        _ => return Err(Failure::Model { name: model.to_owned() }),
    };
    Ok(Answer { values: vec![evaluation.value], ..Answer::default() })
}

fn refused(error: impl std::error::Error) -> Failure {
    Failure::Refused(error.to_string())
}

fn fit_purchases(model: &str, base: &Base) -> Result<Answer, Failure> {
    let kind: ModelKind = model.parse().map_err(refused)?;
    let fitted = catalogue::fit(kind, &base.purchases.group()).map_err(refused)?;
    Ok(fitted_answer(fitted.estimates().into_iter().map(|(_, value)| value).collect(), &fitted.certificate))
}

fn fit_spend(base: &Base) -> Result<Answer, Failure> {
    let fit = gamma_gamma::fit(&Spends::group(base.spends())).map_err(refused)?;
    Ok(fitted_answer(fit.model.parameters().to_array().to_vec(), &fit.certificate))
}

fn fitted_answer(values: Vec<f64>, certificate: &Certificate) -> Answer {
    Answer {
        values,
        standard_errors: certificate.standard_errors.iter().flatten().copied().collect(),
        log_likelihood: Some(certificate.log_likelihood),
        distinct: Some(certificate.distinct_histories),
        failure: None,
    }
}

/// Of each customer.
fn expected_purchases(base: &Base) -> Vec<f64> {
    let model = PURCHASES.check(Dropout::AfterRepeats).expect("published parameters are positive");
    let histories = base.purchases.for_scores();
    of_customers(&histories, &model.expected_purchases_of_each(&histories, Weeks::of_weeks(HORIZON_WEEKS)))
}

/// Of each customer: the expected spend of twelve months, discounted month by month.
fn value_of_a_year(base: &Base) -> Vec<f64> {
    let model = PURCHASES.check(Dropout::AfterRepeats).expect("published parameters are positive");
    let histories = base.purchases.for_scores();
    let month = Weeks::of_weeks(WEEKS_PER_MONTH);
    of_customers(&histories, &discounted_by_period(&model, &histories, month, MONTHS, MONTHLY_RATE))
        .into_iter()
        .zip(spend_of_each(base))
        .map(|(purchases, spend)| purchases * spend)
        .collect()
}

fn spend_of_each(base: &Base) -> impl Iterator<Item = f64> + '_ {
    let model = SPEND.check().expect("published parameters are positive");
    base.spends().map(move |spend| model.expected_spend(spend).expect("the published q is above 1"))
}

fn of_customers(histories: &Histories, of_each: &[f64]) -> Vec<f64> {
    histories.history_of_customer().iter().map(|history| of_each[*history as usize]).collect()
}

/// What a nightly run needs: both fits, then P(alive), expected purchases and value of every customer.
fn fit_and_score(base: &Base) -> Result<Answer, Failure> {
    let histories = base.purchases.group();
    let fitted = catalogue::fit(ModelKind::BgNbd, &histories).map_err(refused)?;
    let spend = gamma_gamma::fit(&Spends::group(base.spends())).map_err(refused)?.model;
    let purchases = fitted.model.expected_purchases_of_each(&histories, Weeks::of_years(1.0));
    let alive: Vec<f64> = histories.iter().map(|history| fitted.model.probability_alive(&history)).collect();
    let (alive, purchases) = (of_customers(&histories, &alive), of_customers(&histories, &purchases));
    let value: Vec<f64> =
        base.spends().zip(&purchases).map(|(of, count)| count * spend.expected_spend(of).unwrap_or(0.0)).collect();
    let total = |column: &[f64]| column.iter().sum::<f64>();
    Ok(Answer { values: vec![total(&alive), total(&purchases), total(&value)], ..Answer::default() })
}

/// The total and some of the values.
fn shown(column: &[f64]) -> Answer {
    let step = column.len().div_ceil(SHOWN);
    let values = std::iter::once(column.iter().sum()).chain(column.iter().step_by(step).copied()).collect();
    Answer { values, ..Answer::default() }
}
