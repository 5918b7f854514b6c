//! What can be wrong.

/// A number of phases that is none.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a gap has 1 to 12 phases, not {phases}")]
pub struct RegularityError {
    /// The number given.
    pub phases: f64,
}
