//! The OpenAPI 3.1 document, made from the table of routes, the rights and the types of `shared::api`.

mod closed;
mod document;
mod limits;
mod operations;
mod parameters;
mod responses;
pub mod routes;
mod webhooks;

pub use document::document;
