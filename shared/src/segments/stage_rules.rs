//! The yardsticks of the stages: what a usual and what a long pause is in this shop.

use crate::base::Base;

/// Longest gap that is told apart, in days: a century.
const LONGEST: usize = 36_525;

/// Pauses between orders in this shop, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageRules {
    /// The median of all gaps between successive transactions.
    pub usual_gap_days: u32,
    /// The gap that nine in ten of them are not longer than.
    pub long_pause_days: u32,
}

impl Default for StageRules {
    /// What is assumed where nobody has come back yet.
    fn default() -> Self {
        Self { usual_gap_days: 90, long_pause_days: 365 }
    }
}

impl StageRules {
    /// Of all gaps of a base, whose transactions must be there. Quantiles are those of the nearest rank.
    ///
    /// ```
    /// use shared::base::Base;
    /// use shared::segments::StageRules;
    /// assert_eq!(StageRules::of(&Base::default()), StageRules { usual_gap_days: 90, long_pause_days: 365 });
    /// ```
    #[must_use]
    pub fn of(base: &Base) -> Self {
        let mut count = vec![0_u64; LONGEST + 1];
        let mut gaps = 0;
        for row in 0..base.customers.len() {
            for pair in base.orders.of(row).0.windows(2) {
                count[(pair[0].0.abs_diff(pair[1].0) as usize).min(LONGEST)] += 1;
                gaps += 1;
            }
        }
        if gaps == 0 {
            return Self::default();
        }
        let quantile = |tenths: u64| {
            let rank = (gaps * tenths).div_ceil(10);
            let mut seen = 0;
            let reached = count.iter().position(|count| {
                seen += count;
                seen >= rank
            });
            reached.expect("the rank is among the gaps") as u32
        };
        Self { usual_gap_days: quantile(5), long_pause_days: quantile(9) }
    }

    /// Whether a pause is long: longer than nine in ten of all pauses, and than three times the customer's own mean before it.
    #[must_use]
    pub fn is_long(&self, pause_days: u32, own_mean_days: Option<f64>) -> bool {
        pause_days > self.long_pause_days && own_mean_days.is_none_or(|mean| f64::from(pause_days) > 3.0 * mean)
    }
}

#[cfg(test)]
mod tests {
    use super::StageRules;
    use crate::segments::fixture::base_of;

    #[test]
    fn quantiles_are_those_of_the_nearest_rank() {
        // Gaps 1 to 10 in two customers.
        let base = base_of(100, &[&[0, 1, 3, 6, 10, 15], &[0, 6, 13, 21, 30, 40], &[7]]);
        assert_eq!(StageRules::of(&base), StageRules { usual_gap_days: 5, long_pause_days: 9 });
    }

    #[test]
    fn a_pause_is_long_for_the_shop_and_for_the_customer() {
        let rules = StageRules { usual_gap_days: 30, long_pause_days: 100 };
        assert!(!rules.is_long(100, None) && rules.is_long(101, None));
        assert!(!rules.is_long(150, Some(50.0)) && rules.is_long(151, Some(50.0)));
    }
}
