//! How long spells last: until a subscriber leaves, until a customer buys again.
//!
//! Curves without a model ([`kaplan_meier()`], [`nelson_aalen()`]), the test whether groups last alike ([`log_rank()`]), and
//! regressions on what is known of each spell ([`cox`], [`weibull_aft`]). All take [`Spells`], right-censored; where a
//! customer has several, variances are by customer.

mod clustered;
mod columns;
mod concordance;
mod covariates;
pub mod cox;
mod error;
mod kaplan_meier;
mod log_rank;
mod nelson_aalen;
mod parameter_error;
mod regression;
mod spells;
pub mod weibull_aft;

pub use covariates::Covariates;
pub use error::FitError;
pub use kaplan_meier::{Quantile, SurvivalCurve, SurvivalPoint, kaplan_meier};
pub use log_rank::{LogRank, LogRankError, log_rank};
pub use nelson_aalen::{HazardPoint, nelson_aalen};
pub use parameter_error::ParameterError;
pub use regression::Coefficient;
pub use spells::{Moment, Spells, SpellsError};
