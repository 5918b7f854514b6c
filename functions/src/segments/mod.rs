//! Segments that people keep, and who is in them.

pub mod evaluate;
pub mod routes;
pub mod store;

pub(crate) use evaluate::not_evaluated;
