//! What each model comes to.

use serde::{Deserialize, Serialize};

use super::{Mark, RefitRequest, RefitVerdict};
use crate::domain::Day;
use crate::planning::{Estimate, Parameter};
use crate::scoring::Limit;
use crate::scoring::catalogue::ModelKind;

/// A figure with its 95 % interval where the fit has a covariance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefitFigure {
    /// The most likely value.
    pub value: f64,
    /// Its interval, of parameters, individuals and counts ("if the model holds").
    pub interval: Option<Estimate>,
    /// The interval that the standard errors of the parameters alone leave it.
    pub of_parameters: Option<Estimate>,
}

/// How a model fitted up to the split did after it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefitHoldout {
    /// Repeat transactions expected after the split of the customers known then.
    pub expected: RefitFigure,
    /// Mean absolute error of a week, in repeat transactions.
    pub weekly_error: f64,
    /// Mean over customers of the logarithm of the probability that the model gave to what each did; higher is better.
    pub log_score: f64,
    /// How the weekly error compares with that of the other models.
    pub weekly_mark: Mark,
    /// How the log score compares.
    pub score_mark: Mark,
}

/// One model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelRefit {
    /// Which.
    pub model: ModelKind,
    /// Its parameters; what is chosen and not estimated comes first and has no standard error. Time in weeks.
    pub parameters: Vec<Parameter>,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Parameters that were estimated.
    pub free_parameters: u32,
    /// Akaike's criterion, 2p − 2 ln L; lower is better.
    pub akaike: f64,
    /// Schwarz's criterion (BIC), p ln n − 2 ln L; lower is better.
    pub schwarz: f64,
    /// How Akaike's criterion compares with that of the other models.
    pub akaike_mark: Mark,
    /// How Schwarz's compares.
    pub schwarz_mark: Mark,
    /// Boundaries the fit ended at.
    pub limits: Vec<Limit>,
    /// Whether the iterations ended at a stationary point.
    pub converged: bool,
    /// Expected customers who are still one on the last day.
    pub active: RefitFigure,
    /// Expected orders in the 365.25 days after it.
    pub orders_in_year: RefitFigure,
    /// How it did after the split; `None` where the period is too short for one.
    pub holdout: Option<RefitHoldout>,
}

/// Models compared over the same orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refit {
    /// What was asked.
    pub request: RefitRequest,
    /// Day of the first order.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2024-11-21"))]
    pub first_day: Day,
    /// Day up to which every customer is watched.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2024-11-21"))]
    pub as_of: Day,
    /// Customers with an order in the period.
    pub customers: u32,
    /// Those of them with a repeat transaction.
    pub repeat_customers: u32,
    /// Their transactions.
    pub transactions: u64,
    /// Last day that the fits of the holdout have seen; `None` where the period is too short for one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "2026-06-30"))]
    pub split: Option<Day>,
    /// Customers known at the split.
    pub held_out_customers: u32,
    /// Their repeat transactions after it.
    pub held_out_actual: u64,
    /// The models, as they were asked for.
    pub models: Vec<ModelRefit>,
    /// Models that could not be fitted at all.
    pub failed: Vec<ModelKind>,
    /// What follows.
    pub verdict: RefitVerdict,
    /// First 16 hexadecimal digits of SHA-256 over the bits of all parameters and log-likelihoods: equal on server and
    /// browser, and different as soon as one bit is.
    pub result_hash: String,
}
