//! LCW, the latent-class Weibull: two kinds of customers, each with a risk of leaving of its own that rises or falls
//! with tenure.
//!
//! A share w of the customers survives t renewals with probability (1 − θ₁)^(t^c₁), the others with (1 − θ₂)^(t^c₂)
//! (Fader, Hardie, Liu, Davin and Steenburgh 2018, "How to Project Customer Retention Revisited", where it stands beside
//! the BdW). The first class is the one that leaves sooner: θ₁ ≥ θ₂.

mod error;
mod fit;
mod likelihood;
mod one_class;
mod parameters;
mod predict;

pub use error::ParameterError;
pub use fit::{Fit, fit};
pub use likelihood::RenewalLikelihood;
pub(super) use one_class::one_class;
use parameters::SCALES;
pub use parameters::{Class, Model, Parameters};
