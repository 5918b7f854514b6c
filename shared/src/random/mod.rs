//! Seeded randomness with the same bits on every machine: all of it goes through [`crate::math`].

mod continuous;
mod counts;
mod generator;

pub use generator::Random;
