//! What is known of customers beside their purchases: static covariates on the purchase and the dropout process.
//!
//! A covariate shifts the logarithm of a model's parameter linearly (as in Fader and Hardie 2007, note 019): the
//! purchase rate's α becomes α e^(−γ·z), so that rates are e^(γ·z) times as large, and correspondingly for dropout.
//! Which parameters shift, and with which sign, is the model's business: it says so by an [`Effect`] a parameter.
//!
//! Customers with equal covariates form a [`Profile`]. Within one the model is the plain one with shifted
//! parameters, so that the likelihood with covariates, its gradient and its Hessian come from the plain ones by the
//! chain rule, whatever the model.

mod coordinates;
mod data;
mod effect;
mod error;
mod estimate;
mod grouped;
mod likelihood;
mod problem;
mod profiles;
mod table;

pub use data::CovariateData;
pub use effect::{Effect, Layout, Process};
pub use error::CovariateFitError;
pub use estimate::{Coefficient, CovariateEstimate};
pub use grouped::{Grouped, PlainLikelihood};
pub use likelihood::{CovariateLikelihood, Penalty};
pub use problem::{CovariateProblem, Options};
pub use profiles::{Profile, Profiles};
pub use table::{CovariateError, Covariates};
