//! BdW, the beta-discrete-Weibull: an sBG in which each customer's own risk of leaving changes with tenure too.
//!
//! A customer survives t renewals with probability (1 − θ)^(t^c), θ is Beta(α, β) over customers: S(t) =
//! B(α, β + t^c)/B(α, β). At c = 1 it is the sBG; with c > 1 a customer's risk rises, with c < 1 it falls (Fader,
//! Hardie, Liu, Davin and Steenburgh 2018, "How to Project Customer Retention Revisited").

mod fit;
mod likelihood;
mod parameters;
mod predict;

pub use fit::{Fit, fit, fit_pooled};
pub use likelihood::RenewalLikelihood;
pub use parameters::{Model, Parameters};
pub(super) use predict::stretched;
