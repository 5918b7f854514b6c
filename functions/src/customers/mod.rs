//! Customers: stored with all their orders, named, searched, exported.

mod item;
mod packed_orders;
pub mod routes;
pub mod search_index;
pub mod store;

mod export;
mod names;
mod search;
