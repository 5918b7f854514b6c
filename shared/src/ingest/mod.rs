//! From the bytes of a dropped file to orders: dialect, mapping, rows and row errors as data.

mod amount;
mod column_names;
mod date;
mod decode;
mod detect;
mod dialect;
mod distinct;
mod dry_run;
mod error_csv;
pub mod exact;
mod file_signature;
mod guess_encoding;
mod guess_values;
mod kind;
mod line;
mod mapping;
mod merge;
mod reader;
mod record;
mod report;
mod row;
pub mod safe_csv;
mod undo;

pub use column_names::is_in_utc;
pub use detect::{ColumnSample, Detection, FileProblem, detect, detect_as};
pub use dialect::{DateOrder, DecimalMark, Dialect, Encoding, Separator};
pub use distinct::DistinctCount;
pub use dry_run::DryRun;
pub use error_csv::{error_csv_line, errors_csv_header};
pub use kind::ImportKind;
pub use mapping::{Field, Mapping, MappingProblem};
pub use merge::{MergeCounts, merge};
pub use reader::{MAX_RECORD_BYTES, Reader, RowOutcome};
pub use report::{CurrencyTotals, DryRunReport, RowError, RowErrorKind};
pub use row::{Fact, FactRow, OrderRow, Placed, Refunded, Row, RowsError, decode_rows, encode_rows};
pub use undo::{UndoCounts, before_import, undo};
