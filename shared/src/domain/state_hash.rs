//! The state hash: proof that a repeated, shuffled or interrupted run ended where it should.

use sha2::{Digest, Sha256};

use super::{Consents, Contract, CustomerHistory, Event};

/// SHA-256 over customers in ascending order of their id and all that is known of them, sorted by id, without
/// import ids and without what undo needs. Two workspaces with the same hash hold the same customers, consents and orders.
#[derive(Clone, Debug, Default)]
pub struct StateHash(Sha256);

impl StateHash {
    /// Adds the next customer; the caller keeps to ascending customer ids.
    pub fn add(&mut self, customer: &CustomerHistory) {
        let hash = &mut self.0;
        text(hash, &customer.key.data_source);
        text(hash, &customer.key.number);
        hash.update([customer.origin as u8, customer.merged_into.is_some() as u8]);
        optional(hash, customer.identity.email.as_deref());
        optional(hash, customer.identity.name.as_deref());
        optional(hash, customer.identity.acquisition_source.as_deref());
        hash.update(customer.merged_into.map_or(0, |id| id.0).to_le_bytes());
        consents(hash, &customer.consents);
        refunds_and_costs(hash, customer);
        events(hash, &customer.events);
        contracts(hash, &customer.contracts);
        originals(hash, customer);
        let mut orders: Vec<_> = customer.orders.iter().collect();
        orders.sort_by(|a, b| a.id.cmp(&b.id));
        hash.update((orders.len() as u64).to_le_bytes());
        for order in orders {
            text(hash, &order.id);
            hash.update(order.day.0.to_le_bytes());
            hash.update(order.net_minor.to_le_bytes());
            hash.update(order.units.to_le_bytes());
            hash.update((order.lines.len() as u64).to_le_bytes());
            for line in &order.lines {
                text(hash, &line.product);
                hash.update(line.units.to_le_bytes());
            }
        }
    }

    /// The hash as 64 hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The [`StateHash`] of customers in any order.
#[must_use]
pub fn state_hash<'a>(customers: impl IntoIterator<Item = &'a CustomerHistory>) -> String {
    let mut sorted: Vec<&CustomerHistory> = customers.into_iter().collect();
    sorted.sort_by_key(|customer| customer.key.id());
    let mut hash = StateHash::default();
    for customer in sorted {
        hash.add(customer);
    }
    hash.finish()
}

fn consents(hash: &mut Sha256, consents: &Consents) {
    hash.update((consents.records().len() as u64).to_le_bytes());
    for record in consents.records() {
        hash.update([record.purpose as u8, record.channel as u8, record.status as u8]);
        hash.update(record.at.to_le_bytes());
        text(hash, &record.source);
        optional(hash, record.wording.as_deref());
    }
}

fn refunds_and_costs(hash: &mut Sha256, customer: &CustomerHistory) {
    hash.update((customer.refunds.len() as u64).to_le_bytes());
    for refund in &customer.refunds {
        text(hash, &refund.order_id);
        text(hash, &refund.id);
        hash.update(refund.day.0.to_le_bytes());
        hash.update(refund.amount_minor.to_le_bytes());
    }
    hash.update((customer.costs.len() as u64).to_le_bytes());
    for cost in &customer.costs {
        text(hash, &cost.id);
        text(hash, &cost.kind);
        hash.update(cost.day.0.to_le_bytes());
        hash.update(cost.amount_minor.to_le_bytes());
    }
}

fn events(hash: &mut Sha256, events: &[Event]) {
    hash.update((events.len() as u64).to_le_bytes());
    for event in events {
        text(hash, &event.id);
        hash.update(event.at.to_le_bytes());
        hash.update([event.kind as u8]);
        for value in [&event.channel, &event.staff, &event.text] {
            optional(hash, value.as_deref());
        }
        hash.update([u8::from(event.value.is_some())]);
        hash.update(event.value.unwrap_or_default().to_le_bytes());
    }
}

/// Nothing where there are none, so that a workspace without contracts keeps its hash. No number of orders, which come next,
/// reads like the word.
fn contracts(hash: &mut Sha256, contracts: &[Contract]) {
    if contracts.is_empty() {
        return;
    }
    hash.update(b"contracts");
    hash.update((contracts.len() as u64).to_le_bytes());
    for contract in contracts {
        text(hash, &contract.id);
        hash.update(contract.start.0.to_le_bytes());
        hash.update([u8::from(contract.end.is_some()), contract.reason as u8]);
        hash.update(contract.end.map_or(0, |end| end.0).to_le_bytes());
        hash.update(contract.monthly_minor.to_le_bytes());
    }
}

/// Nothing where no record was converted, so that a workspace of one currency keeps its hash.
fn originals(hash: &mut Sha256, customer: &CustomerHistory) {
    let orders = customer.orders.iter().map(|order| ("order", order.id.as_str(), "", &order.originals));
    let refunds = customer.refunds.iter().map(|one| ("refund", one.order_id.as_str(), one.id.as_str(), &one.originals));
    let costs = customer.costs.iter().map(|cost| ("cost", cost.id.as_str(), "", &cost.originals));
    let contracts = customer.contracts.iter().map(|one| ("contract", one.id.as_str(), "", &one.originals));
    let mut converted: Vec<_> =
        orders.chain(refunds).chain(costs).chain(contracts).filter(|record| !record.3.is_empty()).collect();
    converted.sort_unstable();
    for (kind, id, part, originals) in converted {
        hash.update(b"original");
        for name in [kind, id, part] {
            text(hash, name);
        }
        hash.update((originals.len() as u64).to_le_bytes());
        for original in originals {
            text(hash, original.currency.code());
            hash.update(original.amount_minor.to_le_bytes());
        }
    }
}

fn text(hash: &mut Sha256, value: &str) {
    hash.update((value.len() as u64).to_le_bytes());
    hash.update(value.as_bytes());
}

fn optional(hash: &mut Sha256, value: Option<&str>) {
    hash.update([u8::from(value.is_some())]);
    text(hash, value.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::super::{
        Channel, ConsentRecord, ConsentStatus, Consents, Contract, Cost, CustomerHistory, CustomerId, CustomerKey, Day,
        EndReason, Event, EventKind, ImportId, Order, OrderLine, Origin, OriginalAmount, Purpose, Refund,
    };
    use super::state_hash;

    fn customer() -> CustomerHistory {
        let order = |id: &str| Order {
            id: id.into(),
            day: Day(100),
            net_minor: 1999,
            units: 1,
            lines: vec![OrderLine { product: "Mug".into(), units: 1 }],
            import: ImportId("i".into()),
            originals: Vec::new(),
        };
        let key = CustomerKey { data_source: "shop".into(), number: "7".into() };
        let import = || ImportId("i".into());
        let event = Event {
            id: "e".into(),
            at: 5,
            kind: EventKind::Contact,
            channel: None,
            staff: None,
            value: None,
            text: None,
            import: import(),
        };
        CustomerHistory {
            consents: [consent()].into_iter().collect(),
            orders: vec![order("a"), order("b")],
            refunds: vec![Refund {
                id: "r".into(),
                order_id: "a".into(),
                day: Day(101),
                amount_minor: 5,
                import: import(),
                originals: Vec::new(),
            }],
            costs: vec![Cost {
                id: "c".into(),
                kind: "post".into(),
                day: Day(101),
                amount_minor: 5,
                import: import(),
                originals: Vec::new(),
            }],
            events: vec![event],
            contracts: vec![Contract {
                id: "k".into(),
                start: Day(99),
                end: None,
                reason: EndReason::Cancelled,
                monthly_minor: 5,
                import: import(),
                originals: Vec::new(),
            }],
            ..CustomerHistory::new(key, Origin::Own)
        }
    }

    fn consent() -> ConsentRecord {
        ConsentRecord {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            status: ConsentStatus::Given,
            at: 5,
            source: "shop".into(),
            wording: None,
        }
    }

    fn dollars(amount_minor: i64) -> Vec<OriginalAmount> {
        vec![OriginalAmount { currency: "USD".parse().expect("a currency"), amount_minor }]
    }

    fn only(record: ConsentRecord) -> Consents {
        [record].into_iter().collect()
    }

    #[test]
    fn every_field_but_the_import_changes_it() {
        let changes: [fn(&mut CustomerHistory); 46] = [
            |c| c.key.data_source = "other".into(),
            |c| c.key.number = "8".into(),
            |c| c.origin = Origin::Sample,
            |c| c.identity.email = Some(String::new()),
            |c| c.identity.name = Some("A".into()),
            |c| c.identity.acquisition_source = Some("A".into()),
            |c| c.merged_into = Some(CustomerId(1)),
            |c| c.merged_into = Some(CustomerId(2)),
            |c| c.consents = Consents::default(),
            |c| c.consents = only(ConsentRecord { purpose: Purpose::Feedback, ..consent() }),
            |c| c.consents = only(ConsentRecord { channel: Channel::Post, ..consent() }),
            |c| c.consents = only(ConsentRecord { status: ConsentStatus::Withdrawn, ..consent() }),
            |c| c.consents = only(ConsentRecord { at: 6, ..consent() }),
            |c| c.consents = only(ConsentRecord { source: "till".into(), ..consent() }),
            |c| c.consents = only(ConsentRecord { wording: Some("v1".into()), ..consent() }),
            |c| c.refunds[0].id = "s".into(),
            |c| c.refunds[0].order_id = "b".into(),
            |c| c.refunds[0].day = Day(102),
            |c| c.refunds[0].amount_minor = 6,
            |c| c.costs[0].id = "d".into(),
            |c| c.costs[0].kind = "fee".into(),
            |c| c.costs[0].amount_minor = 6,
            |c| c.events[0].at = 6,
            |c| c.events[0].kind = EventKind::Note,
            |c| c.events[0].channel = Some("phone".into()),
            |c| c.events[0].staff = Some("phone".into()),
            |c| c.events[0].value = Some(0),
            |c| c.contracts.clear(),
            |c| c.contracts[0].id = "l".into(),
            |c| c.contracts[0].start = Day(98),
            |c| c.contracts[0].end = Some(Day(0)),
            |c| c.contracts[0].end = Some(Day(120)),
            |c| c.contracts[0].reason = EndReason::PaymentFailed,
            |c| c.contracts[0].monthly_minor = 6,
            |c| c.orders[0].id = "c".into(),
            |c| c.orders[0].day = Day(101),
            |c| c.orders[0].net_minor = 2000,
            |c| c.orders[0].units = 2,
            |c| c.orders[0].lines.clear(),
            |c| c.orders[0].lines[0].product = "Jug".into(),
            |c| c.orders[0].lines[0].units = 2,
            |c| c.orders.truncate(1),
            |c| c.orders[0].originals = dollars(5),
            |c| c.orders[0].originals = dollars(6),
            |c| c.orders[1].originals = dollars(5),
            |c| c.costs[0].originals = dollars(5),
        ];
        let mut seen = vec![state_hash([&customer()])];
        for change in changes {
            let mut changed = customer();
            change(&mut changed);
            let hash = state_hash([&changed]);
            assert!(!seen.contains(&hash));
            seen.push(hash);
        }
        let mut same = customer();
        same.orders.reverse();
        same.orders[0].import = ImportId("other".into());
        assert_eq!(state_hash([&same]), seen[0]);
    }
}
