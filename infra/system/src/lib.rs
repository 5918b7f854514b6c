//! Starts the whole system as a process of its own: for the commands of `xtask` and for the tests.

mod programs;
mod running;
mod workspace;

pub use programs::Programs;
pub use running::RunningSystem;
pub use workspace::workspace_root;
