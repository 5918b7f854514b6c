//! What an import does to one customer.

mod identity;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Fact, FactRow, OrderRow, Placed, Refunded, Row};
use crate::domain::{
    Channel, ConsentRecord, Consents, Contract, Cost, Currency, CustomerHistory, CustomerKey, Day, Earlier, Event,
    IdentityField, ImportId, Order, OrderLine, Origin, Original, OriginalAmount, Purpose, Refund, Replaced, Weight,
};

pub(super) use identity::take_back as take_identity_back;
pub(super) use record::take_back;

/// What changed. Adds up over customers and buckets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
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
    /// Refunds, costs, events, contracts, consents and fields of an identity seen for the first time.
    pub facts_new: u64,
    /// Of these, those that differ from before.
    pub facts_changed: u64,
    /// Of these, those left as they were.
    pub facts_unchanged: u64,
    /// Opt-outs that a row would have revived and that stay.
    pub opt_outs_kept: u64,
    /// Names, addresses and sources that differ from a newer statement, which stays.
    pub fields_kept: u64,
    /// Lines of customers who were erased: they are not stored.
    pub lines_of_erased: u64,
}

impl MergeCounts {
    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        self.customers_new += other.customers_new;
        self.customers_changed += other.customers_changed;
        self.customers_unchanged += other.customers_unchanged;
        self.orders_new += other.orders_new;
        self.orders_changed += other.orders_changed;
        self.orders_unchanged += other.orders_unchanged;
        self.facts_new += other.facts_new;
        self.facts_changed += other.facts_changed;
        self.facts_unchanged += other.facts_unchanged;
        self.opt_outs_kept += other.opt_outs_kept;
        self.fields_kept += other.fields_kept;
        self.lines_of_erased += other.lines_of_erased;
        self
    }

    fn add_facts(&mut self, tally: record::Tally) {
        self.facts_new += tally.new;
        self.facts_changed += tally.changed;
        self.facts_unchanged += tally.unchanged;
    }
}

/// Merges all rows of one customer from one import into the history so far. Lines of one order are summed;
/// an order takes its earliest day and is rounded half-even to minor units after summing. A record known by
/// its id is replaced when it differs and untouched (import id included) when it does not; of two imports that state it
/// differently the later one counts, whichever is written first. Identity fields are never emptied and hold what was
/// stated last, a list of customers weighing more than orders; an order's products are never emptied; consent only
/// tightens. What a line says was given back for its whole order is a refund of that order. That one customer stands for
/// another concerns two of them and is not done here. The result does not depend on the order of the rows. `None` when
/// nothing changed.
#[must_use]
pub fn merge(
    existing: Option<&CustomerHistory>,
    key: &CustomerKey,
    rows: &[Row],
    import: &ImportId,
    origin: Origin,
    day_of_instant: &dyn Fn(i64) -> Day,
) -> (Option<CustomerHistory>, MergeCounts) {
    let mut counts = MergeCounts::default();
    if rows.is_empty() {
        counts.customers_unchanged = u64::from(existing.is_some());
        return (None, counts);
    }
    let mut merged = existing.cloned().unwrap_or_else(|| CustomerHistory::new(key.clone(), origin));
    merge_identity(&mut merged, rows, import, &mut counts);
    merge_consents(&mut merged, rows, import, &mut counts);
    let orders: Vec<(Day, &OrderRow)> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Order(order) => Some((day_of(order.placed, day_of_instant), order)),
            Row::Fact(_) => None,
        })
        .collect();
    merge_orders(&mut merged, &orders, import, &mut counts);
    let given_back = refunds_of_orders(&merged, &orders, import, day_of_instant);
    merge_facts(&mut merged, rows, given_back, import, day_of_instant, &mut counts);
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

fn merge_identity(merged: &mut CustomerHistory, rows: &[Row], import: &ImportId, counts: &mut MergeCounts) {
    let mut statements = identity::Statements::default();
    let mut stated = 0;
    for row in rows {
        let (email, name, source, is_of_customers) = match row {
            Row::Order(row) => (&row.email, &row.name, &row.acquisition_source, false),
            Row::Fact(FactRow { fact: Fact::Identity { email, name, acquisition_source, .. }, .. }) => {
                stated += 1;
                (email, name, acquisition_source, true)
            }
            Row::Fact(_) => continue,
        };
        let weight = Weight { is_of_customers, at: row.at().seconds() };
        statements.add(IdentityField::Email, weight, email.as_deref());
        statements.add(IdentityField::Name, weight, name.as_deref());
        statements.add(IdentityField::AcquisitionSource, weight, source.as_deref());
    }
    let (changed, kept) = statements.take_in(&mut merged.identity, &mut merged.provenance, import);
    counts.fields_kept += kept;
    if stated > 0 {
        counts.facts_changed += changed;
        counts.facts_unchanged += u64::from(changed == 0);
    }
}

fn merge_consents(merged: &mut CustomerHistory, rows: &[Row], import: &ImportId, counts: &mut MergeCounts) {
    let mut stated = Consents::default();
    // Consents that are lines of their own and not said beside something else.
    let mut own_lines: BTreeSet<(Purpose, Channel)> = BTreeSet::new();
    for row in rows {
        let (purpose, channel, status, source, wording) = match row {
            Row::Order(OrderRow { email_consent, .. })
            | Row::Fact(FactRow { fact: Fact::Identity { email_consent, .. }, .. }) => {
                (Purpose::Marketing, Channel::Email, *email_consent, None, None)
            }
            Row::Fact(FactRow { fact: Fact::Consent { purpose, channel, status, source, wording }, .. }) => {
                own_lines.insert((*purpose, *channel));
                (*purpose, *channel, *status, source.clone(), wording.clone())
            }
            Row::Fact(_) => continue,
        };
        let source = source.unwrap_or_else(|| merged.key.data_source.clone());
        stated.state(ConsentRecord { purpose, channel, status, at: row.at().seconds(), source, wording });
    }
    for record in stated.records() {
        let (purpose, channel) = (record.purpose, record.channel);
        let before = merged.consents.record(purpose, channel).cloned();
        counts.opt_outs_kept += u64::from(merged.consents.state(record.clone()));
        let is_changed = merged.consents.record(purpose, channel) != before.as_ref();
        if is_changed {
            remember_consent(&mut merged.provenance.replaced, import, (purpose, channel), before.as_ref());
        }
        if own_lines.contains(&(purpose, channel)) {
            counts.facts_new += u64::from(is_changed && before.is_none());
            counts.facts_changed += u64::from(is_changed && before.is_some());
            counts.facts_unchanged += u64::from(!is_changed);
        }
    }
}

fn remember_consent(
    replaced: &mut Vec<Replaced>,
    import: &ImportId,
    (purpose, channel): (Purpose, Channel),
    before: Option<&ConsentRecord>,
) {
    let of_kind = |one: &&Replaced| matches!(&one.earlier, Earlier::Consent(p, c, _) if (*p, *c) == (purpose, channel));
    if replaced.iter().rfind(of_kind).is_none_or(|last| last.by != *import) {
        replaced.push(Replaced { by: import.clone(), earlier: Earlier::Consent(purpose, channel, before.cloned()) });
    }
}

/// What lines say was given back for their whole orders. Lines of an order repeat it, so the greatest counts. Nothing given
/// back is a record only where something else was said before.
fn refunds_of_orders(
    merged: &CustomerHistory,
    dated: &[(Day, &OrderRow)],
    import: &ImportId,
    day_of_instant: &dyn Fn(i64) -> Day,
) -> Vec<Refund> {
    let mut stated: BTreeMap<&str, (Refunded, Day)> = BTreeMap::new();
    for (day, row) in dated {
        let Some(refunded) = row.refunded else { continue };
        let all = stated.entry(&row.order_id).or_insert((refunded, *day));
        *all = (all.0.max(refunded), all.1.min(*day));
    }
    let is_known = |order_id: &str| merged.refunds_of(order_id).iter().any(|refund| refund.id == Refund::ALL_OF_ORDER);
    let stated = stated.into_iter().filter(|(id, (refunded, _))| refunded.milli_minor != 0 || is_known(id));
    let refund = |(order_id, (refunded, order_day)): (&str, (Refunded, Day))| Refund {
        id: Refund::ALL_OF_ORDER.to_owned(),
        order_id: order_id.to_owned(),
        day: refunded.at.map_or(order_day, |at| day_of(at, day_of_instant)),
        amount_minor: half_even_thousandths(i128::from(refunded.milli_minor)) as i64,
        originals: refunded.original.map(rounded).into_iter().collect(),
        import: import.clone(),
    };
    stated.map(refund).collect()
}

fn merge_facts(
    merged: &mut CustomerHistory,
    rows: &[Row],
    mut refunds: Vec<Refund>,
    import: &ImportId,
    day_of_instant: &dyn Fn(i64) -> Day,
    counts: &mut MergeCounts,
) {
    let (mut costs, mut events, mut contracts) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let Row::Fact(FactRow { at, fact, original, .. }) = row else { continue };
        let originals: Vec<OriginalAmount> = original.iter().map(|one| rounded(*one)).collect();
        let (day, import) = (day_of(*at, day_of_instant), import.clone());
        let minor = |milli_minor: i64| half_even_thousandths(i128::from(milli_minor)) as i64;
        match fact.clone() {
            Fact::Identity { .. } | Fact::Consent { .. } | Fact::Merge { .. } => {}
            Fact::Refund { id, order_id, milli_minor } => {
                refunds.push(Refund { id, order_id, day, amount_minor: minor(milli_minor), originals, import });
            }
            Fact::Cost { id, kind, milli_minor } => {
                costs.push(Cost { id, kind, day, amount_minor: minor(milli_minor), originals, import });
            }
            Fact::Event { id, kind, channel, staff, value, text } => {
                events.push(Event { id, at: at.seconds(), kind, channel, staff, value, text, import });
            }
            Fact::Contract { id, end, reason, milli_minor } => {
                // A day and an instant of the same day may stand the other way round in the workspace's time zone.
                let end = end.map(|end| day_of(end, day_of_instant).max(day));
                let monthly_minor = minor(milli_minor);
                contracts.push(Contract { id, start: day, end, reason, monthly_minor, originals, import });
            }
        }
    }
    let replaced = &mut merged.provenance.replaced;
    // Of two rows of one id in a file the same one counts in every order.
    refunds.sort_by(|a, b| (a.day, a.amount_minor, &a.originals).cmp(&(b.day, b.amount_minor, &b.originals)));
    costs.sort_by(|a, b| {
        (a.day, a.amount_minor, &a.kind, &a.originals).cmp(&(b.day, b.amount_minor, &b.kind, &b.originals))
    });
    events.sort_by(|a, b| event_order(a).cmp(&event_order(b)));
    contracts.sort_by(|a, b| contract_order(a).cmp(&contract_order(b)));
    counts.add_facts(record::take_in(&mut merged.refunds, refunds, replaced));
    counts.add_facts(record::take_in(&mut merged.costs, costs, replaced));
    counts.add_facts(record::take_in(&mut merged.events, events, replaced));
    counts.add_facts(record::take_in(&mut merged.contracts, contracts, replaced));
    merged.refunds.sort_by(|a, b| (&a.order_id, &a.id).cmp(&(&b.order_id, &b.id)));
    merged.costs.sort_by(|a, b| a.id.cmp(&b.id));
    merged.events.sort_by(|a, b| event_order(a).cmp(&event_order(b)));
    merged.contracts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
}

fn contract_order(contract: &Contract) -> impl Ord {
    (contract.start, contract.end, contract.reason, contract.monthly_minor, &contract.originals)
}

fn event_order(event: &Event) -> impl Ord {
    (event.at, &event.id, event.kind, &event.channel, &event.staff, event.value, &event.text)
}

fn day_of(placed: Placed, day_of_instant: &dyn Fn(i64) -> Day) -> Day {
    match placed {
        Placed::Local(day) => Day(day),
        Placed::Instant(seconds) => day_of_instant(seconds),
    }
}

/// Lines of one order, summed exactly.
struct Sum {
    day: Day,
    net_milli_minor: i128,
    originals: BTreeMap<Currency, i128>,
    units: i128,
    units_of: BTreeMap<String, i128>,
}

fn merge_orders(merged: &mut CustomerHistory, dated: &[(Day, &OrderRow)], import: &ImportId, counts: &mut MergeCounts) {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for (day, row) in dated {
        let nothing =
            Sum { day: *day, net_milli_minor: 0, originals: BTreeMap::new(), units: 0, units_of: BTreeMap::new() };
        let sum = sums.entry(&row.order_id).or_insert(nothing);
        sum.day = sum.day.min(*day);
        sum.net_milli_minor += i128::from(row.net_milli_minor);
        if let Some(original) = row.original {
            *sum.originals.entry(original.currency).or_default() += i128::from(original.milli_minor);
        }
        sum.units += i128::from(row.units);
        if let Some(product) = &row.product {
            *sum.units_of.entry(product.clone()).or_default() += i128::from(row.units);
        }
    }
    let mut stated: BTreeMap<&str, Order> =
        sums.into_iter().map(|(id, sum)| (id, sum.into_order(id, import))).collect();
    // A file without products says nothing of them.
    for present in merged.orders.iter().filter(|order| !order.lines.is_empty()) {
        if let Some(order) = stated.get_mut(present.id.as_str()).filter(|order| order.lines.is_empty()) {
            order.lines.clone_from(&present.lines);
        }
    }
    let stated = stated.into_values().collect();
    let tally = record::take_in(&mut merged.orders, stated, &mut merged.provenance.replaced);
    counts.orders_new += tally.new;
    counts.orders_changed += tally.changed;
    counts.orders_unchanged += tally.unchanged;
    merged.orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
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
            originals: self
                .originals
                .into_iter()
                .map(|(currency, milli_minor)| OriginalAmount {
                    currency,
                    amount_minor: clamped(half_even_thousandths(milli_minor)),
                })
                .collect(),
            import: import.clone(),
        }
    }
}

fn rounded(original: Original) -> OriginalAmount {
    let amount_minor = half_even_thousandths(i128::from(original.milli_minor)) as i64;
    OriginalAmount { currency: original.currency, amount_minor }
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
