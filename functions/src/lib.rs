//! The Lambda functions: one folder a capability with its routes, its use cases and its store together.
//!
//! One program serves them all; the handler's name says which one it is, see [`FunctionKind`].

pub mod answers;
pub mod aws;
pub mod base;
pub mod customers;
pub mod defections;
pub mod deliveries;
mod digest;
pub mod dispatch;
pub mod endpoints;
pub mod erasures;
pub mod exports;
pub mod fits;
mod function;
pub mod goals;
pub mod http;
pub mod imports;
pub mod jobs;
pub mod kept;
pub mod keys;
pub mod members;
pub mod openapi;
pub mod orders;
pub mod rates;
pub mod sample;
pub mod scenarios;
pub mod scoring;
pub mod segments;
pub mod session;
pub mod settings;
mod standard_webhooks;
pub mod suppressions;
pub mod what_if;

pub use function::{FunctionKind, UnknownFunction, import_job, notify_job, run};
