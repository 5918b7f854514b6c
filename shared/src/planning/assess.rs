//! Fitting the models to a base and judging what they can answer.

use super::{Assessment, ModelFit, ModelName, Parameter, Reason, Verdict};
use crate::base::Customers;
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::gamma_gamma::{self, Spend, Spends};
use crate::scoring::spend::log_correlation;
use crate::scoring::{Certificate, Histories, Limit};

/// Fewest customers with a repeat transaction for four parameters to be worth reading. In simulated shops with
/// 25 a quarter of the fits find no dropout where there is some, and expected orders come out a seventh too low;
/// with 50 one in forty and a sixteenth (`docs/scoring.md`).
pub const FEWEST_REPEAT_CUSTOMERS: u32 = 50;

/// Twice the log-likelihood that dropout must gain over the NBD before it counts as identified: the 95 %
/// quantile of χ² with two degrees of freedom. At the boundary the true distribution lies lower, so
/// that the test errs towards saying nothing.
pub const LEAST_DEVIANCE: f64 = 5.991_464_547_107_979;

/// Fits BG/NBD, MBG/NBD and Gamma-Gamma to the base and says what they can answer.
#[must_use]
pub fn assess(customers: &Customers) -> Assessment {
    if let Some(reason) = gate(customers) {
        return Assessment {
            verdict: Verdict::RankByLateness { reason },
            fits: Vec::new(),
            spend_frequency_correlation: None,
        };
    }
    let histories = Histories::from_days(&customers.frequency, &customers.recency_days, &customers.age_days);
    let mut fits = Vec::new();
    let mut reason = Some(Reason::NotConverged);
    for (model, dropout) in
        [(ModelName::BgNbd, Dropout::AfterRepeats), (ModelName::MbgNbd, Dropout::AfterEveryTransaction)]
    {
        let Ok(fit) = beta_geometric::fit(dropout, &histories) else { continue };
        // Statuses come from MBG/NBD; BG/NBD is the published check.
        if model == ModelName::MbgNbd {
            reason = objection(&fit);
        }
        let values = fit.model.values().to_array();
        fits.push(model_fit(model, beta_geometric::Parameters::NAMES, values, &fit.certificate));
    }
    let spends = Spends::group((0..customers.len()).map(|row| spend(customers, row)));
    let mut spend_frequency_correlation = None;
    if let Ok(fit) = gamma_gamma::fit(&spends) {
        spend_frequency_correlation = log_correlation(&spends, &fit.model).map(|correlation| correlation.coefficient);
        let values = fit.model.parameters().to_array();
        fits.push(model_fit(ModelName::GammaGamma, gamma_gamma::Parameters::NAMES, values, &fit.certificate));
    }
    let verdict = match reason {
        None => Verdict::Estimated,
        Some(reason) => Verdict::RankByLateness { reason },
    };
    Assessment { verdict, fits, spend_frequency_correlation }
}

/// The customer's repeat transactions and their mean value in minor units.
pub(super) fn spend(customers: &Customers, row: usize) -> Spend {
    let frequency = customers.frequency[row];
    Spend { frequency, mean: customers.repeat_spend_minor[row] as f64 / f64::from(frequency.max(1)) }
}

/// What rules the models out before they are tried.
fn gate(customers: &Customers) -> Option<Reason> {
    if customers.is_empty() {
        return Some(Reason::Empty);
    }
    if customers.age_days.iter().all(|age| *age == 0) {
        return Some(Reason::OneDate);
    }
    let have = customers.frequency.iter().filter(|frequency| **frequency > 0).count() as u32;
    (have < FEWEST_REPEAT_CUSTOMERS).then_some(Reason::TooFewRepeatCustomers { have, need: FEWEST_REPEAT_CUSTOMERS })
}

/// What speaks against the fit that statuses come from.
fn objection(fit: &beta_geometric::Fit) -> Option<Reason> {
    let certificate = &fit.certificate;
    let deviance = 2.0 * (certificate.log_likelihood - fit.without_dropout.certificate.log_likelihood);
    if certificate.limits.contains(&Limit::NoDropout) || deviance < LEAST_DEVIANCE {
        return Some(Reason::DropoutNotIdentified);
    }
    (!certificate.converged || certificate.covariance.is_none()).then_some(Reason::NotConverged)
}

fn model_fit<const N: usize>(
    model: ModelName,
    names: [&str; N],
    values: [f64; N],
    certificate: &Certificate,
) -> ModelFit {
    let parameter = |index: usize| Parameter {
        name: names[index].to_owned(),
        value: values[index],
        standard_error: certificate.standard_errors[index],
    };
    ModelFit {
        model,
        parameters: (0..N).map(parameter).collect(),
        log_covariance: certificate.covariance.as_ref().map_or_else(Vec::new, |matrix| matrix.entries().to_vec()),
        log_likelihood: certificate.log_likelihood,
        gradient_norm: certificate.gradient_norm,
        // JSON has no infinity.
        condition_number: certificate.condition_number.min(f64::MAX),
        iterations: certificate.iterations,
        customers: certificate.customers as u32,
        distinct_histories: certificate.distinct_histories as u32,
        limits: certificate.limits.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FEWEST_REPEAT_CUSTOMERS, assess};
    use crate::base::Customers;
    use crate::planning::{Reason, Verdict};

    /// Customers with the given frequency, recency and age in days.
    fn customers(rows: &[(u32, u32, u32)]) -> Customers {
        Customers {
            id: vec![crate::domain::CustomerId(0); rows.len()],
            frequency: rows.iter().map(|row| row.0).collect(),
            recency_days: rows.iter().map(|row| row.1).collect(),
            age_days: rows.iter().map(|row| row.2).collect(),
            repeat_spend_minor: rows.iter().map(|row| i64::from(row.0) * 1_000).collect(),
            ..Customers::default()
        }
    }

    #[track_caller]
    fn refused_for(rows: &[(u32, u32, u32)], reason: Reason) {
        assert_eq!(assess(&customers(rows)).verdict, Verdict::RankByLateness { reason });
    }

    #[test]
    fn an_empty_base_says_so() {
        refused_for(&[], Reason::Empty);
    }

    #[test]
    fn one_date_says_so() {
        refused_for(&[(0, 0, 0); 100], Reason::OneDate);
    }

    #[test]
    fn few_repeat_customers_are_counted() {
        let rows = [vec![(0, 0, 200); 1_000], vec![(1, 30, 200); 49]].concat();
        refused_for(&rows, Reason::TooFewRepeatCustomers { have: 49, need: FEWEST_REPEAT_CUSTOMERS });
    }

    #[test]
    fn customers_who_keep_buying_identify_no_dropout() {
        // Everybody bought within the last two weeks, however often.
        let rows: Vec<_> = (0..300_u32).map(|row| (1 + row % 9, 360 - row % 14, 365)).collect();
        refused_for(&rows, Reason::DropoutNotIdentified);
    }
}
