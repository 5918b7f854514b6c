//! The Web Worker: reads files, holds the base, answers what-ifs.
//!
//! Everything that computes is plain Rust and runs natively in tests: [`answers`] says what is asked about the base that the
//! [`Session`] holds, [`file`] works through a dropped file slice by slice. `browser` binds both to messages, streams and the clock.

pub mod answers;
pub mod base;
#[cfg(target_arch = "wasm32")]
pub mod browser;
mod csv_line;
pub mod file;
mod reply;
mod session;
mod text;

pub use reply::Reply;
pub use session::{Loading, Session};
