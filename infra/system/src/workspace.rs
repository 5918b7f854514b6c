//! Where the workspace is.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace of the package that cargo is running.
///
/// Asked at run time, because clones may share a target folder and with it one compiled program.
///
/// # Panics
/// When started neither by cargo nor beside the sources it was compiled from.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let is_root = |folder: &&Path| folder.join("Cargo.lock").is_file();
    package.ancestors().find(is_root).expect("a folder above the package holds Cargo.lock").to_owned()
}
