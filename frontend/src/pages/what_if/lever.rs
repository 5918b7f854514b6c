//! The levers as sliders: how far they go and how their values read.

pub(super) use shared::planning::Lever;
use shared::planning::Scenario;

use crate::formats::{Money, percent, percent_signed, whole};
use crate::text::what_if as text;

/// Half a euro, fifty yen.
const COST_STEP_MINOR: f64 = 50.0;

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

/// A lever as a slider.
pub(super) trait Slider {
    /// The slider's steps: percent of change, tenths of a percent, half units of money, or months.
    fn steps(self) -> Range;
    /// Those up to a greatest value.
    fn steps_to(self, greatest: f64) -> Range;
    /// The slider's position for a value.
    fn position(self, value: f64) -> i32;
    /// The value at a position of the slider.
    fn value_at(self, position: i32) -> f64;
    /// Whether it multiplies what the model expects, and so is 1 without a change.
    fn multiplies(self) -> bool;
    /// How one of its values reads.
    fn value_text(self, value: f64, money: Money) -> String;
    /// How its value in a scenario reads.
    fn readout(self, scenario: &Scenario, money: Money) -> String;
}

/// What a lever's values are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Factor,
    Share,
    Money,
    Months,
}

fn unit(lever: Lever) -> Unit {
    match lever {
        Lever::Dropout | Lever::PurchaseRate | Lever::OrderValue | Lever::AcquisitionVolume => Unit::Factor,
        Lever::Margin | Lever::DiscountRate => Unit::Share,
        Lever::CostToServe | Lever::AcquisitionCost => Unit::Money,
        Lever::PurchaseRateMonths | Lever::Horizon => Unit::Months,
    }
}

impl Slider for Lever {
    fn steps(self) -> Range {
        match self {
            Self::Dropout => Range { min: -75, max: 100, step: 1 },
            Self::PurchaseRate | Self::OrderValue => Range { min: -50, max: 100, step: 1 },
            Self::Margin => Range { min: 0, max: 1_000, step: 5 },
            Self::CostToServe => Range { min: 0, max: 100, step: 1 },
            Self::AcquisitionVolume => Range { min: -100, max: 200, step: 5 },
            Self::AcquisitionCost => Range { min: 0, max: 200, step: 1 },
            Self::DiscountRate => Range { min: 0, max: 500, step: 5 },
            Self::PurchaseRateMonths | Self::Horizon => Range { min: 1, max: 120, step: 1 },
        }
    }

    fn steps_to(self, greatest: f64) -> Range {
        let range = self.steps();
        Range { max: range.max.min(place(self, greatest).floor() as i32), ..range }
    }

    fn position(self, value: f64) -> i32 {
        let range = self.steps();
        (place(self, value).round() as i32).clamp(range.min, range.max)
    }

    fn value_at(self, position: i32) -> f64 {
        let position = f64::from(position);
        match unit(self) {
            Unit::Factor => (100.0 + position) / 100.0,
            Unit::Share => position / 1_000.0,
            Unit::Money => position * COST_STEP_MINOR,
            Unit::Months => position,
        }
    }

    fn multiplies(self) -> bool {
        unit(self) == Unit::Factor
    }

    fn value_text(self, value: f64, money: Money) -> String {
        match unit(self) {
            Unit::Factor if value == 1.0 => text::unchanged().to_owned(),
            Unit::Factor => percent_signed(value - 1.0),
            Unit::Share => percent(value),
            Unit::Money => money.exact(value),
            Unit::Months if self == Self::PurchaseRateMonths && value >= self.range().1 => text::for_good().to_owned(),
            Unit::Months => text::months(&whole(value)),
        }
    }

    fn readout(self, scenario: &Scenario, money: Money) -> String {
        self.value_text(self.get(scenario), money)
    }
}

/// Where a value lies between the slider's steps.
fn place(lever: Lever, value: f64) -> f64 {
    match unit(lever) {
        Unit::Factor => (value - 1.0) * 100.0,
        Unit::Share => value * 1_000.0,
        Unit::Money => value / COST_STEP_MINOR,
        Unit::Months => value,
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::Scenario;

    use super::{Lever, Slider};

    #[test]
    fn every_position_of_every_slider_is_a_scenario_and_reads_back() {
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        for lever in Lever::ALL {
            let range = lever.steps();
            for position in range.min..=range.max {
                let mut scenario = base.clone();
                lever.set(&mut scenario, lever.value_at(position));
                assert_eq!(scenario.check(), Ok(()), "{lever:?} at {position}");
                assert_eq!(lever.position(lever.get(&scenario)), position, "{lever:?}");
            }
        }
    }

    #[test]
    fn a_slider_ends_before_what_cannot_be_computed() {
        assert_eq!(Lever::Dropout.steps_to(1.5099).max, 50);
        for lever in Lever::ALL {
            assert_eq!(lever.steps_to(lever.range().1), lever.steps(), "{lever:?}");
        }
    }

    #[test]
    fn the_base_scenario_leaves_the_factors_at_exactly_one() {
        for lever in [Lever::Dropout, Lever::PurchaseRate, Lever::OrderValue] {
            assert_eq!(lever.value_at(0).to_bits(), 1.0_f64.to_bits());
        }
    }
}
