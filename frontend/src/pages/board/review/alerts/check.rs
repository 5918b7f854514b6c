//! What is looked at for alerts, and what each look says.

use shared::api::{ImportAnswer, ImportState};
use shared::domain::Day;
use shared::planning::{Holdout, HoldoutProblem};
use shared::review::{GoalProgress, GoalStatus};

use crate::formats;
use crate::text::{alerts as text, parts};

/// Days without a newer order after which the figures are called old.
const OLD_AFTER_DAYS: i32 = 7;
/// Days of the repeat orders that are compared with what was expected: the shortest holdout there is.
pub(super) const WATCHED_DAYS: i32 = 42;

/// What a look says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// As it should be.
    Fine,
    /// A person should look.
    Alert,
    /// Not known yet, or too little to go by.
    Unknown,
}

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) standing: Standing,
    /// What was found.
    pub(super) finding: String,
    /// Where to look further: an address and what it is called. Empty where nothing is to be done.
    pub(super) leads_to: Option<(&'static str, &'static str)>,
}

impl Check {
    fn new(standing: Standing, finding: String, leads_to: (&'static str, &'static str)) -> Self {
        Self { standing, finding, leads_to: (standing == Standing::Alert).then_some(leads_to) }
    }
}

/// Whether orders keep coming in.
pub(super) fn fresh(newest: Day, today: Day) -> Check {
    let days = (today.0 - newest.0).max(0);
    let standing = if days > OLD_AFTER_DAYS { Standing::Alert } else { Standing::Fine };
    let number = formats::whole(f64::from(days));
    let finding = match standing {
        Standing::Alert => text::orders_old(&formats::day_medium(newest), &number),
        _ => text::orders_fresh(&formats::day_medium(newest)),
    };
    Check::new(standing, finding, ("/data", text::to_data()))
}

/// Whether customers come back as often as the model expected.
pub(super) fn repeat_orders(watched: &Result<Holdout, HoldoutProblem>) -> Check {
    let leads_to = ("/model", text::to_model());
    let Ok(holdout) = watched else {
        return Check::new(Standing::Unknown, text::repeat_unknown().to_owned(), leads_to);
    };
    let expected = holdout.expected;
    let actual = holdout.actual as f64;
    let whole = |value: f64| formats::whole(value.round());
    let range = parts::range(&whole(expected.low), &whole(expected.high));
    let finding = |way| text::repeat_orders(way, &whole(actual), &range);
    if actual < expected.low {
        Check::new(Standing::Alert, finding(text::Way::Fewer), leads_to)
    } else if actual > expected.high {
        Check::new(Standing::Alert, finding(text::Way::More), leads_to)
    } else {
        Check::new(Standing::Fine, finding(text::Way::AsExpected), leads_to)
    }
}

/// Whether goals are on course; `progress` is of those that people set.
pub(super) fn goals(progress: &[GoalProgress]) -> Check {
    let behind = |goal: &&GoalProgress| {
        matches!(goal.status, GoalStatus::Behind | GoalStatus::Missed | GoalStatus::Short)
    };
    let count = progress.iter().filter(behind).count();
    let standing = match (progress.len(), count) {
        (0, _) => Standing::Unknown,
        (_, 0) => Standing::Fine,
        _ => Standing::Alert,
    };
    Check::new(standing, text::goals(progress.len(), count), ("#goals", text::to_goals()))
}

/// Whether imports wait for a person; `imports` are the newest first. A file that was brought once more since has been seen to.
pub(super) fn imports(imports: &[ImportAnswer]) -> Check {
    let leads_to = ("/data", text::to_imports());
    let waits = |(place, import): &(usize, &ImportAnswer)| {
        let name = &import.request.file_name;
        matches!(import.state, ImportState::Compared | ImportState::Failed)
            && !imports[..*place].iter().any(|newer| newer.request.file_name == *name)
    };
    let mut waiting = imports.iter().enumerate().filter(waits);
    match (waiting.next(), waiting.count()) {
        (None, _) => Check::new(Standing::Fine, text::imports_fine().to_owned(), leads_to),
        (Some((_, first)), others) => {
            let has_failed = first.state == ImportState::Failed;
            let finding = text::import_waits(&first.request.file_name, has_failed, others);
            Check::new(Standing::Alert, finding, leads_to)
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::api::ImportAnswer;
    use shared::domain::{Day, ImportId};
    use shared::ingest::MergeCounts;
    use shared::planning::{Estimate, Holdout, HoldoutProblem};

    use super::{Standing, fresh, imports, repeat_orders};

    /// Imports of files in these states, the newest first.
    fn list(states: &[(&str, &str)]) -> Vec<ImportAnswer> {
        let import = |(name, state): &(&str, &str)| {
            serde_json::from_value(serde_json::json!({
                "id": ImportId::from_bits(7), "state": state, "started_at": "2026-01-05T08:00:00Z",
                "request": {
                    "file_name": name, "file_bytes": 10, "data_source": "shop", "accepted_lines": 1,
                    "without_customer_lines": 0, "rejected_lines": 0, "accepted_total": "1.00"
                },
                "buckets": 1, "buckets_done": 1, "counts": MergeCounts::default(), "undone": null, "message": null
            }))
            .expect("an import")
        };
        states.iter().map(import).collect()
    }

    #[test]
    fn an_import_waits_until_its_file_is_brought_once_more() {
        let standing = |states: &[(&str, &str)]| imports(&list(states)).standing;
        assert_eq!(standing(&[]), Standing::Fine);
        assert_eq!(standing(&[("a.csv", "done"), ("b.csv", "cancelled"), ("c.csv", "undone")]), Standing::Fine);
        assert_eq!(standing(&[("a.csv", "done"), ("b.csv", "failed")]), Standing::Alert);
        assert_eq!(standing(&[("a.csv", "compared")]), Standing::Alert);
        assert_eq!(standing(&[("b.csv", "done"), ("b.csv", "failed"), ("b.csv", "compared")]), Standing::Fine);
        assert_eq!(standing(&[("b.csv", "failed"), ("b.csv", "done")]), Standing::Alert);
    }

    #[test]
    fn orders_are_old_after_a_week() {
        let standing = |days: i32| fresh(Day(100), Day(100 + days)).standing;
        assert_eq!([-1, 0, 7, 8, 400].map(standing), [
            Standing::Fine,
            Standing::Fine,
            Standing::Fine,
            Standing::Alert,
            Standing::Alert
        ]);
        assert!(fresh(Day(100), Day(104)).leads_to.is_none());
        assert!(fresh(Day(100), Day(110)).leads_to.is_some());
    }

    #[test]
    fn repeat_orders_are_held_against_both_ends_of_the_range() {
        let standing = |actual: u64| {
            let expected = Estimate { value: 90.0, low: 80.0, high: 100.0 };
            let holdout = Holdout { split: Day(0), customers: 500, actual, expected, weeks: Vec::new() };
            repeat_orders(&Ok(holdout)).standing
        };
        assert_eq!([79, 80, 100, 101].map(standing), [
            Standing::Alert,
            Standing::Fine,
            Standing::Fine,
            Standing::Alert
        ]);
        assert_eq!(repeat_orders(&Err(HoldoutProblem::NotIdentified)).standing, Standing::Unknown);
    }
}
