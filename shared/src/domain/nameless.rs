//! What stays of a person who is erased: days and amounts of orders and contracts, so that past totals stay what they were.

use std::collections::BTreeMap;

use super::{Contract, CustomerHistory, CustomerKey, Earlier, Order, Origin, Refund, Replaced};

/// Data source of customers who were erased.
pub const ERASED_SOURCE: &str = "erased";

/// All records of one person as one customer without a name: of every order its day, value, units and import, of every
/// refund of such an order its day and amount and whether it is all of that order's, of every contract its days, what it
/// brought and why it ended. Ids are new ones; products, costs, events, consents, source and all that names the person is
/// left out. `None` where there is neither order nor contract to count.
///
/// ```
/// use shared::domain::{CustomerHistory, CustomerKey, Day, ImportId, Order, Origin, nameless};
/// let key = |source: &str, number: &str| CustomerKey { data_source: source.into(), number: number.into() };
/// let mut ann = CustomerHistory::new(key("shop", "17"), Origin::Own);
/// ann.identity.name = Some("Ann Maple".into());
/// assert!(nameless(std::slice::from_ref(&ann), key("erased", "a"), &mut String::new).is_none());
/// let import = ImportId("i".into());
/// ann.orders = vec![Order { id: "A-1".into(), day: Day(20_000), net_minor: 990, units: 1, lines: Vec::new(), import, originals: Vec::new() }];
/// let stays = nameless(&[ann], key("erased", "a"), &mut || "b".into()).expect("an order");
/// assert_eq!((stays.identity.name, stays.orders[0].id.as_str(), stays.orders[0].net_minor), (None, "b", 990));
/// ```
#[must_use]
pub fn nameless(
    records: &[CustomerHistory],
    key: CustomerKey,
    fresh_id: &mut dyn FnMut() -> String,
) -> Option<CustomerHistory> {
    let mut stays = CustomerHistory::new(key, Origin::Own);
    for record in records {
        let mut ids = BTreeMap::new();
        let mut renamed = |order: &Order| Order {
            id: ids.entry(order.id.clone()).or_insert_with(&mut *fresh_id).clone(),
            lines: Vec::new(),
            ..order.clone()
        };
        stays.orders.extend(record.orders.iter().map(&mut renamed));
        let mut earlier: Vec<Replaced> = Vec::new();
        for one in &record.provenance.replaced {
            if let Earlier::Order(order) = &one.earlier {
                earlier.push(Replaced { by: one.by.clone(), earlier: Earlier::Order(renamed(order)) });
            }
        }
        let mut refund_ids = BTreeMap::new();
        let mut renamed = |refund: &Refund| {
            let order_id = ids.get(&refund.order_id)?.clone();
            let known = (refund.order_id.clone(), refund.id.clone());
            let id = if refund.id == Refund::ALL_OF_ORDER {
                refund.id.clone()
            } else {
                refund_ids.entry(known).or_insert_with(&mut *fresh_id).clone()
            };
            Some(Refund { id, order_id, ..refund.clone() })
        };
        stays.refunds.extend(record.refunds.iter().filter_map(&mut renamed));
        for one in &record.provenance.replaced {
            if let Earlier::Refund(refund) = &one.earlier
                && let Some(refund) = renamed(refund)
            {
                earlier.push(Replaced { by: one.by.clone(), earlier: Earlier::Refund(refund) });
            }
        }
        let mut contract_ids = BTreeMap::new();
        let mut renamed = |contract: &Contract| Contract {
            id: contract_ids.entry(contract.id.clone()).or_insert_with(&mut *fresh_id).clone(),
            ..contract.clone()
        };
        stays.contracts.extend(record.contracts.iter().map(&mut renamed));
        for one in &record.provenance.replaced {
            if let Earlier::Contract(contract) = &one.earlier {
                earlier.push(Replaced { by: one.by.clone(), earlier: Earlier::Contract(renamed(contract)) });
            }
        }
        stays.provenance.replaced.extend(earlier);
    }
    stays.orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    stays.refunds.sort_by(|a, b| (&a.order_id, &a.id).cmp(&(&b.order_id, &b.id)));
    stays.contracts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    (!stays.orders.is_empty() || !stays.contracts.is_empty()).then_some(stays)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Contract, Cost, CustomerHistory, CustomerKey, Day, Earlier, EndReason, Event, EventKind, ImportId, Order,
        OrderLine, Origin, Refund, Replaced,
    };
    use super::nameless;
    use crate::ingest::undo;

    const CANARY: &str = "canary";

    fn order(id: &str, day: i32, net_minor: i64, import: &str) -> Order {
        let line = OrderLine { product: format!("{CANARY} mug"), units: 1 };
        let (id, import) = (format!("{CANARY}-{id}"), ImportId(import.into()));
        Order { id, day: Day(day), net_minor, units: 1, lines: vec![line], import, originals: Vec::new() }
    }

    fn refund(of: &str, amount_minor: i64, import: &str) -> Refund {
        let (id, order_id) = (format!("{CANARY}-r-{of}"), format!("{CANARY}-{of}"));
        Refund { id, order_id, day: Day(60), amount_minor, import: ImportId(import.into()), originals: Vec::new() }
    }

    /// Two orders, one changed by a later import, a refund, and everything that names a person.
    fn a_record(number: &str) -> CustomerHistory {
        let key = CustomerKey { data_source: "shop".into(), number: format!("{CANARY}{number}") };
        let mut record = CustomerHistory::new(key, Origin::Own);
        record.identity.email = Some(format!("{CANARY}@example.com"));
        record.identity.name = Some(CANARY.into());
        record.identity.acquisition_source = Some(CANARY.into());
        record.orders = vec![order("A", 10, 1_000, "first"), order("B", 50, 700, "second")];
        record.refunds = vec![refund("A", 250, "first"), refund("unknown", 99, "first")];
        let import = ImportId("first".into());
        let (id, kind) = (CANARY.to_owned(), CANARY.to_owned());
        record.costs =
            vec![Cost { id, kind, day: Day(11), amount_minor: 5, import: import.clone(), originals: Vec::new() }];
        record.events = vec![Event {
            id: CANARY.into(),
            at: 0,
            kind: EventKind::Note,
            channel: Some(CANARY.into()),
            staff: Some(CANARY.into()),
            value: None,
            text: Some(CANARY.into()),
            import,
        }];
        let contract = |end: Option<i32>, import: &str| Contract {
            id: CANARY.into(),
            start: Day(5),
            end: end.map(Day),
            reason: EndReason::PaymentFailed,
            monthly_minor: 1_290,
            import: ImportId(import.into()),
            originals: Vec::new(),
        };
        record.contracts = vec![contract(Some(90), "second")];
        record.provenance.replaced =
            [Earlier::Order(order("B", 40, 900, "first")), Earlier::Contract(contract(None, "first"))]
                .map(|earlier| Replaced { by: ImportId("second".into()), earlier })
                .to_vec();
        record
    }

    fn of(records: &[CustomerHistory]) -> CustomerHistory {
        let mut number = 0;
        let mut fresh = || {
            number += 1;
            format!("n{number}")
        };
        let key = CustomerKey { data_source: "erased".into(), number: "x".into() };
        nameless(records, key, &mut fresh).expect("orders")
    }

    #[test]
    fn days_and_amounts_stay_and_no_text_of_the_person_does() {
        let records = [a_record("1"), a_record("2")];
        let stays = of(&records);
        let mut expected: Vec<_> = records.iter().flat_map(CustomerHistory::net_orders).collect();
        expected.sort_unstable();
        assert_eq!(stays.net_orders().collect::<Vec<_>>(), expected);
        let runs: Vec<_> = stays.contracts.iter().map(|one| (one.start, one.end, one.monthly_minor)).collect();
        assert_eq!(runs, [(Day(5), Some(Day(90)), 1_290); 2]);
        assert!(!format!("{stays:?}").contains(CANARY), "{stays:?}");
    }

    #[test]
    fn an_import_can_still_be_taken_back() {
        let record = a_record("1");
        for import in ["first", "second"] {
            let import = ImportId(import.into());
            let (before, _) = undo(&record, &import);
            let (after, _) = undo(&of(std::slice::from_ref(&record)), &import);
            let worth = |one: Option<CustomerHistory>| {
                let runs = |one: &Contract| (one.start, one.end, one.reason, one.monthly_minor);
                one.map(|one| {
                    (one.net_orders().collect::<Vec<_>>(), one.contracts.iter().map(runs).collect::<Vec<_>>())
                })
            };
            assert_eq!(worth(after), worth(before), "{import}");
        }
    }
}
