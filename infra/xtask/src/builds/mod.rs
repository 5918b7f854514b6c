//! What can be built, and what that needs.

pub(crate) mod browser;
mod chunks;
mod imports;
mod loader;
pub(crate) mod native;
pub(crate) mod packages;
pub(crate) mod python;
mod sections;
mod shrink;
pub(crate) mod site;
pub(crate) mod wasm;
