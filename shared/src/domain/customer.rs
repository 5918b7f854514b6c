//! A customer and everything known of them.

use serde::{Deserialize, Serialize};

use super::{
    Consents, Contract, Cost, CustomerId, CustomerKey, Day, Event, ImportId, Order, OriginalAmount, Provenance, Refund,
};

/// Whose data a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The shop's own.
    Own,
    /// The sample shop's; leaves with one click.
    Sample,
}

/// Data source of the sample shop's customers.
pub const SAMPLE_SOURCE: &str = "sample";

/// What identifies a customer to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerIdentity {
    /// E-mail address as given.
    pub email: Option<String>,
    /// Full name as given.
    pub name: Option<String>,
    /// Where the customer came from, for example `newsletter`.
    pub acquisition_source: Option<String>,
}

/// A customer with all orders, as stored and as scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerHistory {
    /// Natural key.
    pub key: CustomerKey,
    /// Whose data it is.
    pub origin: Origin,
    /// Who the customer is.
    pub identity: CustomerIdentity,
    /// What the customer allowed.
    pub consents: Consents,
    /// Orders, sorted by day and id.
    pub orders: Vec<Order>,
    /// Refunds that name their order, sorted by order and id.
    pub refunds: Vec<Refund>,
    /// What serving the customer cost, sorted by id.
    pub costs: Vec<Cost>,
    /// What else happened, sorted by time and id.
    pub events: Vec<Event>,
    /// Contracts, sorted by start and id.
    pub contracts: Vec<Contract>,
    /// Which import stated what, and what it replaced: for undo.
    pub provenance: Provenance,
    /// The customer this one was found to be the same person as, who stands for both.
    pub merged_into: Option<CustomerId>,
    /// Customers this one stands for, ascending.
    pub stands_for: Vec<CustomerId>,
}

impl CustomerHistory {
    /// A customer of whom nothing else is known.
    #[must_use]
    pub fn new(key: CustomerKey, origin: Origin) -> Self {
        Self {
            key,
            origin,
            identity: CustomerIdentity::default(),
            consents: Consents::default(),
            orders: Vec::new(),
            refunds: Vec::new(),
            costs: Vec::new(),
            events: Vec::new(),
            contracts: Vec::new(),
            provenance: Provenance::default(),
            merged_into: None,
            stands_for: Vec::new(),
        }
    }

    /// Days and values of all orders, each less the refunds that name it, in minor units. A refund whose order is not
    /// known counts nothing yet.
    pub fn net_orders(&self) -> impl Iterator<Item = (Day, i64)> {
        self.orders.iter().map(|order| (order.day, order.net_minor.saturating_sub(self.refunded_minor(order))))
    }

    /// What was given back for an order, in minor units: the sum of the refunds that name it, or what a list of orders says
    /// was given back altogether where that is more. Of the latter at most the order's value counts: lists count postage
    /// and taxes that the value may be without.
    #[must_use]
    pub fn refunded_minor(&self, order: &Order) -> i64 {
        let (mut altogether, mut parts) = (0, 0_i64);
        for refund in self.refunds_of(&order.id) {
            if refund.id == Refund::ALL_OF_ORDER {
                altogether = refund.amount_minor.min(order.net_minor.max(0));
            } else {
                parts = parts.saturating_add(refund.amount_minor);
            }
        }
        parts.max(altogether)
    }

    /// The refunds that name an order.
    #[must_use]
    pub fn refunds_of(&self, order_id: &str) -> &[Refund] {
        let start = self.refunds.partition_point(|refund| refund.order_id.as_str() < order_id);
        let count = self.refunds[start..].partition_point(|refund| refund.order_id == order_id);
        &self.refunds[start..start + count]
    }

    /// Every import that is named, those of orders, refunds, costs, events and contracts first.
    pub fn each_import(&mut self, each: &mut dyn FnMut(&mut ImportId)) {
        self.orders.iter_mut().for_each(|order| each(&mut order.import));
        self.refunds.iter_mut().for_each(|refund| each(&mut refund.import));
        self.costs.iter_mut().for_each(|cost| each(&mut cost.import));
        self.events.iter_mut().for_each(|event| each(&mut event.import));
        self.contracts.iter_mut().for_each(|contract| each(&mut contract.import));
        self.provenance.each_import(each);
    }

    /// What every record was in other currencies, in the order of [`Self::each_originals`].
    pub fn originals(&self) -> impl Iterator<Item = &[OriginalAmount]> {
        let orders = self.orders.iter().map(|order| order.originals.as_slice());
        let refunds = self.refunds.iter().map(|refund| refund.originals.as_slice());
        let costs = self.costs.iter().map(|cost| cost.originals.as_slice());
        let contracts = self.contracts.iter().map(|contract| contract.originals.as_slice());
        orders.chain(refunds).chain(costs).chain(contracts).chain(self.provenance.originals())
    }

    /// What every record was in other currencies: of orders, refunds, costs and contracts, then of what was written over.
    pub fn each_originals(&mut self, each: &mut dyn FnMut(&mut Vec<OriginalAmount>)) {
        self.orders.iter_mut().for_each(|order| each(&mut order.originals));
        self.refunds.iter_mut().for_each(|refund| each(&mut refund.originals));
        self.costs.iter_mut().for_each(|cost| each(&mut cost.originals));
        self.contracts.iter_mut().for_each(|contract| each(&mut contract.originals));
        self.provenance.each_originals(each);
    }

    /// Whether nothing is known but the key: what is left after everything was taken back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { stands_for: Vec::new(), ..Self::new(self.key.clone(), self.origin) }
    }
}
