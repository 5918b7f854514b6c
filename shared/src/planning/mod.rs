//! From fitted models to decisions: scores, totals with intervals, what-ifs.

mod assess;
mod assessment;
mod bands;
mod break_even;
pub mod claims;
mod contributions;
mod counts;
mod current_figures;
mod diagnostics;
pub mod drivers;
pub mod engagement;
mod equities;
mod equity_slopes;
mod equity_spread;
mod estimate;
#[cfg(test)]
mod fixture;
pub mod health;
mod holdout;
mod horizon;
mod lever;
mod lever_effect;
mod lists;
mod newcomers;
mod order_chance;
mod order_timing;
mod order_worth;
mod pace;
mod portfolio;
mod prediction;
mod refit;
mod sample;
mod scenario;
mod scope;
mod score;
mod shares;
mod sources;
mod summary;
mod tier_changes;
mod tiers;
mod totals;
mod valuation;
mod verdict;
mod what_if;

pub use crate::scoring::Limit;
pub use crate::scoring::preparation::rfm::RfmScores;
pub use assess::{FEWEST_REPEAT_CUSTOMERS, LEAST_DEVIANCE, assess};
pub use assessment::{Assessment, ModelFit, ModelName, Parameter};
pub use bands::{RiskBand, ValueTier};
pub use contributions::{Contribution, partly_moved};
pub(crate) use current_figures::current_figures;
pub use diagnostics::{
    CalibrationGroup, CardFit, CardParameter, FREQUENCIES, FrequencyBar, LAST_FREQUENCY, ModelCard, ModelCheck,
    PresenceCell, PurchaseMeaning, SILENCES, SpendMeaning, TrackedWeek, calibration, check_model, frequency_plot,
    model_card, presence,
};
pub use estimate::{Comparison, Estimate};
pub use holdout::{Holdout, HoldoutProblem, HoldoutWeek, holdout, usual_split};
pub use lever::Lever;
pub use lever_effect::{LeverEffect, LeverMove};
pub(crate) use lists::worth_of_lists;
pub use lists::{ListForecast, forecast_lists};
pub use newcomers::Newcomers;
pub(crate) use order_chance::{expected_count, order_chances};
pub use order_timing::OrderTiming;
pub(crate) use portfolio::Portfolio;
pub use refit::{
    Mark, ModelRefit, Refit, RefitFigure, RefitHoldout, RefitJob, RefitProblem, RefitRequest, RefitStep, RefitVerdict,
    refit,
};
pub use scenario::{Scenario, ScenarioError};
pub(crate) use scope::rfm_scores;
pub use scope::{Month, NoMonth, Scope, ScopeCounts};
pub use score::score;
pub(crate) use score::score_presence_of as score_presence;
pub(crate) use shares::wilson;
pub use sources::{SourceComparison, SourceValue, compare_sources};
pub use summary::{Summary, equity_interval, summarise};
pub use tier_changes::TierChanges;
pub(crate) use tiers::by_worth;
pub use tiers::value_tiers;
pub use valuation::{Valuation, value};
pub use verdict::{Reason, Verdict};
pub use what_if::{Outcome, Ranges, VALUE_BINS, ValueBins, WhatIf};
