//! The columns of the list.

use protocol::{Column, CustomerRow};

use crate::formats::{self, Money};
use crate::text::customers as text;

/// A column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListColumn {
    /// What it sorts by.
    pub(super) column: Column,
    /// Whether it needs the model.
    estimated: bool,
    /// How early it leaves when there is little room: 0 stays, then 1, 2, 3 in that order from the last.
    pub(super) rank: u8,
}

const fn column(column: Column, estimated: bool, rank: u8) -> ListColumn {
    ListColumn { column, estimated, rank }
}

const ALL: [ListColumn; 8] = [
    column(Column::ValueAtRisk, true, 0),
    column(Column::ProbabilityAlive, true, 0),
    column(Column::LifetimeValue, true, 1),
    column(Column::ExpectedOrders, true, 3),
    column(Column::Transactions, false, 1),
    column(Column::NetValue, false, 2),
    column(Column::Silent, false, 2),
    column(Column::Lateness, false, 3),
];

/// The columns that can be shown; those of the model only where it can say.
pub(super) fn columns(estimated: bool) -> Vec<ListColumn> {
    let shown = ALL.into_iter().filter(|column| estimated || !column.estimated);
    shown.map(|column| if estimated { column } else { ListColumn { rank: 0, ..column } }).collect()
}

impl ListColumn {
    /// Its heading.
    pub(super) fn name(self) -> &'static str {
        name(self.column)
    }

    /// A customer's value in it, and its interval where it has one.
    pub(super) fn cell(self, row: &CustomerRow, money: Money) -> (String, Option<String>) {
        let range = |low: String, high: String| (low != high).then(|| format!("{low}–{high}"));
        match self.column {
            Column::ValueAtRisk => (row.value_at_risk_minor.map(|minor| money.exact(minor)).unwrap_or_default(), None),
            Column::ProbabilityAlive => match row.probability_alive {
                Some((value, low, high)) => {
                    (formats::chance(value), range(formats::chance(low), formats::chance(high)))
                }
                None => Default::default(),
            },
            Column::LifetimeValue => match row.lifetime_value_minor {
                Some((value, low, high)) => (money.exact(value), range(money.whole(low), money.whole(high))),
                None => Default::default(),
            },
            Column::ExpectedOrders => {
                (row.expected_orders.map(|orders| formats::decimal(orders, 1)).unwrap_or_default(), None)
            }
            Column::Transactions => (formats::whole(f64::from(row.transactions)), None),
            Column::NetValue => (money.exact(row.net_minor as f64), None),
            Column::Silent => (formats::whole(f64::from(row.silent_days)), None),
            Column::Lateness => {
                (row.lateness.map(|times| text::times(&formats::decimal(times, 1))).unwrap_or_default(), None)
            }
        }
    }
}

/// Heading of a column.
pub(super) fn name(column: Column) -> &'static str {
    match column {
        Column::ValueAtRisk => text::column_at_risk(),
        Column::ProbabilityAlive => text::column_alive(),
        Column::LifetimeValue => text::column_value(),
        Column::ExpectedOrders => text::column_orders_to_come(),
        Column::Transactions => text::column_transactions(),
        Column::NetValue => text::column_net(),
        Column::Silent => text::column_silent(),
        Column::Lateness => text::column_lateness(),
    }
}
