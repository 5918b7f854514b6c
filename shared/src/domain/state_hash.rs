//! The state hash: proof that a repeated, shuffled or interrupted run ended where it should.

use sha2::{Digest, Sha256};

use super::CustomerHistory;

/// SHA-256 over customers in ascending order of their id and their orders sorted by id, without
/// import ids. Two workspaces with the same hash hold the same customers, consents and orders.
#[derive(Clone, Debug, Default)]
pub struct StateHash(Sha256);

impl StateHash {
    /// Adds the next customer; the caller keeps to ascending customer ids.
    pub fn add(&mut self, customer: &CustomerHistory) {
        let hash = &mut self.0;
        text(hash, &customer.key.data_source);
        text(hash, &customer.key.number);
        hash.update([customer.origin as u8, customer.consent.email as u8]);
        optional(hash, customer.identity.email.as_deref());
        optional(hash, customer.identity.name.as_deref());
        optional(hash, customer.identity.acquisition_source.as_deref());
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
        Consent, ConsentStatus, CustomerHistory, CustomerIdentity, CustomerKey, Day, ImportId, Order, OrderLine, Origin,
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
        };
        CustomerHistory {
            key: CustomerKey { data_source: "shop".into(), number: "7".into() },
            origin: Origin::Own,
            identity: CustomerIdentity::default(),
            consent: Consent::default(),
            orders: vec![order("a"), order("b")],
        }
    }

    #[test]
    fn every_field_but_the_import_changes_it() {
        let changes: [fn(&mut CustomerHistory); 15] = [
            |c| c.key.data_source = "other".into(),
            |c| c.key.number = "8".into(),
            |c| c.origin = Origin::Sample,
            |c| c.identity.email = Some(String::new()),
            |c| c.identity.name = Some("A".into()),
            |c| c.identity.acquisition_source = Some("A".into()),
            |c| c.consent.email = ConsentStatus::Withdrawn,
            |c| c.orders[0].id = "c".into(),
            |c| c.orders[0].day = Day(101),
            |c| c.orders[0].net_minor = 2000,
            |c| c.orders[0].units = 2,
            |c| c.orders[0].lines.clear(),
            |c| c.orders[0].lines[0].product = "Jug".into(),
            |c| c.orders[0].lines[0].units = 2,
            |c| c.orders.truncate(1),
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
