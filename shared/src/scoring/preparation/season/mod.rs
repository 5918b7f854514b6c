//! Seasons: operational time that runs faster in weeks in which everybody buys more.
//!
//! All models of purchases take rates for constant. Where purchases follow the calendar (gifts in December, gardens in
//! May) that holds on a clock that runs as fast as the season: with s(t) the [`SeasonalIndex`], of mean one over the
//! year, operational time passes by U(t) = ∫ s. A Poisson process of rate λ s(t) is one of rate λ on that clock (Çinlar
//! 1975, "Introduction to stochastic processes", chapter 4), and a year is a year on both. So
//!
//! * histories are built on operational time: U(last) − U(first) and U(as-of day) − U(first)
//!   ([`operational_history`]), and any model is fitted to them as it is;
//! * a prediction over a calendar horizon H is one over U(as-of day + H) − U(as-of day)
//!   ([`SeasonalIndex::operational_horizon`]).
//!
//! [`estimate_season`] needs orders of two years. With fewer nobody can tell a season from growth or from customers
//! leaving; then a prediction over anything but whole years carries a [`SeasonUnknown`] warning.

mod activity;
mod estimate;
mod history;
mod index;
mod likelihood;
mod warning;

pub use estimate::{SeasonError, SeasonEstimate, estimate_season};
pub use history::{operational_histories, operational_history};
pub use index::{SeasonalIndex, SeasonalIndexError, WEEKS_OF_THE_YEAR};
pub use warning::SeasonUnknown;
