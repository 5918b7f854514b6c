//! How regularly customers buy.

use super::RegularityError;

/// k: the number of equal random phases a gap between two transactions is made of.
///
/// One phase is an exponential gap, without memory: transactions come at random, as in BG/NBD. The more phases, the
/// less gaps differ: their standard deviation is their mean over √k.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::Regularity;
/// assert_eq!(Regularity::new(1)?, Regularity::RANDOM);
/// assert_eq!(Regularity::nearest(2.6).phases(), 3);
/// assert_eq!(Regularity::of_value(3.0)?, Regularity::nearest(3.2));
/// assert_eq!(Regularity::all().map(Regularity::phases).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
/// # Ok::<(), shared::scoring::beta_geometric_erlang::RegularityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Regularity(u32);

/// Most phases: gaps whose standard deviation is under a third of their mean.
pub(super) const MOST_PHASES: usize = 12;

impl Regularity {
    /// Transactions at random: k = 1.
    pub const RANDOM: Self = Self(1);

    /// That many phases, 1 to 12.
    ///
    /// # Errors
    /// Any other number.
    pub fn new(phases: u32) -> Result<Self, RegularityError> {
        let is_regularity = (1..=MOST_PHASES as u32).contains(&phases);
        if is_regularity { Ok(Self(phases)) } else { Err(RegularityError { phases: f64::from(phases) }) }
    }

    /// The number of phases as it stands among a model's parameters.
    ///
    /// # Errors
    /// When it is not a whole number from 1 to 12.
    pub fn of_value(phases: f64) -> Result<Self, RegularityError> {
        Self::all().find(|regularity| f64::from(regularity.0) == phases).ok_or(RegularityError { phases })
    }

    /// The one nearest to a number that need not be whole.
    #[must_use]
    pub fn nearest(phases: f64) -> Self {
        Self(phases.clamp(1.0, MOST_PHASES as f64).round() as u32)
    }

    /// k.
    #[must_use]
    pub fn phases(self) -> u32 {
        self.0
    }

    /// All of them, from random to most regular.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=MOST_PHASES as u32).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::Regularity;

    #[test]
    fn has_one_to_twelve_phases() {
        assert_eq!(Regularity::new(1), Ok(Regularity::RANDOM));
        assert_eq!(Regularity::all().map(Regularity::phases).sum::<u32>(), 78);
        assert!(Regularity::new(0).is_err() && Regularity::new(13).is_err());
        assert_eq!([0.3, 2.6, f64::INFINITY].map(|phases| Regularity::nearest(phases).phases()), [1, 3, 12]);
        assert_eq!(Regularity::of_value(3.0), Regularity::new(3));
        assert!(Regularity::of_value(2.5).is_err() && Regularity::of_value(f64::NAN).is_err());
    }
}
