//! Why customers left.

pub mod routes;
pub mod store;
