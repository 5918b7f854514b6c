//! What an import does to one customer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{OrderRow, Placed};
use crate::domain::{
    Consent, ConsentStatus, CustomerHistory, CustomerIdentity, CustomerKey, Day, ImportId, Order, OrderLine, Origin,
};

/// What changed. Adds up over customers and buckets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCounts {
    /// Customers seen for the first time.
    pub customers_new: u64,
    /// Customers with at least one change.
    pub customers_changed: u64,
    /// Customers left as they were.
    pub customers_unchanged: u64,
    /// Orders seen for the first time.
    pub orders_new: u64,
    /// Orders whose day, value, units or products differ from before.
    pub orders_changed: u64,
    /// Orders left as they were.
    pub orders_unchanged: u64,
}

/// Merges all rows of one customer from one import into the history so far. Lines of one order are summed;
/// an order takes its earliest day and is rounded half-even to minor units after summing. An order known by
/// its id is replaced when it differs and untouched (import id included) when it does not; identity fields
/// are filled, never emptied, and so are an order's products; consent only tightens. The result does not depend on the order of the rows.
/// `None` when nothing changed.
///
/// Filled means: a value that is there already stays; an empty one takes the value of the latest order that has
/// one, the greatest in byte order where several are as late.
#[must_use]
pub fn merge(
    existing: Option<&CustomerHistory>,
    key: &CustomerKey,
    rows: &[OrderRow],
    import: &ImportId,
    origin: Origin,
    day_of_instant: &dyn Fn(i64) -> Day,
) -> (Option<CustomerHistory>, MergeCounts) {
    let mut counts = MergeCounts::default();
    if rows.is_empty() {
        counts.customers_unchanged = u64::from(existing.is_some());
        return (None, counts);
    }
    let mut merged = existing.cloned().unwrap_or_else(|| CustomerHistory {
        key: key.clone(),
        origin,
        identity: CustomerIdentity::default(),
        consent: Consent::default(),
        orders: Vec::new(),
    });
    let dated: Vec<(Day, &OrderRow)> = rows.iter().map(|row| (day_of(row.placed, day_of_instant), row)).collect();
    fill(&mut merged.identity, &dated);
    let stated = rows.iter().map(|row| row.email_consent).max().unwrap_or(ConsentStatus::Unknown);
    merged.consent = merged.consent.merged_with(Consent { email: stated });
    merge_orders(&mut merged.orders, &dated, import, &mut counts);
    match existing {
        None => counts.customers_new = 1,
        Some(before) if *before == merged => {
            counts.customers_unchanged = 1;
            return (None, counts);
        }
        Some(_) => counts.customers_changed = 1,
    }
    (Some(merged), counts)
}

fn day_of(placed: Placed, day_of_instant: &dyn Fn(i64) -> Day) -> Day {
    match placed {
        Placed::Local(day) => Day(day),
        Placed::Instant(seconds) => day_of_instant(seconds),
    }
}

fn fill(identity: &mut CustomerIdentity, dated: &[(Day, &OrderRow)]) {
    fill_field(&mut identity.email, dated, |row| row.email.as_deref());
    fill_field(&mut identity.name, dated, |row| row.name.as_deref());
    fill_field(&mut identity.acquisition_source, dated, |row| row.acquisition_source.as_deref());
}

fn fill_field(field: &mut Option<String>, dated: &[(Day, &OrderRow)], value: fn(&OrderRow) -> Option<&str>) {
    if field.as_deref().is_some_and(|present| !present.is_empty()) {
        return;
    }
    let given = dated.iter().filter_map(|(day, row)| value(row).map(|value| (*day, value)));
    if let Some((_, latest)) = given.filter(|(_, value)| !value.is_empty()).max() {
        *field = Some(latest.to_owned());
    }
}

/// Lines of one order, summed exactly.
struct Sum {
    day: Day,
    net_milli_minor: i128,
    units: i128,
    units_of: BTreeMap<String, i128>,
}

fn merge_orders(orders: &mut Vec<Order>, dated: &[(Day, &OrderRow)], import: &ImportId, counts: &mut MergeCounts) {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for (day, row) in dated {
        let nothing = Sum { day: *day, net_milli_minor: 0, units: 0, units_of: BTreeMap::new() };
        let sum = sums.entry(&row.order_id).or_insert(nothing);
        sum.day = sum.day.min(*day);
        sum.net_milli_minor += i128::from(row.net_milli_minor);
        sum.units += i128::from(row.units);
        if let Some(product) = &row.product {
            *sum.units_of.entry(product.clone()).or_default() += i128::from(row.units);
        }
    }
    let mut read: BTreeMap<&str, Order> = sums.into_iter().map(|(id, sum)| (id, sum.into_order(id, import))).collect();
    for order in orders.iter_mut() {
        let Some(mut new) = read.remove(order.id.as_str()) else { continue };
        // A file without products says nothing of them.
        if new.lines.is_empty() {
            new.lines.clone_from(&order.lines);
        }
        if (order.day, order.net_minor, order.units, &order.lines) == (new.day, new.net_minor, new.units, &new.lines) {
            counts.orders_unchanged += 1;
        } else {
            counts.orders_changed += 1;
            *order = new;
        }
    }
    counts.orders_new += read.len() as u64;
    orders.extend(read.into_values());
    orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
}

impl Sum {
    fn into_order(self, id: &str, import: &ImportId) -> Order {
        let clamped = |value: i128| value.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
        Order {
            id: id.to_owned(),
            day: self.day,
            net_minor: clamped(half_even_thousandths(self.net_milli_minor)),
            units: clamped(self.units),
            lines: self
                .units_of
                .into_iter()
                .map(|(product, units)| OrderLine { product, units: clamped(units) })
                .collect(),
            import: import.clone(),
        }
    }
}

/// Thousandths rounded to whole numbers, a half to the even neighbour.
fn half_even_thousandths(thousandths: i128) -> i128 {
    let (whole, rest) = (thousandths.div_euclid(1000), thousandths.rem_euclid(1000));
    whole + i128::from(rest > 500 || (rest == 500 && whole % 2 != 0))
}

#[cfg(test)]
mod tests {
    use super::half_even_thousandths;

    #[test]
    fn halves_go_to_the_even_neighbour_on_both_sides_of_zero() {
        for (thousandths, whole) in
            [(500, 0), (501, 1), (1_499, 1), (1_500, 2), (2_500, 2), (-500, 0), (-501, -1), (-1_500, -2), (-2_500, -2)]
        {
            assert_eq!(half_even_thousandths(thousandths), whole, "{thousandths}");
        }
    }
}
