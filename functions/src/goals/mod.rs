//! Goals of the board.

pub mod routes;
pub mod store;
