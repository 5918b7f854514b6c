//! What "5 % more retention" may mean.

/// How a rise of retention is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rise {
    /// Percentage points: from 80 % to 85 %.
    Points,
    /// Percent of itself: from 80 % to 84 %.
    Percent,
    /// So many percent fewer are lost: from 80 % to 81 %.
    FewerLost,
}

impl Rise {
    /// All of them, the boldest first.
    pub const ALL: [Self; 3] = [Self::Points, Self::Percent, Self::FewerLost];

    /// Retention after a rise by `by` (0.05 for "5 %"); `None` where it would be above 1 or below 0.
    ///
    /// ```
    /// use shared::planning::claims::Rise;
    ///
    /// let after = Rise::ALL.map(|rise| rise.applied(0.8, 0.05).unwrap());
    /// for (after, by_hand) in after.into_iter().zip([0.85, 0.84, 0.81]) {
    ///     assert!((after - by_hand).abs() < 1e-12);
    /// }
    /// assert_eq!(Rise::Points.applied(0.97, 0.05), None);
    /// ```
    #[must_use]
    pub fn applied(self, retention: f64, by: f64) -> Option<f64> {
        let after = match self {
            Self::Points => retention + by,
            Self::Percent => retention + retention * by,
            Self::FewerLost => retention + (1.0 - retention) * by,
        };
        (0.0..=1.0).contains(&after).then_some(after)
    }
}
