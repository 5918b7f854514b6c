//! Distinct histories a few at a time, for loops that compute several at once.

use std::ops::Range;

use super::Histories;

/// Histories computed at once.
pub(in crate::scoring) const LANES: usize = 4;

/// One number for each history of a chunk.
pub(in crate::scoring) type Lanes = [f64; LANES];

/// A few distinct histories of one frequency. A chunk that is not full is filled up with new customers of count 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scoring) struct Chunk {
    /// Weeks from the first to the last transaction.
    pub(in crate::scoring) recency: Lanes,
    /// Weeks from the first transaction to the as-of day.
    pub(in crate::scoring) age: Lanes,
    /// Customers with the history.
    pub(in crate::scoring) count: Lanes,
}

impl Histories {
    /// The distinct histories in a range, chunk by chunk.
    #[inline]
    pub(in crate::scoring) fn chunks(&self, range: Range<usize>) -> impl Iterator<Item = Chunk> + '_ {
        let ages = self.ages();
        let (recency, recency_rest) = self.recency()[range.clone()].as_chunks::<LANES>();
        let (age, age_rest) = self.age_index()[range.clone()].as_chunks::<LANES>();
        let (count, count_rest) = self.count()[range].as_chunks::<LANES>();
        let full = recency.iter().zip(age).zip(count).map(move |((recency, age), count)| Chunk {
            recency: *recency,
            age: age.map(|index| ages[index as usize]),
            count: *count,
        });
        let filled = |rest: &[f64]| std::array::from_fn(|lane| rest.get(lane).copied().unwrap_or(0.0));
        let rest = (!count_rest.is_empty()).then(|| Chunk {
            recency: filled(recency_rest),
            age: std::array::from_fn(|lane| age_rest.get(lane).map_or(0.0, |index| ages[*index as usize])),
            count: filled(count_rest),
        });
        full.chain(rest)
    }
}

/// Of times t: 1 + t/α, its inverse, and the share s = t/(α + t); ln(1 + t/α) has the derivatives −s and −s(1 − s) in
/// ln α.
#[derive(Clone, Copy, Debug)]
pub(in crate::scoring) struct AtTime {
    pub(in crate::scoring) one_more: Lanes,
    pub(in crate::scoring) rest: Lanes,
    pub(in crate::scoring) share: Lanes,
    pub(in crate::scoring) curvature: Lanes,
}

impl AtTime {
    /// Times in weeks and 1/α.
    #[inline]
    pub(in crate::scoring) fn new(times: Lanes, inverse_alpha: f64) -> Self {
        let relative = times.map(|time| time * inverse_alpha);
        let one_more = relative.map(|relative| 1.0 + relative);
        let rest = one_more.map(|one_more| 1.0 / one_more);
        let share: Lanes = std::array::from_fn(|lane| relative[lane] * rest[lane]);
        let curvature = std::array::from_fn(|lane| share[lane] * rest[lane]);
        Self { one_more, rest, share, curvature }
    }
}

/// Sum over the lanes.
pub(in crate::scoring) fn total(lanes: &Lanes) -> f64 {
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::{Chunk, LANES, total};
    use crate::scoring::Histories;

    #[test]
    fn chunks_hold_every_history_once() {
        let days: Vec<u32> = (0..11).collect();
        let histories = Histories::from_days(&[1; 11], &days, &days.iter().map(|day| day + 7).collect::<Vec<_>>());
        let chunks: Vec<Chunk> = histories.chunks(0..11).collect();
        assert_eq!(chunks.len(), 11_usize.div_ceil(LANES));
        assert_eq!(chunks.iter().map(|chunk| total(&chunk.count)).sum::<f64>(), 11.0);
        let recency: f64 = chunks.iter().map(|chunk| total(&chunk.recency)).sum();
        let age: f64 = chunks.iter().map(|chunk| total(&chunk.age)).sum();
        assert!((recency - 55.0 / 7.0).abs() < 1e-12 && (age - recency - 11.0).abs() < 1e-12);
        assert_eq!(histories.chunks(3..3).count(), 0);
    }
}
