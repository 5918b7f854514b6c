//! The levers by name.

use serde::{Deserialize, Serialize};

use super::Scenario;

/// One lever of a [`Scenario`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lever {
    /// How often customers stop: a factor.
    #[serde(rename = "dropout")]
    Dropout,
    /// How often they buy: a factor.
    #[serde(rename = "purchase_rate")]
    PurchaseRate,
    /// For how long they buy so often: whole months.
    #[serde(rename = "purchase_rate_months")]
    PurchaseRateMonths,
    /// What they buy for: a factor.
    #[serde(rename = "order_value")]
    OrderValue,
    /// What is left of an order: a share.
    #[serde(rename = "margin_share")]
    Margin,
    /// What an order costs beyond that: minor units.
    #[serde(rename = "cost_to_serve_minor")]
    CostToServe,
    /// What a year's waiting costs: an annual effective rate.
    #[serde(rename = "annual_discount_rate")]
    DiscountRate,
    /// How far one looks ahead: whole months.
    #[serde(rename = "horizon_months")]
    Horizon,
    /// How many new customers come: a factor.
    #[serde(rename = "acquisition_volume")]
    AcquisitionVolume,
    /// What a new customer costs: minor units.
    #[serde(rename = "acquisition_cost_minor")]
    AcquisitionCost,
}

impl Lever {
    /// All levers: what customers do, how it is counted, then who is to come.
    pub const ALL: [Self; 10] = [
        Self::Dropout,
        Self::PurchaseRate,
        Self::PurchaseRateMonths,
        Self::OrderValue,
        Self::Margin,
        Self::CostToServe,
        Self::DiscountRate,
        Self::Horizon,
        Self::AcquisitionVolume,
        Self::AcquisitionCost,
    ];

    /// Those that move customer equity, which is today's customers'.
    pub const OF_EQUITY: [Self; 8] = {
        let [a, b, c, d, e, f, g, h, _, _] = Self::ALL;
        [a, b, c, d, e, f, g, h]
    };

    /// Its field's name in a [`Scenario`], by which it goes in addresses and messages as well.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dropout => "dropout",
            Self::PurchaseRate => "purchase_rate",
            Self::PurchaseRateMonths => "purchase_rate_months",
            Self::OrderValue => "order_value",
            Self::Margin => "margin_share",
            Self::CostToServe => "cost_to_serve_minor",
            Self::DiscountRate => "annual_discount_rate",
            Self::Horizon => "horizon_months",
            Self::AcquisitionVolume => "acquisition_volume",
            Self::AcquisitionCost => "acquisition_cost_minor",
        }
    }

    /// Least and greatest value that can be computed.
    #[must_use]
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Dropout => (0.25, 2.0),
            Self::PurchaseRate | Self::OrderValue => (0.5, 2.0),
            Self::Margin | Self::DiscountRate => (0.0, 1.0),
            Self::CostToServe | Self::AcquisitionCost => (0.0, 1e9),
            Self::AcquisitionVolume => (0.0, 3.0),
            Self::PurchaseRateMonths | Self::Horizon => (1.0, 120.0),
        }
    }

    /// The end of its range towards which it pays.
    #[must_use]
    pub fn best_end(self) -> f64 {
        if self.pays_lower() { self.range().0 } else { self.range().1 }
    }

    /// The other end of its range.
    #[must_use]
    pub fn worst_end(self) -> f64 {
        if self.pays_lower() { self.range().1 } else { self.range().0 }
    }

    fn pays_lower(self) -> bool {
        matches!(self, Self::Dropout | Self::CostToServe | Self::DiscountRate | Self::AcquisitionCost)
    }

    /// Its value in a scenario: a factor, a share, a rate or months.
    #[must_use]
    pub fn get(self, scenario: &Scenario) -> f64 {
        match self {
            Self::Dropout => scenario.dropout,
            Self::PurchaseRate => scenario.purchase_rate,
            Self::PurchaseRateMonths => f64::from(scenario.purchase_rate_months),
            Self::OrderValue => scenario.order_value,
            Self::Margin => scenario.margin_share,
            Self::CostToServe => scenario.cost_to_serve_minor,
            Self::DiscountRate => scenario.annual_discount_rate,
            Self::Horizon => f64::from(scenario.horizon_months),
            Self::AcquisitionVolume => scenario.acquisition_volume,
            Self::AcquisitionCost => scenario.acquisition_cost_minor,
        }
    }

    /// Puts a value into a scenario, months rounded. Whether the scenario can be computed is for
    /// [`Scenario::check`].
    pub fn set(self, scenario: &mut Scenario, value: f64) {
        match self {
            Self::Dropout => scenario.dropout = value,
            Self::PurchaseRate => scenario.purchase_rate = value,
            Self::PurchaseRateMonths => scenario.purchase_rate_months = months(value),
            Self::OrderValue => scenario.order_value = value,
            Self::Margin => scenario.margin_share = value,
            Self::CostToServe => scenario.cost_to_serve_minor = value,
            Self::DiscountRate => scenario.annual_discount_rate = value,
            Self::Horizon => scenario.horizon_months = months(value),
            Self::AcquisitionVolume => scenario.acquisition_volume = value,
            Self::AcquisitionCost => scenario.acquisition_cost_minor = value,
        }
    }
}

fn months(value: f64) -> u16 {
    value.round().clamp(0.0, f64::from(u16::MAX)) as u16
}
