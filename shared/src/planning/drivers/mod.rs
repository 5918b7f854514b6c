//! What goes with coming back: factors known 90 days after the first order against orders in the 180 days after that. Association,
//! not cause.
//!
//! | file | holds |
//! |---|---|
//! | `factor` | what is compared, and which customers have it |
//! | `mantel_haenszel` | difference of two shares within strata, with its variance |
//! | `holm` | a correction for looking at many differences |
//! | `compare` | all factors against coming back |
//!
//! Formulas and their reasons are in `docs/health.md`.

mod compare;
mod factor;
mod holm;
mod mantel_haenszel;

pub use compare::{Driver, DriverProblem, Drivers, FEWEST_CUSTOMERS, LANDMARK_DAYS, OUTCOME_DAYS, drivers};
pub use factor::{Factor, SecondOrder};
