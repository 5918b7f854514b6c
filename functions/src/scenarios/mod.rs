//! Scenarios that people keep.

pub mod routes;
pub mod store;
