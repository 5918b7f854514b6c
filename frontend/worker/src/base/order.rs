//! All rows in the order of a column.

use protocol::{Column, Sort};
use shared::base::Customers;

/// A customer's value in a column; NaN where it is not known.
pub(crate) fn value(customers: &Customers, column: Column, row: usize) -> f64 {
    match column {
        Column::ValueAtRisk => customers.value_at_risk_minor[row],
        Column::ProbabilityAlive => customers.probability_alive[row],
        Column::LifetimeValue => customers.lifetime_value_minor[row],
        Column::ExpectedOrders => customers.expected_orders[row],
        Column::Transactions => f64::from(customers.frequency[row]),
        Column::NetValue => net_minor(customers, row) as f64,
        Column::Silent => f64::from(customers.silent_days(row)),
        Column::Lateness => customers.lateness(row).unwrap_or(f64::NAN),
    }
}

/// Net value of transactions and refunds so far, minor units.
pub(crate) fn net_minor(customers: &Customers, row: usize) -> i64 {
    customers.first_spend_minor[row] + customers.repeat_spend_minor[row] + customers.refunds_minor[row]
}

/// All rows in order. Ties are broken by row; unknown values come last either way.
pub(crate) fn sorted_rows(customers: &Customers, sort: Sort) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0_u32..)
        .take(customers.len())
        .map(|row| (sort_key(value(customers, sort.column, row as usize), sort.descending), row))
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// An integer that orders like the number, or the other way round; unknown values are the greatest.
fn sort_key(value: f64, descending: bool) -> u64 {
    if value.is_nan() {
        return u64::MAX;
    }
    // Adding zero makes the two zeros one.
    let bits = (value + 0.0).to_bits();
    let ascending = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    if descending { !ascending } else { ascending }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use protocol::{Column, Sort};

    use super::{sort_key, sorted_rows, value};
    use crate::base::test_base;

    pub(crate) const COLUMNS: [Column; 8] = [
        Column::ValueAtRisk,
        Column::ProbabilityAlive,
        Column::LifetimeValue,
        Column::ExpectedOrders,
        Column::Transactions,
        Column::NetValue,
        Column::Silent,
        Column::Lateness,
    ];

    #[test]
    fn every_column_sorts_like_a_stable_comparison_with_unknown_last() {
        let base = test_base::random(7, 700);
        for column in COLUMNS {
            for descending in [false, true] {
                let mut expected: Vec<u32> = (0..700).collect();
                expected.sort_by(|a, b| {
                    let (a, b) = [a, b].map(|row| value(&base.customers, column, *row as usize)).into();
                    match (a.is_nan(), b.is_nan()) {
                        (true, true) => Ordering::Equal,
                        (true, false) => Ordering::Greater,
                        (false, true) => Ordering::Less,
                        (false, false) if descending => b.partial_cmp(&a).expect("both are numbers"),
                        (false, false) => a.partial_cmp(&b).expect("both are numbers"),
                    }
                });
                assert_eq!(sorted_rows(&base.customers, Sort { column, descending }), expected, "{column:?}");
            }
        }
    }

    #[test]
    fn keys_order_negative_numbers_zeros_and_infinities() {
        let ascending = [f64::NEG_INFINITY, -2.0, -1e-300, 0.0, 1e-300, 3.0, f64::INFINITY];
        for pair in ascending.windows(2) {
            assert!(sort_key(pair[0], false) < sort_key(pair[1], false), "{pair:?}");
            assert!(sort_key(pair[0], true) > sort_key(pair[1], true), "{pair:?}");
        }
        assert_eq!(sort_key(-0.0, false), sort_key(0.0, false));
        assert!(sort_key(f64::NAN, true) > sort_key(f64::NEG_INFINITY, true));
    }
}
