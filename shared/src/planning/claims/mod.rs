//! Two famous claims as arithmetic: "5 % more retention brings 25 to 95 % more profit" and "winning a customer costs
//! five times what keeping one costs".
//!
//! The first is about the present value of a customer net of what winning them cost (Reichheld and Sasser 1990): closed
//! geometric sums over years, no model and no data. See `docs/scoring.md`, section 14.

mod assumption;
mod cohort;
mod cost_ratio;
mod geometric;
mod preset;
mod rise;
mod solve;
mod uplift;

pub use assumption::Assumption;
pub use cohort::{Cohort, Years};
pub use cost_ratio::{Spending, cost_ratio};
pub use preset::{Business, Preset};
pub use rise::Rise;
pub use solve::{Target, values_for};
pub use uplift::{Uplift, uplift};
