//! Comparing a number, or an estimate's interval, with what is asked.

use serde::{Deserialize, Serialize};

use super::RuleFault;

/// What a number must be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Comparison {
    /// This or more.
    AtLeast {
        /// The least.
        value: f64,
    },
    /// More than this.
    MoreThan {
        /// The greatest that is not enough.
        value: f64,
    },
    /// This or less.
    AtMost {
        /// The greatest.
        value: f64,
    },
    /// Less than this.
    LessThan {
        /// The least that is too much.
        value: f64,
    },
    /// From one to the other, both included.
    Between {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
}

// JSON has no NaN and a checked rule holds none, so that every comparison equals itself.
impl Eq for Comparison {}

/// How an estimate is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReadingOfEstimate))]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The estimate itself.
    #[default]
    Estimate,
    /// The whole 95 % interval passes: "surely".
    Surely,
    /// Some of the 95 % interval passes: "possibly".
    Possibly,
}

impl Reading {
    /// Whether it is the estimate itself.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    pub(super) fn is_estimate(&self) -> bool {
        *self == Self::Estimate
    }
}

impl Comparison {
    /// The least and the greatest number that pass.
    pub(super) fn ends(self) -> (f64, f64) {
        match self {
            Self::AtLeast { value } => (value, f64::INFINITY),
            Self::MoreThan { value } => (value.next_up(), f64::INFINITY),
            Self::AtMost { value } => (f64::NEG_INFINITY, value),
            Self::LessThan { value } => (f64::NEG_INFINITY, value.next_down()),
            Self::Between { low, high } => (low, high),
        }
    }

    /// Whether it can be asked.
    pub(super) fn check(self) -> Result<(), RuleFault> {
        let numbers = match self {
            Self::AtLeast { value } | Self::MoreThan { value } | Self::AtMost { value } | Self::LessThan { value } => {
                [value, value]
            }
            Self::Between { low, high } => [low, high],
        };
        if numbers.iter().any(|number| !number.is_finite() || number.abs() > 1e15) {
            return Err(RuleFault::here("Please give a number from −10¹⁵ to 10¹⁵."));
        }
        if numbers[0] > numbers[1] {
            return Err(RuleFault::here("The least is above the greatest, so that nobody could pass."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn ends_hold_exactly_the_numbers_that_pass() {
        let passes = |comparison: Comparison, number: f64| {
            let (low, high) = comparison.ends();
            low <= number && number <= high
        };
        let cases = [
            (Comparison::AtLeast { value: 2.0 }, [false, true, true]),
            (Comparison::MoreThan { value: 2.0 }, [false, false, true]),
            (Comparison::AtMost { value: 2.0 }, [true, true, false]),
            (Comparison::LessThan { value: 2.0 }, [true, false, false]),
            (Comparison::Between { low: 2.0, high: 2.0 }, [false, true, false]),
        ];
        for (comparison, expected) in cases {
            assert_eq!([1.9, 2.0, 2.1].map(|number| passes(comparison, number)), expected, "{comparison:?}");
            assert!(!passes(comparison, f64::NAN), "what is not known passes nothing");
        }
    }

    #[test]
    fn what_nobody_could_pass_is_refused() {
        assert!(Comparison::Between { low: 3.0, high: 2.0 }.check().is_err());
        assert!(Comparison::AtLeast { value: f64::NAN }.check().is_err());
        assert!(Comparison::AtMost { value: f64::INFINITY }.check().is_err());
        assert_eq!(Comparison::Between { low: 2.0, high: 2.0 }.check(), Ok(()));
    }
}
