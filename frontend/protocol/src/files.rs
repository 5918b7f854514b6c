//! Files of orders.

use serde::{Deserialize, Serialize};
use shared::api::ChunkPlace;
use shared::domain::ReportingCurrency;
use shared::ingest::{Detection, Dialect, DryRunReport, FileProblem, Mapping};

use crate::question::question;

/// With `file`: what is it?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InspectQuestion {
    /// The dialect the person has chosen; `None` to detect it.
    pub dialect: Option<Dialect>,
}

/// With `file`: reads all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DryRunQuestion {
    /// Confirmed dialect.
    pub dialect: Dialect,
    /// Checked mapping.
    pub mapping: Mapping,
    /// The workspace's currency, and its rates of others.
    pub currency: ReportingCurrency,
}

/// With `file`: reads all of it again and cuts it into upload chunks. At most four of them wait for
/// [`Topic::ChunkTaken`](crate::Topic::ChunkTaken).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CutQuestion {
    /// Confirmed dialect.
    pub dialect: Dialect,
    /// Checked mapping.
    pub mapping: Mapping,
    /// The workspace's currency, and its rates of others.
    pub currency: ReportingCurrency,
    /// The import's data source.
    pub data_source: String,
    /// The import's number of buckets.
    pub buckets: u16,
}

/// How far a file is read; told at least 100 ms apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProgress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the file.
    pub total: u64,
    /// Lines read.
    pub lines: u64,
}

impl FileProgress {
    /// The share read, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.bytes as f64 / self.total as f64 }
    }
}

/// How a dry run goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DryRunAnswer {
    /// Not the last answer.
    Progress(FileProgress),
    /// With one buffer: the next part of all rejected rows as CSV (UTF-8 with byte order mark). Not the last answer.
    Rejected,
    /// What the file holds.
    Done(Box<DryRunReport>),
    /// It was stopped by [`Topic::CancelFile`](crate::Topic::CancelFile).
    Cancelled,
    /// The file cannot be read on.
    Failed(FileProblem),
}

/// How cutting a file goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CutAnswer {
    /// Not the last answer.
    Progress(FileProgress),
    /// The place of a chunk. With one buffer: the chunk, gzip. Not the last answer.
    Chunk(ChunkPlace),
    /// The whole file is cut: chunks of each bucket.
    Done(Vec<u16>),
    /// It was stopped by [`Topic::CancelFile`](crate::Topic::CancelFile).
    Cancelled,
    /// The file cannot be read on.
    Failed(FileProblem),
}

impl From<FileProgress> for DryRunAnswer {
    fn from(progress: FileProgress) -> Self {
        Self::Progress(progress)
    }
}

impl From<FileProgress> for CutAnswer {
    fn from(progress: FileProgress) -> Self {
        Self::Progress(progress)
    }
}

question!(InspectQuestion => Result<Detection, FileProblem>, Inspect);
question!(DryRunQuestion => DryRunAnswer, DryRun, last |answer| !matches!(answer, DryRunAnswer::Progress(_) | DryRunAnswer::Rejected));
question!(CutQuestion => CutAnswer, Cut, last |answer| !matches!(answer, CutAnswer::Progress(_) | CutAnswer::Chunk(_)));

#[cfg(test)]
mod tests {
    use shared::api::ChunkPlace;

    use super::{CutAnswer, CutQuestion, DryRunAnswer, DryRunQuestion, FileProgress};
    use crate::Question;

    #[test]
    fn what_follows_progress_and_chunks_is_the_last_answer() {
        let progress = FileProgress { bytes: 3, total: 9, lines: 1 };
        assert!(!DryRunQuestion::is_last(&progress.into()));
        assert!(!DryRunQuestion::is_last(&DryRunAnswer::Rejected));
        assert!(DryRunQuestion::is_last(&DryRunAnswer::Cancelled));
        assert!(!CutQuestion::is_last(&progress.into()));
        assert!(!CutQuestion::is_last(&CutAnswer::Chunk(ChunkPlace { bucket: 0, number: 0 })));
        assert!(CutQuestion::is_last(&CutAnswer::Done(vec![1, 0, 2])));
    }

    #[test]
    fn every_kind_of_answer_reads_back() {
        let progress = FileProgress { bytes: 3, total: 9, lines: 1 };
        for answer in [progress.into(), CutAnswer::Done(vec![1, 0, 2]), CutAnswer::Cancelled] {
            assert_eq!(CutQuestion::read_answer(&CutQuestion::write_answer(&answer)), Ok(answer));
        }
    }
}
