//! Several records of one person, seen as one.

use std::collections::BTreeSet;

use super::{CustomerHistory, CustomerIdentity};

impl CustomerHistory {
    /// The customer together with those they stand for: all records of all, the most restrictive consents, and of the
    /// identity what the survivor has, filled from the others in ascending order of their ids. Nothing of it is
    /// stored, so that parting them again restores each as it was. An id that several of them use for an order is told
    /// apart by the customer it came from.
    #[must_use]
    pub fn together(mut self, mut others: Vec<Self>) -> Self {
        others.sort_by_key(|other| other.key.id());
        for other in others {
            let other_key = format!("{}:{}", other.key.data_source, other.key.number);
            self.consents = self.consents.merged_with(&other.consents);
            fill(&mut self.identity, other.identity);
            let renamed = |id: &str, is_taken: bool| if is_taken { format!("{other_key}:{id}") } else { id.to_owned() };
            let taken: BTreeSet<String> = self.orders.iter().map(|order| order.id.clone()).collect();
            for mut order in other.orders {
                order.id = renamed(&order.id, taken.contains(&order.id));
                self.orders.push(order);
            }
            for mut refund in other.refunds {
                refund.order_id = renamed(&refund.order_id, taken.contains(&refund.order_id));
                self.refunds.push(refund);
            }
            self.costs.extend(other.costs);
            self.events.extend(other.events);
            self.contracts.extend(other.contracts);
        }
        self.orders.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        self.refunds.sort_by(|a, b| (&a.order_id, &a.id).cmp(&(&b.order_id, &b.id)));
        self.costs.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        self.events.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        self.contracts.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
        self
    }
}

fn fill(identity: &mut CustomerIdentity, other: CustomerIdentity) {
    for (own, other) in [
        (&mut identity.email, other.email),
        (&mut identity.name, other.name),
        (&mut identity.acquisition_source, other.acquisition_source),
    ] {
        if own.as_deref().is_none_or(str::is_empty) {
            *own = other.or_else(|| own.take());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Channel, ConsentRecord, ConsentStatus, CustomerHistory, CustomerKey, Day, ImportId, Order, Origin, Purpose,
        Refund,
    };

    fn customer(number: &str, status: ConsentStatus, orders: &[(&str, i32, i64)]) -> CustomerHistory {
        let key = CustomerKey { data_source: "shop".into(), number: number.into() };
        let mut customer = CustomerHistory::new(key, Origin::Own);
        customer.consents.state(ConsentRecord {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            status,
            at: 5,
            source: "shop".into(),
            wording: None,
        });
        customer.orders = orders
            .iter()
            .map(|(id, day, net_minor)| Order {
                id: (*id).into(),
                day: Day(*day),
                net_minor: *net_minor,
                units: 1,
                lines: Vec::new(),
                import: ImportId("i".into()),
                originals: Vec::new(),
            })
            .collect();
        customer
    }

    #[test]
    fn nothing_is_lost_and_the_stricter_consent_counts() {
        let mut one = customer("1", ConsentStatus::Given, &[("A", 10, 100), ("B", 30, 300)]);
        one.identity.name = Some("Ann".into());
        let mut other = customer("2", ConsentStatus::Withdrawn, &[("A", 20, 200)]);
        other.identity.name = Some("Anne".into());
        other.identity.email = Some("ann@example.com".into());
        other.refunds = vec![Refund {
            id: "r".into(),
            order_id: "A".into(),
            day: Day(21),
            amount_minor: 50,
            import: ImportId("i".into()),
            originals: Vec::new(),
        }];
        let both = one.together(vec![other]);
        let orders: Vec<_> = both.net_orders().collect();
        assert_eq!(orders, [(Day(10), 100), (Day(20), 150), (Day(30), 300)], "the refund stays with its own order");
        assert_eq!(both.orders[1].id, "shop:2:A");
        assert_eq!(both.consents.marketing_email(), ConsentStatus::Withdrawn);
        assert_eq!(
            (both.identity.name.as_deref(), both.identity.email.as_deref()),
            (Some("Ann"), Some("ann@example.com"))
        );
    }

    #[test]
    fn the_order_of_the_others_does_not_matter() {
        let parts = || ["2", "3", "4"].map(|number| customer(number, ConsentStatus::Given, &[("A", 10, 100)]));
        let one = customer("1", ConsentStatus::Unknown, &[("A", 9, 100)]);
        let mut backwards = parts().to_vec();
        backwards.reverse();
        assert_eq!(one.clone().together(parts().to_vec()), one.together(backwards));
    }
}
