//! Where a table keeps histories.

/// SQL expressions for the three numbers of a [`History`](crate::scoring::History). They are put into the
/// statement as they are, so they must not come from a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryColumns<'a> {
    /// Repeat transactions.
    pub frequency: &'a str,
    /// Weeks from the first to the last transaction, for example `recency_days / 7.0`.
    pub recency: &'a str,
    /// Weeks from the first transaction to the as-of day.
    pub age: &'a str,
}
