//! What is looked at for alerts, and what each look says.

use shared::api::{ImportAnswer, ImportState};
use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem};
use shared::review::{GoalProgress, GoalStatus};

use super::rule::{Standing, against_range, age, waiting};
use crate::formats;
use crate::text::{alerts as text, parts};

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) standing: Standing,
    /// What was found.
    pub(super) finding: String,
    /// Where to look further: an address and what it is called. Only alerts lead anywhere.
    pub(super) leads_to: Option<(&'static str, &'static str)>,
}

impl Check {
    fn new(standing: Standing, finding: String, leads_to: (&'static str, &'static str)) -> Self {
        Self { standing, finding, leads_to: (standing == Standing::Alert).then_some(leads_to) }
    }
}

/// Whether orders keep coming in.
pub(super) fn fresh(newest: Day, today: Day) -> Check {
    let (days, standing) = age(newest, today);
    let newest = formats::day_medium(newest);
    let finding = match standing {
        Standing::Alert => text::orders_old(&newest, &formats::whole(f64::from(days))),
        _ => text::orders_fresh(&newest),
    };
    Check::new(standing, finding, ("/data", text::to_data()))
}

/// Whether customers come back as often as the model expected.
pub(super) fn repeat_orders(watched: &Result<Holdout, HoldoutProblem>) -> Check {
    let leads_to = ("/model", text::to_model());
    let Ok(holdout) = watched else {
        return Check::new(Standing::Unknown, text::repeat_unknown().to_owned(), leads_to);
    };
    let place = against_range(holdout);
    let standing = if place.is_eq() { Standing::Fine } else { Standing::Alert };
    let whole = |value: f64| formats::whole(value.round());
    let range = parts::range(&whole(holdout.expected.low), &whole(holdout.expected.high));
    Check::new(standing, text::repeat_orders(place, &whole(holdout.actual as f64), &range), leads_to)
}

/// Whether goals are on course; `progress` is of those that people set.
pub(super) fn goals(progress: &[GoalProgress]) -> Check {
    let behind =
        |goal: &&GoalProgress| matches!(goal.status, GoalStatus::Behind | GoalStatus::Missed | GoalStatus::Short);
    let count = progress.iter().filter(behind).count();
    let standing = match (progress.len(), count) {
        (0, _) => Standing::Unknown,
        (_, 0) => Standing::Fine,
        _ => Standing::Alert,
    };
    Check::new(standing, text::goals(progress.len(), count), ("#goals", text::to_goals()))
}

/// Whether imports wait for a person; `imports` are the newest first.
pub(super) fn imports(imports: &[ImportAnswer]) -> Check {
    let leads_to = ("/data", text::to_imports());
    match waiting(imports).as_slice() {
        [] => Check::new(Standing::Fine, text::imports_fine().to_owned(), leads_to),
        [first, others @ ..] => {
            let has_failed = first.state == ImportState::Failed;
            let finding = text::import_waits(&first.request.file_name, has_failed, others.len());
            Check::new(Standing::Alert, finding, leads_to)
        }
    }
}
