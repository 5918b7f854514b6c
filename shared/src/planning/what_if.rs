//! What-if: today's histories and P(alive), another future, without a refit.

use serde::{Deserialize, Serialize};

use super::{Assessment, Estimate};
use crate::base::Customers;
use crate::domain::Settings;

/// The levers. Their meaning is that of `docs/scoring.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scenario {
    /// Factor on the purchase rate of the future, 0.5 to 2.
    pub purchase_rate: f64,
    /// Factor on dropout, 0.25 to 2.
    pub dropout: f64,
    /// Factor on order value, 0.5 to 2.
    pub order_value: f64,
    /// Contribution margin as a share of order value, 0 to 1.
    pub margin_share: f64,
    /// Annual effective discount rate, 0 to 1.
    pub annual_discount_rate: f64,
    /// Horizon in months, 1 to 120.
    pub horizon_months: u16,
}

/// A lever out of its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{lever} must be from {min} to {max}, but is {value}")]
pub struct ScenarioError {
    /// Name of the lever, as in [`Scenario`].
    pub lever: &'static str,
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// The value given.
    pub value: f64,
}

impl Scenario {
    /// The future as the settings have it: all factors 1.
    #[must_use]
    pub fn base(settings: &Settings) -> Self {
        Self {
            purchase_rate: 1.0,
            dropout: 1.0,
            order_value: 1.0,
            margin_share: settings.margin_share,
            annual_discount_rate: settings.annual_discount_rate,
            horizon_months: settings.horizon_months,
        }
    }

    /// Checks every lever's range.
    ///
    /// # Errors
    /// The first lever that is out of its range.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let levers = [
            ("purchase_rate", self.purchase_rate, 0.5, 2.0),
            ("dropout", self.dropout, 0.25, 2.0),
            ("order_value", self.order_value, 0.5, 2.0),
            ("margin_share", self.margin_share, 0.0, 1.0),
            ("annual_discount_rate", self.annual_discount_rate, 0.0, 1.0),
            ("horizon_months", f64::from(self.horizon_months), 1.0, 120.0),
        ];
        match levers.into_iter().find(|(_, value, min, max)| !(min..=max).contains(&value)) {
            None => Ok(()),
            Some((lever, value, min, max)) => Err(ScenarioError { lever, min, max, value }),
        }
    }
}

/// Number of bins of [`ValueBins`].
pub const VALUE_BINS: usize = 60;

/// Customers by lifetime value, in bins of equal width on a scale shared by base and scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueBins {
    /// Width of a bin in minor units; the last bin holds everything above.
    pub width_minor: f64,
    /// Customers per bin, [`VALUE_BINS`] entries.
    pub customers: Vec<u32>,
}

/// What a scenario comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Sum of lifetime values, minor units.
    pub customer_equity_minor: f64,
    /// Expected orders within the horizon, undiscounted.
    pub expected_orders: f64,
    /// Expected customers still active at the end of the horizon.
    pub active_at_end: f64,
    /// Distribution of lifetime values.
    pub values: ValueBins,
    /// First 16 hexadecimal digits of SHA-256 over every customer's value: equal on server and browser.
    pub result_hash: String,
}

/// The base prepared for what-ifs: distinct histories with counts, so that a lever costs milliseconds.
#[derive(Clone, Debug)]
pub struct WhatIf {
    _private: (),
}

impl WhatIf {
    /// Prepares; `None` where the verdict is to rank by lateness.
    #[must_use]
    pub fn new(_customers: &Customers, _assessment: &Assessment) -> Option<Self> {
        todo!()
    }

    /// Evaluates a scenario over all customers. Reuses what the levers did not touch since the last call.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn evaluate(&mut self, _scenario: &Scenario) -> Result<Outcome, ScenarioError> {
        todo!()
    }

    /// Equity of the scenario and its difference from the base scenario, with 95 % intervals that carry
    /// parameter uncertainty (common to both, so the difference's is narrower). Slower than [`Self::evaluate`].
    ///
    /// # Errors
    /// When a lever of either is out of its range.
    pub fn intervals(&mut self, _base: &Scenario, _scenario: &Scenario) -> Result<(Estimate, Estimate), ScenarioError> {
        todo!()
    }

    /// Lifetime value of every customer under the scenario last evaluated, minor units, by row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        todo!()
    }
}
