//! Goals of a workspace.

use serde::{Deserialize, Serialize};

use super::ProblemField;
use crate::review::{GoalAim, GoalMetric};

/// Goals a workspace can keep.
pub const MAX_GOALS: usize = 12;
/// Longest name of an owner, in characters.
pub const MAX_GOAL_OWNER: usize = 80;
/// Longest note, in characters.
pub const MAX_GOAL_NOTE: usize = 500;
/// Periods that retention and churn are counted over, days.
pub const GOAL_PERIODS: [u32; 3] = [30, 90, 365];
/// Most of an amount, minor units, or of customers.
const MOST: f64 = 1e15;

/// A goal as a person sets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoalDraft {
    /// What it asks for; its day is not left out.
    pub aim: GoalAim,
    /// Who answers for it, at most 80 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub owner: String,
    /// Why, at most 500 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
    /// The version that was read; 0 for a new one. An edit says it by `If-Match`.
    #[serde(default)]
    pub version: u64,
}

impl GoalDraft {
    /// All that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(ProblemField { field: field.to_owned(), message });
        };
        let GoalAim { metric, period_days, target, due } = self.aim;
        if metric.is_share() && !(0.0..=1.0).contains(&target) {
            fault("target", "Please give a share from 0 to 100 %.".to_owned());
        } else if !(0.0..=MOST).contains(&target) {
            fault("target", "Please give a number of zero or more.".to_owned());
        }
        if metric.has_period() && !GOAL_PERIODS.contains(&period_days) {
            fault("period_days", "The period must be 30, 90 or 365 days.".to_owned());
        }
        if due.is_none() {
            fault("due", "Please say by which day.".to_owned());
        }
        if self.owner.trim().chars().count() > MAX_GOAL_OWNER {
            fault("owner", format!("The name may have at most {MAX_GOAL_OWNER} characters."));
        }
        if self.note.trim().chars().count() > MAX_GOAL_NOTE {
            fault("note", format!("The note may have at most {MAX_GOAL_NOTE} characters."));
        }
        faults
    }
}

/// A goal that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedGoal {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// What was set; `version` counts up with every change.
    pub draft: GoalDraft,
    /// When, RFC 3339 in UTC.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

/// All goals, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoalList {
    /// The goals.
    pub goals: Vec<SavedGoal>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// The goal every workspace has: that nobody leaves. A line at zero, without a day.
pub const ZERO_CHURN: GoalAim = GoalAim { metric: GoalMetric::Churn, period_days: 90, target: 0.0, due: None };

#[cfg(test)]
mod tests {
    use super::{GoalDraft, ZERO_CHURN};
    use crate::domain::Day;
    use crate::review::{GoalAim, GoalMetric};

    #[test]
    fn everything_wrong_is_named_at_once() {
        let aim = GoalAim { metric: GoalMetric::Retention, period_days: 90, target: 0.8, due: Some(Day(20_800)) };
        let good = GoalDraft { aim, owner: " Ana ".into(), note: String::new(), version: 0 };
        assert_eq!(good.faults(), []);
        let fields = |aim: GoalAim, owner: &str, note: &str| -> Vec<String> {
            let draft = GoalDraft { aim, owner: owner.into(), note: note.into(), version: 0 };
            draft.faults().into_iter().map(|fault| fault.field).collect()
        };
        let bad = GoalAim { target: 1.2, period_days: 31, due: None, ..aim };
        assert_eq!(fields(bad, &"ü".repeat(81), &"x".repeat(501)), ["target", "period_days", "due", "owner", "note"]);
        let equity = GoalAim { metric: GoalMetric::CustomerEquity, period_days: 0, target: 5e6, ..aim };
        assert_eq!(fields(equity, "", ""), [""; 0]);
        assert_eq!(fields(GoalAim { target: f64::NAN, ..equity }, "", ""), ["target"]);
        assert_eq!(fields(GoalAim { target: -1.0, ..equity }, "", ""), ["target"]);
        assert_eq!(fields(ZERO_CHURN, "", ""), ["due"], "the line that is always there is not kept");
    }
}
