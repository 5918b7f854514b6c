//! What the what-if studio asks when the levers rest. Every answer is `None` where the verdict is to rank by lateness.

use serde::{Deserialize, Serialize};
use shared::planning::{
    Contribution, Estimate, Lever, LeverEffect, Newcomers, OrderTiming, Ranges, Scenario, ScopeCounts, TierChanges,
};

use crate::question::question;

/// Equity of base and scenario with intervals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntervalsQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// What a lever does to customer equity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeverEffectQuestion {
    /// The scenario from which it moves.
    pub scenario: Scenario,
    /// Which lever.
    pub lever: Lever,
}

/// Where a cost comes back. Answered with the value of the lever; `None` also where no value pays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakEvenQuestion {
    /// From which scenario on.
    pub scenario: Scenario,
    /// Which lever.
    pub lever: Lever,
    /// The cost in minor units.
    pub cost_minor: f64,
}

/// Which orders a scenario adds and which it brings forward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderTimingQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// What each lever adds to the change from the base scenario. Answered with one entry a lever that differs from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContributionsQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// Who changes tier from the base scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierChangesQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// Customers to come, as things are and under the scenario, both at its acquisition cost. Answered with `None` also where
/// nobody came of late or nobody can join those whom the scenario is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewcomersQuestion {
    /// The scenario.
    pub scenario: Scenario,
}

/// How much more customers are worth under scenarios of the same customers, minor units, one entry a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquityChangesQuestion {
    /// Than under this one.
    pub from: Scenario,
    /// The scenarios.
    pub to: Vec<Scenario>,
}

/// How many customers there are of each kind. Always answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeCountsQuestion;

question!(IntervalsQuestion => Option<Ranges>, Intervals);
question!(LeverEffectQuestion => Option<LeverEffect>, LeverEffect);
question!(BreakEvenQuestion => Option<Estimate>, BreakEven);
question!(OrderTimingQuestion => Option<OrderTiming>, OrderTiming);
question!(ContributionsQuestion => Option<Vec<Contribution>>, Contributions);
question!(TierChangesQuestion => Option<TierChanges>, TierChanges);
question!(NewcomersQuestion => Option<[Newcomers; 2]>, Newcomers);
question!(EquityChangesQuestion => Option<Vec<Estimate>>, EquityChanges);
question!(ScopeCountsQuestion => ScopeCounts, ScopeCounts);
