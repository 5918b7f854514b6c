//! Customers in ten groups by what was expected of them, and what they did.

use serde::{Deserialize, Serialize};

use crate::planning::Estimate;
use crate::scoring::uncertainty::{Interval, Level};

/// How many groups.
const GROUPS: usize = 10;

/// Customers of whom about as much was expected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationGroup {
    /// Customers.
    pub customers: u32,
    /// Repeat transactions expected of a customer, on average.
    pub expected: f64,
    /// Repeat transactions a customer made, on average, with the 95 % interval of that mean.
    pub actual: Estimate,
}

/// Ten groups of equal size (to one customer), least expected first; fewer where there are fewer than ten customers.
/// Among equals the order of rows decides. One entry a customer in both columns.
///
/// The interval is that of a mean, on the log scale, with the variance of the counts in the group, or their mean where
/// that is larger: counts vary at least as much as Poisson's. A group in which nobody bought has Poisson's exact upper
/// end, −ln(0.025)/n.
///
/// ```
/// use shared::planning::calibration;
/// // Twenty customers who do what is expected of them: the means agree.
/// let expected: Vec<f64> = (0..20).map(f64::from).collect();
/// let made: Vec<u32> = (0..20).collect();
/// let groups = calibration(&expected, &made);
/// assert_eq!((groups.len(), groups[3].customers), (10, 2));
/// assert!(groups.iter().all(|group| group.expected == group.actual.value));
/// ```
///
/// # Panics
/// When the columns' lengths differ.
#[must_use]
pub fn calibration(expected: &[f64], made: &[u32]) -> Vec<CalibrationGroup> {
    assert_eq!(expected.len(), made.len(), "one entry a customer");
    let mut rows: Vec<usize> = (0..made.len()).collect();
    rows.sort_by(|one, other| expected[*one].total_cmp(&expected[*other]).then(one.cmp(other)));
    let members = |group: usize| &rows[rows.len() * group / GROUPS..rows.len() * (group + 1) / GROUPS];
    (0..GROUPS)
        .map(members)
        .filter(|members| !members.is_empty())
        .map(|members| group(members, expected, made))
        .collect()
}

fn group(members: &[usize], expected: &[f64], made: &[u32]) -> CalibrationGroup {
    let customers = members.len() as f64;
    let sum_of = |value: &dyn Fn(usize) -> f64| members.iter().map(|row| value(*row)).sum::<f64>();
    let mean = sum_of(&|row| f64::from(made[row])) / customers;
    let squares = sum_of(&|row| (f64::from(made[row]) - mean) * (f64::from(made[row]) - mean));
    let variance = (squares / (customers - 1.0).max(1.0)).max(mean);
    let interval = if mean > 0.0 {
        Interval::of_positive(mean, (variance / customers).sqrt() / mean, Level::NINETY_FIVE)
    } else {
        Interval { low: 0.0, high: NOBODY / customers }
    };
    CalibrationGroup {
        customers: members.len() as u32,
        expected: sum_of(&|row| expected[row]) / customers,
        actual: Estimate::of(mean, interval),
    }
}

/// −ln(0.025): of a Poisson count with this mean, none is seen once in forty times.
const NOBODY: f64 = 3.688_879_454_113_936;

#[cfg(test)]
mod tests {
    use super::{NOBODY, calibration};
    use crate::math::exp;
    use crate::random::Random;

    #[test]
    fn groups_are_a_partition_whose_means_are_those_counted_naively() {
        let mut random = Random::new(9, 0);
        let expected: Vec<f64> = (0..1_003).map(|_| random.gamma(0.5, 0.2)).collect();
        let made: Vec<u32> = expected.iter().map(|_| random.below(5)).collect();
        let groups = calibration(&expected, &made);
        assert_eq!(groups.iter().map(|group| group.customers).sum::<u32>(), 1_003);
        assert!(groups.iter().all(|group| group.customers == 100 || group.customers == 101));
        let mut pairs: Vec<(f64, u32)> = expected.iter().copied().zip(made.iter().copied()).collect();
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut rest = pairs.as_slice();
        for group in &groups {
            let (members, others) = rest.split_at(group.customers as usize);
            rest = others;
            let count = f64::from(group.customers);
            assert!((group.expected - members.iter().map(|pair| pair.0).sum::<f64>() / count).abs() < 1e-12);
            let mean = members.iter().map(|pair| f64::from(pair.1)).sum::<f64>() / count;
            assert!((group.actual.value - mean).abs() < 1e-12);
            assert!(group.actual.low < mean && mean < group.actual.high);
        }
        assert!(groups.windows(2).all(|pair| pair[0].expected <= pair[1].expected));
    }

    #[test]
    fn the_interval_of_the_mean_holds_the_truth_about_as_often_as_it_says() {
        // Counts that are Poisson with mean 0.3, 40 a group: 4,000 groups.
        let mut random = Random::new(4, 0);
        let (mut held, mut groups) = (0, 0);
        for _ in 0..400 {
            let made: Vec<u32> = (0..400).map(|_| random.poisson(0.3) as u32).collect();
            for group in calibration(&[1.0; 400], &made) {
                groups += 1;
                held += u32::from(group.actual.low <= 0.3 && 0.3 <= group.actual.high);
            }
        }
        let share = f64::from(held) / f64::from(groups);
        assert!((0.93..0.985).contains(&share), "{share}");
    }

    #[test]
    fn a_group_without_an_order_still_has_an_upper_end_and_few_customers_few_groups() {
        let groups = calibration(&[0.1; 50], &[0; 50]);
        assert_eq!((groups.len(), groups[0].actual.low), (10, 0.0));
        assert!((groups[0].actual.high - NOBODY / 5.0).abs() < 1e-15);
        assert!((exp(-NOBODY) - 0.025).abs() < 1e-15);
        assert_eq!(calibration(&[0.1; 3], &[1, 0, 2]).iter().map(|group| group.customers).sum::<u32>(), 3);
        assert!(calibration(&[], &[]).is_empty());
    }
}
