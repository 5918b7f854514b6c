//! Gamma-Gamma: what customers spend per transaction (Fader and Hardie 2013, note 025; Colombo and Jiang 1999).
//!
//! Each transaction of a customer is worth Z ~ Gamma(p, ν), so p/ν on average, and ν ~ Gamma(q, v)
//! over customers. Spend is assumed independent of how often a customer buys. Money is in any unit;
//! v is in the same.

#[cfg(test)]
pub(in crate::scoring) mod dual;
mod error;
mod fit;
mod likelihood;
mod parameters;
mod predict;
mod spends;

pub use error::{FitError, ParameterError};
pub use fit::{Fit, fit};
pub(in crate::scoring) use fit::{bounds, spend_limits};
pub use likelihood::DistinctLikelihood;
pub(in crate::scoring) use likelihood::Sums;
pub use parameters::{Model, Parameters};
pub use predict::SpendMoments;
pub use spends::{Spend, Spends};
