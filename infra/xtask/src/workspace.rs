//! Where things are.

use std::env;
use std::path::PathBuf;
use std::process::Command;

pub(crate) use system::workspace_root as root;

/// The cargo that runs this program, at the workspace's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Where cargo builds.
pub(crate) fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Where the browser's crates are built, so that native and wasm builds do not evict each other.
pub(crate) fn wasm_target_folder() -> PathBuf {
    target_folder().join("wasm")
}
