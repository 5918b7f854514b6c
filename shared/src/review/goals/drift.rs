//! Where a row of readings goes if it goes on as it did: a random walk with drift.

use crate::math::student_tails;

/// Readings at even steps with what their changes say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drift {
    last: f64,
    /// Mean change a step.
    step: f64,
    /// Variance of a change around it.
    variance: f64,
    changes: f64,
}

impl Drift {
    /// `None` with fewer than two changes: then nothing says how much they vary.
    pub(super) fn of(readings: &[f64]) -> Option<Self> {
        let (first, last) = (*readings.first()?, *readings.last()?);
        let changes = readings.len() as f64 - 1.0;
        if changes < 2.0 || readings.iter().any(|reading| !reading.is_finite()) {
            return None;
        }
        let step = (last - first) / changes;
        let squares: f64 =
            readings.windows(2).map(|pair| (pair[1] - pair[0] - step) * (pair[1] - pair[0] - step)).sum();
        Some(Self { last, step, variance: squares / (changes - 1.0), changes })
    }

    /// The reading so many steps on and half the width of its 95 % interval. `reading_variance` is that of the last reading.
    ///
    /// Hyndman and Athanasopoulos, "Forecasting: principles and practice", 3rd edition, section 5.5: the variance of a walk
    /// with drift h steps on is σ² h (1 + h/n) over n changes. The quantile is Student's with n − 1 degrees.
    pub(super) fn after(&self, steps: f64, reading_variance: f64) -> (f64, f64) {
        let variance = self.variance * steps * (1.0 + steps / self.changes) + reading_variance;
        (self.last + self.step * steps, student_quantile(self.changes - 1.0) * variance.sqrt())
    }
}

/// Student's 97.5 % quantile, by bisection.
fn student_quantile(degrees: f64) -> f64 {
    let (mut low, mut high) = (1.9, 13.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if student_tails(middle, degrees) > 0.05 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::{Drift, student_quantile};
    use crate::random::Random;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (degrees, quantile) in [(1.0, 12.706), (2.0, 4.303), (5.0, 2.571), (11.0, 2.201), (1e6, 1.960)] {
            assert!((student_quantile(degrees) - quantile).abs() < 6e-4, "{degrees}");
        }
    }

    #[test]
    fn a_hand_computed_walk() {
        // Changes 1, 3, 2: drift 2, variance (1 + 1 + 0)/2 = 1; two steps on 6 + 4, variance 2 (1 + 2/3) = 10/3.
        let drift = Drift::of(&[0.0, 1.0, 4.0, 6.0]).expect("three changes");
        let (value, half) = drift.after(2.0, 0.0);
        assert!((value - 10.0).abs() < 1e-12);
        assert!((half - 4.3027 * (10.0_f64 / 3.0).sqrt()).abs() < 1e-3);
        assert!(drift.after(2.0, 1.0).1 > half, "an uncertain reading widens");
        assert!(drift.after(3.0, 0.0).1 > half, "so does a longer way");
        assert_eq!(Drift::of(&[1.0, 2.0]), None);
        assert_eq!(Drift::of(&[1.0, f64::NAN, 2.0]), None);
    }

    #[test]
    fn the_interval_holds_what_a_walk_does_as_often_as_it_says() {
        let mut random = Random::new(7, 0);
        let mut held = 0;
        for _ in 0..4_000 {
            let mut normal = || {
                let sum: f64 = (0..12).map(|_| random.uniform()).sum();
                sum - 6.0
            };
            let mut level = 0.0;
            let mut walk = vec![level];
            for _ in 0..12 {
                level += 0.3 + normal();
                walk.push(level);
            }
            let (value, half) = Drift::of(&walk[..8]).expect("seven changes").after(5.0, 0.0);
            held += u32::from((walk[12] - value).abs() <= half);
        }
        assert!((3_740..=3_860).contains(&held), "{held} of 4000");
    }
}
