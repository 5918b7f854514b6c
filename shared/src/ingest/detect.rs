//! What a file is, from its first bytes.

use serde::{Deserialize, Serialize};

use super::{Dialect, Mapping};

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileProblem {
    /// No byte.
    #[error("the file is empty")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has column names but no rows")]
    HeaderOnly,
    /// Bytes that no text has.
    #[error("this is not a text file but {looks_like}: export the orders as CSV")]
    NotText {
        /// What its first bytes say, for example `a PNG image`, `an Excel workbook`, `a ZIP archive`.
        looks_like: String,
    },
    /// One record longer than [`super::MAX_RECORD_BYTES`].
    #[error("line {line} is longer than {limit} bytes: is a quotation mark left open?")]
    RecordTooLong {
        /// Line on which the record begins, the header being 1.
        line: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Only one column.
    #[error("only one column was found: is the separator unusual?")]
    OneColumn,
}

/// One column as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSample {
    /// Its name in the header.
    pub name: String,
    /// Up to five different values that are not empty.
    pub samples: Vec<String>,
}

/// What was found in the first bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detection {
    /// How values are written.
    pub dialect: Dialect,
    /// The columns.
    pub columns: Vec<ColumnSample>,
    /// A first mapping.
    pub mapping: Mapping,
    /// Up to 20 records as the file has them.
    pub preview: Vec<Vec<String>>,
    /// Doubts for the person to settle, in words, for example that dates read either way.
    pub doubts: Vec<String>,
}

/// Detects the dialect and the columns from the first bytes (256 KiB are plenty) of a file.
///
/// # Errors
/// When no order can be read from such a file.
pub fn detect(_head: &[u8], _is_whole_file: bool) -> Result<Detection, FileProblem> {
    todo!()
}
