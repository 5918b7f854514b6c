//! Generations of the base: written by the `score` job, read by the app and by routes that need rows.

mod cache;
mod gzip;
mod keys;
mod manifest;
mod recent;
pub mod routes;
mod writer;

pub use cache::{Evaluated, GenerationCache, NotEvaluated};
pub use gzip::{pack, unpack};
pub use keys::{
    ObjectKind, chunk_of_import, generation_of, import_chunk, import_objects, import_of, object, uploaded_objects,
    workspace_objects,
};
pub use manifest::{forget, publish, read};
pub(crate) use writer::remove_before;
pub use writer::{GenerationObject, Published, switch, write};
