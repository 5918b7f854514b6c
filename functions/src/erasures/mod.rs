//! Erasing a customer: shown before, asked for by who may, done by a job that goes on where it was left. What is stored
//! where, and how each place is proved empty, is in `docs/erasure.md`.

mod addresses;
mod job;
mod person;
pub mod routes;
mod store;
mod uploads;

pub use addresses::ErasedAddresses;
pub use job::run;
pub(crate) use person::{catch_up, erase_if_named};
