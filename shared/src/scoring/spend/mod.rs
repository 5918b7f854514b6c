//! What customers spend: preparing it, testing what Gamma-Gamma assumes, and the alternative where that fails.
//!
//! [`prepare`] turns the values of transactions into the [`Spends`](super::gamma_gamma::Spends) that models work on and
//! says what it had to leave out. [`choose`] fits [Gamma-Gamma](super::gamma_gamma), which takes spend and frequency for
//! independent, and [`by_frequency`], which does not, and reports the evidence for its choice between them.

pub mod by_frequency;
mod choose;
mod correlation;
mod independence;
mod prepare;

pub use choose::{SpendChoice, SpendModel, choose};
pub use correlation::Correlation;
pub use independence::{Independence, independence, log_correlation};
pub use prepare::{LeftOut, LeftOutReason, PreparedSpends, prepare, prepare_columns};
