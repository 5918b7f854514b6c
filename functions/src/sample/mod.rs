//! The sample shop: loaded and removed with one click, marked on screen, never mixed up with own customers.

mod job;
pub mod routes;
mod store;

pub use job::bring_about;
