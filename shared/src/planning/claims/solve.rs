//! Which value of an assumption brings an uplift.

use super::{Assumption, Cohort, Rise, uplift};

/// Closed pieces that a range is cut into; within one the uplift is taken to cross its target once at most.
const PIECES: u32 = 512;
/// Halvings, after which an interval is a few units in the last place wide.
const HALVINGS: u32 = 64;
/// Uplifts this close are the same. Where customers bring next to nothing, a share of that is rounding.
const SAME: f64 = 1e-7;

/// A rise of retention and the change of profit looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// How the rise is counted.
    pub rise: Rise,
    /// The rise, 0.05 for "5 %".
    pub by: f64,
    /// Change of profit as a share of profit now, 0.95 for 95 % more.
    pub uplift: f64,
}

impl Target {
    /// Change of value less what it should be: zero where the target is met, and unlike the share without a pole where
    /// customers bring nothing. Nothing where the uplift is not finite.
    fn miss(&self, cohort: &Cohort) -> Option<f64> {
        let uplift = uplift(cohort, self.rise, self.by)?;
        Some(uplift.after - uplift.before - self.uplift * uplift.before)
    }
}

/// The values of one assumption within `range`, in rising order, with which the target is met and customers bring profit;
/// the rest stays as it is in `cohort`. Empty where no value gives it.
///
/// The range is cut into closed pieces, and each at whose ends the target is missed to different sides is halved; a piece of
/// which one end has no finite value ends just before it. Retention, growth, margin and costs cross a target once each where
/// the rest makes profit; the discount rate may do so twice, since it lowers later margins and, beside the cost of winning,
/// profit itself.
///
/// ```
/// use shared::planning::claims::{Assumption, Cohort, Rise, Target, Years, values_for};
///
/// let cohort = Cohort {
///     retention: 0.75,
///     margin: 100.0,
///     growth: 0.0,
///     annual_discount_rate: 0.0,
///     service_cost: 0.0,
///     acquisition_cost: 0.0,
///     years: Years::Forever,
/// };
/// let target = Target { rise: Rise::Points, by: 0.05, uplift: 0.5 };
/// let costs = values_for(&cohort, &target, Assumption::AcquisitionCost, (0.0, 400.0));
/// assert!((costs[0] - 200.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn values_for(cohort: &Cohort, target: &Target, assumption: Assumption, (low, high): (f64, f64)) -> Vec<f64> {
    let miss = |value: f64| target.miss(&assumption.with(cohort, value));
    let at = |piece: u32| low + (high - low) * (f64::from(piece) / f64::from(PIECES));
    let mut values: Vec<f64> = Vec::new();
    for piece in 0..PIECES {
        let (left, right) = (at(piece), at(piece + 1));
        let ends = match (miss(left), miss(right)) {
            (Some(_), Some(_)) => Some((left, right)),
            (Some(_), None) => Some((left, last_finite(left, right, miss))),
            (None, Some(_)) => Some((last_finite(right, left, miss), right)),
            (None, None) => None,
        };
        let Some(value) = ends.and_then(|(left, right)| crossing(left, right, miss)) else { continue };
        let share = uplift(&assumption.with(cohort, value), target.rise, target.by).and_then(|uplift| uplift.share());
        // Where two pieces meet, both may end in the same value.
        let is_new = values.last().is_none_or(|last| (value - last).abs() > 1e-9 * (high - low));
        if is_new && share.is_some_and(|share| (share - target.uplift).abs() <= SAME * (1.0 + target.uplift)) {
            values.push(value);
        }
    }
    values
}

/// The value nearest to `without` from which on `miss` is not finite, coming from `with`.
fn last_finite(mut with: f64, mut without: f64, miss: impl Fn(f64) -> Option<f64>) -> f64 {
    for _ in 0..HALVINGS {
        let middle = with + (without - with) / 2.0;
        if miss(middle).is_some() {
            with = middle;
        } else {
            without = middle;
        }
    }
    with
}

/// Where `miss` changes its sign between two values; `None` where it does not.
fn crossing(mut left: f64, mut right: f64, miss: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let at_left = miss(left)?;
    let at_right = miss(right)?;
    if at_left == 0.0 || at_right == 0.0 {
        return Some(if at_left == 0.0 { left } else { right });
    }
    if (at_left > 0.0) == (at_right > 0.0) {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = left + (right - left) / 2.0;
        if (miss(middle)? > 0.0) == (at_left > 0.0) {
            left = middle;
        } else {
            right = middle;
        }
    }
    Some(left + (right - left) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::cohort::tests::random_cohort;
    use super::super::{Assumption, Cohort, Rise, Years, uplift};
    use super::{Target, values_for};
    use crate::random::Random;

    fn range(assumption: Assumption) -> (f64, f64) {
        match assumption {
            Assumption::Retention => (0.0, 1.0),
            Assumption::Growth => (-0.3, 0.3),
            Assumption::DiscountRate => (0.0, 0.5),
            Assumption::Margin | Assumption::ServiceCost | Assumption::AcquisitionCost => (0.0, 500.0),
        }
    }

    fn share(cohort: &Cohort, target: &Target) -> Option<f64> {
        uplift(cohort, target.rise, target.by).and_then(|uplift| uplift.share())
    }

    #[test]
    fn every_value_found_meets_the_target() {
        let mut random = Random::new(31, 0);
        let mut found = 0;
        for case in 0..300_u16 {
            let years = if case % 3 == 0 { Years::Forever } else { Years::Count(1 + case % 40) };
            let cohort = random_cohort(&mut random, years);
            for uplift in [0.25, 0.85, 0.95] {
                let target = Target { rise: Rise::ALL[usize::from(case % 3)], by: 0.05, uplift };
                for assumption in Assumption::ALL {
                    let values = values_for(&cohort, &target, assumption, range(assumption));
                    assert!(values.is_sorted());
                    for value in values {
                        let met = share(&assumption.with(&cohort, value), &target).expect("profit");
                        assert!((met - uplift).abs() < 1e-6, "{cohort:?} {target:?} {assumption:?} {value}: {met}");
                        found += 1;
                    }
                }
            }
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn none_is_missed_that_a_fine_search_finds() {
        let mut random = Random::new(32, 0);
        let mut crossings = 0;
        for _ in 0..40 {
            let cohort = random_cohort(&mut random, Years::Count(12));
            let target = Target { rise: Rise::Points, by: 0.05, uplift: 0.25 };
            for assumption in Assumption::ALL {
                let (low, high) = range(assumption);
                let misses = |step: u32| {
                    let changed = assumption.with(&cohort, low + (high - low) * (f64::from(step) / 9_973.0));
                    share(&changed, &target).map(|share| share > target.uplift)
                };
                let expected = (0..9_973).filter(|step| {
                    let (left, right) = (misses(*step), misses(step + 1));
                    left.is_some() && right.is_some() && left != right
                });
                let (expected, values) = (expected.count(), values_for(&cohort, &target, assumption, (low, high)));
                assert!(values.len() >= expected, "{cohort:?} {assumption:?}: {expected} {values:?}");
                crossings += expected;
            }
        }
        assert!(crossings > 20, "{crossings}");
    }

    #[test]
    fn the_cost_of_winning_is_what_is_left_of_value() {
        let mut random = Random::new(33, 0);
        for _ in 0..200 {
            let cohort = Cohort { acquisition_cost: 0.0, ..random_cohort(&mut random, Years::Count(25)) };
            let cohort = Cohort { retention: 0.9 * cohort.retention, growth: 0.0, service_cost: 0.0, ..cohort };
            let target = Target { rise: Rise::Points, by: 0.05, uplift: 0.95 };
            let change = uplift(&cohort, Rise::Points, 0.05).expect("within 1");
            let by_hand = change.before - (change.after - change.before) / 0.95;
            let values = values_for(&cohort, &target, Assumption::AcquisitionCost, (0.0, change.before));
            assert_eq!(values.len(), usize::from(by_hand >= 0.0), "{cohort:?}");
            assert!(values.iter().all(|value| (value - by_hand).abs() < 1e-9 * change.before), "{values:?} {by_hand}");
        }
    }

    #[test]
    fn no_value_gives_what_cannot_be() {
        let cohort = Cohort {
            retention: 0.5,
            margin: 100.0,
            growth: 0.0,
            annual_discount_rate: 0.1,
            service_cost: 0.0,
            acquisition_cost: 0.0,
            years: Years::Count(1),
        };
        let target = Target { rise: Rise::Points, by: 0.05, uplift: 0.25 };
        // In one year nobody has had time to stay.
        for assumption in Assumption::ALL {
            assert_eq!(
                values_for(&cohort, &target, assumption, range(assumption)),
                Vec::<f64>::new(),
                "{assumption:?}"
            );
        }
    }
}
