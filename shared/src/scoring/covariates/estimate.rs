//! What a fit with covariates says.

use super::{CovariateMaximum, Layout, Process};
use crate::scoring::optimise::Scale;
use crate::scoring::{Certificate, Limit};

/// One coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// The covariate's name.
    pub name: String,
    /// Its γ: where the covariate is greater by 1, customers buy e^γ times as often, or the parameters of dropout are
    /// shifted by that factor.
    pub value: f64,
    /// From the observed information; `None` at a boundary.
    pub standard_error: Option<f64>,
}

/// Parameters and coefficients at the maximum.
#[derive(Clone, Debug)]
pub struct CovariateEstimate {
    /// The plain model's log parameters of a customer whose covariates are all 0, then the coefficients.
    pub point: Vec<f64>,
    /// What stands where in the point.
    pub layout: Layout,
    /// Coefficients of the purchase process.
    pub purchase: Vec<Coefficient>,
    /// Coefficients of the dropout process.
    pub dropout: Vec<Coefficient>,
    /// Its log-likelihood is without the penalty; its standard errors stand in the order of the point, those of
    /// parameters before those of coefficients. Gradient and condition number are those of covariates with mean 0 and
    /// standard deviation 1.
    pub certificate: Certificate,
}

impl CovariateMaximum<'_> {
    /// The estimate, given the limits that the model sees in it. Along a limit's direction nothing changes: the
    /// coordinates that make it flat are to be `held`, or it would fill the covariance; they get no standard error.
    #[must_use]
    pub fn certify(self, mut limits: Vec<Limit>, held: &[usize]) -> CovariateEstimate {
        let Self { point, layout, log_likelihood, profiles, mut standardised, standardisation, .. } = self;
        if standardised.at_bound[layout.plain()..].contains(&true) {
            limits.push(Limit::UnboundedCoefficient);
        }
        for at in held {
            standardised.at_bound[*at] = true;
        }
        let scales: Vec<Scale> =
            (0..layout.len()).map(|at| if at < layout.plain() { Scale::Log } else { Scale::Identity }).collect();
        let mut certificate =
            Certificate::of(&standardised, &scales, profiles.customers(), profiles.distinct_histories());
        certificate.log_likelihood = log_likelihood;
        certificate.covariance = certificate.covariance.map(|covariance| standardisation.covariance(&covariance));
        certificate.standard_errors =
            Certificate::standard_errors(&point, &standardised.at_bound, &scales, certificate.covariance.as_ref());
        certificate.limits = limits;
        let coefficients = |process, names: &[String]| -> Vec<Coefficient> {
            let coefficient = |(name, at): (&String, &usize)| Coefficient {
                name: name.clone(),
                value: point[*at],
                standard_error: certificate.standard_errors[*at],
            };
            names.iter().zip(layout.coefficients(process)).map(coefficient).collect()
        };
        let purchase = coefficients(Process::Purchase, profiles.purchase_names());
        let dropout = coefficients(Process::Dropout, profiles.dropout_names());
        CovariateEstimate { point, layout, purchase, dropout, certificate }
    }
}
