//! From fitted models to decisions: scores, totals with intervals, what-ifs.

mod assessment;
mod bands;
mod estimate;
mod holdout;
mod score;
mod summary;
mod what_if;

pub use crate::scoring::Limit;
pub use assessment::{Assessment, ModelFit, ModelName, Parameter, Reason, Verdict, assess};
pub use bands::{RiskBand, ValueTier};
pub use estimate::Estimate;
pub use holdout::{Holdout, HoldoutProblem, HoldoutWeek, holdout, usual_split};
pub use score::score;
pub use summary::{Summary, summarise};
pub use what_if::{Outcome, Scenario, ScenarioError, VALUE_BINS, ValueBins, WhatIf};
