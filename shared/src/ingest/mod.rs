//! From the bytes of a dropped file to orders: dialect, mapping, rows and row errors as data.

mod detect;
mod dialect;
mod mapping;
mod merge;
mod reader;
mod report;
mod row;

pub use detect::{ColumnSample, Detection, FileProblem, detect};
pub use dialect::{DateOrder, DecimalMark, Dialect, Encoding, Separator};
pub use mapping::{Field, Mapping, MappingProblem};
pub use merge::{MergeCounts, merge};
pub use reader::{MAX_RECORD_BYTES, Reader, RowOutcome};
pub use report::{DryRunReport, RowError, RowErrorKind};
pub use row::{OrderRow, Placed, RowsError, decode_rows, encode_rows};
