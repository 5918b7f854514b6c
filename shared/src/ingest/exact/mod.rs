//! Holdfast's own files: what an export writes and an import reads back exactly.
//!
//! An ordinary file is read with good will: values are trimmed, `N/A` is nothing, an address that is none is dropped. A file
//! with exactly the columns of [`header`] is read to the letter instead, so that every history comes back equal under
//! [`crate::domain::state_hash`]. Amounts are in the workspace's currency and are not converted again, days are days of the
//! workspace, times are in UTC. A text that a spreadsheet could take for a formula has an apostrophe in front, and so has one
//! that begins with an apostrophe and one that is empty; reading takes exactly one away.

mod cell;
mod columns;
mod read;
mod reserved;
mod words;
mod write;

pub use columns::header;
pub(super) use columns::{kind_at, kind_of, source_column};
pub(super) use read::read;
pub use reserved::may_come_from;
pub use write::{customer, suppression};
