//! Customers: stored with all their orders, named, searched, exported.

mod item;
mod packed;
pub mod page;
pub mod routes;
pub mod search_index;
pub mod store;

pub mod duplicates;
mod export;
mod names;
pub(crate) mod search;
