//! Which models, which orders, and what speaks against them.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::planning::Scope;
use crate::scoring::catalogue::ModelKind;

/// What is to be fitted and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RefitRequest {
    /// Models, each once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub models: Vec<ModelKind>,
    /// First day of the orders that count; `None` for all up to `to`. A customer who had ordered before counts from their
    /// first order within the period.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-06-30"))]
    pub from: Option<Day>,
    /// Last day of the orders that count, up to which every customer is watched; `None` for the last day of the data.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-06-30"))]
    pub to: Option<Day>,
    /// The customers that count. Those chosen by what they did (a cell of a grid, a segment of behaviour) are described by the
    /// fit as they are: what chose them is part of it.
    #[serde(default)]
    pub scope: Scope,
    /// Last day that the fits of the holdout see; `None` holds out the last third of the period, at most a year.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-06-30"))]
    pub split: Option<Day>,
}

/// Why nothing was fitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RefitProblem {
    /// No model is asked for.
    #[error("name at least one model")]
    NoModel,
    /// A model is asked for twice.
    #[error("name each model once")]
    RepeatedModel,
    /// The base cannot say who they are.
    #[error("{message}")]
    UnknownScope {
        /// What is missing.
        message: String,
    },
    /// Nobody ordered within the period.
    #[error("nobody ordered within the period")]
    NoOrders,
    /// Too few customers came back within the period.
    #[error("{have} customers came back within the period; {need} are needed")]
    TooFewRepeatCustomers {
        /// Customers with at least one repeat transaction.
        have: u32,
        /// The least that is asked for.
        need: u32,
    },
    /// The day of the split leaves less than six weeks of the period on one of its sides.
    #[error("six weeks of the period are needed on either side of the holdout date")]
    HoldoutTooShort,
}

impl RefitProblem {
    /// The field of the request it is about.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoModel | Self::RepeatedModel => "models",
            Self::UnknownScope { .. } => "scope",
            Self::NoOrders | Self::TooFewRepeatCustomers { .. } => "to",
            Self::HoldoutTooShort => "split",
        }
    }
}

impl RefitRequest {
    /// What can be said of the models without looking at orders.
    ///
    /// # Errors
    /// When there is none, or one twice.
    pub fn check(&self) -> Result<(), RefitProblem> {
        if self.models.is_empty() {
            return Err(RefitProblem::NoModel);
        }
        let repeated = (1..self.models.len()).any(|index| self.models[..index].contains(&self.models[index]));
        if repeated { Err(RefitProblem::RepeatedModel) } else { Ok(()) }
    }
}
