//! What can be built, and what that needs.

pub(crate) mod browser;
mod chunks;
pub(crate) mod native;
pub(crate) mod packages;
pub(crate) mod site;
pub(crate) mod wasm;
