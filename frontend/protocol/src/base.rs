//! A generation of the base on its way into the worker.

use serde::{Deserialize, Serialize};
use shared::api::Manifest;

use crate::question::question;

/// With `buffers`: the chunks of `manifest.chunks` in their order, as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadBase {
    /// The generation.
    pub manifest: Box<Manifest>,
}

/// The base is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseLoaded {
    /// Its generation.
    pub generation: u64,
    /// Customers.
    pub customers: u32,
}

question!(LoadBase => BaseLoaded, LoadBase);
