//! Orders in: start, upload chunks, commit, watch.

use serde::{Deserialize, Serialize};

use crate::domain::{ImportId, PARTITIONS};
use crate::ingest::{Dialect, ImportKind, Mapping, MergeCounts, UndoCounts};

/// Number of hash buckets for a file of so many accepted lines: 1, 4, 16 or 64. The bucket of a customer is
/// its partition times this, divided by [`PARTITIONS`].
#[must_use]
pub fn buckets_for(accepted_lines: u64) -> u16 {
    match accepted_lines {
        0..=20_000 => 1,
        20_001..=100_000 => 4,
        100_001..=1_000_000 => 16,
        _ => PARTITIONS,
    }
}

/// How a file is read: dialect and meaning of its columns, as the person confirmed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    /// How values are written.
    pub dialect: Dialect,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// What they mean.
    pub mapping: Mapping,
    /// SHA-256 of the file's first 64 KiB, 64 hexadecimal digits: by it an upload goes on after the tab was closed.
    pub head_hash: String,
}

/// Body of `POST /api/imports`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartImport {
    /// Name of the file, for the history of imports.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"\S"))]
    pub file_name: String,
    /// Size of the file in bytes.
    pub file_bytes: u64,
    /// The system the numbers come from, `shop` unless said otherwise: lower-case letters, digits, `-`; `sample` and `erased`
    /// only in a file that Holdfast exported.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9-]+$"))]
    pub data_source: String,
    /// Lines the dry run accepted.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub accepted_lines: u64,
    /// Lines in order but without customer.
    pub without_customer_lines: u64,
    /// Lines the dry run rejected.
    pub rejected_lines: u64,
    /// Sum of the accepted lines as the dry run gave it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub accepted_total: String,
    /// What the lines are; orders unless said otherwise.
    #[serde(default)]
    pub kind: ImportKind,
    /// Whether it is a file that Holdfast exported, which may bring customers of the sample shop and those who were erased back. Not
    /// believed: every line of such a customer is held against what an export can have written.
    #[serde(default)]
    pub own_export: bool,
    /// How the file was read, so that an upload can go on later and the next file is read alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
}

/// State of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Chunks are being uploaded.
    Uploading,
    /// Jobs are looking what the chunks would change.
    Comparing,
    /// It is known what the chunks would change; nothing is written yet.
    Compared,
    /// Jobs are writing customers.
    Writing,
    /// All customers are written; a new generation follows.
    Done,
    /// Cancelled. What was written before stays and is counted.
    Cancelled,
    /// A job failed for good; the message says what to do.
    Failed,
    /// Jobs are taking back what was written.
    Undoing,
    /// What was written is taken back, as far as nothing later has changed it.
    Undone,
}

/// An import. Answer of `POST /api/imports` (201) and `GET /api/imports/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportAnswer {
    /// Identifier.
    pub id: ImportId,
    /// State.
    pub state: ImportState,
    /// When it was started, RFC 3339 in UTC.
    pub started_at: String,
    /// What was asked for.
    pub request: StartImport,
    /// Number of hash buckets, see [`buckets_for`].
    pub buckets: u16,
    /// Buckets whose job has ended, in the present state.
    pub buckets_done: u16,
    /// What the jobs that ended have changed, or would change while it is only compared.
    pub counts: MergeCounts,
    /// What taking it back did.
    pub undone: Option<UndoCounts>,
    /// What to do after a failure.
    pub message: Option<String>,
}

/// Answer of `GET /api/imports`: the newest first, 50 a page unless `?limit=` says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportList {
    /// Imports.
    pub imports: Vec<ImportAnswer>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// One chunk's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChunkPlace {
    /// Bucket, below [`ImportAnswer::buckets`].
    #[cfg_attr(feature = "openapi", schema(maximum = 63))]
    pub bucket: u16,
    /// Number within the bucket, from 0, below 10,000.
    #[cfg_attr(feature = "openapi", schema(maximum = 9_999))]
    pub number: u16,
}

/// Body of `POST /api/imports/{id}/chunks`: asks for places to upload to, at most 64 at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChunkUploadsRequest {
    /// Places wanted.
    #[cfg_attr(feature = "openapi", schema(max_items = 64))]
    pub chunks: Vec<ChunkPlace>,
}

/// A header the upload must carry, because it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadHeader {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// Where one chunk goes, with `PUT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChunkUpload {
    /// The chunk.
    pub place: ChunkPlace,
    /// Pre-signed address.
    pub url: String,
    /// Headers to send.
    pub headers: Vec<UploadHeader>,
}

/// Answer of `POST /api/imports/{id}/chunks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadsAnswer {
    /// In the order asked.
    pub uploads: Vec<ChunkUpload>,
}

/// Answer of `GET /api/imports/{id}/chunks`: chunks that have arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadedChunks {
    /// In the order of buckets and numbers.
    pub chunks: Vec<ChunkPlace>,
}

/// Body of `POST /api/imports/{id}/commit` and of `…/compare`: all chunks are up. A chunk is gzip around
/// `shared::ingest::encode_rows`. Answered with 202 and the [`ImportAnswer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitImport {
    /// Chunks of each bucket, one entry a bucket; 0 for an empty bucket.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 64))]
    pub chunks: Vec<u16>,
}
