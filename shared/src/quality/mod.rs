//! Whether the data can be trusted: what is improbable in it, counted, with the customers concerned.
//!
//! | file | answers |
//! |---|---|
//! | `gaps` | on which days, one after the other, nobody ordered though somebody should have |
//! | `values` | which orders are worth far more or less than the others |
//! | `stale` | which acquisition sources have stopped bringing customers |
//! | `rates` | how old the rates of other currencies are |
//! | `records` | who has no address, and which orders may be one: looked at while scores are made |
//! | `rhythm` | whether what comes again and again is late |
//! | `unsettled` | which imports wait for somebody |
//!
//! Rules and their false alarms are in `docs/data-quality.md`.

mod gaps;
mod rates;
mod records;
mod rhythm;
mod stale;
mod unsettled;
mod values;

use serde::{Deserialize, Serialize};

use crate::base::{Base, email_consent};
use crate::domain::{ConsentStatus, CustomerId, Day};

pub use gaps::{FALSE_ALARM, Gap, silent_runs};
pub use rates::{RateAge, STALE_DAYS, rate_ages};
pub use records::{RecordChecks, SharedAddresses};
pub use rhythm::{FEWEST_DAYS, Rhythm, rhythm};
pub use stale::{FEWEST_CUSTOMERS, SourceState, source_states};
pub use unsettled::{REMEMBERED_DAYS, Unsettled, unsettled};
pub use values::{FEWEST_ORDERS, MOST_SPREADS, ValueRange, usual_values};

/// Most rows a list of concerned orders or customers has; counts are of all.
pub const MOST_LISTED: usize = 5_000;

/// An order day of a customer that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernedOrder {
    /// Row of the base.
    pub row: u32,
    /// The customer.
    pub customer: CustomerId,
    /// The day.
    pub day: Day,
    /// Net value of the day, minor units.
    pub net_minor: i64,
}

/// A customer that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernedCustomer {
    /// Row of the base.
    pub row: u32,
    /// The customer.
    pub customer: CustomerId,
}

/// All checks of a base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Customers with at least one order.
    pub customers: u32,
    /// Order days of all of them.
    pub orders: u32,
    /// First and last day with an order.
    pub days: Option<(Day, Day)>,
    /// Runs of days without any order that the shop's rhythm makes improbable, the longest first.
    pub gaps: Vec<Gap>,
    /// Order days after today.
    pub future: u32,
    /// The first of them.
    pub future_orders: Vec<ConcernedOrder>,
    /// What values are usual; `None` for too few orders or prices that do not vary.
    pub usual: Option<ValueRange>,
    /// Order days with a value out of it.
    pub outliers: u32,
    /// Those of them that are farthest out, the farthest first.
    pub outlying_orders: Vec<ConcernedOrder>,
    /// Customers who allowed marketing by e-mail.
    pub consent_given: u32,
    /// Customers who refused or withdrew it.
    pub consent_withdrawn: u32,
    /// Customers of whom neither is on record.
    pub consent_unknown: u32,
    /// The first of those.
    pub without_consent: Vec<ConcernedCustomer>,
    /// Acquisition sources, those that stopped first.
    pub sources: Vec<SourceState>,
}

/// Checks a base on a day.
#[must_use]
pub fn quality(base: &Base, today: Day) -> Quality {
    let customers = &base.customers;
    let rows = || 0..customers.len();
    let of_row = |row: usize| {
        let (days, values) = base.orders.of(row);
        let customer = customers.id[row];
        let order = move |(day, net_minor): (&Day, &i64)| ConcernedOrder {
            row: row as u32,
            customer,
            day: *day,
            net_minor: *net_minor,
        };
        days.iter().zip(values).map(order)
    };
    let orders = || rows().flat_map(of_row);
    let days = orders().map(|order| order.day).fold(None, |span: Option<(Day, Day)>, day| {
        Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
    });
    let is_future = |order: &ConcernedOrder| order.day > today;
    let usual = usual_values(&base.orders.net_minor);
    let mut outlying: Vec<(f64, ConcernedOrder)> = usual.map_or_else(Vec::new, |usual| {
        let far = orders().map(|order| (usual.spreads_away(order.net_minor), order));
        far.filter(|(spreads, _)| *spreads > MOST_SPREADS).collect()
    });
    outlying.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.row.cmp(&b.1.row)).then(a.1.day.cmp(&b.1.day)));
    let has = |status: ConsentStatus| move |row: &usize| email_consent(customers.flags[*row]) == status;
    let unknown = || rows().filter(has(ConsentStatus::Unknown));
    Quality {
        customers: customers.len() as u32,
        orders: base.orders.day.len() as u32,
        days,
        gaps: silent_runs(orders().filter(|order| order.day <= today).map(|order| order.day)),
        future: orders().filter(is_future).count() as u32,
        future_orders: orders().filter(is_future).take(MOST_LISTED).collect(),
        usual,
        outliers: outlying.len() as u32,
        outlying_orders: outlying.into_iter().take(MOST_LISTED).map(|(_, order)| order).collect(),
        consent_given: rows().filter(has(ConsentStatus::Given)).count() as u32,
        consent_withdrawn: rows().filter(has(ConsentStatus::Withdrawn)).count() as u32,
        consent_unknown: unknown().count() as u32,
        without_consent: unknown()
            .take(MOST_LISTED)
            .map(|row| ConcernedCustomer { row: row as u32, customer: customers.id[row] })
            .collect(),
        sources: source_states(base, today),
    }
}
