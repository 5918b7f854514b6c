//! Assumptions as sliders: how far they go and how their values read.

use shared::planning::claims::{Assumption, Years};

use super::question::{MOST_YEARS, Question};
use crate::formats::{percent, significant, whole};
use crate::text::claims as text;

/// One slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slider {
    /// An assumption of the cohort.
    Of(Assumption),
    /// The rise of retention.
    By,
    /// The years counted.
    Years,
}

/// Positions in tenths of a percent, or years; one more than the most stands for all to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    /// Least position.
    pub(super) min: i32,
    /// Greatest position.
    pub(super) max: i32,
    /// Positions a key press moves by.
    pub(super) step: i32,
}

impl Slider {
    /// All of them, in the order of the address.
    pub(super) const ALL: [Self; 8] = [
        Self::Of(Assumption::Retention),
        Self::By,
        Self::Of(Assumption::Margin),
        Self::Of(Assumption::Growth),
        Self::Of(Assumption::ServiceCost),
        Self::Of(Assumption::AcquisitionCost),
        Self::Of(Assumption::DiscountRate),
        Self::Years,
    ];

    /// Its key, in addresses and as the element's id.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Of(assumption) => key(assumption),
            Self::By => "by",
            Self::Years => "years",
        }
    }

    /// Its positions.
    pub(super) fn steps(self) -> Steps {
        let (min, max, step) = match self {
            Self::Of(Assumption::Retention) => (0, 1_000, 5),
            Self::Of(Assumption::Margin) => (5, 1_000, 5),
            Self::Of(Assumption::Growth) => (-200, 300, 5),
            Self::Of(Assumption::DiscountRate) => (0, 500, 5),
            Self::Of(Assumption::ServiceCost) => (0, 1_000, 5),
            Self::Of(Assumption::AcquisitionCost) => (0, 5_000, 10),
            Self::By => (0, 100, 5),
            Self::Years => (1, i32::from(MOST_YEARS) + 1, 1),
        };
        Steps { min, max, step }
    }

    /// The values of an assumption from end to end.
    pub(super) fn range(assumption: Assumption) -> (f64, f64) {
        let steps = Self::Of(assumption).steps();
        (f64::from(steps.min) / 1_000.0, f64::from(steps.max) / 1_000.0)
    }

    /// Its value as the address has it: a share, or years with 0 for all to come.
    pub(super) fn value(self, question: &Question) -> f64 {
        match (self, question.cohort.years) {
            (Self::Of(assumption), _) => assumption.get(&question.cohort),
            (Self::By, _) => question.by,
            (Self::Years, Years::Count(years)) => f64::from(years),
            (Self::Years, Years::Forever) => 0.0,
        }
    }

    /// The question with another value; `None` where that lies beyond the slider.
    pub(super) fn with(self, question: &Question, value: f64) -> Option<Question> {
        let mut changed = *question;
        let Steps { min, max, .. } = self.steps();
        let is_share = (f64::from(min)..=f64::from(max)).contains(&(value * 1_000.0));
        match self {
            Self::Of(assumption) if is_share => changed.cohort = assumption.with(&question.cohort, value),
            Self::By if is_share => changed.by = value,
            Self::Years if value == 0.0 => changed.cohort.years = Years::Forever,
            Self::Years if value.fract() == 0.0 && (1.0..=f64::from(MOST_YEARS)).contains(&value) => {
                changed.cohort.years = Years::Count(value as u16);
            }
            _ => return None,
        }
        Some(changed)
    }

    /// Where it stands.
    pub(super) fn position(self, question: &Question) -> i32 {
        let value = self.value(question);
        match self {
            Self::Years if value == 0.0 => i32::from(MOST_YEARS) + 1,
            Self::Years => value as i32,
            _ => (value * 1_000.0).round() as i32,
        }
    }

    /// The value at a position.
    pub(super) fn value_at(self, position: i32) -> f64 {
        match self {
            Self::Years if position > i32::from(MOST_YEARS) => 0.0,
            Self::Years => f64::from(position),
            _ => f64::from(position) / 1_000.0,
        }
    }

    /// How a value reads.
    pub(super) fn reads(self, value: f64) -> String {
        match self {
            Self::By => text::by(&significant(value * 100.0)),
            Self::Years if value == 0.0 => text::for_ever().to_owned(),
            Self::Years => text::years(&whole(value)),
            Self::Of(_) => percent(value),
        }
    }
}

fn key(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::Retention => "retention",
        Assumption::Margin => "margin",
        Assumption::Growth => "growth",
        Assumption::DiscountRate => "discount",
        Assumption::ServiceCost => "serving",
        Assumption::AcquisitionCost => "winning",
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, Slider};

    #[test]
    fn every_position_of_every_slider_can_be_set_and_reads_back() {
        let question = Question::plain(0.4, 0.1, 10_000.0);
        for slider in Slider::ALL {
            let steps = slider.steps();
            for position in steps.min..=steps.max {
                let changed = slider.with(&question, slider.value_at(position)).expect("within its range");
                assert_eq!(slider.position(&changed), position, "{slider:?}");
            }
            for beyond in [steps.min - 1, steps.max + 1] {
                let value = if slider == Slider::Years { f64::from(beyond) - 0.5 } else { slider.value_at(beyond) };
                assert_eq!(slider.with(&question, value), None, "{slider:?} at {beyond}");
            }
        }
    }
}
