//! Goals of the board.

pub mod routes;
mod store;
