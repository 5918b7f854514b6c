//! One generation of the base with what is derived from it once.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Deref;

use protocol::{Column, LoadBase, ManifestText, Sort};
use shared::api::Manifest;
use shared::base::Base;
use shared::planning::ValueTier;
use shared::planning::health::{HealthCheckProblem, KnownAtSplit};
use shared::segments::Derived;

use super::list::FilteredList;
use super::order::sorted_rows;
use super::what_if::Futures;

/// One generation of the base, ready for questions.
#[derive(Debug)]
pub struct LoadedBase {
    pub(super) manifest: LazyManifest,
    /// Whether scores may be shown.
    pub(super) is_estimated: bool,
    /// Acquisition sources.
    pub(super) sources: usize,
    generation: u64,
    pub(super) base: Base,
    pub(super) filtered: Option<FilteredList>,
    pub(super) futures: Futures,
    pub(super) at_split: OnceCell<Result<KnownAtSplit, HealthCheckProblem>>,
    pub(super) derived: Derived,
    orders: BTreeMap<(Column, bool), Vec<u32>>,
}

/// The manifest, read when something of it is first asked for. The board asks for nothing of it, so that the code that reads it
/// is no part of what the board waits for.
#[derive(Debug)]
pub(super) struct LazyManifest {
    text: ManifestText,
    read: OnceCell<Manifest>,
}

impl Deref for LazyManifest {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        self.read.get_or_init(|| self.text.read())
    }
}

impl LoadedBase {
    /// Prepares a base for questions.
    ///
    /// # Errors
    /// In words, when the base is not what was announced.
    pub fn new(announced: LoadBase, base: Base) -> Result<Self, String> {
        let customers = base.customers.len();
        if customers != announced.customers as usize || base.orders.start.len() != customers + 1 {
            return Err(format!(
                "generation {} has {} customers, but {customers} arrived: reload the page",
                announced.generation, announced.customers,
            ));
        }
        Ok(Self {
            manifest: LazyManifest { text: announced.manifest, read: OnceCell::new() },
            is_estimated: announced.is_estimated,
            sources: announced.sources.len(),
            generation: announced.generation,
            base,
            filtered: None,
            futures: Futures::default(),
            at_split: OnceCell::new(),
            derived: Derived::default(),
            orders: BTreeMap::new(),
        })
    }

    /// The tier of every row.
    pub(super) fn tiers(&self) -> &[Option<ValueTier>] {
        self.derived.tiers(&self.base)
    }

    /// The generation.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> u32 {
        self.base.customers.len() as u32
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
        let message = LoadedBase::new(test_base::announced(&manifest), base).expect_err("one is missing");
        assert!(message.contains("21 customers") && message.contains("20 arrived"), "{message}");
    }
}
