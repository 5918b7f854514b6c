//! Data out: an export of everything, and the list of who took what out when.

use serde::{Deserialize, Serialize};

use crate::ingest::ImportKind;

/// How many hours the files of an export can be fetched.
pub const EXPORT_HOURS: i64 = 24;

/// What was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportContent {
    /// All data, in files that an import reads back exactly.
    AllData,
    /// The list of customers with their scores.
    CustomerList,
}

/// State of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// A job is writing the files.
    Running,
    /// The files can be fetched, or the list was handed out.
    Done,
    /// Cancelled before the files were complete; nothing of them is left.
    Cancelled,
    /// The job failed for good; nothing of the files is left.
    Failed,
    /// The files were removed: by a member, or because a customer was erased.
    Removed,
    /// The files' day is over.
    Expired,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportFile {
    /// Its name, for example `holdfast-shop-orders.csv`.
    pub name: String,
    /// What its lines are.
    pub kind: ImportKind,
    /// The data source its customers belong to; empty for addresses that must not be written to.
    pub data_source: String,
    /// Records in it; an order of several lines is one.
    pub records: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Addresses of its parts, each gzip: unpacked and joined they are the file. They work for 15 minutes; none in a list.
    pub urls: Vec<String>,
}

/// An export. Answer of `POST /api/exports` (202) and `GET /api/exports/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataExport {
    /// Identifier, ascending with time.
    pub id: String,
    /// What was taken out.
    pub content: ExportContent,
    /// State.
    pub state: ExportState,
    /// When it was asked for, RFC 3339 in UTC.
    pub asked_at: String,
    /// By whom.
    pub asked_by: String,
    /// When it ended, RFC 3339 in UTC.
    pub ended_at: Option<String>,
    /// Share of the customers that are written, in percent.
    pub percent: u8,
    /// Customers in it.
    pub customers: u64,
    /// Records in it, customers included.
    pub records: u64,
    /// Its files, once it is done.
    pub files: Vec<ExportFile>,
    /// What to do after a failure, or why it was removed.
    pub message: Option<String>,
}

/// Answer of `GET /api/exports`: the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportList {
    /// Exports.
    pub exports: Vec<DataExport>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}
