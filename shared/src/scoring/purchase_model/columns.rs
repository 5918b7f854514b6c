//! Where a table keeps histories.

/// SQL expressions for the three numbers of a [`History`](crate::scoring::History). They are put into the
/// statement as they are, so they must not come from a user.
///
/// ```
/// use shared::scoring::PurchaseModel;
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::purchase_model::HistoryColumns;
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let columns = HistoryColumns { frequency: "orders - 1", recency: "recency_days / 7.0", age: "age_days / 7.0" };
/// let sql = model.probability_alive_sql(&columns);
/// assert!(sql.starts_with("CASE WHEN (orders - 1) = 0 THEN 1.0 ") && sql.contains("(4.414 + (age_days / 7.0))"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryColumns<'a> {
    /// Repeat transactions.
    pub frequency: &'a str,
    /// Weeks from the first to the last transaction, for example `recency_days / 7.0`.
    pub recency: &'a str,
    /// Weeks from the first transaction to the as-of day.
    pub age: &'a str,
}
