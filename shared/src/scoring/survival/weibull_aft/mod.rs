//! Weibull regression of accelerated failure time: covariates stretch or shorten time itself.
//!
//! S(t) = exp(−(t/λ)^ρ) with ln λ = intercept + xβ: a coefficient of 0.1 makes spells last e^0.1 times as long. ρ > 1: the
//! hazard rises with time (Kalbfleisch and Prentice 2002, section 2.2.2).

mod fit;
mod likelihood;
mod parameters;
mod predict;

pub use fit::{Fit, fit};
pub use parameters::{Model, Parameters};
