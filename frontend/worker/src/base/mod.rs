//! The base in memory and the questions asked of it.

mod board;
mod contracts;
mod customer;
mod defections;
mod export;
mod health;
mod holdout;
mod list;
mod loaded;
mod model;
mod order;
mod quality;
mod referrals;
mod review;
mod row;
mod segments;
#[cfg(test)]
pub(crate) mod test_base;
mod what_if;

pub use list::MAX_LIST_ROWS;
pub use loaded::LoadedBase;
