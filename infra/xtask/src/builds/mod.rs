//! What can be built, and what that needs.

pub(crate) mod browser;
pub(crate) mod native;
pub(crate) mod packages;
pub(crate) mod site;
pub(crate) mod wasm;
