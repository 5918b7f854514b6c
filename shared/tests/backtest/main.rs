//! Backtests of the models on CDNOW's transactions.

mod cdnow;
mod models;
mod published;
mod rolling;
