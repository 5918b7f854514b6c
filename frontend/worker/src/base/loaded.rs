//! One generation of the base with what is derived from it once.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use protocol::{Column, Sort};
use shared::api::Manifest;
use shared::base::Base;
use shared::planning::health::{HealthCheckProblem, KnownAtSplit};
use shared::planning::{ValueTier, value_tiers};

use super::list::FilteredList;
use super::order::sorted_rows;
use super::what_if::Futures;

/// One generation of the base, ready for questions.
#[derive(Debug)]
pub struct LoadedBase {
    pub(super) manifest: Manifest,
    pub(super) base: Base,
    pub(super) tiers: Vec<Option<ValueTier>>,
    pub(super) filtered: Option<FilteredList>,
    pub(super) futures: Futures,
    pub(super) at_split: OnceCell<Result<KnownAtSplit, HealthCheckProblem>>,
    orders: BTreeMap<(Column, bool), Vec<u32>>,
}

impl LoadedBase {
    /// Prepares a base for questions.
    ///
    /// # Errors
    /// In words, when manifest and base do not belong together.
    pub fn new(manifest: Manifest, base: Base) -> Result<Self, String> {
        let customers = base.customers.len();
        if customers != manifest.summary.customers as usize || base.orders.start.len() != customers + 1 {
            return Err(format!(
                "generation {} has {} customers, but {customers} arrived: reload the page",
                manifest.generation, manifest.summary.customers,
            ));
        }
        let tiers = value_tiers(&base.customers);
        let (futures, at_split) = (Futures::default(), OnceCell::new());
        Ok(Self { manifest, base, tiers, filtered: None, futures, at_split, orders: BTreeMap::new() })
    }

    /// The generation.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.manifest.generation
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> u32 {
        self.manifest.summary.customers
    }

    /// All rows in an order, sorted once per base.
    pub(super) fn rows_by(&mut self, sort: Sort) -> &[u32] {
        self.orders.entry((sort.column, sort.descending)).or_insert_with(|| sorted_rows(&self.base.customers, sort))
    }
}

#[cfg(test)]
mod tests {
    use super::LoadedBase;
    use crate::base::test_base;

    #[test]
    fn a_base_with_missing_customers_is_refused_by_name() {
        let base = test_base::random(3, 20);
        let mut manifest = test_base::manifest(&base);
        manifest.summary.customers = 21;
        let message = LoadedBase::new(manifest, base).expect_err("one is missing");
        assert!(message.contains("21 customers") && message.contains("20 arrived"), "{message}");
    }
}
