//! Counts what is different in a file of any size, in constant memory.

use serde::{Deserialize, Serialize};

/// Hashes that are kept, 8 bytes each, and as many that wait to be sorted.
const KEPT: usize = 1 << 20;

/// The quantile of a 95 % range.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// How many are different: exactly up to a million, else with the 95 % range of an estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistinctCount {
    /// The number.
    pub count: u64,
    /// Half the width of its 95 % range; 0 where it was counted.
    pub margin: u64,
}

/// Adaptive sampling (Flajolet 1990, "On adaptive sampling", Computing 43): up to [`KEPT`] hashes are counted; beyond, only
/// those below 2⁻ᵏ of all possible ones are kept, k as small as fits, and count 2ᵏ each.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    hashes: Vec<u64>,
    sorted: usize,
    level: u32,
}

impl Distinct {
    pub(super) fn add(&mut self, hash: u64) {
        const LEAST: usize = 4_096;
        if hash.leading_zeros() < self.level {
            return;
        }
        self.hashes.push(hash);
        if self.hashes.len() >= LEAST.max(2 * self.sorted) {
            self.compact();
        }
    }

    fn compact(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        while self.hashes.len() > KEPT {
            self.level += 1;
            let kept = self.hashes.partition_point(|hash| hash.leading_zeros() >= self.level);
            self.hashes.truncate(kept);
        }
        self.sorted = self.hashes.len();
    }

    pub(super) fn count(mut self) -> DistinctCount {
        self.compact();
        let weight = 1_u64 << self.level;
        let count = self.hashes.len() as u64 * weight;
        // Each of `count` is kept with probability 1/weight.
        let spread = (count as f64 * (weight - 1) as f64).sqrt();
        DistinctCount { count, margin: (NORMAL_95 * spread).round() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Distinct, DistinctCount, KEPT};

    /// A generator whose outputs are all different (SplitMix64).
    fn hash(number: u64) -> u64 {
        let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ (state >> 31)
    }

    #[test]
    fn a_million_are_counted_exactly_however_often_they_come() {
        let mut distinct = Distinct::default();
        for number in 0..3_000_000_u64 {
            distinct.add(hash(number % 1_000_000));
        }
        assert_eq!(distinct.count(), DistinctCount { count: 1_000_000, margin: 0 });
    }

    #[test]
    fn more_are_estimated_in_the_same_memory_and_the_range_holds_the_truth() {
        let held = [2_000_003_u64, 3_500_000, 5_000_000]
            .into_iter()
            .filter(|truth| {
                let mut distinct = Distinct::default();
                for number in (0..*truth).chain(0..100_000) {
                    distinct.add(hash(truth << 32 | number));
                    assert!(distinct.hashes.len() <= 2 * KEPT);
                }
                let DistinctCount { count, margin } = distinct.count();
                assert!((1..*truth / 300).contains(&margin), "{margin} of {truth}");
                count.abs_diff(*truth) <= margin
            })
            .count();
        assert!(held >= 2, "{held} of 3 ranges of 95 % hold the truth");
    }
}
