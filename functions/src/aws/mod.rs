//! What the functions share of AWS: configuration, clients, tables, objects, queues and their limits.
//!
//! Stores are written against [`Table`] and [`Objects`]; no module outside this folder names an SDK.

mod batch;
mod config;
mod error;
mod expression;
pub mod limits;
mod meter;
mod objects;
mod queue;
mod services;
mod table;

pub use batch::{BatchWrite, UnwrittenItems};
pub use config::{ConfigError, IdentityProvider, Names, SAMPLE_CUSTOMERS};
pub use error::StoreError;
pub use expression::Expression;
pub use meter::{Capacity, Meter};
pub use objects::{Objects, PresignedUpload};
pub use queue::Queue;
pub use services::{Clock, Services};
pub use table::{Change, Item, Key, Page, Query, Table, Value};
