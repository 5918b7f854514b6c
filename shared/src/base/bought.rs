//! Who bought what, gathered while the base is built.

use std::collections::BTreeMap;

use super::Product;
use super::attributes::MOST_PRODUCTS;
use crate::domain::CustomerHistory;

/// Products of all customers pushed, as provisional numbers.
#[derive(Debug, Default)]
pub(super) struct Purchased {
    numbers: BTreeMap<String, u32>,
    bought: Vec<u32>,
    /// Where in `bought` the products of each customer end.
    ends: Vec<usize>,
}

impl Purchased {
    /// Adds the products of which the next customer has some, returns deducted.
    pub(super) fn push(&mut self, history: &CustomerHistory) {
        let mut units = BTreeMap::<&str, i64>::new();
        for line in history.orders.iter().flat_map(|order| &order.lines) {
            let sum = units.entry(&line.product).or_default();
            *sum = sum.saturating_add(line.units);
        }
        for (product, _) in units.into_iter().filter(|(product, units)| *units > 0 && !product.is_empty()) {
            let number = self.number(product);
            self.bought.push(number);
        }
        self.ends.push(self.bought.len());
    }

    /// Products of a customer by the number of those pushed before.
    fn of(&self, place: u32) -> &[u32] {
        let place = place as usize;
        let first = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bought[first..self.ends[place]]
    }

    fn number(&mut self, product: &str) -> u32 {
        if let Some(number) = self.numbers.get(product) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(product.to_owned(), number);
        number
    }

    /// The most bought products with their buyers, and how many are not among them. `places` are how many were pushed
    /// before the customer of each row of the base.
    pub(super) fn finish(mut self, places: impl Iterator<Item = u32>) -> (Vec<Product>, u32) {
        let mut buyers = vec![0_u32; self.numbers.len()];
        for number in &self.bought {
            buyers[*number as usize] += 1;
        }
        let mut ranked: Vec<(String, u32)> = std::mem::take(&mut self.numbers).into_iter().collect();
        ranked.retain(|(_, number)| buyers[*number as usize] > 0);
        ranked.sort_by_key(|(_, number)| std::cmp::Reverse(buyers[*number as usize]));
        let left_out = ranked.len().saturating_sub(MOST_PRODUCTS) as u32;
        ranked.truncate(MOST_PRODUCTS);
        let mut place = vec![None; buyers.len()];
        let product = |(index, (name, number)): (usize, (String, u32))| {
            place[number as usize] = Some(index);
            Product { name, buyers: Vec::with_capacity(buyers[number as usize] as usize) }
        };
        let mut products: Vec<Product> = ranked.into_iter().enumerate().map(product).collect();
        for (row, place_of_row) in (0..).zip(places) {
            for number in self.of(place_of_row) {
                if let Some(index) = place[*number as usize] {
                    products[index].buyers.push(row);
                }
            }
        }
        (products, left_out)
    }
}
