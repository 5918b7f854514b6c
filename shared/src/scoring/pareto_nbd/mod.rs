//! Pareto/NBD: purchases at a gamma-distributed rate, lifetimes exponential at a gamma-distributed rate.
//!
//! Schmittlein, Morrison and Colombo 1987, "Counting your customers: who are they and what will they do
//! next?"; Fader and Hardie's notes derive the likelihood and the predictions.

mod curve;
mod ending;
mod error;
mod likelihood;
mod outlook;
mod parameters;
mod race;
mod race_start;
mod side;
mod sum;

pub use error::{FitError, ParameterError};
pub use parameters::{Model, Parameters};
