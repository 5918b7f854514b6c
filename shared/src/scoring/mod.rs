//! Models of purchases and spend, one folder a model, all with the same file names.
//!
//! | file | holds |
//! |---|---|
//! | `parameters` | the parameters, checked |
//! | `likelihood` | log-likelihood with exact gradient and Hessian, in log parameters, over distinct histories |
//! | `fit` | maximum likelihood: start, certificate, limits |
//! | `predict` | what the fitted model says of one customer: [`PurchaseModel`] |
//!
//! [`catalogue`] fits, saves and loads them all by name.
//! BG/NBD and MBG/NBD differ only in when a customer may drop out and share [`beta_geometric`].
//! Time is in weeks everywhere; money is in whatever unit the spend was given in.

pub mod backtest;
pub mod beta_geometric;
pub mod beta_geometric_erlang;
pub mod bg_bb;
pub mod catalogue;
mod certificate;
mod chunks;
pub mod classification;
pub mod contractual;
pub mod covariates;
mod error;
pub mod gamma_gamma;
pub mod gompertz_nbd;
mod histories;
mod history;
mod levers;
mod log_gaps;
pub mod nbd;
pub mod optimise;
mod pairs;
pub mod pareto_nbd;
pub mod preparation;
pub mod purchase_model;
mod sorting;
pub mod spend;
pub mod survival;
pub mod uncertainty;
mod units;

pub use certificate::{Certificate, Limit};
pub use error::{FitError, ParameterError};
pub use histories::{Histories, Run};
pub use history::{History, HistoryError};
pub use levers::Levers;
pub use log_gaps::{LogGaps, LogGapsError};
pub use pairs::Pairs;
pub use purchase_model::PurchaseModel;
pub use units::{DAYS_PER_WEEK, DiscountRate, DiscountRateError, WEEKS_PER_YEAR, Weeks};
