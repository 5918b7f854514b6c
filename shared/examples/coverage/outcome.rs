//! What one base says of its parameters and of a total, and the figures of many.

use shared::scoring::Certificate;
use shared::scoring::uncertainty::Interval;

use super::figures::{Figures, Tally};

/// What one base says.
pub(super) struct Outcome {
    /// The 95 % intervals of the parameters, in their order.
    pub(super) parameters: Vec<Option<Interval>>,
    /// What was expected of the total.
    pub(super) expected: f64,
    /// Its 90 % interval.
    pub(super) total: Option<Interval>,
    /// What came.
    pub(super) actual: f64,
    /// Whether the fit ended at a boundary.
    pub(super) at_limit: bool,
}

/// Whether the fit ended at a boundary.
pub(super) fn at_limit(certificate: &Certificate) -> bool {
    !certificate.limits.is_empty()
}

/// Adds the figures of a model with these true parameters.
pub(super) fn add_figures(model: &str, truth: &[(&str, f64)], outcomes: &[Outcome], figures: &mut Figures) {
    for (index, (name, truth)) in truth.iter().enumerate() {
        let mut tally = Tally::default();
        for outcome in outcomes {
            tally.count(outcome.parameters[index], *truth, |interval| interval.high / interval.low);
        }
        figures.add(format!("coverage.parameter_95.{model}.{name}"), tally.coverage());
        figures.add(format!("width.parameter_95.{model}.{name}"), tally.median_width());
    }
    let mut totals = Tally::default();
    for outcome in outcomes {
        totals.count(outcome.total, outcome.actual, |interval| interval.width() / outcome.expected);
    }
    figures.add(format!("coverage.total_90.{model}"), totals.coverage());
    figures.add(format!("above.total_90.{model}"), totals.above());
    figures.add(format!("width.total_90.{model}"), totals.median_width());
    let limits = outcomes.iter().filter(|outcome| outcome.at_limit).count();
    figures.add(format!("limits.{model}"), 100.0 * limits as f64 / outcomes.len() as f64);
}
