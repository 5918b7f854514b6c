//! The list of customers.

use serde::{Deserialize, Serialize};
use shared::domain::CustomerId;
use shared::planning::{RiskBand, ValueTier};
use shared::segments::Definition;

use crate::question::question;

/// A column one can sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Value at risk over 90 days.
    #[default]
    ValueAtRisk,
    /// P(alive).
    ProbabilityAlive,
    /// Lifetime value.
    LifetimeValue,
    /// Expected orders in a year.
    ExpectedOrders,
    /// Number of transactions.
    Transactions,
    /// Net value so far.
    NetValue,
    /// Days since the last transaction.
    Silent,
    /// Days silent over the customer's own mean gap.
    Lateness,
}

/// Order of the list. Ties are broken by row; unknown values come last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Largest first.
    pub descending: bool,
}

/// Which customers; `None` and `false` do not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Risk band.
    pub risk: Option<RiskBand>,
    /// Value tier.
    pub tier: Option<ValueTier>,
    /// Index of the acquisition source in the manifest.
    pub source: Option<u16>,
    /// At least one repeat transaction.
    pub repeat_only: bool,
    /// Silent for more than twice their own mean gap.
    pub late_only: bool,
    /// Rows found by a search.
    pub rows: Option<Vec<u32>>,
    /// Those who pass the rule of a segment.
    pub segment: Option<Definition>,
}

/// A window of the sorted, filtered list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Order.
    pub sort: Sort,
    /// Which.
    pub filter: Filter,
    /// First position.
    pub offset: u32,
    /// Number of positions, at most 500.
    pub limit: u32,
}

/// One customer of the list, without personal data. `None` where the model cannot say. Money in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Row of the base, to ask the name by.
    pub row: u32,
    /// Identifier for links.
    pub id: CustomerId,
    /// Transactions, the first included.
    pub transactions: u32,
    /// Days since the last transaction.
    pub silent_days: u32,
    /// Mean gap in days, from two transactions on.
    pub mean_gap_days: Option<f64>,
    /// Mean and standard deviation of the gaps, from three gaps on.
    pub rhythm_days: Option<(f64, f64)>,
    /// Days silent over the mean gap.
    pub lateness: Option<f64>,
    /// Net value of transactions and refunds so far.
    pub net_minor: i64,
    /// P(alive), low and high end of its 95 % interval.
    pub probability_alive: Option<(f64, f64, f64)>,
    /// Expected orders in a year.
    pub expected_orders: Option<f64>,
    /// Lifetime value, low and high end of its 95 % prediction interval.
    pub lifetime_value_minor: Option<(f64, f64, f64)>,
    /// Value at risk over 90 days.
    pub value_at_risk_minor: Option<f64>,
    /// Risk band.
    pub risk: Option<RiskBand>,
    /// Value tier.
    pub tier: Option<ValueTier>,
    /// Belongs to the sample shop.
    pub sample: bool,
}

/// With `buffers`: identity chunks in the order of rows, as stored. All customers of the filter with their scores as CSV, safe
/// against formula injection. Answered with the number of lines below the header. With one buffer: the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportQuestion {
    /// Which customers, in which order.
    pub query: ListQuery,
}

/// The answer to a [`ListQuery`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPage {
    /// The query answered.
    pub query: ListQuery,
    /// Customers that pass the filter.
    pub total: u32,
    /// Their value at risk, minor units, where the model can say.
    pub value_at_risk_minor: Option<f64>,
    /// The window.
    pub rows: Vec<CustomerRow>,
}

question!(ListQuery => ListPage, List);
question!(ExportQuestion => u32, Export);

#[cfg(test)]
mod tests {
    use super::{Filter, ListQuery};
    use crate::Question;

    #[test]
    fn a_query_may_leave_out_its_filters() {
        let text = r#"{"sort":{"column":"value-at-risk","descending":true},"filter":{},"offset":0,"limit":5}"#;
        assert_eq!(ListQuery::read(text).expect("a query").filter, Filter::default());
    }
}
