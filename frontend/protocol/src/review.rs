//! What the board's Monday review asks and is told.

use serde::{Deserialize, Serialize};
use shared::api::DefectionList;
use shared::domain::Day;
use shared::review::{
    Bridge, BridgeProblem, CohortTriangle, DefectionKind, GoalAim, GoalProgress, LeftRule, Proposal, Repurchase,
    Retention, WhaleCurve, ZeroChurnGap,
};

use crate::CustomerRow;
use crate::question::question;

/// Who stayed. Answered with `None` in an empty base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionQuestion {
    /// Length of the period that ends at the as-of day.
    pub days: u32,
    /// Days without an order after which the rule counts a customer as gone.
    pub inactive_days: u32,
}

/// How each month's new customers order again. Answered with at most the last 24 months; `None` in an empty base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortsQuestion;

/// Why customer equity has changed. Answered with that, or why it cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BridgeQuestion {
    /// Length of the period that ends at the as-of day.
    pub days: u32,
}

/// Who brings the profit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhaleCurveQuestion {
    /// What serving an order costs beyond what the margin holds, minor units.
    pub cost_per_order_minor: f64,
}

/// How long until the next order. Answered with `None` where nobody has made that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepurchaseQuestion {
    /// From which order on; 1 is the first.
    pub order: u32,
}

/// What is worth doing. Answered with at most three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalsQuestion;

/// Whether figures will be where they should be. Answered in the order asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalsQuestion {
    /// What each goal asks for.
    pub aims: Vec<GoalAim>,
}

/// How many left and why. Answered with `None` where it cannot be said who left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GapQuestion {
    /// Length of the period that ends at the as-of day.
    pub days: u32,
    /// When a customer counts as gone.
    pub rule: LeftRule,
    /// The reasons on record.
    pub reasons: DefectionList,
}

/// Who left. Answered as [`GapQuestion`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LostQuestion {
    /// Length of the period that ends at the as-of day.
    pub days: u32,
    /// When a customer counts as gone.
    pub rule: LeftRule,
    /// The reasons on record.
    pub reasons: DefectionList,
    /// Only those lost for this reason; `None` for all.
    pub kind: Option<DefectionKind>,
    /// Customers wanted at most.
    pub limit: u32,
}

/// Customers who left, those who spent most first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LostPage {
    /// The period's first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// How many there are.
    pub total: u32,
    /// The first of them.
    pub customers: Vec<LostCustomer>,
}

/// A customer who left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LostCustomer {
    /// Their numbers.
    pub row: CustomerRow,
    /// To what they were lost.
    pub kind: DefectionKind,
}

question!(RetentionQuestion => Option<Retention>, Retention);
question!(CohortsQuestion => Option<CohortTriangle>, Cohorts);
question!(BridgeQuestion => Result<Bridge, BridgeProblem>, Bridge);
question!(WhaleCurveQuestion => WhaleCurve, WhaleCurve);
question!(RepurchaseQuestion => Option<Repurchase>, Repurchase);
question!(ProposalsQuestion => Vec<Proposal>, Proposals);
question!(GoalsQuestion => Vec<GoalProgress>, Goals);
question!(GapQuestion => Option<ZeroChurnGap>, Gap);
question!(LostQuestion => Option<LostPage>, Lost);
