//! Features that tell the outcomes apart without error.

use super::likelihood::PenalisedLikelihood;

/// A weighted sum of the features, with a constant, that is nowhere on the wrong side of 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Separation {
    /// Columns with a weight in it.
    pub(super) columns: Vec<usize>,
    /// Whether it is 0 for no customer.
    pub(super) is_complete: bool,
}

/// What lies on the wrong side by less than this share of the largest distance lies on the boundary.
const BOUNDARY: f64 = 1e-6;
/// What lies further on the right side than this share of the largest distance is told apart.
const APART: f64 = 1e-3;
/// Log-odds that customers told apart have reached where the likelihood rises without end.
const CERTAIN: f64 = 8.0;
/// Weights below this share of the largest are left over from the iteration.
const WEIGHTLESS: f64 = 0.01;

/// Whether the `direction` in which the likelihood still rises at `point` separates the outcomes. That it does is a proof
/// that there is no maximum: going on in it lowers no customer's likelihood and raises some (Albert and Anderson 1984, "On
/// the existence of maximum likelihood estimates in logistic regression models").
pub(super) fn separation(likelihood: &PenalisedLikelihood<'_>, point: &[f64], direction: &[f64]) -> Option<Separation> {
    let side = |target: &f64| if *target > 0.5 { 1.0 } else { -1.0 };
    let distances = || likelihood.log_odds(direction).zip(likelihood.targets).map(|(odds, target)| odds * side(target));
    let (least, largest) = distances()
        .fold((f64::INFINITY, 0.0_f64), |(least, largest), distance| (least.min(distance), largest.max(distance)));
    if largest.is_nan() || largest <= 0.0 || least < -BOUNDARY * largest {
        return None;
    }
    let reached = likelihood.log_odds(point).zip(likelihood.targets).map(|(odds, target)| odds * side(target));
    let all_certain =
        distances().zip(reached).filter(|(distance, _)| *distance > APART * largest).all(|(_, odds)| odds > CERTAIN);
    let heaviest = direction[1..].iter().fold(0.0, |heaviest: f64, weight| heaviest.max(weight.abs()));
    let columns = (1..direction.len()).filter(|j| direction[*j].abs() > WEIGHTLESS * heaviest).map(|j| j - 1);
    all_certain.then(|| Separation { columns: columns.collect(), is_complete: least > APART * largest })
}
