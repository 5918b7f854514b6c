//! Histories in whole opportunities, and BG/BB.

use std::path::Path;

use serde_json::Value;
use shared::scoring::bg_bb::{self, Cells, DiscreteHistory, Parameters};

use super::columns::Columns;
use super::fitted::timed;
use super::histories::CUSTOMER;
use super::options::{ModelChoice, OpportunityOptions};
use super::scores::{Column, write_columns};
use super::{Failure, report};

/// One entry a line of the file in every column.
struct Lines {
    /// Name of the identifier column and its values.
    id: Option<(String, Vec<String>)>,
    histories: Vec<DiscreteHistory>,
    customers: Vec<u32>,
}

/// Fits the file's histories and writes scores where they are asked for; the report.
pub(super) fn run(options: &OpportunityOptions) -> Result<Value, Failure> {
    let lines = Lines::read(&options.histories)?;
    let counted = || lines.histories.iter().copied().zip(lines.customers.iter().copied());
    let (fit, milliseconds) = timed(|| bg_bb::fit(&Cells::of_counted(counted())));
    let fit = fit.map_err(|error| format!("{}: {error}", options.histories.display()))?;
    if let Some((path, opportunities)) = &options.score {
        lines.score(path, &fit.model, *opportunities)?;
    }
    let names = Parameters::NAMES.map(str::to_owned).into_iter();
    let parameters: Vec<(String, f64)> = names.zip(fit.model.values().to_array()).collect();
    Ok(report::of_fit(ModelChoice::Opportunities, &parameters, &parameters, &fit.certificate, milliseconds))
}

impl Lines {
    fn read(path: &Path) -> Result<Self, Failure> {
        let mut file = Columns::open(path)?;
        let frequency = file.require(&["frequency", "x"], "frequency (or x)")?;
        let last = file.require(&["recency", "t_x", "t.x"], "recency (or t_x), the last opportunity taken,")?;
        let names = ["opportunities", "n", "n_cal", "n.cal", "periods"];
        let opportunities = file.require(&names, "opportunities (or n)")?;
        let count = file.find(&["count", "customers", "custs", "weights"]);
        let id = file.find(&CUSTOMER).filter(|column| Some(*column) != count);
        let mut lines = Self {
            id: id.map(|column| (file.name(column).to_owned(), Vec::new())),
            histories: Vec::new(),
            customers: Vec::new(),
        };
        while file.next_line()? {
            let whole = |column: usize| file.count(column, file.name(column));
            let history = DiscreteHistory::new(whole(frequency)?, whole(last)?, whole(opportunities)?);
            lines.histories.push(history.map_err(|error| file.failure(&error.to_string()))?);
            lines.customers.push(count.map_or(Ok(1), whole)?);
            if let (Some((_, values)), Some(column)) = (&mut lines.id, id) {
                values.push(file.text(column).to_owned());
            }
        }
        if lines.histories.is_empty() {
            return Err(format!("{} has a header but no rows: it needs one line a history", file.shown()));
        }
        Ok(lines)
    }

    /// Writes P(alive) and the purchases expected at the next `opportunities`.
    fn score(&self, path: &Path, model: &bg_bb::Model, opportunities: u32) -> Result<(), Failure> {
        let counts = |of: fn(DiscreteHistory) -> u32| -> Vec<u32> { self.histories.iter().copied().map(of).collect() };
        let numbers =
            |of: &dyn Fn(DiscreteHistory) -> f64| -> Vec<f64> { self.histories.iter().copied().map(of).collect() };
        let whole = [
            ("frequency", counts(DiscreteHistory::transactions)),
            ("recency", counts(DiscreteHistory::last)),
            ("opportunities", counts(DiscreteHistory::opportunities)),
        ];
        let alive = numbers(&|history| model.probability_alive(history));
        let expected = numbers(&|history| model.expected_purchases(history, opportunities));
        let mut columns: Vec<(&str, Column<'_>)> = Vec::new();
        columns.extend(self.id.iter().map(|(name, values)| (name.as_str(), Column::Text(values))));
        columns.extend(whole.iter().map(|(name, values)| (*name, Column::Counts(values))));
        columns.push(("count", Column::Counts(&self.customers)));
        columns.push(("probability_alive", Column::Numbers(&alive)));
        columns.push(("expected_purchases", Column::Numbers(&expected)));
        write_columns(path, &columns)
    }
}
