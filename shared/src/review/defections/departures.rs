//! Who left over a period, customer by customer.

use serde::{Deserialize, Serialize};

use crate::base::Base;
use crate::domain::Day;
use crate::planning::{Assessment, Portfolio};
use crate::review::earlier::{Earlier, earlier};

/// Below this P(alive) a customer counts as gone, as in the equity bridge.
pub const LEFT_BELOW: f64 = 0.2;

/// When a customer without a contract counts as gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftRule {
    /// When P(alive) is below [`LEFT_BELOW`]; both days by today's fit.
    ByModel,
    /// After so many days without an order.
    ByDays {
        /// The days.
        inactive_days: u32,
    },
}

/// Who was a customer at the start of a period, and who of them left by its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Departures {
    /// The period's first day.
    pub start: Day,
    /// Its last day, the as-of day.
    pub end: Day,
    /// Customers at the start.
    pub base: u32,
    /// Rows of those who left, ascending.
    pub rows: Vec<u32>,
    /// What was known of everybody at the start.
    pub(super) then: Earlier,
    /// For each of `rows` its row in `then`.
    pub(super) rows_then: Vec<u32>,
}

/// Who left over the `days` up to the as-of day. `None` in an empty base, and by the model where it cannot say.
///
/// ```
/// use shared::base::Base;
/// use shared::planning::assess;
/// use shared::review::{LeftRule, departures};
/// let base = Base::default();
/// assert!(departures(&base, &assess(&base.customers), 90, LeftRule::ByModel).is_none());
/// ```
#[must_use]
pub fn departures(base: &Base, assessment: &Assessment, days: u32, rule: LeftRule) -> Option<Departures> {
    let end = base.as_of?;
    let start = Day(end.0.saturating_sub_unsigned(days));
    let then = earlier(base, start);
    let alive = match rule {
        LeftRule::ByModel => {
            let portfolio = Portfolio::new(&then.customers, assessment)?;
            let alive = portfolio.alive();
            portfolio.rows().map(|(history, _)| alive[history]).collect()
        }
        LeftRule::ByDays { .. } => Vec::new(),
    };
    let (mut there, mut rows, mut rows_then) = (0, Vec::new(), Vec::new());
    for (at, row) in then.rows.iter().enumerate() {
        let (was, is) = match rule {
            LeftRule::ByModel => {
                (alive[at] >= LEFT_BELOW, base.customers.probability_alive[*row as usize] >= LEFT_BELOW)
            }
            LeftRule::ByDays { inactive_days } => {
                let now = base.customers.silent_days(*row as usize);
                (then.customers.silent_days(at) < inactive_days, now < inactive_days)
            }
        };
        there += u32::from(was);
        if was && !is {
            rows.push(*row);
            rows_then.push(at as u32);
        }
    }
    Some(Departures { start, end, base: there, rows, then, rows_then })
}

#[cfg(test)]
mod tests {
    use super::{LeftRule, departures};
    use crate::domain::Day;
    use crate::planning::{Reason, Verdict, assess};
    use crate::review::fixture::{base, shop};
    use crate::review::{Cause, bridge, retention};

    #[test]
    fn by_days_they_are_those_of_the_retention_rule() {
        // Period: after day 70 up to day 100; gone after 20 days without an order.
        let small = base(
            Day(100),
            &[(&[(60, 1), (95, 1)], 0), (&[(51, 1), (80, 1)], 0), (&[(50, 1)], 0), (&[(70, 1)], 0), (&[(71, 1)], 0)],
        );
        let rule = LeftRule::ByDays { inactive_days: 20 };
        let found = departures(&small, &assess(&small.customers), 30, rule).expect("orders");
        assert_eq!((found.base, found.rows), (3, vec![1, 3]));

        let (shop, assessment, _) = shop(95, 900);
        for (days, inactive_days) in [(30, 60), (90, 180), (365, 30)] {
            let found = departures(&shop, &assessment, days, LeftRule::ByDays { inactive_days }).expect("orders");
            let counted = retention(&shop, &assessment, days, inactive_days).expect("orders").by_rule;
            assert_eq!((found.base, found.rows.len() as u32), (counted.base, counted.churned));
        }
    }

    #[test]
    fn by_the_model_they_are_the_lost_of_the_bridge() {
        let (shop, mut assessment, settings) = shop(96, 1_500);
        for days in [30, 90, 365] {
            let found = departures(&shop, &assessment, days, LeftRule::ByModel).expect("estimated");
            let bridge = bridge(&shop, &assessment, &settings, days).expect("estimated");
            let lost = bridge.items.iter().find(|item| item.cause == Cause::Lost).expect("every cause");
            assert_eq!(found.rows.len() as u32, lost.customers);
            assert!(found.base as usize > found.rows.len() && !found.rows.is_empty());
        }
        assessment.verdict = Verdict::RankByLateness { reason: Reason::NotConverged };
        assert!(departures(&shop, &assessment, 90, LeftRule::ByModel).is_none());
    }
}
