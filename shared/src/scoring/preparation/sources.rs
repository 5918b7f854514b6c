//! Customers by where their first purchase came from.

use std::collections::BTreeMap;

use super::PurchaseNumbers;

/// What the customers of one source did.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{PurchaseNumbers, by_source};
/// let once = PurchaseNumbers::first(Day(3), 500);
/// let twice = PurchaseNumbers::of([(Day(3), 200), (Day(9), 300)]).expect("a transaction");
/// let (_, search) = by_source([("search", once), ("search", twice)])[0];
/// assert_eq!((search.customers, search.transactions, search.repeat_share()), (2, 3, 0.5));
/// assert_eq!((search.first_spend, search.total_spend), (700, 1_000));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceSummary {
    /// Customers whose first purchase came from it.
    pub customers: u32,
    /// Those of them who bought again.
    pub repeat_customers: u32,
    /// Their transactions, the first included.
    pub transactions: u64,
    /// Value of their first transactions.
    pub first_spend: i64,
    /// Value of all their transactions.
    pub total_spend: i64,
}

impl SourceSummary {
    /// Share of the customers who bought again; NaN without a customer.
    #[must_use]
    pub fn repeat_share(&self) -> f64 {
        f64::from(self.repeat_customers) / f64::from(self.customers)
    }

    fn add(&mut self, numbers: &PurchaseNumbers) {
        self.customers += 1;
        self.repeat_customers += u32::from(numbers.frequency > 0);
        self.transactions += u64::from(numbers.frequency) + 1;
        self.first_spend = self.first_spend.saturating_add(numbers.first_spend);
        self.total_spend = self.total_spend.saturating_add(numbers.total_spend());
    }
}

/// Sums up customers by source, most customers first, then by name.
///
/// Young customers have had less time to buy again: compare sources within one [cohort](super::cohort).
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::{PurchaseNumbers, by_source};
/// let customer = PurchaseNumbers::first(Day(3), 500);
/// let sources = by_source([("social", customer), ("search", customer), ("direct", customer), ("search", customer)]);
/// assert_eq!(sources.iter().map(|(source, _)| *source).collect::<Vec<_>>(), ["search", "direct", "social"]);
/// ```
pub fn by_source<S: Ord>(customers: impl IntoIterator<Item = (S, PurchaseNumbers)>) -> Vec<(S, SourceSummary)> {
    let mut sources: BTreeMap<S, SourceSummary> = BTreeMap::new();
    for (source, numbers) in customers {
        sources.entry(source).or_default().add(&numbers);
    }
    let mut sources: Vec<_> = sources.into_iter().collect();
    // Stable, so names stay in order among equals.
    sources.sort_by_key(|(_, summary)| std::cmp::Reverse(summary.customers));
    sources
}

#[cfg(test)]
mod tests {
    use super::{SourceSummary, by_source};
    use crate::domain::Day;
    use crate::scoring::preparation::PurchaseNumbers;

    #[test]
    fn sources_are_summed_and_sorted() {
        let customer = |values: &[i64]| {
            let days = values.iter().zip(0..);
            PurchaseNumbers::of(days.map(|(value, day)| (Day(day), *value))).expect("a purchase")
        };
        let sources = by_source([
            ("search", customer(&[100])),
            ("letter", customer(&[50, 70])),
            ("fair", customer(&[10])),
            ("search", customer(&[5, 5, 5])),
        ]);
        let names: Vec<_> = sources.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["search", "fair", "letter"]);
        let search =
            SourceSummary { customers: 2, repeat_customers: 1, transactions: 4, first_spend: 105, total_spend: 115 };
        assert_eq!(sources[0].1, search);
        assert_eq!(search.repeat_share(), 0.5);
        assert!(SourceSummary::default().repeat_share().is_nan());
    }
}
