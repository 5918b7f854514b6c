//! The donors of Fader, Hardie and Shang (2010): 11,104 people, six yearly opportunities, 22 distinct histories.

use serde_json::Value;
use shared::scoring::bg_bb::{Cells, DiscountPerOpportunity, DiscreteHistory, Model, Parameters};

fn path(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn json(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path(name)).expect("a fixture")).expect("JSON")
}

pub(crate) fn history(transactions: u32, last: u32, opportunities: u32) -> DiscreteHistory {
    DiscreteHistory::new(transactions, last, opportunities).expect("a history")
}

pub(crate) fn donations() -> Cells {
    let mut csv = csv::Reader::from_path(path("donations_bgbb.csv")).expect("a fixture");
    Cells::of_counted(csv.records().map(|record| {
        let row: Vec<u32> = record.expect("a record").iter().map(|field| field.parse().expect("a count")).collect();
        (history(row[0], row[1], row[2]), row[3])
    }))
}

pub(crate) fn model(parameters: [f64; 4]) -> Model {
    Parameters::from_array(parameters).check().expect("positive parameters")
}

/// A sum over the donors.
pub(crate) fn total(figure: impl Fn(DiscreteHistory) -> f64) -> f64 {
    donations().as_slice().iter().map(|cell| cell.customers * figure(cell.history)).sum()
}

pub(crate) fn per_year(rate: f64) -> DiscountPerOpportunity {
    DiscountPerOpportunity::effective(rate).expect("a rate")
}
