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

/// Builds the base from one history after the other, in any order, without keeping them.
#[derive(Debug, Default)]
pub struct BaseBuilder {
    as_of: Option<Day>,
    rows: Vec<Row>,
    purchases: Vec<(Day, i64)>,
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
    first_purchase: usize,
    end_purchase: usize,
    refunds_minor: i64,
    source: Option<u32>,
    first_product: usize,
    end_product: usize,
    data_source: u32,
    flags: u8,
}

impl BaseBuilder {
    /// Adds one customer, at most once each.
    pub fn push(&mut self, history: &CustomerHistory) {
        self.as_of = self.as_of.max(history.orders.iter().map(|order| order.day).max());
        self.contracts.push(history.key.id(), &history.contracts);
        self.referrals.push(history);
        let (purchases, refunds_minor) = transactions(history);
        if purchases.is_empty() {
            self.leads += 1;
            return;
        }
        let first_purchase = self.purchases.len();
        self.purchases.extend(purchases);
        let source = self.provisional_source(history.identity.acquisition_source.as_deref());
        let products = self.products.push(history);
        self.rows.push(Row {
            id: history.key.id(),
            first_purchase,
            end_purchase: self.purchases.len(),
            refunds_minor,
            source,
            first_product: products.start,
            end_product: products.end,
            data_source: self.data_sources.number(&history.key.data_source),
            flags: flags(history),
        });
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
        let mut customers = Customers::default();
        let mut orders = Orders::default();
        for row in &self.rows {
            let purchases = &self.purchases[row.first_purchase..row.end_purchase];
            push_history(&mut customers, row, purchases, as_of);
            customers.source.push(row.source.map_or(0, |source| final_source[source as usize]));
            orders.day.extend(purchases.iter().map(|purchase| purchase.0));
            orders.net_minor.extend(purchases.iter().map(|purchase| purchase.1));
            orders.start.push(u32::try_from(orders.day.len()).expect("a base has fewer than 2^32 transactions"));
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
        let products: Vec<_> = self.rows.iter().map(|row| row.first_product..row.end_product).collect();
        let (products, products_left_out) = self.products.finish(&products);
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

fn push_history(customers: &mut Customers, row: &Row, purchases: &[(Day, i64)], as_of: Day) {
    let numbers = PurchaseNumbers::of(purchases.iter().copied()).expect("every row has a purchase");
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
