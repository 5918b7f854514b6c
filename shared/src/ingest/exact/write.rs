//! A history as lines.

use super::super::ImportKind;
use super::cell::Cells;
use crate::domain::{Currency, CustomerHistory, CustomerKey, Order, OriginalAmount};

/// Adds the lines of one customer in a file of this kind, amounts being in the workspace's currency. `merged_into` is the key
/// of the customer that [`CustomerHistory::merged_into`] names, where that one is there.
///
/// Returns how many records these lines are: an order of several lines is one.
pub fn customer(
    kind: ImportKind,
    history: &CustomerHistory,
    merged_into: Option<&CustomerKey>,
    currency: Currency,
    lines: &mut String,
) -> u64 {
    let mut lines = Lines { key: &history.key, lines };
    match kind {
        ImportKind::Orders => history.orders.iter().for_each(|order| write_order(order, currency, &mut lines)),
        ImportKind::Customers => lines.add(|cells| {
            let identity = &history.identity;
            for text in [&identity.email, &identity.name, &identity.acquisition_source] {
                cells.text(text.as_deref());
            }
            cells.instant(history.provenance.fields.iter().map(|stated| stated.weight.at).max());
        }),
        ImportKind::Refunds => history.refunds.iter().for_each(|refund| {
            lines.add(|cells| {
                cells.text(Some(&refund.order_id));
                cells.text(Some(&refund.id));
                cells.day(Some(refund.day));
                cells.amount(refund.amount_minor, currency);
                write_original(refund.originals.first(), cells);
            });
        }),
        ImportKind::Costs => history.costs.iter().for_each(|cost| {
            lines.add(|cells| {
                cells.text(Some(&cost.id));
                cells.text(Some(&cost.kind));
                cells.day(Some(cost.day));
                cells.amount(cost.amount_minor, currency);
                write_original(cost.originals.first(), cells);
            });
        }),
        ImportKind::Events => history.events.iter().for_each(|event| {
            lines.add(|cells| {
                cells.text(Some(&event.id));
                cells.instant(Some(event.at));
                cells.word(event.kind);
                cells.text(event.channel.as_deref());
                cells.text(event.staff.as_deref());
                cells.whole(event.value);
                cells.text(event.text.as_deref());
            });
        }),
        ImportKind::Consents => history.consents.records().iter().for_each(|consent| {
            lines.add(|cells| {
                cells.word(consent.purpose);
                cells.word(consent.channel);
                cells.word(consent.status);
                cells.instant(Some(consent.at));
                cells.text(Some(&consent.source));
                cells.text(consent.wording.as_deref());
            });
        }),
        ImportKind::Contracts => history.contracts.iter().for_each(|contract| {
            lines.add(|cells| {
                cells.text(Some(&contract.id));
                cells.day(Some(contract.start));
                cells.day(contract.end);
                cells.word(contract.reason);
                cells.amount(contract.monthly_minor, currency);
                write_original(contract.originals.first(), cells);
            });
        }),
        ImportKind::Merges => merged_into.iter().for_each(|into| {
            lines.add(|cells| {
                cells.text(Some(&into.data_source));
                cells.text(Some(&into.number));
            });
        }),
        ImportKind::Suppressions => {}
    }
    let records = match kind {
        ImportKind::Orders => history.orders.len(),
        ImportKind::Customers => 1,
        ImportKind::Refunds => history.refunds.len(),
        ImportKind::Costs => history.costs.len(),
        ImportKind::Events => history.events.len(),
        ImportKind::Consents => history.consents.records().len(),
        ImportKind::Contracts => history.contracts.len(),
        ImportKind::Merges => usize::from(merged_into.is_some()),
        ImportKind::Suppressions => 0,
    };
    records as u64
}

/// The line of an address that must not be written to since so many seconds from 1970.
#[must_use]
pub fn suppression(email: &str, since: i64) -> String {
    let mut cells = Cells::default();
    cells.text(Some(email));
    cells.instant(Some(since));
    cells.nothing();
    cells.finish()
}

struct Lines<'a> {
    key: &'a CustomerKey,
    lines: &'a mut String,
}

impl Lines<'_> {
    /// A line between the customer's number and data source.
    fn add(&mut self, fill: impl FnOnce(&mut Cells)) {
        let mut cells = Cells::default();
        cells.text(Some(&self.key.number));
        fill(&mut cells);
        cells.text(Some(&self.key.data_source));
        self.lines.push_str(&cells.finish());
    }
}

/// The first line has the amount. A line without product has the units that belong to none, and what is left of the amounts
/// in other currencies.
fn write_order(order: &Order, currency: Currency, lines: &mut Lines<'_>) {
    let of_products: i128 = order.lines.iter().map(|line| i128::from(line.units)).sum();
    let clamped = |units: i128| units.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
    let mut items: Vec<(Option<&str>, i64)> =
        order.lines.iter().map(|line| (Some(line.product.as_str()), line.units)).collect();
    let others = i128::from(order.units) - of_products;
    if others != 0 || items.is_empty() {
        items.push((None, clamped(others)));
    }
    items.resize(items.len().max(order.originals.len()), (None, 0));
    for (at, (product, units)) in items.into_iter().enumerate() {
        lines.add(|cells| {
            cells.text(Some(&order.id));
            cells.day(Some(order.day));
            cells.amount(if at == 0 { order.net_minor } else { 0 }, currency);
            cells.whole(Some(units));
            cells.text(product);
            write_original(order.originals.get(at), cells);
        });
    }
}

fn write_original(original: Option<&OriginalAmount>, cells: &mut Cells) {
    match original {
        Some(original) => cells.amount(original.amount_minor, original.currency),
        None => {
            cells.nothing();
            cells.nothing();
        }
    }
}
