//! The Web Worker: reads files, holds the base, answers what-ifs.
//!
//! Everything that computes is plain Rust and runs natively in tests: [`Session`] answers requests about the base,
//! [`file`] works through a dropped file slice by slice. `browser` binds both to messages, streams and the clock.

pub mod base;
#[cfg(target_arch = "wasm32")]
pub mod browser;
mod csv_line;
pub mod file;
mod session;
mod text;

pub use session::{Loading, Reply, Session};
