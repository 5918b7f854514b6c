//! What proves that a fit is a maximum, and where it is none in the interior.

use serde::{Deserialize, Serialize};

use super::optimise::Maximum;
use crate::math::exp;

/// A boundary of a model's parameter space at which a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The model without dropout fits as well: dropout is not identified by these data.
    NoDropout,
    /// a + b grows without bound: dropout is identified, its spread between customers is not.
    CommonDropout,
    /// r and alpha grow without bound: all customers buy at one rate.
    CommonRate,
    /// q and v grow without bound: all customers spend alike on average.
    CommonSpend,
    /// p grows without bound: each customer spends the same every time.
    SteadySpend,
}

/// The certificate of a maximum-likelihood fit with `N` parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate<const N: usize> {
    /// Log-likelihood at the estimate, or of the limit model where the fit ended at one.
    pub log_likelihood: f64,
    /// Largest absolute component of the gradient in log parameters, of those not at a bound.
    pub gradient_norm: f64,
    /// Condition number of the information matrix in log parameters.
    pub condition_number: f64,
    /// Standard errors from the observed information; `None` for parameters at a boundary.
    pub standard_errors: [Option<f64>; N],
    /// Covariance of the logarithms of the parameters, zero for those held at a bound; `None` where
    /// the information is singular.
    pub log_covariance: Option<[[f64; N]; N]>,
    /// Newton iterations on the whole data.
    pub iterations: u32,
    /// Customers the fit used.
    pub customers: f64,
    /// Distinct histories among them.
    pub distinct_histories: usize,
    /// Boundaries the fit ended at; empty for a regular fit.
    pub limits: Vec<Limit>,
    /// Whether the iterations ended at a stationary point.
    pub converged: bool,
}

impl<const N: usize> Certificate<N> {
    /// The certificate of a maximum found over the given data, no limit named yet.
    #[must_use]
    pub fn of(maximum: &Maximum<N>, customers: f64, distinct_histories: usize) -> Self {
        let information = maximum.information();
        let log_covariance = information.inverse();
        let standard_errors = std::array::from_fn(|i| {
            let covariance = log_covariance.as_ref().filter(|_| !maximum.at_bound[i])?;
            Some(exp(maximum.log_parameters[i]) * covariance[i][i].sqrt())
        });
        Self {
            log_likelihood: maximum.evaluation.value,
            gradient_norm: maximum.gradient_norm(),
            condition_number: information.condition_number(),
            standard_errors,
            log_covariance,
            iterations: maximum.iterations,
            customers,
            distinct_histories,
            limits: Vec::new(),
            converged: maximum.converged,
        }
    }
}
