//! Preparation against naive passes over the same orders.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shared::domain::Day;
use shared::scoring::preparation::cohort::{CohortPeriod, CohortTriangle};
use shared::scoring::preparation::rfm::fifths;
use shared::scoring::preparation::{
    CalibrationHoldout, EarlierDay, FreeOrders, OrderLog, PurchaseLog, PurchaseNumbers, PurchaseRecord, transactions,
};

/// Customer, day and amount of order lines, several of them often on one day.
fn lines() -> impl Strategy<Value = Vec<(u8, i32, i64)>> {
    prop::collection::vec((0_u8..6, 0..60, -400_i64..1_000), 0..120)
}

fn log_of(lines: &[(u8, i32, i64)]) -> PurchaseLog<u8> {
    let mut log = OrderLog::default();
    for (customer, day, amount) in lines {
        log.push(customer, Day(*day), *amount);
    }
    log.finish()
}

/// Days with a positive sum, by the definition alone.
fn naive(lines: &[(u8, i32, i64)], customer: u8) -> Vec<(Day, i64)> {
    let mut days: BTreeMap<i32, i64> = BTreeMap::new();
    for (_, day, amount) in lines.iter().filter(|line| line.0 == customer) {
        *days.entry(*day).or_default() += amount;
    }
    days.into_iter().filter(|day| day.1 > 0).map(|(day, sum)| (Day(day), sum)).collect()
}

/// A record of one customer's orders that come in the order of days.
fn record_of(orders: &[(Day, i64)]) -> PurchaseRecord {
    let mut record = PurchaseRecord::default();
    for (day, amount) in orders {
        record.add(*day, *amount).expect("sorted by day");
    }
    record
}

fn close(left: &PurchaseNumbers, right: &PurchaseNumbers) -> bool {
    (left.log_gaps - right.log_gaps).abs() <= 1e-12 * right.log_gaps.abs().max(1.0)
        && *left == PurchaseNumbers { log_gaps: left.log_gaps, ..*right }
}

proptest! {
    #[test]
    fn the_log_finds_what_a_naive_pass_finds(lines in lines()) {
        let log = log_of(&lines);
        let all: BTreeSet<u8> = lines.iter().map(|line| line.0).collect();
        prop_assert_eq!(log.len() + log.without_purchase(), all.len());
        prop_assert_eq!(log.last_order(), lines.iter().map(|line| Day(line.1)).max());
        let appeared: Vec<usize> =
            log.keys().iter().map(|key| lines.iter().position(|line| line.0 == *key).unwrap()).collect();
        prop_assert!(appeared.is_sorted());
        for (row, key) in log.keys().iter().enumerate() {
            let (days, values) = log.of(row);
            let found: Vec<_> = days.iter().copied().zip(values.iter().copied()).collect();
            prop_assert_eq!(&found, &naive(&lines, *key));
            let everything: i64 = lines.iter().filter(|line| line.0 == *key).map(|line| line.2).sum();
            prop_assert_eq!(values.iter().sum::<i64>() + log.refunds()[row], everything);
        }
    }

    #[test]
    fn the_log_does_not_depend_on_the_order_of_lines(lines in lines(), turn in any::<prop::sample::Index>()) {
        let of_each = |log: PurchaseLog<u8>| -> BTreeMap<u8, _> {
            (0..log.len()).map(|row| (log.keys()[row], (log.numbers(row), log.refunds()[row]))).collect()
        };
        let mut turned = lines.clone();
        if !turned.is_empty() {
            turned.rotate_left(turn.index(lines.len()));
            turned.reverse();
        }
        prop_assert_eq!(of_each(log_of(&lines)), of_each(log_of(&turned)));
    }

    #[test]
    fn a_record_kept_order_by_order_is_the_one_counted_anew(lines in lines()) {
        let mut orders: Vec<(Day, i64)> = lines.iter().map(|line| (Day(line.1), line.2)).collect();
        orders.sort_by_key(|order| order.0);
        for known in 0..orders.len() {
            let record = record_of(&orders[..known]);
            let (purchases, refunds) = transactions(&mut orders[..known].to_vec(), FreeOrders::LeftOut);
            prop_assert_eq!(record.numbers(), PurchaseNumbers::of(purchases));
            prop_assert_eq!(record.refunds(), refunds);
        }
    }

    #[test]
    fn records_merge_where_the_order_of_days_allows(lines in lines(), cut in 0..60) {
        let mut orders: Vec<(Day, i64)> = lines.iter().map(|line| (Day(line.1), line.2)).collect();
        orders.sort_by_key(|order| order.0);
        let middle = orders.partition_point(|order| order.0 < Day(cut));
        let mut merged = record_of(&orders[..middle]);
        merged.merge(&record_of(&orders[middle..])).expect("all days are later");
        let whole = record_of(&orders);
        prop_assert_eq!(merged.refunds(), whole.refunds());
        match (merged.numbers(), whole.numbers()) {
            (Some(merged), Some(whole)) => prop_assert!(close(&merged, &whole), "{:?} {:?}", merged, whole),
            (merged, whole) => prop_assert_eq!(merged, whole),
        }
    }

    #[test]
    fn a_split_counts_what_lies_on_either_side(lines in lines(), calibration_end in 0..50, length in 1..30) {
        let log = log_of(&lines);
        let (first_end, second_end) = (Day(calibration_end), Day(calibration_end + length));
        let split = CalibrationHoldout::of(log.rows(), first_end, second_end).expect("a day is left");
        let mut rows = split.row.iter().enumerate().peekable();
        for (row, key) in log.keys().iter().enumerate() {
            let all = naive(&lines, *key);
            let before: Vec<_> = all.iter().copied().filter(|purchase| purchase.0 <= first_end).collect();
            let after: Vec<_> =
                all.into_iter().filter(|purchase| first_end < purchase.0 && purchase.0 <= second_end).collect();
            let Some(numbers) = PurchaseNumbers::of(before) else { continue };
            let (at, of) = rows.next().expect("who bought before is in the split");
            prop_assert_eq!(*of as usize, row);
            prop_assert_eq!(split.numbers[at], numbers);
            prop_assert_eq!(split.transactions[at] as usize, after.len());
            prop_assert_eq!(split.spend[at], after.iter().map(|purchase| purchase.1).sum::<i64>());
        }
        prop_assert!(rows.next().is_none());
        prop_assert_eq!(split.histories().customers() as usize, split.len());
    }

    #[test]
    fn fifths_follow_the_values_and_never_part_equals(values in prop::collection::vec(0_u8..20, 1..80)) {
        let scores = fifths(&values);
        for (value, score) in values.iter().zip(&scores) {
            let smaller = values.iter().filter(|other| *other < value).count();
            let equal = values.iter().filter(|other| *other == value).count();
            let rank = (smaller as f64 + 0.5 * equal as f64) / values.len() as f64;
            prop_assert!((1..=5).contains(score));
            prop_assert!((f64::from(*score) - 1.0) / 5.0 <= rank + 1e-12 && rank - 1e-12 < f64::from(*score) / 5.0);
        }
    }

    #[test]
    fn the_triangle_holds_every_purchase_once(lines in lines(), as_of in 0..80) {
        let lines: Vec<_> = lines.iter().map(|(key, day, amount)| (*key, day * 9, *amount)).collect();
        let (log, as_of) = (log_of(&lines), Day(as_of * 9));
        for period in [CohortPeriod::Month, CohortPeriod::Quarter] {
            let triangle = CohortTriangle::of(log.rows().collect::<Vec<_>>(), period, as_of);
            let known: Vec<_> = (0..6).flat_map(|key| {
                naive(&lines, key).into_iter().filter(|purchase| purchase.0 <= as_of).map(move |purchase| (key, purchase))
            }).collect();
            let cells = || triangle.cohorts.iter().flat_map(|cohort| &cohort.cells);
            prop_assert_eq!(cells().map(|cell| cell.transactions as usize).sum::<usize>(), known.len());
            prop_assert_eq!(cells().map(|cell| cell.spend).sum::<i64>(), known.iter().map(|(_, (_, sum))| sum).sum::<i64>());
            let active: BTreeSet<_> = known.iter().map(|(key, (day, _))| (*key, period.number(*day))).collect();
            prop_assert_eq!(cells().map(|cell| cell.active as usize).sum::<usize>(), active.len());
            for (back, cohort) in triangle.cohorts.iter().rev().enumerate() {
                prop_assert_eq!(cohort.cells.len(), back + 1);
                prop_assert_eq!(cohort.customers, cohort.cells[0].active);
            }
        }
    }
}

#[test]
fn an_order_of_a_settled_day_is_refused_and_changes_nothing() {
    let mut record = record_of(&[(Day(3), 10), (Day(8), 20)]);
    let before = record;
    assert_eq!(record.add(Day(7), 5), Err(EarlierDay { day: Day(7), open: Day(8) }));
    let overlapping = record_of(&[(Day(8), 1), (Day(9), 1)]);
    assert_eq!(record.merge(&overlapping), Err(EarlierDay { day: Day(8), open: Day(8) }));
    assert_eq!(record, before);
    record.merge(&record_of(&[(Day(8), -20)])).expect("one day, the open one");
    assert_eq!(record.numbers(), PurchaseNumbers::of([(Day(3), 10)]));
    record.merge(&PurchaseRecord::default()).expect("nothing to add");
    assert_eq!(record.refunds(), 0);
}

#[test]
fn a_record_reads_back_to_the_last_bit() {
    let record = record_of(&[(Day(3), 10), (Day(8), 20), (Day(19), i64::MAX), (Day(19), i64::MAX)]);
    let text = serde_json::to_string(&record).expect("plain values");
    assert_eq!(serde_json::from_str::<PurchaseRecord>(&text).expect("just written"), record);
}

#[test]
fn a_holdout_needs_a_day() {
    let log = log_of(&[(1, 5, 100)]);
    assert!(CalibrationHoldout::of(log.rows(), Day(5), Day(5)).is_err());
    let split = CalibrationHoldout::of(log.rows(), Day(4), Day(9)).expect("five days");
    assert_eq!((split.is_empty(), split.holdout_days()), (true, 5));
}

/// Customer 12347 of the Online Retail data (Chen, Sain and Guo 2012), cancellations left out: lifetimes and PyMC-Marketing give
/// x 6, t_x 365 days, T 367 days and a mean repeat spend of 599.701667.
#[test]
fn a_customer_of_online_retail_has_the_published_numbers() {
    let sums = [
        ("2010-12-07", 71_179),
        ("2011-01-26", 47_539),
        ("2011-04-07", 63_625),
        ("2011-06-09", 38_252),
        ("2011-08-02", 58_491),
        ("2011-10-31", 129_432),
        ("2011-12-07", 22_482),
    ];
    let day = |text: &str| text.parse::<Day>().expect("a date");
    let numbers = PurchaseNumbers::of(sums.map(|(text, pence)| (day(text), pence))).expect("seven transactions");
    assert_eq!((numbers.frequency, numbers.recency_days(), numbers.age_days(day("2011-12-09"))), (6, 365, 367));
    assert!((numbers.spend().mean / 100.0 - 599.701_667).abs() < 5e-7);
}
