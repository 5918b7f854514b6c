//! Orders in: started by a member, uploaded in chunks by hash bucket, written by one job a bucket.

mod chunks;
mod compare;
mod job;
mod merges;
pub mod routes;
pub mod store;
mod undo;
mod write;

pub use job::{Part, run_step};

use shared::api::{ImportAnswer, ImportState, ProblemField, StartImport};
use shared::domain::{ERASED_SOURCE, ImportId, Origin, PARTITIONS, SAMPLE_SOURCE};
use shared::ingest::{MergeCounts, UndoCounts};

use crate::orders::source_fault;

/// Most columns of a file whose reading is kept.
const MAX_COLUMNS: usize = 1_000;

/// An import as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Identifier.
    pub id: ImportId,
    /// State.
    pub state: ImportState,
    /// When it was started, RFC 3339 in UTC.
    pub started_at: String,
    /// What was asked for.
    pub request: StartImport,
    /// Number of hash buckets.
    pub buckets: u16,
    /// Chunks of each bucket, once committed.
    pub chunks: Option<Vec<u16>>,
    /// What all jobs together would change, once compared.
    pub compared: Option<MergeCounts>,
    /// What all jobs together have changed, once done.
    pub total: Option<MergeCounts>,
    /// What taking it back did, once undone.
    pub undone: Option<UndoCounts>,
    /// What to do after a failure.
    pub message: Option<String>,
}

/// What the jobs of the present step have done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Progress {
    buckets: u16,
    counts: MergeCounts,
    undone: UndoCounts,
}

impl Import {
    /// The answer to the app, given what the jobs that ended have done.
    fn answer(self, progress: Progress) -> ImportAnswer {
        let is_ended = !matches!(
            self.state,
            ImportState::Uploading | ImportState::Comparing | ImportState::Writing | ImportState::Undoing
        ) && self.total.or(self.compared).is_some();
        ImportAnswer {
            id: self.id,
            state: self.state,
            started_at: self.started_at,
            request: self.request,
            buckets: self.buckets,
            buckets_done: if is_ended { self.buckets } else { progress.buckets },
            counts: self.total.unwrap_or(match self.state {
                ImportState::Compared => self.compared.unwrap_or_default(),
                _ => progress.counts,
            }),
            undone: self.undone.or((self.state == ImportState::Undoing).then_some(progress.undone)),
            message: self.message,
        }
    }
}

/// The bucket that a partition's customers go to.
fn bucket_of_partition(partition: u16, buckets: u16) -> u16 {
    partition * buckets / PARTITIONS
}

/// Whose data the customers of an import are.
fn origin_of(request: &StartImport) -> Origin {
    if request.data_source == SAMPLE_SOURCE { Origin::Sample } else { Origin::Own }
}

/// All that is wrong with a request to start an import.
fn faults(request: &StartImport) -> Vec<ProblemField> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: &str| {
        faults.push(ProblemField { field: field.to_owned(), message: message.to_owned() });
    };
    if !(1..=255).contains(&request.file_name.trim().chars().count()) {
        fault("file_name", "a file name has 1 to 255 characters");
    }
    let source = request.data_source.as_str();
    // That the file is one of ours is only said: its lines are looked at when they are read.
    let may_be_reserved = request.own_export && [SAMPLE_SOURCE, ERASED_SOURCE].contains(&source);
    if let Some(found) = source_fault(source).filter(|_| !may_be_reserved) {
        fault(&found.field, &found.message);
    }
    if request.accepted_lines == 0 {
        fault("accepted_lines", "there is no line to import");
    }
    if request.accepted_total.len() > 40 || request.accepted_total.is_empty() {
        fault("accepted_total", "the sum of the accepted lines is needed");
    }
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(reading) = &request.reading {
        if reading.mapping.columns.len() > MAX_COLUMNS {
            fault("reading", "a file has at most 1,000 columns");
        }
        if !is_hash(&reading.head_hash) {
            fault("reading.head_hash", "64 hexadecimal digits");
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use shared::api::StartImport;
    use shared::domain::PARTITIONS;
    use shared::ingest::ImportKind;

    use super::{bucket_of_partition, faults};

    fn a_request() -> StartImport {
        StartImport {
            file_name: "orders.csv".into(),
            file_bytes: 10,
            data_source: "shop".into(),
            accepted_lines: 1,
            without_customer_lines: 0,
            rejected_lines: 0,
            accepted_total: "1.00".into(),
            kind: ImportKind::Orders,
            reading: None,
            own_export: false,
        }
    }

    #[test]
    fn a_request_is_checked_field_by_field() {
        assert_eq!(faults(&a_request()), []);
        for source in ["sample", "", "Shop", "a b", "shöp"] {
            let fields = faults(&StartImport { data_source: source.into(), ..a_request() });
            assert_eq!(
                fields.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(),
                ["data_source"],
                "{source}"
            );
        }
        for source in ["sample", "erased"] {
            let exported = StartImport { data_source: source.into(), own_export: true, ..a_request() };
            assert_eq!(faults(&exported), []);
        }
        let bad =
            StartImport { file_name: String::new(), accepted_lines: 0, accepted_total: String::new(), ..a_request() };
        assert_eq!(faults(&bad).len(), 3);
    }

    #[test]
    fn buckets_share_the_partitions_evenly_and_in_order() {
        for buckets in [1, 4, 16, 64] {
            let of: Vec<u16> = (0..PARTITIONS).map(|partition| bucket_of_partition(partition, buckets)).collect();
            assert!(of.is_sorted());
            for bucket in 0..buckets {
                assert_eq!(of.iter().filter(|other| **other == bucket).count(), usize::from(PARTITIONS / buckets));
            }
        }
    }
}
