//! How much each part counts.

use serde::{Deserialize, Serialize};

use super::{HealthPart, HealthParts};

/// A weight from 0 to 100 a part, in the order of [`HealthPart::ALL`]. Only their proportions matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthWeights(pub [u8; 6]);

impl HealthWeights {
    /// The documented weights.
    pub const USUAL: Self = Self([40, 25, 15, 5, 5, 10]);

    /// The weight of a part.
    #[must_use]
    pub fn of(&self, part: HealthPart) -> u8 {
        self.0[part as usize]
    }

    /// The same with one part changed.
    #[must_use]
    pub fn with(mut self, part: HealthPart, weight: u8) -> Self {
        self.0[part as usize] = weight;
        self
    }

    /// The same without the parts of which only the present state is kept.
    #[must_use]
    pub fn dated(self) -> Self {
        HealthPart::ALL.into_iter().filter(|part| !part.is_dated()).fold(self, |weights, part| weights.with(part, 0))
    }

    /// The health score Σ wᵢ pᵢ / Σ wᵢ over the parts that are known, from 0 to 100; `None` where all weight lies on parts
    /// that are not.
    ///
    /// ```
    /// use shared::planning::health::HealthWeights;
    /// let weights = HealthWeights([40, 20, 0, 0, 0, 0]);
    /// assert_eq!(weights.score(&[Some(90.0), Some(30.0), None, None, None, None]), Some(70.0));
    /// // One order has no rhythm: the rest counts for all.
    /// assert_eq!(weights.score(&[Some(90.0), None, None, None, Some(3.0), None]), Some(90.0));
    /// assert_eq!(weights.score(&[None, None, None, None, Some(3.0), None]), None);
    /// ```
    #[must_use]
    pub fn score(&self, parts: &HealthParts) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (part, weight) in parts.iter().zip(self.0) {
            if let Some(part) = part {
                sum += f64::from(weight) * part;
                weights += f64::from(weight);
            }
        }
        (weights > 0.0).then(|| sum / weights)
    }
}

impl Default for HealthWeights {
    fn default() -> Self {
        Self::USUAL
    }
}

#[cfg(test)]
mod tests {
    use super::{HealthPart, HealthWeights};
    use crate::random::Random;

    #[test]
    fn the_documented_weights_add_up_to_a_hundred() {
        assert_eq!(HealthWeights::USUAL.0.iter().map(|weight| u32::from(*weight)).sum::<u32>(), 100);
        assert_eq!(HealthWeights::USUAL.dated(), HealthWeights([40, 25, 15, 5, 0, 0]));
    }

    #[test]
    fn a_score_lies_between_its_parts_and_depends_on_proportions_only() {
        let mut random = Random::new(7, 0);
        for _ in 0..500 {
            let parts = std::array::from_fn(|_| random.chance(0.7).then(|| 100.0 * random.uniform()));
            let weights = std::array::from_fn(|_| random.below(30) as u8);
            let Some(score) = HealthWeights(weights).score(&parts) else { continue };
            let counted = parts.iter().zip(weights).filter(|(_, weight)| *weight > 0).filter_map(|(part, _)| *part);
            let (low, high) = counted.fold((100.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
            assert!(low - 1e-9 <= score && score <= high + 1e-9);
            let tripled = HealthWeights(weights.map(|weight| 3 * weight)).score(&parts).expect("as before");
            assert!((tripled - score).abs() < 1e-9);
        }
    }

    #[test]
    fn more_weight_draws_the_score_to_the_part() {
        let parts = [Some(20.0), Some(80.0), None, Some(50.0), None, None];
        let with = |weight| HealthWeights::USUAL.with(HealthPart::Rhythm, weight).score(&parts).expect("known parts");
        assert!(with(0) < with(10) && with(10) < with(60) && with(60) < 80.0);
        assert_eq!(HealthWeights([0; 6]).score(&parts), None);
    }
}
