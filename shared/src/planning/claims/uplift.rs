//! What a rise of retention does to profit.

use super::{Cohort, Rise};

/// Value of a customer before and after a rise of retention, net of acquisition, in the cohort's unit of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uplift {
    /// Retention after the rise.
    pub retention: f64,
    /// Value now.
    pub before: f64,
    /// Value after the rise.
    pub after: f64,
}

impl Uplift {
    /// Change of profit as a share of profit now, 0.25 for a quarter more; `None` where customers bring no profit now, since
    /// nothing can be a share of that.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.before > 0.0).then(|| (self.after - self.before) / self.before)
    }
}

/// What a customer is worth before and after a rise of retention by `by`. As in the claim's first publication, profit is
/// the present value over a customer's time, net of what winning them cost. `None` where retention would leave 0 to 1 or
/// value is infinite.
///
/// ```
/// use shared::planning::claims::{Cohort, Rise, Years, uplift};
///
/// let cohort = Cohort {
///     retention: 0.75,
///     margin: 100.0,
///     growth: 0.0,
///     annual_discount_rate: 0.0,
///     service_cost: 0.0,
///     acquisition_cost: 200.0,
///     years: Years::Forever,
/// };
/// // Five years instead of four: 500 − 200 instead of 400 − 200.
/// let share = uplift(&cohort, Rise::Points, 0.05).and_then(|uplift| uplift.share()).unwrap();
/// assert!((share - 0.5).abs() < 1e-9);
/// ```
#[must_use]
pub fn uplift(cohort: &Cohort, rise: Rise, by: f64) -> Option<Uplift> {
    let retention = rise.applied(cohort.retention, by)?;
    let after = Cohort { retention, ..*cohort }.value()?;
    Some(Uplift { retention, before: cohort.value()?, after })
}

#[cfg(test)]
mod tests {
    use super::super::cohort::tests::random_cohort;
    use super::super::{Cohort, Rise, Years};
    use super::{Uplift, uplift};
    use crate::random::Random;

    #[test]
    fn no_rise_changes_nothing() {
        let mut random = Random::new(21, 0);
        for years in [Years::Count(1), Years::Count(7), Years::Forever] {
            for rise in Rise::ALL {
                let cohort = Cohort { growth: 0.0, ..random_cohort(&mut random, years) };
                let nothing = uplift(&cohort, rise, 0.0).expect("finite");
                assert_eq!(nothing.before.to_bits(), nothing.after.to_bits());
                assert_eq!(nothing.retention.to_bits(), cohort.retention.to_bits());
            }
        }
    }

    #[test]
    fn points_do_the_most_and_fewer_lost_the_least_above_a_half() {
        let mut random = Random::new(22, 0);
        for _ in 0..500 {
            let cohort = random_cohort(&mut random, Years::Count(20));
            let cohort = Cohort { retention: 0.5 + 0.45 * random.uniform(), growth: 0.02, service_cost: 0.0, ..cohort };
            let after = Rise::ALL.map(|rise| uplift(&cohort, rise, 0.05).expect("within 1").after);
            assert!(after[0] > after[1] && after[1] > after[2], "{cohort:?} {after:?}");
        }
    }

    #[test]
    fn the_larger_the_rise_the_larger_the_effect() {
        let mut random = Random::new(23, 0);
        for _ in 0..500 {
            let cohort = random_cohort(&mut random, Years::Count(15));
            let cohort = Cohort { retention: 0.8 * cohort.retention, growth: 0.05, service_cost: 0.0, ..cohort };
            for rise in Rise::ALL {
                let after = |by: f64| uplift(&cohort, rise, by).expect("within 1").after;
                assert!(after(0.0) < after(0.01) && after(0.01) < after(0.05), "{cohort:?}");
            }
        }
    }

    #[test]
    fn a_share_of_no_profit_is_not_told() {
        let uplift = |before: f64| Uplift { retention: 0.8, before, after: 6.0 };
        assert_eq!(uplift(4.0).share(), Some(0.5));
        assert_eq!(uplift(0.0).share(), None);
        assert_eq!(uplift(-3.0).share(), None);
    }

    #[test]
    fn retention_cannot_rise_above_everybody() {
        let cohort = Cohort { retention: 0.96, ..random_cohort(&mut Random::new(24, 0), Years::Count(5)) };
        assert_eq!(uplift(&cohort, Rise::Points, 0.05), None);
        assert!(uplift(&cohort, Rise::FewerLost, 0.05).is_some());
    }
}
