//! Sorting a million histories in the time of a few passes over them.

/// Bits sorted at once: as many buckets as a first-level cache holds counts of.
const DIGIT: u32 = 11;
const BUCKETS: usize = 1 << DIGIT;
/// Below this many records comparing is faster than counting.
const COMPARE_BELOW: usize = 64;

/// Sorts by a number, none greater than `largest`. Keys in which it is equal keep their order.
pub(super) fn sort_by_field<Key: Copy + Default>(keys: &mut Vec<Key>, largest: u32, field: impl Fn(Key) -> u32) {
    let bits = u32::BITS - largest.leading_zeros();
    let mut sorted = vec![Key::default(); if bits == 0 { 0 } else { keys.len() }];
    for place in (0..bits).step_by(DIGIT as usize) {
        let digit = |key: Key| (field(key) >> place) as usize % BUCKETS;
        let mut next = starts(BUCKETS, keys.iter().map(|key| digit(*key)));
        for key in keys.iter() {
            let at = &mut next[digit(*key)];
            sorted[*at as usize] = *key;
            *at += 1;
        }
        std::mem::swap(keys, &mut sorted);
    }
}

/// Sorts records of two numbers, the first and where those are equal the second deciding: first by their rough
/// position between the least and the greatest, then exactly within each position.
pub(super) fn sort_by_position<Record: Copy>(
    records: &mut [Record],
    scratch: &mut Vec<Record>,
    key: impl Fn(&Record) -> (f64, f64),
) {
    let exactly = |one: &Record, other: &Record| {
        let ((first, second), (other_first, other_second)) = (key(one), key(other));
        first.total_cmp(&other_first).then(second.total_cmp(&other_second))
    };
    if records.len() < COMPARE_BELOW {
        records.sort_unstable_by(exactly);
        return;
    }
    let range = |number: fn((f64, f64)) -> f64| {
        let numbers = records.iter().map(|record| number(key(record)));
        numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), number| (least.min(number), most.max(number)))
    };
    // Where the first number is the same throughout, the second decides alone.
    let (least, most) = range(|(first, _)| first);
    let number: fn((f64, f64)) -> f64 = if most > least { |(first, _)| first } else { |(_, second)| second };
    let (least, most) = range(number);
    let scale = (records.len() - 1) as f64 / (most - least);
    if !scale.is_finite() {
        records.sort_unstable_by(exactly);
        return;
    }
    let position = |record: &Record| ((number(key(record)) - least) * scale) as usize;
    let mut next = starts(records.len(), records.iter().map(position));
    scratch.clear();
    scratch.extend_from_slice(records);
    for record in scratch.iter() {
        let at = &mut next[position(record)];
        records[*at as usize] = *record;
        *at += 1;
    }
    let mut start = 0;
    for end in next {
        records[start as usize..end as usize].sort_unstable_by(exactly);
        start = end;
    }
}

/// For each bucket the position at which it starts when all are laid out in order.
fn starts(buckets: usize, found: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0; buckets];
    for bucket in found {
        starts[bucket] += 1;
    }
    let mut start = 0;
    for count in &mut starts {
        start += std::mem::replace(count, start);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::{sort_by_field, sort_by_position};
    use crate::random::Random;

    #[test]
    fn fields_sort_as_comparing_does() {
        let mut random = Random::new(1, 0);
        for bound in [1, 2, 2_000, u32::MAX] {
            let mut keys: Vec<u128> =
                (0..3_000).map(|row| u128::from(random.below(bound)) << 64 | u128::from(row as u32)).collect();
            let mut expected = keys.clone();
            expected.sort_by_key(|key| key >> 64);
            let largest = keys.iter().map(|key| (key >> 64) as u32).max().unwrap_or(0);
            sort_by_field(&mut keys, largest, |key| (key >> 64) as u32);
            assert!(keys == expected, "{bound}");
        }
    }

    #[test]
    fn positions_sort_as_comparing_does() {
        let mut random = Random::new(2, 0);
        let mut scratch = Vec::new();
        for kind in 0..5 {
            for length in [0, 1, 63, 64, 5_000] {
                let mut records: Vec<(f64, f64)> = (0..length)
                    .map(|_| match kind {
                        0 => (random.uniform(), random.uniform()),
                        1 => (0.0, random.uniform() * 1e-3),
                        2 => (f64::from(random.below(9)), random.exponential(1.0)),
                        3 => (random.gamma(1e-2, 1.0), 1.0),
                        _ => (3.0, 4.0),
                    })
                    .collect();
                let mut expected = records.clone();
                expected.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
                sort_by_position(&mut records, &mut scratch, |record| *record);
                assert_eq!(records, expected, "{kind} {length}");
            }
        }
    }
}
