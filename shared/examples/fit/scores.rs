//! One line of scores a customer.

use std::path::Path;

use shared::scoring::beta_geometric::{FutureCurve, Levers, Model, Tabulator};
use shared::scoring::gamma_gamma::{self, Spend};
use shared::scoring::{Histories, Pairs, PurchaseModel};

use super::Failure;
use super::histories::Table;

/// The models that were fitted.
pub(super) struct Fitted {
    pub(super) purchases: Option<Model>,
    pub(super) spend: Option<gamma_gamma::Model>,
}

/// Writes the scores as CSV.
pub(super) fn write(path: &Path, table: &Table, fitted: &Fitted, horizon: f64) -> Result<(), Failure> {
    let failed = |error: csv::Error| format!("cannot write {}: {error}", path.display());
    let mut csv = csv::Writer::from_path(path).map_err(failed)?;
    let purchases = match &fitted.purchases {
        Some(model) => Some(purchase_scores(model, table, horizon)?),
        None => None,
    };
    let spend = fitted.spend.as_ref().map(|model| spend_scores(model, table));

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
    csv.write_record(columns.iter().map(|(name, _)| *name)).map_err(failed)?;
    for row in 0..table.frequency.len() {
        csv.write_record(columns.iter().map(|(_, column)| column.text(row))).map_err(failed)?;
    }
    csv.flush().map_err(|error| format!("cannot write {}: {error}", path.display()))
}

enum Column<'a> {
    Text(&'a [String]),
    Counts(&'a [u32]),
    Numbers(&'a [f64]),
}

impl Column<'_> {
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

/// P(alive) and expected purchases, by distinct histories.
fn purchase_scores(model: &Model, table: &Table, horizon: f64) -> Result<(Vec<f64>, Vec<f64>), Failure> {
    let histories = Histories::from_weeks(&table.histories()?);
    let pairs = Pairs::of(&histories);
    let [purchases] = Tabulator::default()
        .tabulate(
            model,
            &pairs,
            &Levers::NONE,
            |rules, shortest| FutureCurve::new(rules, shortest, horizon),
            |rules, curve, rate_time| [curve.purchases(rules, rate_time, 0.0, horizon).0],
        )
        .expect("without levers the dropout distribution is the fitted one");
    let alive: Vec<f64> = histories.iter().map(|history| model.probability_alive(&history)).collect();
    let of_customer = histories.history_of_customer().iter().map(|history| *history as usize);
    Ok(of_customer.map(|h| (alive[h], alive[h] * purchases[pairs.of_history()[h] as usize])).unzip())
}

/// Expected value of a transaction; NaN where the model's mean is infinite.
fn spend_scores(model: &gamma_gamma::Model, table: &Table) -> Vec<f64> {
    let means = table.mean_spend.as_deref().unwrap_or_default();
    let of = |(frequency, mean): (&u32, &f64)| {
        // A spend the model was not fitted to says nothing of later ones.
        let known = if *mean > 0.0 { *frequency } else { 0 };
        model.expected_spend(Spend { frequency: known, mean: *mean }).unwrap_or(f64::NAN)
    };
    table.frequency.iter().zip(means).map(of).collect()
}
