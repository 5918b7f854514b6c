//! Covariates that change over time: seasons, campaigns, prices.
//!
//! Bachmann, Meierer and Näf 2021, "The role of time-varying contextual factors in latent attrition models for customer
//! base analysis", Marketing Science 40(4). In a [period](VaryingCovariates) with covariates x and z a customer buys at
//! rate λ e^(γ·x) and leaves at rate μ e^(δ·z). With A(y) and B(y) the integrals of e^(γ·x) and e^(δ·z) from the first
//! purchase to y weeks after it, n = r + x and repeat purchases at t_1, …, t_x the likelihood of a history is
//!
//! Γ(n)/(Γ(r) α^x) · Π e^(γ·x(t_j)) · (e^−V(T) + ∫ from t_x to T of e^−V(y) s e^(δ·z(y))/(β + B(y)) dy),
//! V(y) = n ln(1 + A(y)/α) + s ln(1 + B(y)/β),
//!
//! and P(alive) the share of the first term in the bracket: λ and μ have been integrated out under the integral over
//! the time of dropout. As long as covariates do not change, A and B are straight lines and the integrand is smooth; it
//! is taken piece by piece with a Gauss-Legendre rule whose error is bounded beforehand. All terms are positive, so
//! nothing cancels. (The published closed form is a sum of differences of hypergeometric functions, which does.)
//!
//! Covariates that never change make α e^(−γ·x) of α and β e^(−δ·z) of β: the [static](super::covariates) model.

mod ahead;
mod count;
mod customers;
mod dates;
mod ending;
mod error;
mod exposure;
mod fit;
mod history;
mod legs;
mod likelihood;
mod model;
mod nodes;
mod panel;
mod path;
mod posterior;
mod predict;
mod purchases;
mod rows;
mod saved;
mod silence_until;
mod simulate;
mod table;

pub use error::VaryingError;
pub use fit::{VaryingFit, fit};
pub use history::VaryingHistory;
pub use model::VaryingModel;
pub use predict::VaryingCustomer;
pub use rows::VaryingRow;
pub use saved::VaryingLoadError;
pub use table::{VaryingColumn, VaryingCovariates};
