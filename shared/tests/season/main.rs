//! Seasons: found where they are, not where they are not, and what they are good for.

mod estimates;
mod predictions;
mod shops;
