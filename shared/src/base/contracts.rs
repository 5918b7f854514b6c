//! The fourth part of the base: contracts, where there are any.

use crate::domain::{Contract, CustomerId, Day, EndReason};

/// Contracts of the customers of one generation.
///
/// Customers under contract who never ordered have no row in the base, but are counted here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contracts {
    /// One entry a customer who has or had a contract, by ascending identifier: the customer's row in the base; `None` without one.
    pub rows: Vec<Option<u32>>,
    /// Their contracts, by customer and then by start.
    pub spans: Vec<ContractSpan>,
}

/// A contract as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractSpan {
    /// Whose it is: index into [`Contracts::rows`].
    pub customer: u32,
    /// Its first day.
    pub start: Day,
    /// The first day on which it is no longer active, not before the start; `None` while nobody has ended it.
    pub end: Option<Day>,
    /// What it brings a month, minor units; 0 where that is not known.
    pub monthly_minor: i64,
    /// Why it ended; of one without an end it says nothing.
    pub reason: EndReason,
}

impl ContractSpan {
    /// Whether it is active at the end of a day.
    ///
    /// ```
    /// use shared::base::ContractSpan;
    /// use shared::domain::{Day, EndReason};
    /// let (start, end) = (Day(10), Some(Day(20)));
    /// let contract = ContractSpan { customer: 0, start, end, monthly_minor: 900, reason: EndReason::Cancelled };
    /// assert_eq!([9, 10, 19, 20].map(|day| contract.is_active(Day(day))), [false, true, true, false]);
    /// ```
    #[must_use]
    pub fn is_active(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }
}

/// Contracts of all customers pushed, in any order of customers.
#[derive(Debug, Default)]
pub(super) struct Gathered(Vec<(CustomerId, Vec<Contract>)>);

impl Gathered {
    pub(super) fn push(&mut self, id: CustomerId, contracts: &[Contract]) {
        if !contracts.is_empty() {
            self.0.push((id, contracts.to_vec()));
        }
    }

    /// `None` where nobody has a contract. `ids` are those of the base's rows.
    pub(super) fn finish(mut self, ids: &[CustomerId]) -> Option<Contracts> {
        self.0.sort_by_key(|(id, _)| *id);
        let mut all = Contracts::default();
        for (customer, (id, contracts)) in (0..).zip(self.0) {
            all.rows.push(ids.binary_search(&id).ok().map(|row| row as u32));
            let first = all.spans.len();
            all.spans.extend(contracts.into_iter().map(|contract| ContractSpan {
                customer,
                start: contract.start,
                end: contract.end,
                monthly_minor: contract.monthly_minor,
                reason: contract.reason,
            }));
            all.spans[first..].sort_by_key(|span| (span.start, span.end.unwrap_or(Day(i32::MAX))));
        }
        (!all.rows.is_empty()).then_some(all)
    }
}
