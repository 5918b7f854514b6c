//! What is compared, and which customers have it.

use serde::{Deserialize, Serialize};

use crate::base::Base;
use crate::domain::Day;
use crate::scoring::preparation::cohort::CohortPeriod;
use crate::scoring::preparation::rfm::fifths;

/// When the second order came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondOrder {
    /// 1 to 30 days after the first.
    Within30,
    /// 31 to 60 days.
    Within60,
    /// 61 to 90 days.
    Within90,
}

/// Something that is true of some customers 90 days after their first order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Factor {
    /// They came from this acquisition source.
    Source(u16),
    /// When they ordered the second time, if within 90 days.
    SecondOrder(SecondOrder),
    /// The value of their first order lies in this fifth of all first orders, 1 for the smallest.
    FirstValue(u8),
    /// The first order was on a Saturday or Sunday.
    FirstOnWeekend,
    /// The first order was in this quarter of the year, 1 to 4.
    FirstInQuarter(u8),
}

/// A customer 90 days after the first order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Observed {
    /// What is true of them: at most one factor a kind.
    pub(super) factors: [Option<Factor>; 5],
    /// Calendar quarter of the first order.
    pub(super) quarter: i32,
    /// Whether they came back.
    pub(super) came_back: bool,
}

/// The customers whose first order was on or before `latest`, as known `landmark` days after it, and whether they ordered in
/// the `outcome` days after that.
pub(super) fn observed(base: &Base, latest: Day, landmark: i32, outcome: i32) -> Vec<Observed> {
    let rows: Vec<usize> = (0..base.customers.len())
        .filter(|row| base.orders.of(*row).0.first().is_some_and(|day| *day <= latest))
        .collect();
    let first_values: Vec<i64> = rows.iter().map(|row| base.orders.of(*row).1[0]).collect();
    let observe = |(row, fifth): (&usize, u8)| {
        let days = base.orders.of(*row).0;
        let first = days[0];
        let ends = first.0 + landmark;
        let next = days[days.partition_point(|day| day.0 <= ends)..].first();
        let quarter = CohortPeriod::Quarter.number(first);
        Observed {
            factors: [
                Some(Factor::Source(base.customers.source[*row])),
                second_order(days).map(Factor::SecondOrder),
                Some(Factor::FirstValue(fifth)),
                is_weekend(first).then_some(Factor::FirstOnWeekend),
                Some(Factor::FirstInQuarter(quarter.rem_euclid(4) as u8 + 1)),
            ],
            quarter,
            came_back: next.is_some_and(|day| day.0 <= ends + outcome),
        }
    };
    rows.iter().zip(fifths(&first_values)).map(observe).collect()
}

fn second_order(days: &[Day]) -> Option<SecondOrder> {
    match days.get(1)?.0 - days[0].0 {
        ..=30 => Some(SecondOrder::Within30),
        31..=60 => Some(SecondOrder::Within60),
        61..=90 => Some(SecondOrder::Within90),
        _ => None,
    }
}

/// Day 0 was a Thursday.
fn is_weekend(day: Day) -> bool {
    (day.0 + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::{SecondOrder, is_weekend, second_order};
    use crate::domain::Day;

    #[test]
    fn weekends_are_those_of_the_calendar() {
        for (text, expected) in
            [("2026-11-21", true), ("2026-11-22", true), ("2026-11-23", false), ("1969-12-28", true)]
        {
            assert_eq!(is_weekend(text.parse().expect("a date")), expected, "{text}");
        }
    }

    #[test]
    fn second_orders_are_counted_from_the_first() {
        for (second, expected) in [
            (130, Some(SecondOrder::Within30)),
            (131, Some(SecondOrder::Within60)),
            (190, Some(SecondOrder::Within90)),
            (191, None),
        ] {
            assert_eq!(second_order(&[Day(100), Day(second), Day(900)]), expected);
        }
        assert_eq!(second_order(&[Day(100)]), None);
    }
}
