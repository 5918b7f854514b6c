//! Who bought what, gathered while the base is built.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Product;
use super::attributes::MOST_PRODUCTS;
use crate::domain::CustomerHistory;

/// Products of all customers pushed, as provisional numbers.
#[derive(Debug, Default)]
pub(super) struct Purchased {
    numbers: BTreeMap<String, u32>,
    bought: Vec<u32>,
}

impl Purchased {
    /// Adds the products of which a customer has some, returns deducted; where they stand.
    pub(super) fn push(&mut self, history: &CustomerHistory) -> Range<usize> {
        let mut units = BTreeMap::<&str, i64>::new();
        for line in history.orders.iter().flat_map(|order| &order.lines) {
            let sum = units.entry(&line.product).or_default();
            *sum = sum.saturating_add(line.units);
        }
        let first = self.bought.len();
        for (product, _) in units.into_iter().filter(|(product, units)| *units > 0 && !product.is_empty()) {
            let number = self.number(product);
            self.bought.push(number);
        }
        first..self.bought.len()
    }

    fn number(&mut self, product: &str) -> u32 {
        if let Some(number) = self.numbers.get(product) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(product.to_owned(), number);
        number
    }

    /// The most bought products with their buyers, and how many are not among them. `rows` are in the order of the base.
    pub(super) fn finish(self, rows: &[Range<usize>]) -> (Vec<Product>, u32) {
        let mut buyers = vec![0_u32; self.numbers.len()];
        for number in rows.iter().flat_map(|range| &self.bought[range.clone()]) {
            buyers[*number as usize] += 1;
        }
        let mut ranked: Vec<(String, u32)> = self.numbers.into_iter().collect();
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
        for (row, range) in (0..).zip(rows) {
            for number in &self.bought[range.clone()] {
                if let Some(index) = place[*number as usize] {
                    products[index].buyers.push(row);
                }
            }
        }
        (products, left_out)
    }
}
