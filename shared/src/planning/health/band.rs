//! Names for stretches of the health score.

use serde::{Deserialize, Serialize};

/// How well a customer is.
///
/// ```
/// use shared::planning::health::HealthBand;
/// assert_eq!([70.0, 69.9, 40.0, 39.9].map(HealthBand::of), [
///     HealthBand::Good, HealthBand::Middling, HealthBand::Middling, HealthBand::Poor,
/// ]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HealthBand {
    /// A score of at least 70.
    Good,
    /// From 40 to below 70.
    Middling,
    /// Below 40.
    Poor,
}

impl HealthBand {
    /// All bands, best first.
    pub const ALL: [Self; 3] = [Self::Good, Self::Middling, Self::Poor];

    /// The band of a score.
    #[must_use]
    pub fn of(score: f64) -> Self {
        if score >= 70.0 {
            Self::Good
        } else if score >= 40.0 {
            Self::Middling
        } else {
            Self::Poor
        }
    }
}
