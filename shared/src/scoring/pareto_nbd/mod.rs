//! Pareto/NBD: purchases at a gamma-distributed rate, lifetimes exponential at a gamma-distributed rate.
//!
//! Schmittlein, Morrison and Colombo 1987, "Counting your customers: who are they and what will they do
//! next?"; Fader and Hardie's notes derive the likelihood and the predictions. A customer may drop out at any
//! time, not only after a purchase, so silence says something of one-time buyers too.

mod chances;
mod count;
pub mod covariates;
mod curve;
mod ending;
mod fit;
mod future;
mod likelihood;
mod means;
mod outlook;
mod parameters;
mod posterior;
mod predict;
mod race;
mod race_start;
mod scores;
mod side;
mod simulate;
mod sql;
mod sum;
pub mod time_varying;

pub use fit::{Fit, fit};
pub use future::Future;
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
pub use scores::Scores;
