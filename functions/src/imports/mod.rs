//! Orders in: started by a member, uploaded in chunks by hash bucket, written by one job a bucket.

mod chunks;
mod job;
pub mod routes;
pub mod store;

pub use job::write_bucket;

use shared::api::{ImportAnswer, ImportState, ProblemField, StartImport};
use shared::domain::{ImportId, PARTITIONS};
use shared::ingest::MergeCounts;

/// Name of the data source of the sample shop, which no import may use.
const SAMPLE_SOURCE: &str = "sample";

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
    /// What all jobs together have changed, once done.
    pub total: Option<MergeCounts>,
    /// What to do after a failure.
    pub message: Option<String>,
}

impl Import {
    /// The answer to the app, given what the jobs that ended have changed.
    fn answer(self, ended: &[MergeCounts]) -> ImportAnswer {
        let buckets_done = u16::try_from(ended.len()).unwrap_or(self.buckets);
        ImportAnswer {
            id: self.id,
            state: self.state,
            started_at: self.started_at,
            request: self.request,
            buckets: self.buckets,
            buckets_done: if self.total.is_some() { self.buckets } else { buckets_done },
            counts: self.total.unwrap_or_else(|| sum(ended)),
            message: self.message,
        }
    }
}

/// The bucket that a partition's customers go to.
fn bucket_of_partition(partition: u16, buckets: u16) -> u16 {
    partition * buckets / PARTITIONS
}

/// Counts added up.
fn sum<'a>(counts: impl IntoIterator<Item = &'a MergeCounts>) -> MergeCounts {
    let mut total = MergeCounts::default();
    for one in counts {
        total.customers_new += one.customers_new;
        total.customers_changed += one.customers_changed;
        total.customers_unchanged += one.customers_unchanged;
        total.orders_new += one.orders_new;
        total.orders_changed += one.orders_changed;
        total.orders_unchanged += one.orders_unchanged;
    }
    total
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
    let source = &request.data_source;
    let plain = source.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !plain || !(1..=40).contains(&source.len()) {
        fault("data_source", "a data source has 1 to 40 lower-case letters, digits and hyphens");
    } else if source == SAMPLE_SOURCE {
        fault("data_source", "\"sample\" is the sample shop's: choose another name, for example \"shop\"");
    }
    if request.accepted_lines == 0 {
        fault("accepted_lines", "there is no line to import");
    }
    if request.accepted_total.len() > 40 || request.accepted_total.is_empty() {
        fault("accepted_total", "the sum of the accepted lines is needed");
    }
    faults
}

#[cfg(test)]
mod tests {
    use shared::api::StartImport;
    use shared::domain::PARTITIONS;

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
