//! What can be wrong.

pub use crate::scoring::{FitError, ParameterError};

/// A number of phases that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a gap has 1 to 12 phases, not {phases}")]
pub struct RegularityError {
    /// The number given.
    pub phases: u32,
}

/// Why sums of log gaps are impossible.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum LogGapsError {
    /// There is not one sum for each customer.
    #[error("{sums} sums of log gaps are given for {customers} customers")]
    Length {
        /// Sums given.
        sums: usize,
        /// Customers given.
        customers: usize,
    },
    /// A sum is not a number, as when two transactions lie no time apart.
    #[error("the sum of log gaps in row {row} is {sum}: transactions must lie apart")]
    NotFinite {
        /// Row, counted from 0.
        row: usize,
        /// The sum given.
        sum: f64,
    },
    /// A sum is larger than that of equal gaps, or not zero where there is no gap.
    #[error("the sum of log gaps in row {row} is {sum}, but with this frequency and recency at most {most}")]
    TooLarge {
        /// Row, counted from 0.
        row: usize,
        /// The sum given.
        sum: f64,
        /// The sum of equal gaps.
        most: f64,
    },
}
