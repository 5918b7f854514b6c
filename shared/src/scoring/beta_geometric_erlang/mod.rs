//! BG/CNBD-k and MBG/CNBD-k: BG/NBD and MBG/NBD for customers who buy with some regularity.
//!
//! Gaps between transactions are Erlang-k: the sum of k exponential phases of the customer's rate λ ~ Gamma(r, α),
//! instead of one. Dropout is that of [`beta_geometric`](super::beta_geometric): with probability p ~ Beta(a, b), after
//! each repeat transaction (BG) or after each transaction (MBG). See Platzer and Reutterer 2016, "Ticking away the
//! moments: timing regularity helps to better predict customer activity", Marketing Science 35(5), and for the
//! condensed negative binomial distribution Chatfield and Goodhardt 1973.
//!
//! k comes from the [sums of log gaps](super::LogGaps), which frequency, recency and age do not hold. k = 1 is BG/NBD and
//! MBG/NBD. Conditional expectations, for which the paper gives an approximation, are exact here.

mod beta_average;
mod choose;
mod count;
mod discount;
mod error;
mod evenness;
mod far;
mod fit;
mod future;
mod likelihood;
mod near;
mod open_gap;
mod parameters;
mod posterior;
mod predict;
mod regularity;
mod simulate;
mod sql;

pub use super::beta_geometric::Dropout;
pub use choose::{Choice, choose};
pub use error::RegularityError;
pub use evenness::EstimatedRegularity;
pub use fit::{Fit, fit};
pub use future::RegularFuture;
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
pub use regularity::Regularity;
