//! Columns that follow from a base and are made when first asked for.

use std::cell::OnceCell;

use super::{Stage, stages};
use crate::base::Base;
use crate::planning::{ValueTier, rfm_scores, value_tiers};
use crate::scoring::preparation::rfm::RfmScores;

/// What conditions need beside the columns of the base. Keep one with a base and its rules are faster from the second on; use it
/// with no other base.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    tiers: OnceCell<Vec<Option<ValueTier>>>,
    scores: OnceCell<Vec<RfmScores>>,
    stages: OnceCell<Vec<Stage>>,
}

impl Derived {
    /// Tiers, see [`value_tiers`].
    #[must_use]
    pub fn tiers(&self, base: &Base) -> &[Option<ValueTier>] {
        self.tiers.get_or_init(|| value_tiers(&base.customers))
    }

    /// Scores of the RFM grid.
    #[must_use]
    pub fn scores(&self, base: &Base) -> &[RfmScores] {
        self.scores.get_or_init(|| rfm_scores(&base.customers).collect())
    }

    /// Stages, see [`stages()`].
    #[must_use]
    pub fn stages(&self, base: &Base) -> &[Stage] {
        self.stages.get_or_init(|| stages(base))
    }
}
