//! One row of the list.

use protocol::CustomerRow;
use shared::base::{Base, FLAG_SAMPLE};
use shared::planning::{RiskBand, ValueTier};

use super::order::net_minor;

/// The numbers of one customer, as the list and the customer's page show them.
pub(crate) fn customer_row(base: &Base, tiers: &[Option<ValueTier>], row: u32) -> CustomerRow {
    let customers = &base.customers;
    let at = row as usize;
    CustomerRow {
        row,
        id: customers.id[at],
        transactions: customers.frequency[at] + 1,
        silent_days: customers.silent_days(at),
        mean_gap_days: customers.mean_gap_days(at),
        rhythm_days: customers.rhythm(at),
        lateness: customers.lateness(at),
        net_minor: net_minor(customers, at),
        probability_alive: known(customers.probability_alive[at]).map(|value| {
            let low = f64::from(customers.probability_alive_low[at]);
            (value, low, f64::from(customers.probability_alive_high[at]))
        }),
        expected_orders: known(customers.expected_orders[at]),
        lifetime_value_minor: known(customers.lifetime_value_minor[at]).map(|value| {
            let low = f64::from(customers.lifetime_value_low_minor[at]);
            (value, low, f64::from(customers.lifetime_value_high_minor[at]))
        }),
        value_at_risk_minor: known(customers.value_at_risk_minor[at]),
        risk: RiskBand::of(customers.probability_alive[at]),
        tier: tiers[at],
        sample: customers.flags[at] & FLAG_SAMPLE != 0,
    }
}

/// `None` for NaN, which the columns hold where the model cannot say.
pub(crate) fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
