//! Generators whose truth is known: the sample shop, and order files with the faults of real exports.

mod faulty_file;
mod people;
mod products;
mod shop;

pub use faulty_file::{FaultyFile, FaultyFileTruth, faulty_file};
pub use shop::{SampleShop, ShopTruth, sample_shop};
