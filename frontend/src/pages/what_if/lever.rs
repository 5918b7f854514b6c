//! The six levers: what they change, how far, and how their value reads.

use shared::planning::Scenario;

use crate::formats::{percent, percent_signed, whole};
use crate::text::what_if as text;

/// One lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lever {
    /// How often customers stop.
    Dropout,
    /// How often they buy.
    PurchaseRate,
    /// What they buy for.
    OrderValue,
    /// What is left of an order.
    Margin,
    /// What a year's waiting costs.
    DiscountRate,
    /// How far one looks ahead.
    Horizon,
}

/// A slider's whole steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// Least position.
    pub(super) min: i32,
    /// Greatest position.
    pub(super) max: i32,
    /// Positions a key press moves by.
    pub(super) step: i32,
}

impl Lever {
    /// All levers: what customers do, then how it is counted.
    pub(super) const ALL: [Self; 6] =
        [Self::Dropout, Self::PurchaseRate, Self::OrderValue, Self::Margin, Self::DiscountRate, Self::Horizon];

    /// Its key, in addresses and as the element's id.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Dropout => "dropout",
            Self::PurchaseRate => "rate",
            Self::OrderValue => "value",
            Self::Margin => "margin",
            Self::DiscountRate => "discount",
            Self::Horizon => "horizon",
        }
    }

    /// Its name in a [`Scenario`].
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Dropout => "dropout",
            Self::PurchaseRate => "purchase_rate",
            Self::OrderValue => "order_value",
            Self::Margin => "margin_share",
            Self::DiscountRate => "annual_discount_rate",
            Self::Horizon => "horizon_months",
        }
    }

    /// Its value in a scenario: a factor, a share or months.
    pub(super) fn get(self, scenario: &Scenario) -> f64 {
        match self {
            Self::Dropout => scenario.dropout,
            Self::PurchaseRate => scenario.purchase_rate,
            Self::OrderValue => scenario.order_value,
            Self::Margin => scenario.margin_share,
            Self::DiscountRate => scenario.annual_discount_rate,
            Self::Horizon => f64::from(scenario.horizon_months),
        }
    }

    /// Puts a value into a scenario. Whether the scenario can be computed is for `Scenario::check`.
    pub(super) fn set(self, scenario: &mut Scenario, value: f64) {
        match self {
            Self::Dropout => scenario.dropout = value,
            Self::PurchaseRate => scenario.purchase_rate = value,
            Self::OrderValue => scenario.order_value = value,
            Self::Margin => scenario.margin_share = value,
            Self::DiscountRate => scenario.annual_discount_rate = value,
            Self::Horizon => scenario.horizon_months = value.round().clamp(0.0, f64::from(u16::MAX)) as u16,
        }
    }

    /// The slider's steps: percent of change, tenths of a percent, or months.
    pub(super) fn range(self) -> Range {
        match self {
            Self::Dropout => Range { min: -75, max: 100, step: 1 },
            Self::PurchaseRate | Self::OrderValue => Range { min: -50, max: 100, step: 1 },
            Self::Margin => Range { min: 0, max: 1_000, step: 5 },
            Self::DiscountRate => Range { min: 0, max: 500, step: 5 },
            Self::Horizon => Range { min: 1, max: 120, step: 1 },
        }
    }

    /// The slider's position for a scenario.
    pub(super) fn position(self, scenario: &Scenario) -> i32 {
        let value = self.get(scenario);
        let position = match self {
            Self::Dropout | Self::PurchaseRate | Self::OrderValue => (value - 1.0) * 100.0,
            Self::Margin | Self::DiscountRate => value * 1_000.0,
            Self::Horizon => value,
        };
        let range = self.range();
        (position.round() as i32).clamp(range.min, range.max)
    }

    /// The value at a position of the slider.
    pub(super) fn value_at(self, position: i32) -> f64 {
        let position = f64::from(position);
        match self {
            Self::Dropout | Self::PurchaseRate | Self::OrderValue => (100.0 + position) / 100.0,
            Self::Margin | Self::DiscountRate => position / 1_000.0,
            Self::Horizon => position,
        }
    }

    /// Whether it multiplies what the model expects, and so is 1 without a change.
    pub(super) fn is_factor(self) -> bool {
        matches!(self, Self::Dropout | Self::PurchaseRate | Self::OrderValue)
    }

    /// How its value reads.
    pub(super) fn readout(self, scenario: &Scenario) -> String {
        let value = self.get(scenario);
        match self {
            _ if self.is_factor() && value == 1.0 => text::unchanged().to_owned(),
            Self::Dropout | Self::PurchaseRate | Self::OrderValue => percent_signed(value - 1.0),
            Self::Margin | Self::DiscountRate => percent(value),
            Self::Horizon => text::months(&whole(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::Scenario;

    use super::Lever;

    #[test]
    fn every_position_of_every_slider_is_a_scenario_and_reads_back() {
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        for lever in Lever::ALL {
            let range = lever.range();
            for position in range.min..=range.max {
                let mut scenario = base.clone();
                lever.set(&mut scenario, lever.value_at(position));
                assert_eq!(scenario.check(), Ok(()), "{lever:?} at {position}");
                assert_eq!(lever.position(&scenario), position, "{lever:?}");
            }
        }
    }

    #[test]
    fn the_base_scenario_leaves_the_factors_at_exactly_one() {
        for lever in [Lever::Dropout, Lever::PurchaseRate, Lever::OrderValue] {
            assert_eq!(lever.value_at(0).to_bits(), 1.0_f64.to_bits());
        }
    }
}
