//! The functions against DynamoDB, S3 and SQS as they speak over HTTP: every test starts its own on port 0.

mod access;
mod base;
mod batches;
mod contracts;
mod customers;
mod defections;
mod deliveries;
mod duplicates;
mod erasure;
mod erasure_late;
mod fits;
mod goals;
mod imports;
mod imports_undone;
mod jobs;
mod kept_answers;
mod keys;
mod openapi;
mod sample;
mod scenarios;
mod segments;
mod session;
mod settings;
mod support;
mod suppressions;
mod what_if;
