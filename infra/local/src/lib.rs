//! Runs `infra/template.yaml` on one machine.
//!
//! The template is read and resolved ([`template`]), then every resource of it is run: tables by an embedded
//! DynamoDB ([`tables`]), the bucket by S3's protocol over a folder ([`bucket`]), queues ([`queue`]), schedules
//! ([`schedule`]), functions as processes behind the Lambda Runtime API ([`runtime`]), routes by a gateway
//! ([`gateway`]) behind tokens of a local issuer ([`issuer`]). The app's files ([`site`]), the API, the issuer and
//! the bucket are one origin ([`origin`]). [`System`] puts it together. Everything listens on 127.0.0.1 only.

pub mod bucket;
pub mod gateway;
pub mod issuer;
pub mod options;
pub mod origin;
pub mod queue;
pub mod runtime;
pub mod sample;
pub mod schedule;
pub mod site;
pub mod system;
pub mod tables;
pub mod template;

pub use options::{Functions, Options};
pub use system::System;
