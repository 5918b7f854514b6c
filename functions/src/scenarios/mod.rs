//! Scenarios that people keep.

pub mod routes;
mod store;
