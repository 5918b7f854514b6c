//! The dropout lever in points: of a hundred customers who order, how many more or fewer stop.

use shared::planning::Lever;

use super::lever::Range;
use crate::formats::decimal;
use crate::text::what_if as text;

/// Positions of a slider in one point.
const PER_POINT: f64 = 10.0;

/// Points of a mean chance of stopping after an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Points {
    /// The chance as things are.
    pub(super) mean: f64,
}

impl Points {
    fn positions_in_all(self) -> f64 {
        self.mean * 100.0 * PER_POINT
    }

    /// A slider's steps up to a greatest factor: tenths of a point.
    pub(super) fn steps_to(self, greatest: f64) -> Range {
        let end = |factor: f64| (factor - 1.0) * self.positions_in_all();
        Range { min: end(Lever::Dropout.range().0).ceil() as i32, max: end(greatest).floor() as i32, step: 1 }
    }

    /// The slider's position for a factor.
    pub(super) fn position(self, factor: f64) -> i32 {
        ((factor - 1.0) * self.positions_in_all()).round() as i32
    }

    /// The factor at a position of the slider.
    pub(super) fn value_at(self, position: i32) -> f64 {
        1.0 + f64::from(position) / self.positions_in_all()
    }

    /// How a factor reads.
    pub(super) fn value_text(self, factor: f64) -> String {
        if factor == 1.0 {
            return text::unchanged().to_owned();
        }
        text::points(&self.points(factor), factor > 1.0)
    }

    /// How many points a factor moves by, either way.
    pub(super) fn points(self, factor: f64) -> String {
        decimal((factor - 1.0).abs() * self.mean * 100.0, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lever, Points};

    #[test]
    fn one_point_less_of_thirty_seven_and_a_half_is_a_factor_of_36_5_over_37_5() {
        let points = Points { mean: 0.375 };
        assert!((points.value_at(-10) - 36.5 / 37.5).abs() < 1e-15);
        assert_eq!(points.value_at(0).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn every_position_is_within_the_lever_and_reads_back() {
        for mean in [0.004, 0.0777, 0.375, 0.96] {
            let points = Points { mean };
            let greatest = (0.999 / mean).min(Lever::Dropout.range().1);
            let range = points.steps_to(greatest);
            assert!(range.min <= 0 && range.max >= 0);
            for position in range.min..=range.max {
                let factor = points.value_at(position);
                assert!((0.25..=greatest).contains(&factor), "{mean} {position} {factor}");
                assert_eq!(points.position(factor), position);
            }
        }
    }
}
