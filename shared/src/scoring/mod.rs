//! Models of purchases and spend, one folder a model, all with the same file names.
//!
//! | file | holds |
//! |---|---|
//! | `parameters` | the parameters, checked |
//! | `likelihood` | log-likelihood with exact gradient and Hessian, in log parameters, over distinct histories |
//! | `fit` | maximum likelihood: start, certificate, limits |
//! | `predict` | what the fitted model says of one customer |
//! | `error` | what can be wrong |
//!
//! BG/NBD and MBG/NBD differ only in when a customer may drop out and share [`beta_geometric`].
//! Time is in weeks everywhere; money is in whatever unit the spend was given in.

pub mod beta_geometric;
mod certificate;
pub mod gamma_gamma;
mod histories;
mod history;
pub mod nbd;
pub mod optimise;
mod pairs;
pub mod preparation;

pub use certificate::{Certificate, Limit};
pub use histories::{Histories, Run};
pub use history::{History, HistoryError};
pub use pairs::Pairs;

/// Days in a week: histories in days become weeks by this, without rounding.
pub const DAYS_PER_WEEK: f64 = 7.0;
/// Weeks in a year of 365.25 days.
pub const WEEKS_PER_YEAR: f64 = 365.25 / DAYS_PER_WEEK;
