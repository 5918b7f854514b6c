//! Working through a dropped file slice by slice, in memory that does not grow with the file.

mod cutter;
mod dry_run;
mod rejected;

pub use cutter::{Chunk, Cutter, ROWS_PER_CHUNK};
pub use dry_run::DryRun;
