//! From histories to the base.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::DATA_SOURCE;
use super::bought::Purchased;
use super::contracts::Gathered;
use super::referrals;
use super::words::Words;
use super::{Attributes, Base, Customers, FLAG_CONSENT_GIVEN, FLAG_CONSENT_WITHDRAWN, FLAG_SAMPLE, Orders};
use crate::domain::{ConsentStatus, CustomerHistory, CustomerId, Day, Origin};
use crate::scoring::preparation::{self, FreeOrders, PurchaseNumbers};

/// Name of source 0: customers of whom it is not known where they came from.
const UNKNOWN_SOURCE: &str = "unknown";

/// The customer's transactions and the sum of refunds, by [`preparation::transactions()`].
#[must_use]
pub fn transactions(history: &CustomerHistory) -> (Vec<(Day, i64)>, i64) {
    let mut orders: Vec<(Day, i64)> = history.net_orders().collect();
    preparation::transactions(&mut orders, FreeOrders::LeftOut)
}

/// Builds the base as of the last day with an order. Customers without a transaction are left out.
/// Score columns are NaN until [`crate::planning::score`] fills them.
#[must_use]
pub fn build<'a>(histories: impl IntoIterator<Item = &'a CustomerHistory>) -> Base {
    let mut builder = BaseBuilder::default();
    for history in histories {
        builder.push(history);
    }
    builder.finish()
}

/// Builds the base from one history after the other, in any order, without keeping them. Those that come in ascending
/// order of their ids take the least memory.
#[derive(Debug, Default)]
pub struct BaseBuilder {
    as_of: Option<Day>,
    rows: Vec<Row>,
    /// In the order of [`Row::place`].
    orders: Orders,
    /// Provisional numbers of the sources, in order of appearance.
    sources: BTreeMap<String, u32>,
    products: Purchased,
    data_sources: Words,
    leads: u32,
    contracts: Gathered,
    referrals: referrals::Gathered,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    id: CustomerId,
    /// How many came before.
    place: u32,
    refunds_minor: i64,
    source: Option<u32>,
    data_source: u32,
    flags: u8,
}

impl BaseBuilder {
    /// Adds one customer, at most once each; whether there is a row for them, as there is for all with a transaction.
    pub fn push(&mut self, history: &CustomerHistory) -> bool {
        self.as_of = self.as_of.max(history.orders.iter().map(|order| order.day).max());
        self.contracts.push(history.key.id(), &history.contracts);
        self.referrals.push(history);
        let (purchases, refunds_minor) = transactions(history);
        if purchases.is_empty() {
            self.leads += 1;
            return false;
        }
        push_orders(&mut self.orders, purchases);
        self.products.push(history);
        let source = self.provisional_source(history.identity.acquisition_source.as_deref());
        self.rows.push(Row {
            id: history.key.id(),
            place: u32::try_from(self.rows.len()).expect("a base has fewer than 2^32 customers"),
            refunds_minor,
            source,
            data_source: self.data_sources.number(&history.key.data_source),
            flags: flags(history),
        });
        true
    }

    fn provisional_source(&mut self, name: Option<&str>) -> Option<u32> {
        let name = name.map(str::trim).filter(|name| !name.is_empty() && *name != UNKNOWN_SOURCE)?;
        if let Some(number) = self.sources.get(name) {
            return Some(*number);
        }
        let number = self.sources.len() as u32;
        self.sources.insert(name.to_owned(), number);
        Some(number)
    }

    /// The base of all customers pushed.
    #[must_use]
    pub fn finish(mut self) -> Base {
        self.rows.sort_by_key(|row| row.id);
        let (sources, final_source) = self.named_sources();
        let as_of = self.as_of.unwrap_or(Day(0));
        let orders = in_order(std::mem::take(&mut self.orders), &self.rows);
        let mut customers = Customers::default();
        for (index, row) in self.rows.iter().enumerate() {
            let (days, values) = orders.of(index);
            push_history(&mut customers, row, days.iter().copied().zip(values.iter().copied()), as_of);
            customers.source.push(row.source.map_or(0, |source| final_source[source as usize]));
        }
        customers.push_unscored(self.rows.len());
        let as_of = self.as_of;
        let contracts = std::mem::take(&mut self.contracts).finish(&customers.id);
        let first_order = |id| {
            let row = customers.id.binary_search(&id).ok()?;
            Some(orders.day[orders.start[row] as usize])
        };
        let referrals = std::mem::take(&mut self.referrals).finish(first_order);
        Base { as_of, sources, customers, orders, attributes: Some(self.attributes()), contracts, referrals }
    }

    fn attributes(self) -> Attributes {
        let (products, products_left_out) = self.products.finish(self.rows.iter().map(|row| row.place));
        let data_source = self.data_sources.finish(DATA_SOURCE, self.rows.iter().map(|row| row.data_source));
        Attributes { products, products_left_out, columns: vec![data_source], leads: self.leads }
    }

    /// Names of the sources customers have, "unknown" first and then by name, and the index of every provisional
    /// number. Names beyond the 65,536th count as unknown.
    fn named_sources(&self) -> (Vec<String>, Vec<u16>) {
        let used: BTreeSet<u32> = self.rows.iter().filter_map(|row| row.source).collect();
        let mut names = vec![UNKNOWN_SOURCE.to_owned()];
        let mut final_source = vec![0; self.sources.len()];
        for (name, number) in self.sources.iter().filter(|(_, number)| used.contains(number)) {
            if let Ok(index) = u16::try_from(names.len()) {
                final_source[*number as usize] = index;
                names.push(name.clone());
            }
        }
        (names, final_source)
    }
}

fn push_orders(orders: &mut Orders, purchases: impl IntoIterator<Item = (Day, i64)>) {
    for (day, net_minor) in purchases {
        orders.day.push(day);
        orders.net_minor.push(net_minor);
    }
    orders.start.push(u32::try_from(orders.day.len()).expect("a base has fewer than 2^32 transactions"));
}

/// The orders in the order of the rows.
fn in_order(orders: Orders, rows: &[Row]) -> Orders {
    if rows.is_sorted_by_key(|row| row.place) {
        return orders;
    }
    let mut sorted = Orders::default();
    for row in rows {
        let (days, values) = orders.of(row.place as usize);
        push_orders(&mut sorted, days.iter().copied().zip(values.iter().copied()));
    }
    sorted
}

fn push_history(customers: &mut Customers, row: &Row, purchases: impl Iterator<Item = (Day, i64)>, as_of: Day) {
    let numbers = PurchaseNumbers::of(purchases).expect("every row has a purchase");
    customers.id.push(row.id);
    customers.frequency.push(numbers.frequency);
    customers.recency_days.push(numbers.recency_days());
    customers.age_days.push(numbers.age_days(as_of));
    customers.squared_gaps.push(numbers.squared_gaps);
    customers.log_gaps.push(numbers.log_gaps);
    customers.first_spend_minor.push(numbers.first_spend);
    customers.repeat_spend_minor.push(numbers.repeat_spend);
    customers.refunds_minor.push(row.refunds_minor);
    customers.flags.push(row.flags);
}

fn flags(history: &CustomerHistory) -> u8 {
    let sample = if history.origin == Origin::Sample { FLAG_SAMPLE } else { 0 };
    sample | consent_flag(history)
}

/// The only place that reads a customer's consent for the base.
fn consent_flag(history: &CustomerHistory) -> u8 {
    match history.consents.marketing_email() {
        ConsentStatus::Unknown => 0,
        ConsentStatus::Given => FLAG_CONSENT_GIVEN,
        ConsentStatus::Withdrawn => FLAG_CONSENT_WITHDRAWN,
    }
}
