//! Contractual models: customers renew or leave at known times, so a cohort shows how many are left.
//!
//! | model | folder | parameters | a customer's own risk | over customers |
//! |---|---|---|---|---|
//! | sBG | [`shifted_beta_geometric`] | 2 | constant | beta |
//! | BdW | [`beta_discrete_weibull`] | 3 | rises or falls with tenure | beta |
//! | LCW | [`latent_class_weibull`] | 5 | rises or falls with tenure | two classes |
//!
//! Time is in whole periods of the contract. [`Cohort`]s of any age are summed to [`Renewals`], which is all a fit
//! needs; [`Retention`] is what every fitted model says; [`residual_lifetimes`] turns it into the value of what is left.

pub mod beta_discrete_weibull;
mod catalogue;
mod cohort;
mod constant_retention;
mod error;
mod forecast;
pub mod latent_class_weibull;
mod pooling;
mod renewals;
mod retention;
pub mod shifted_beta_geometric;
mod starts;
mod steps;
mod value;

pub use catalogue::{ContractKind, FittedContract, LoadError, fit, load, save};
pub use cohort::{Cohort, CohortError};
pub use constant_retention::{AssumptionError, ConstantRetention, churn_over};
pub use error::FitError;
pub use forecast::ActiveForecast;
pub use pooling::{PoolError, Pooled, PooledCohort};
pub use renewals::Renewals;
pub use retention::{Retention, log_likelihood};
pub use value::{
    PeriodDiscount, PeriodDiscountError, ResidualLifetime, discounted_lifetime, discounted_renewals, residual_lifetimes,
};
