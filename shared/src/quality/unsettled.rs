//! Imports that wait for somebody.

use crate::api::{ImportAnswer, ImportState};
use crate::domain::Day;

/// Imports that were started longer ago than this are not told of any more, days.
pub const REMEMBERED_DAYS: i32 = 90;

/// Why an import waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsettled {
    /// A job failed for good.
    Failed,
    /// It is known what it would change, and nobody has said whether to write it.
    Undecided,
    /// It was left before its end: uploading, or a job that has not ended on the day after.
    Unfinished,
    /// It is written but for so many lines that could not be read.
    LinesInError(u64),
}

/// Of imports, the newest first, those that wait, with their place in the list. A later import of the same file name, kind and data
/// source that was written settles one, and so does cancelling it or taking it back.
#[must_use]
pub fn unsettled(imports: &[ImportAnswer], today: Day) -> Vec<(usize, Unsettled)> {
    let mut waiting = Vec::new();
    for (place, import) in imports.iter().enumerate() {
        let started: Option<Day> = import.started_at.get(..10).and_then(|day| day.parse().ok());
        let Some(age) = started.map(|day| today.0 - day.0).filter(|age| *age <= REMEMBERED_DAYS) else { continue };
        let why = match import.state {
            ImportState::Failed => Unsettled::Failed,
            ImportState::Compared => Unsettled::Undecided,
            ImportState::Uploading => Unsettled::Unfinished,
            ImportState::Comparing | ImportState::Writing | ImportState::Undoing if age > 0 => Unsettled::Unfinished,
            ImportState::Done if import.request.rejected_lines > 0 => {
                Unsettled::LinesInError(import.request.rejected_lines)
            }
            _ => continue,
        };
        let settles = |later: &ImportAnswer| {
            let (a, b) = (&later.request, &import.request);
            later.state == ImportState::Done
                && (&a.file_name, a.kind, &a.data_source) == (&b.file_name, b.kind, &b.data_source)
        };
        if !imports[..place].iter().any(settles) {
            waiting.push((place, why));
        }
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::{Unsettled, unsettled};
    use crate::api::{ImportAnswer, ImportState, StartImport};
    use crate::domain::{Day, ImportId};
    use crate::ingest::{ImportKind, MergeCounts};

    fn import(file: &str, day: &str, state: ImportState, rejected_lines: u64) -> ImportAnswer {
        ImportAnswer {
            id: ImportId(format!("{file} {day}")),
            state,
            started_at: format!("{day}T10:00:00Z"),
            request: StartImport {
                file_name: file.into(),
                file_bytes: 1,
                data_source: "shop".into(),
                accepted_lines: 1,
                without_customer_lines: 0,
                rejected_lines,
                accepted_total: "1.00".into(),
                kind: ImportKind::Orders,
                own_export: false,
                reading: None,
            },
            buckets: 1,
            buckets_done: 1,
            counts: MergeCounts::default(),
            undone: None,
            message: None,
        }
    }

    fn told(imports: &[ImportAnswer]) -> Vec<(usize, Unsettled)> {
        let today: Day = "2026-11-23".parse().expect("a day");
        unsettled(imports, today)
    }

    #[test]
    fn what_waits_is_told_until_it_is_settled() {
        use ImportState::{Cancelled, Compared, Done, Failed, Undone, Uploading, Writing};
        let imports = [
            import("running", "2026-11-23", Writing, 0),
            import("stuck", "2026-11-22", Writing, 0),
            import("b", "2026-11-21", Done, 0),
            import("undecided", "2026-11-20", Compared, 4),
            import("left", "2026-11-19", Uploading, 0),
            import("a", "2026-11-18", Failed, 0),
            import("b", "2026-11-17", Done, 7),
            import("c", "2026-11-16", Done, 3),
            import("d", "2026-11-15", Undone, 3),
            import("e", "2026-11-14", Cancelled, 3),
            import("old", "2026-08-24", Failed, 0),
        ];
        assert_eq!(
            told(&imports),
            [
                (1, Unsettled::Unfinished),
                (3, Unsettled::Undecided),
                (4, Unsettled::Unfinished),
                (5, Unsettled::Failed),
                (7, Unsettled::LinesInError(3)),
            ]
        );
    }

    #[test]
    fn only_a_written_import_of_the_same_file_settles_one() {
        let failed = || import("a", "2026-11-18", ImportState::Failed, 0);
        let mut later = import("a", "2026-11-19", ImportState::Done, 0);
        assert_eq!(told(&[later.clone(), failed()]), []);
        assert_eq!(told(&[failed(), later.clone()]), [(0, Unsettled::Failed)], "it came before");
        for change in [
            (|import: &mut ImportAnswer| import.state = ImportState::Undone) as fn(&mut ImportAnswer),
            |import| import.request.kind = ImportKind::Customers,
            |import| import.request.data_source = "till".into(),
            |import| import.request.file_name = "b".into(),
        ] {
            let before = later.clone();
            change(&mut later);
            assert_eq!(told(&[later.clone(), failed()]), [(1, Unsettled::Failed)]);
            later = before;
        }
    }
}
