//! BG/CNBD-k and MBG/CNBD-k against models of gaps at random, 30 digits, data with a known regularity and simulation.

mod fits;
mod properties;
mod random_gaps;
mod simulated;
mod values;

use shared::scoring::beta_geometric::Dropout;
use shared::scoring::beta_geometric_erlang::{Model, Parameters, Regularity};

/// The model with so many phases and r, alpha, a, b.
fn regular(dropout: Dropout, phases: u32, values: [f64; 4]) -> Model {
    let regularity = Regularity::new(phases).expect("in range");
    Parameters::from_array(regularity, values).check(dropout).expect("positive parameters")
}

#[track_caller]
fn assert_close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance * expected.abs(), "{what}: {actual} instead of {expected}");
}
