//! What can be wrong.

/// A number of phases that is none.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Regularity, RegularityError};
/// assert_eq!(Regularity::new(13), Err(RegularityError { phases: 13.0 }));
/// assert_eq!(Regularity::of_value(2.5), Err(RegularityError { phases: 2.5 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a gap has 1 to 12 phases, not {phases}")]
pub struct RegularityError {
    /// The number given.
    pub phases: f64,
}
