//! From customer equity on one day to customer equity on another, cause by cause.

use serde::{Deserialize, Serialize};

use super::earlier::earlier;
use crate::base::Base;
use crate::domain::{Day, Settings};
use crate::planning::{Assessment, Verdict, assess, value};

/// Below this P(alive) a customer counts as lost: the bound of [`RiskBand::NearlyGone`](crate::planning::RiskBand).
const LOST_BELOW: f64 = 0.2;
/// Changes of less than a minor unit are none.
const LEAST_CHANGE_MINOR: f64 = 1.0;

/// Why equity changed, in the order of the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Customers known at the start, valued on the orders up to then: today's fit instead of the fit of then.
    ModelRefit,
    /// Other margin, discount rate or horizon. Both days are valued with today's settings, so there is none until
    /// settings have a history.
    ChangedAssumptions,
    /// Customers whose first order came after the start: all they are worth.
    New,
    /// Customers worth more than at the start.
    Grown,
    /// Customers worth as much, to the minor unit.
    Kept,
    /// Customers worth less who are not lost.
    Shrunk,
    /// Customers whose P(alive) fell from at least 0.2 to less.
    Lost,
}

impl Cause {
    /// All causes in the order of the bridge.
    pub const ALL: [Self; 7] =
        [Self::ModelRefit, Self::ChangedAssumptions, Self::New, Self::Grown, Self::Kept, Self::Shrunk, Self::Lost];
}

/// One step of the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BridgeItem {
    /// Why.
    pub cause: Cause,
    /// Customers it concerns.
    pub customers: u32,
    /// By how much equity changed, minor units.
    pub change_minor: i64,
}

/// What customer equity was, what it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// Last day whose orders the start knows.
    pub start: Day,
    /// The as-of day.
    pub end: Day,
    /// Customer equity at the start: the orders up to then under a fit to them, minor units.
    pub start_minor: i64,
    /// Customer equity now, minor units.
    pub end_minor: i64,
    /// One entry a cause, in the order of [`Cause::ALL`]; the changes sum to the difference exactly.
    pub items: Vec<BridgeItem>,
}

/// Why there is no bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum BridgeProblem {
    /// Lifetime values are not known today.
    #[error("lifetime values cannot be told today")]
    NotKnownNow,
    /// The orders up to the start did not identify them.
    #[error("lifetime values could not be told on the earlier day")]
    NotKnownThen,
}

/// The bridge over the `days` up to the as-of day of a scored base. Each customer known at the start is valued three times:
/// on the orders up to it under the fit to them, on the same orders under today's fit, and today. The first difference is
/// the refit; the second has its cause by customer. Items are sums rounded to whole minor units so that their sum is that
/// of the rounded ends (largest remainders).
///
/// # Errors
/// When lifetime values are not known on one of the days.
///
/// ```
/// use shared::base::Base;
/// use shared::domain::Settings;
/// use shared::planning::assess;
/// use shared::review::{BridgeProblem, bridge};
/// let base = Base::default();
/// let assessment = assess(&base.customers);
/// assert_eq!(bridge(&base, &assessment, &Settings::initial("Maple"), 90), Err(BridgeProblem::NotKnownNow));
/// ```
pub fn bridge(base: &Base, assessment: &Assessment, settings: &Settings, days: u32) -> Result<Bridge, BridgeProblem> {
    let values = &base.customers.lifetime_value_minor;
    let Some(end) = base.as_of.filter(|_| assessment.verdict == Verdict::Estimated) else {
        return Err(BridgeProblem::NotKnownNow);
    };
    if values.iter().any(|value| value.is_nan()) {
        return Err(BridgeProblem::NotKnownNow);
    }
    let start = Day(end.0.saturating_sub_unsigned(days));
    let then = earlier(base, start);
    let before = value(&then.customers, &assess(&then.customers), settings).ok_or(BridgeProblem::NotKnownThen)?;
    let refitted = value(&then.customers, assessment, settings).ok_or(BridgeProblem::NotKnownNow)?;

    let mut sums = [Sum::default(); Cause::ALL.len()];
    let mut add = |cause: Cause, change: f64| sums[cause as usize].add(change);
    let mut known = then.rows.iter().map(|row| *row as usize).enumerate().peekable();
    for (row, now) in values.iter().copied().enumerate() {
        let Some((at, _)) = known.next_if(|(_, known)| *known == row) else {
            add(Cause::New, now);
            continue;
        };
        add(Cause::ModelRefit, refitted.lifetime_value_minor[at] - before.lifetime_value_minor[at]);
        let change = now - refitted.lifetime_value_minor[at];
        let alive = (refitted.probability_alive[at], base.customers.probability_alive[row]);
        add(cause(change, alive), change);
    }
    let total = |values: &[f64]| values.iter().sum::<f64>().round() as i64;
    let (start_minor, end_minor) = (total(&before.lifetime_value_minor), total(values));
    let changes = apportion(&sums.map(|sum| sum.change), end_minor - start_minor);
    let item = |((cause, sum), change_minor): ((Cause, Sum), i64)| BridgeItem {
        cause,
        customers: sum.customers,
        change_minor,
    };
    let items = Cause::ALL.into_iter().zip(sums).zip(changes).map(item).collect();
    Ok(Bridge { start, end, start_minor, end_minor, items })
}

/// The cause of a known customer's change; `alive` is P(alive) then and now under one fit.
fn cause(change: f64, alive: (f64, f64)) -> Cause {
    if alive.0 >= LOST_BELOW && alive.1 < LOST_BELOW {
        Cause::Lost
    } else if change.abs() < LEAST_CHANGE_MINOR {
        Cause::Kept
    } else if change > 0.0 {
        Cause::Grown
    } else {
        Cause::Shrunk
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    customers: u32,
    change: f64,
}

impl Sum {
    fn add(&mut self, change: f64) {
        self.customers += 1;
        self.change += change;
    }
}

/// Whole numbers near the parts that sum to `total`: each part is rounded down, and what is missing goes, one by one, to
/// the largest remainders, to the first of equals; never to a part of exactly zero.
fn apportion<const N: usize>(parts: &[f64; N], total: i64) -> [i64; N] {
    let mut whole = parts.map(|part| part.floor() as i64);
    let mut order: Vec<usize> = (0..N).filter(|index| parts[*index] != 0.0).collect();
    let remainder = |index: &usize| parts[*index] - parts[*index].floor();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    let mut missing = total - whole.iter().sum::<i64>();
    // Rounding may leave less than nothing to give; then the smallest remainders give back.
    if missing < 0 {
        order.reverse();
    }
    let one = missing.signum();
    for index in order.into_iter().cycle() {
        if missing == 0 {
            break;
        }
        whole[index] += one;
        missing -= one;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::{Bridge, BridgeProblem, Cause, apportion, bridge, cause};
    use crate::domain::{Day, Settings};
    use crate::planning::{assess, score};
    use crate::review::earlier::earlier;
    use crate::review::fixture::{scored, shop};

    fn change(bridge: &Bridge, cause: Cause) -> (u32, i64) {
        let item = bridge.items.iter().find(|item| item.cause == cause).expect("every cause");
        (item.customers, item.change_minor)
    }

    #[test]
    fn items_sum_to_the_change_and_each_is_a_naive_sum() {
        let (base, assessment, settings) = shop(41, 1_500);
        for days in [30, 90, 365] {
            let found = bridge(&base, &assessment, &settings, days).expect("estimated on both days");
            let sum: i64 = found.items.iter().map(|item| item.change_minor).sum();
            assert_eq!(found.start_minor + sum, found.end_minor);
            assert_eq!(found.items.iter().map(|item| item.cause).collect::<Vec<_>>(), Cause::ALL);

            // The second way: whole scores of a base of then, customer by customer.
            let at = Day(base.as_of.expect("orders").0 - days as i32);
            let mut before = earlier(&base, at).customers;
            let mut refitted = before.clone();
            score(&mut before, &assess(&refitted), &settings);
            score(&mut refitted, &assessment, &settings);
            let equity: f64 = before.lifetime_value_minor.iter().sum();
            assert_eq!(found.start_minor, equity.round() as i64);
            let (mut new, mut lost, mut refit) = ((0, 0.0), (0, 0.0), 0.0);
            for (row, id) in base.customers.id.iter().enumerate() {
                let now = base.customers.lifetime_value_minor[row];
                match before.id.iter().position(|known| known == id) {
                    None => new = (new.0 + 1, new.1 + now),
                    Some(known) => {
                        refit += refitted.lifetime_value_minor[known] - before.lifetime_value_minor[known];
                        if refitted.probability_alive[known] >= 0.2 && base.customers.probability_alive[row] < 0.2 {
                            lost = (lost.0 + 1, lost.1 + now - refitted.lifetime_value_minor[known]);
                        }
                    }
                }
            }
            for (cause, (customers, expected)) in
                [(Cause::New, new), (Cause::Lost, lost), (Cause::ModelRefit, (before.len() as u32, refit))]
            {
                let (found_customers, minor) = change(&found, cause);
                assert_eq!(found_customers, customers, "{cause:?}");
                assert!((minor as f64 - expected).abs() <= 1.001, "{cause:?}: {minor} and {expected}");
            }
            let by_customer =
                [Cause::Grown, Cause::Kept, Cause::Shrunk, Cause::Lost].map(|cause| change(&found, cause).0);
            assert_eq!(by_customer.iter().sum::<u32>() as usize, before.len());
        }
    }

    #[test]
    fn equity_now_is_that_of_the_scores_and_a_bridge_over_no_time_is_flat() {
        let (base, assessment, settings) = shop(42, 1_200);
        let found = bridge(&base, &assessment, &settings, 0).expect("estimated");
        let equity: f64 = base.customers.lifetime_value_minor.iter().sum();
        assert_eq!((found.start_minor, found.end_minor), (equity.round() as i64, equity.round() as i64));
        assert!(found.items.iter().all(|item| item.change_minor == 0));
        assert_eq!(change(&found, Cause::Kept).0 as usize, base.customers.len());
    }

    #[test]
    fn causes_are_told_apart_at_their_bounds() {
        assert_eq!(cause(-500.0, (0.2, 0.199)), Cause::Lost);
        assert_eq!(cause(-500.0, (0.2, 0.2)), Cause::Shrunk);
        assert_eq!(cause(-500.0, (0.199, 0.1)), Cause::Shrunk);
        assert_eq!(cause(-0.99, (0.9, 0.9)), Cause::Kept);
        assert_eq!(cause(1.0, (0.1, 0.9)), Cause::Grown);
    }

    #[test]
    fn rounded_parts_stay_within_one_and_sum_exactly() {
        assert_eq!(apportion(&[0.5, 0.5, -1.0], 0), [1, 0, -1]);
        assert_eq!(apportion(&[1.6, -2.7, 0.0, 3.3], 2), [2, -3, 0, 3]);
        assert_eq!(apportion(&[10.9, 10.9], 21), [11, 10]);
        assert_eq!(apportion(&[3.0, 4.0], 6), [3, 3], "one too many is given back");
    }

    #[test]
    fn too_little_history_on_either_day_is_said() {
        let (base, assessment, settings) = shop(43, 1_200);
        assert_eq!(bridge(&base, &assessment, &settings, 690), Err(BridgeProblem::NotKnownThen));
        let (few, assessment, _) = scored(super::super::fixture::base(Day(10), &[(&[(1, 5)], 0)]));
        let settings = Settings::initial("Maple & Finch");
        assert_eq!(bridge(&few, &assessment, &settings, 5), Err(BridgeProblem::NotKnownNow));
    }
}
