//! Holdfast's domain types, scoring and planning.
//!
//! Pure: no clock, no randomness but from a seed, no input or output, no async. It compiles to the
//! host and to wasm32 and every result is the same to the last bit on both.

pub mod api;
pub mod base;
pub mod domain;
pub mod ingest;
pub mod math;
pub mod planning;
pub mod quality;
pub mod random;
pub mod review;
pub mod sample;
pub mod scoring;
pub mod segments;
