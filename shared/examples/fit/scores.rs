//! One line of scores a customer.

use std::path::Path;

use shared::scoring::Weeks;

use super::Failure;
use super::fitted::{Fitted, spend_scores};
use super::table::Table;

/// Writes the scores as CSV.
pub(super) fn write(path: &Path, table: &Table, fitted: &Fitted, horizon: Weeks) -> Result<(), Failure> {
    let purchases = match &fitted.purchases {
        Some(fit) => Some(fit.scores(table, horizon)?),
        None => None,
    };
    let spend = fitted.spend.as_ref().map(|fit| spend_scores(&fit.model, table));

    let mut columns: Vec<(&str, Column<'_>)> = Vec::new();
    if let Some((name, values)) = &table.id {
        columns.push((name, Column::Text(values)));
    }
    columns.push(("frequency", Column::Counts(&table.frequency)));
    for (name, values) in [("recency", &table.recency), ("T", &table.age), ("mean_spend", &table.mean_spend)] {
        if let Some(values) = values {
            columns.push((name, Column::Numbers(values)));
        }
    }
    if let Some((alive, expected)) = &purchases {
        columns.push(("probability_alive", Column::Numbers(alive)));
        columns.push(("expected_purchases", Column::Numbers(expected)));
    }
    if let Some(spend) = &spend {
        columns.push(("expected_spend", Column::Numbers(spend)));
    }
    if let Some(after) = &table.after {
        columns.push(("holdout_purchases", Column::Counts(&after.purchases)));
        columns.push(("holdout_spend", Column::Numbers(&after.spend)));
    }
    write_columns(path, &columns)
}

/// Writes columns of one length as CSV.
pub(super) fn write_columns(path: &Path, columns: &[(&str, Column<'_>)]) -> Result<(), Failure> {
    let failed = |error: csv::Error| format!("cannot write {}: {error}", path.display());
    let mut csv = csv::Writer::from_path(path).map_err(failed)?;
    csv.write_record(columns.iter().map(|(name, _)| *name)).map_err(failed)?;
    for row in 0..columns.iter().map(|(_, column)| column.len()).min().unwrap_or(0) {
        csv.write_record(columns.iter().map(|(_, column)| column.text(row))).map_err(failed)?;
    }
    csv.flush().map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// What a column holds.
pub(super) enum Column<'a> {
    Text(&'a [String]),
    Counts(&'a [u32]),
    Numbers(&'a [f64]),
}

impl Column<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Counts(values) => values.len(),
            Self::Numbers(values) => values.len(),
        }
    }

    /// Numbers that cannot be told are left empty.
    fn text(&self, row: usize) -> String {
        match self {
            Self::Text(values) => values[row].clone(),
            Self::Counts(values) => values[row].to_string(),
            Self::Numbers(values) if values[row].is_nan() => String::new(),
            Self::Numbers(values) => values[row].to_string(),
        }
    }
}
