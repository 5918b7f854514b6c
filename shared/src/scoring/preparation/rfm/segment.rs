//! Names for groups of cells.

use super::RfmScores;

/// A marketer's name for what recency and frequency say together. Spend says how much a customer of a segment is
/// worth, not which segment it is.
///
/// | recency | bought once | frequency 1–2 | frequency 3 | frequency 4 | frequency 5 |
/// |---|---|---|---|---|---|
/// | 5 | new | potential loyalists | potential loyalists | champions | champions |
/// | 4 | new | potential loyalists | potential loyalists | loyal | loyal |
/// | 3 | about to sleep | about to sleep | needing attention | loyal | loyal |
/// | 1–2 | hibernating | hibernating | at risk | at risk | not to be lost |
///
/// Whether somebody bought once is asked of the count and not of its score: where half of all customers bought once,
/// their score is not 1.
///
/// ```
/// use shared::scoring::preparation::rfm::{RfmScores, RfmSegment};
/// let scores = RfmScores { recency: 4, frequency: 2, spend: 1 };
/// assert_eq!(RfmSegment::of(scores, 3), RfmSegment::PotentialLoyalists);
/// // One order is one order, whatever its score.
/// assert_eq!(RfmSegment::of(scores, 1).name(), "new");
/// assert_eq!(RfmSegment::ALL[0], RfmSegment::Champions);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RfmSegment {
    /// Buy often and did so just now.
    Champions,
    /// Buy often and not long ago.
    Loyal,
    /// Bought again recently, not often yet.
    PotentialLoyalists,
    /// Bought for the first time recently.
    New,
    /// Middling in both.
    NeedingAttention,
    /// Bought rarely, and it is getting long ago.
    AboutToSleep,
    /// Bought quite often, but long ago.
    AtRisk,
    /// Bought most often of all, but long ago.
    NotToBeLost,
    /// Bought rarely and long ago.
    Hibernating,
}

impl RfmSegment {
    /// All of them, best first.
    pub const ALL: [Self; 9] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalists,
        Self::New,
        Self::NeedingAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::NotToBeLost,
        Self::Hibernating,
    ];

    /// The segment of a customer with these scores and so many transactions, the first included.
    #[must_use]
    pub fn of(scores: RfmScores, transactions: u32) -> Self {
        let frequency = if transactions <= 1 { 0 } else { scores.frequency };
        match (scores.recency, frequency) {
            (4.., 0) => Self::New,
            (5, 4..) => Self::Champions,
            (3.., 4..) => Self::Loyal,
            (4.., _) => Self::PotentialLoyalists,
            (3, 3) => Self::NeedingAttention,
            (3, _) => Self::AboutToSleep,
            (_, 5..) => Self::NotToBeLost,
            (_, 3..) => Self::AtRisk,
            _ => Self::Hibernating,
        }
    }

    /// The name in plain words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalists => "potential loyalists",
            Self::New => "new",
            Self::NeedingAttention => "needing attention",
            Self::AboutToSleep => "about to sleep",
            Self::AtRisk => "at risk",
            Self::NotToBeLost => "not to be lost",
            Self::Hibernating => "hibernating",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RfmScores, RfmSegment};

    #[test]
    fn every_cell_has_the_name_of_the_table() {
        use RfmSegment::{
            AboutToSleep, AtRisk, Champions, Hibernating, Loyal, NeedingAttention, New, NotToBeLost, PotentialLoyalists,
        };
        let table = [
            [Hibernating, Hibernating, Hibernating, AtRisk, AtRisk, NotToBeLost],
            [Hibernating, Hibernating, Hibernating, AtRisk, AtRisk, NotToBeLost],
            [AboutToSleep, AboutToSleep, AboutToSleep, NeedingAttention, Loyal, Loyal],
            [New, PotentialLoyalists, PotentialLoyalists, PotentialLoyalists, Loyal, Loyal],
            [New, PotentialLoyalists, PotentialLoyalists, PotentialLoyalists, Champions, Champions],
        ];
        for (recency, row) in (1..).zip(table) {
            for (frequency, segment) in (0_u8..).zip(row) {
                let scores = RfmScores { recency, frequency: frequency.max(1), spend: 3 };
                assert_eq!(RfmSegment::of(scores, u32::from(frequency.min(1)) + 1), segment, "{recency} {frequency}");
            }
        }
    }

    #[test]
    fn names_are_in_the_order_of_worth_and_differ() {
        assert!(RfmSegment::ALL.is_sorted());
        let mut names = RfmSegment::ALL.map(RfmSegment::name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
