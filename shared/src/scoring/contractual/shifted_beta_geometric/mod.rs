//! sBG, the shifted beta-geometric: every customer leaves at each renewal with a probability of her own, which never
//! changes; over customers it is Beta(α, β).
//!
//! Retention rises with tenure only because those who leave easily are gone sooner (Fader and Hardie 2007, "How to
//! project customer retention"). S(t) = B(α, β + t)/B(α, β) and r(t) = (β + t − 1)/(α + β + t − 1).

mod fit;
mod likelihood;
mod parameters;
mod predict;

pub use fit::{Fit, fit, fit_pooled};
pub use likelihood::RenewalLikelihood;
pub use parameters::{Model, Parameters};
