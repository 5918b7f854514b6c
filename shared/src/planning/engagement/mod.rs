//! How engaged customers are, and whether the engaged bring more here.
//!
//! | file | holds |
//! |---|---|
//! | `score` | the score and its bands |
//! | `ratio` | how many times as much one group brings as another, within strata |
//! | `own_data` | engaged customers of an earlier day against the others, in the time after it |
//!
//! Formulas and their reasons are in `docs/health.md`.

mod own_data;
mod ratio;
mod score;

pub use own_data::{
    EngagementCheck, EngagementComparison, EngagementGroup, EngagementProblem, WINDOW_DAYS, engagement_check,
};
pub use score::{Engagement, EngagementBand, EngagementFacts};
