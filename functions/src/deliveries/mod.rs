//! Webhooks in: signed deliveries of orders by shops, kept, then written by the import job.

mod job;
mod receive;
pub mod routes;
mod shapes;
mod signature;
pub mod store;

pub use job::write;
pub use receive::receive;
