//! When something is an alert.

use std::cmp::Ordering;

use shared::api::{ImportAnswer, ImportState};
use shared::domain::Day;
use shared::planning::Holdout;

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

/// Days since the newest order, and whether they are too many.
pub(super) fn age(newest: Day, today: Day) -> (i32, Standing) {
    let days = (today.0 - newest.0).max(0);
    (days, if days > OLD_AFTER_DAYS { Standing::Alert } else { Standing::Fine })
}

/// Where the repeat orders that came lie: below the range that was expected, within it (`Equal`), or above.
pub(super) fn against_range(holdout: &Holdout) -> Ordering {
    let actual = holdout.actual as f64;
    if actual < holdout.expected.low {
        Ordering::Less
    } else if actual > holdout.expected.high {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// The imports that wait for a person; `imports` are the newest first. A file that was brought once more since has been seen to.
pub(super) fn waiting(imports: &[ImportAnswer]) -> Vec<&ImportAnswer> {
    let waits = |(place, import): &(usize, &ImportAnswer)| {
        let name = &import.request.file_name;
        matches!(import.state, ImportState::Compared | ImportState::Failed)
            && !imports[..*place].iter().any(|newer| newer.request.file_name == *name)
    };
    imports.iter().enumerate().filter(waits).map(|(_, import)| import).collect()
}

#[cfg(test)]
mod tests {
    use shared::api::ImportAnswer;
    use shared::domain::Day;
    use shared::ingest::MergeCounts;
    use shared::planning::{Estimate, Holdout};

    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{Standing, against_range, age, waiting};

    /// Imports of files in these states, the newest first.
    fn list(states: &[(&str, &str)]) -> Vec<ImportAnswer> {
        let import = |(name, state): &(&str, &str)| {
            serde_json::from_value(serde_json::json!({
                "id": "an-import", "state": state, "started_at": "2026-01-05T08:00:00Z",
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
        let count = |states: &[(&str, &str)]| waiting(&list(states)).len();
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[("a.csv", "done"), ("b.csv", "cancelled"), ("c.csv", "undone")]), 0);
        assert_eq!(count(&[("a.csv", "done"), ("b.csv", "failed"), ("c.csv", "compared")]), 2);
        assert_eq!(count(&[("b.csv", "done"), ("b.csv", "failed"), ("b.csv", "compared")]), 0);
        assert_eq!(count(&[("b.csv", "failed"), ("b.csv", "done")]), 1);
    }

    #[test]
    fn orders_are_old_after_a_week() {
        let (fine, alert) = (Standing::Fine, Standing::Alert);
        let found = [-1, 0, 7, 8, 400].map(|days: i32| age(Day(100), Day(100 + days)));
        assert_eq!(found, [(0, fine), (0, fine), (7, fine), (8, alert), (400, alert)]);
    }

    #[test]
    fn a_count_is_held_against_both_ends_of_its_range() {
        let way = |actual: u64| {
            let expected = Estimate { value: 90.0, low: 80.0, high: 100.0 };
            against_range(&Holdout { split: Day(0), customers: 500, actual, expected, weeks: Vec::new() })
        };
        assert_eq!([79, 80, 100, 101].map(way), [Less, Equal, Equal, Greater]);
    }
}
