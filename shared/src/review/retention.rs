//! How many customers stayed and how many left over a period, where nobody says goodbye.

use serde::{Deserialize, Serialize};

use crate::base::{Base, Customers};
use crate::domain::Day;
use crate::math::{exp, ln};
use crate::planning::{Assessment, Estimate, Portfolio};

/// 97.5 % quantile of the normal distribution.
use crate::math::NORMAL_975;

/// What became of the customers there at the start of a period, counted in two ways.
///
/// ```
/// use shared::base::Base;
/// use shared::planning::assess;
/// use shared::review::retention;
/// let base = Base::default();
/// assert!(retention(&base, &assess(&base.customers), 90, 180).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retention {
    /// The period's first day: who is counted had ordered by its end.
    pub start: Day,
    /// Its last day, the as-of day.
    pub end: Day,
    /// By the model; `None` where it cannot say or nobody was there at the start.
    pub expected: Option<ExpectedRetention>,
    /// By a rule of days without an order.
    pub by_rule: RuleRetention,
}

/// Customers who were alive, in expectation. One fit, with all data to the period's end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectedRetention {
    /// Σ P(alive at the start).
    pub base: f64,
    /// Σ P(alive at the start and at the end).
    pub retained: f64,
    /// The base less the retained.
    pub churned: f64,
    /// Churned over base with its 95 % interval (parameters and individuals, "if the model holds").
    pub churn: Estimate,
}

/// Customers who had ordered within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRetention {
    /// So many days without an order and a customer counts as gone.
    pub inactive_days: u32,
    /// Customers who had ordered within these days at the start.
    pub base: u32,
    /// Those of them who had also ordered within these days at the end.
    pub retained: u32,
    /// The others.
    pub churned: u32,
}

impl RuleRetention {
    /// Churned over base; `None` where nobody was active at the start.
    #[must_use]
    pub fn churn(&self) -> Option<f64> {
        (self.base > 0).then(|| f64::from(self.churned) / f64::from(self.base))
    }
}

/// Retention over the `days` up to the as-of day of a scored base; who joined in the period is not counted. By the rule,
/// a customer is gone after `inactive_days` without an order. `None` in an empty base.
///
/// Under MBG/NBD a customer can only leave right after an order. So who ordered after the start was alive at it, and who
/// did not was alive at the start exactly when alive at the end: P(alive at the start | all orders) is 1 or P(alive) now.
/// The interval is symmetric on the logit scale; its variance is that of the parameters by the delta method and that of
/// who really left were the parameters known.
#[must_use]
pub fn retention(base: &Base, assessment: &Assessment, days: u32, inactive_days: u32) -> Option<Retention> {
    let end = base.as_of?;
    let start = Day(end.0.saturating_sub_unsigned(days));
    Some(Retention {
        start,
        end,
        expected: expected(&base.customers, assessment, days),
        by_rule: by_rule(base, start, end, inactive_days),
    })
}

/// The part of the model, from frequency, recency and age alone.
pub(super) fn expected(customers: &Customers, assessment: &Assessment, days: u32) -> Option<ExpectedRetention> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let elasticity: Vec<[f64; 4]> =
        portfolio.histories.iter().map(|history| portfolio.alive_elasticity(&history)).collect();
    let alive = portfolio.alive();
    let (mut ordered, mut quiet) = (Group::default(), Group::default());
    for (row, (history, _)) in portfolio.rows().enumerate() {
        if customers.age_days[row] < days {
            continue;
        }
        let group = if customers.silent_days(row) < days { &mut ordered } else { &mut quiet };
        group.add(alive[history], &elasticity[history]);
    }
    let base = ordered.count + quiet.alive;
    let retained = ordered.alive + quiet.alive;
    let churned = ordered.count - ordered.alive;
    if base <= 0.0 {
        return None;
    }
    let churn = churned / base;
    let gradient = std::array::from_fn(|i| -(ordered.slope[i] + churn * quiet.slope[i]) / base);
    let individual = (ordered.variance + churn * churn * quiet.variance) / (base * base);
    let variance = portfolio.parameter_variance(&gradient, &[0.0; 3]) + individual;
    Some(ExpectedRetention { base, retained, churned, churn: share(churn, variance) })
}

/// A sum of P(alive) with its derivatives in the log parameters and the variance of the number truly alive.
#[derive(Default)]
struct Group {
    count: f64,
    alive: f64,
    slope: [f64; 4],
    variance: f64,
}

impl Group {
    fn add(&mut self, alive: f64, elasticity: &[f64; 4]) {
        self.count += 1.0;
        self.alive += alive;
        self.variance += alive * (1.0 - alive);
        for (sum, slope) in self.slope.iter_mut().zip(elasticity) {
            *sum += alive * slope;
        }
    }
}

/// A share with its 95 % interval on the logit scale.
fn share(value: f64, variance: f64) -> Estimate {
    if !(value > 0.0 && value < 1.0) {
        return Estimate { value, low: value, high: value };
    }
    let logit = ln(value / (1.0 - value));
    let half = NORMAL_975 * variance.sqrt() / (value * (1.0 - value));
    let at = |logit: f64| 1.0 / (1.0 + exp(-logit));
    Estimate { value, low: at(logit - half), high: at(logit + half) }
}

fn by_rule(base: &Base, start: Day, end: Day, inactive_days: u32) -> RuleRetention {
    let is_recent = |day: Day, at: Day| i64::from(at.0) - i64::from(day.0) < i64::from(inactive_days);
    let mut rule = RuleRetention { inactive_days, base: 0, retained: 0, churned: 0 };
    for row in 0..base.customers.len() {
        let (days, _) = base.orders.of(row);
        let before = days.partition_point(|day| *day <= start);
        if before == 0 || !is_recent(days[before - 1], start) {
            continue;
        }
        rule.base += 1;
        if is_recent(days[days.len() - 1], end) {
            rule.retained += 1;
        } else {
            rule.churned += 1;
        }
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::{RuleRetention, retention};
    use crate::base::Base;
    use crate::domain::Day;
    use crate::planning::{Assessment, assess};
    use crate::random::Random;
    use crate::review::fixture::{base, scored, shop};

    fn by_rule(base: &Base, days: u32, inactive_days: u32) -> RuleRetention {
        retention(base, &assess(&base.customers), days, inactive_days).expect("a base with orders").by_rule
    }

    #[test]
    fn the_rule_is_the_hand_count() {
        // Period: after day 70 up to day 100; gone after 20 days without an order.
        let shop = base(
            Day(100),
            &[
                (&[(60, 1), (95, 1)], 0), // there at 70, there at 100
                (&[(51, 1), (80, 1)], 0), // there at 70 by one day, gone at 100 by one day
                (&[(50, 1), (90, 1)], 0), // 20 days silent at 70: not there then
                (&[(70, 1)], 0),          // first order on the start day: there, then gone
                (&[(71, 1)], 0),          // joined in the period
            ],
        );
        assert_eq!(by_rule(&shop, 30, 20), RuleRetention { inactive_days: 20, base: 3, retained: 1, churned: 2 });
        assert_eq!(by_rule(&shop, 30, 20).churn(), Some(2.0 / 3.0));
        assert_eq!(by_rule(&shop, 60, 20).churn(), None);
    }

    #[test]
    fn the_rule_equals_a_naive_count_and_retained_and_churned_make_the_base() {
        let (shop, ..) = shop(11, 700);
        let end = shop.as_of.expect("orders").0;
        for (days, inactive) in [(30, 60), (90, 90), (90, 180), (365, 30)] {
            let active =
                |row: usize, at: i32| shop.orders.of(row).0.iter().any(|day| day.0 <= at && day.0 > at - inactive);
            let rows: Vec<usize> = (0..shop.customers.len()).filter(|row| active(*row, end - days)).collect();
            let retained = rows.iter().filter(|row| active(**row, end)).count() as u32;
            let rule = by_rule(&shop, days as u32, inactive as u32);
            assert_eq!(
                (rule.base, rule.retained, rule.churned),
                (rows.len() as u32, retained, rows.len() as u32 - retained)
            );
        }
    }

    #[test]
    fn expected_churn_is_its_definition_and_retained_and_churned_make_the_base() {
        let (shop, assessment, _) = shop(12, 1_500);
        let end = shop.as_of.expect("orders").0;
        for days in [1, 30, 90, 365] {
            let found = retention(&shop, &assessment, days, 90).expect("orders").expected.expect("estimated");
            let (mut at_start, mut at_both) = (0.0, 0.0);
            for row in 0..shop.customers.len() {
                let (ordered, _) = shop.orders.of(row);
                if ordered[0].0 > end - days as i32 {
                    continue;
                }
                let alive = shop.customers.probability_alive[row];
                at_both += alive;
                at_start += if ordered.iter().any(|day| day.0 > end - days as i32) { 1.0 } else { alive };
            }
            assert!((found.churn.value - (1.0 - at_both / at_start)).abs() < 1e-12);
            assert!((found.base - at_start).abs() < 1e-6 && (found.retained - at_both).abs() < 1e-6);
            assert!((found.retained + found.churned - found.base).abs() < 1e-9 * found.base);
            assert!(found.churn.low < found.churn.value && found.churn.value < found.churn.high);
        }
    }

    /// Customers of an MBG/NBD with the churn that really happened over the last `period` days.
    fn drawn(seed: u64, period: i32) -> (Base, Assessment, f64) {
        let mut random = Random::new(seed, 0);
        let (mut histories, mut at_start, mut left) = (Vec::new(), 0.0, 0.0);
        for customer in 0..3_000 {
            let rate = random.gamma(1.2, 40.0);
            let (a, b) = (random.gamma(1.0, 1.0), random.gamma(3.0, 1.0));
            let leaves = a / (a + b);
            let mut at = f64::from(customer % 400);
            let mut transactions: Vec<(i32, i64)> = Vec::new();
            let mut gone = None;
            while at < 600.0 {
                let day = at as i32;
                if transactions.last().is_none_or(|last| last.0 < day) {
                    transactions.push((day, 1_000));
                }
                if random.uniform() < leaves {
                    gone = Some(day);
                    break;
                }
                at += random.exponential(rate);
            }
            let start = 600 - period;
            if transactions[0].0 <= start && gone.is_none_or(|day| day > start) {
                at_start += 1.0;
                left += f64::from(u8::from(gone.is_some()));
            }
            histories.push(transactions);
        }
        let rows: Vec<(&[(i32, i64)], i64)> = histories.iter().map(|history| (history.as_slice(), 0)).collect();
        let (base, assessment, _) = scored(base(Day(600), &rows));
        (base, assessment, left / at_start)
    }

    #[test]
    fn the_interval_holds_the_churn_of_customers_who_follow_the_model() {
        let holds = |seed: &u64| {
            let (base, assessment, truth) = drawn(*seed, 90);
            let churn = retention(&base, &assessment, 90, 90).expect("orders").expected.expect("estimated").churn;
            churn.low <= truth && truth <= churn.high
        };
        assert!((0..20).filter(holds).count() >= 16);
    }

    #[test]
    fn a_shift_of_all_dates_changes_nothing_but_dates() {
        let histories: &[(&[(i32, i64)], i64)] = &[(&[(60, 1), (95, 1)], 0), (&[(51, 1), (80, 1)], 0)];
        let shifted: Vec<Vec<(i32, i64)>> =
            histories.iter().map(|history| history.0.iter().map(|order| (order.0 + 777, order.1)).collect()).collect();
        let shifted: Vec<(&[(i32, i64)], i64)> = shifted.iter().map(|history| (history.as_slice(), 0)).collect();
        assert_eq!(by_rule(&base(Day(100), histories), 30, 20), by_rule(&base(Day(877), &shifted), 30, 20));
    }
}
