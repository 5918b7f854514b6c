//! Acquisition sources that no longer bring customers.

use serde::{Deserialize, Serialize};

use super::FALSE_ALARM;
use crate::base::Base;
use crate::domain::Day;
use crate::math::ln;

/// Fewest customers of a source of which anything can be said.
pub const FEWEST_CUSTOMERS: u32 = 10;

/// How a source stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceState {
    /// Its name; empty for customers of whom none is known.
    pub name: String,
    /// Customers who came by it.
    pub customers: u32,
    /// Day of the first order of the last one who did.
    pub last_new: Day,
    /// Days without a new customer since, up to the last day with an order or today, whichever is earlier.
    pub silent_days: u32,
    /// Mean days between new customers, over the second half of them.
    pub usual_days: f64,
    /// Whether the silence is improbable: shorter with probability 1 − [`FALSE_ALARM`] over the number of sources, were customers to
    /// come independently at that rate.
    pub is_late: bool,
}

/// All sources with customers, those that are late first, then by customers.
#[must_use]
pub fn source_states(base: &Base, today: Day) -> Vec<SourceState> {
    let Some(as_of) = base.as_of.map(|as_of| as_of.min(today)) else { return Vec::new() };
    let mut first_days: Vec<Vec<Day>> = vec![Vec::new(); base.sources.len()];
    for row in 0..base.customers.len() {
        let first = base.orders.of(row).0.first().copied();
        if let (Some(first), Some(days)) = (first, first_days.get_mut(usize::from(base.customers.source[row]))) {
            days.push(first);
        }
    }
    let known = first_days.iter().filter(|days| !days.is_empty()).count();
    let mut states = Vec::new();
    for (source, mut days) in first_days.into_iter().enumerate() {
        days.sort_unstable();
        let Some(last_new) = days.last().copied() else { continue };
        // The rate of late, not of all years.
        let half = &days[days.len() / 2..];
        let span = f64::from((last_new.0 - half[0].0).max(1));
        let usual_days = span / (half.len() - 1).max(1) as f64;
        let silent_days = (as_of.0 - last_new.0).max(0).unsigned_abs();
        let limit = -ln(FALSE_ALARM / known as f64);
        states.push(SourceState {
            name: if source == 0 { String::new() } else { base.sources[source].clone() },
            customers: days.len() as u32,
            last_new,
            silent_days,
            usual_days,
            is_late: days.len() as u32 >= FEWEST_CUSTOMERS && f64::from(silent_days) / usual_days > limit,
        });
    }
    states.sort_by(|a, b| b.is_late.cmp(&a.is_late).then(b.customers.cmp(&a.customers)).then(a.name.cmp(&b.name)));
    states
}

#[cfg(test)]
mod tests {
    use super::source_states;
    use crate::base::{Base, Customers, Orders};
    use crate::domain::{CustomerId, Day};
    use crate::quality::quality;

    /// Customers with the source and day of one order each.
    fn a_base(customers: &[(u16, i32)]) -> Base {
        let mut base = Base {
            as_of: customers.iter().map(|one| Day(one.1)).max(),
            sources: ["unknown", "search", "fair"].map(str::to_owned).to_vec(),
            customers: Customers::default(),
            orders: Orders::default(),
            attributes: None,
            contracts: None,
            referrals: None,
        };
        for (row, (source, day)) in customers.iter().enumerate() {
            base.customers.id.push(CustomerId(row as u64));
            base.customers.source.push(*source);
            base.customers.flags.push([0, 2, 4][row % 3]);
            base.orders.day.push(Day(*day));
            base.orders.net_minor.push(1_000);
            base.orders.start.push(row as u32 + 1);
        }
        base
    }

    #[test]
    fn a_source_that_stopped_is_late_and_one_that_goes_on_is_not() {
        let mut customers: Vec<(u16, i32)> = (0..100).map(|day| (1, day * 2)).collect();
        customers.extend((0..40).map(|day| (2, day * 2)));
        customers.push((0, 100));
        let states = source_states(&a_base(&customers), Day(500));
        let told: Vec<_> = states.iter().map(|one| (one.name.as_str(), one.silent_days, one.is_late)).collect();
        assert_eq!(told, [("fair", 120, true), ("search", 0, false), ("", 98, false)]);
        assert_eq!((states[0].usual_days, states[0].last_new), (2.0, Day(78)));
    }

    #[test]
    fn consents_and_days_to_come_are_counted() {
        let base = a_base(&[(1, 10), (1, 20), (1, 30), (1, 31)]);
        let found = quality(&base, Day(20));
        assert_eq!((found.consent_unknown, found.consent_given, found.consent_withdrawn), (2, 1, 1));
        assert_eq!(found.without_consent.iter().map(|one| one.row).collect::<Vec<_>>(), [0, 3]);
        assert_eq!((found.future, found.future_orders[0].day), (2, Day(30)));
        assert_eq!((found.orders, found.days, found.outliers), (4, Some((Day(10), Day(31))), 0));
    }
}
