//! Fifths that survive ties.

/// Gives every value its fifth, 1 for the smallest values and 5 for the greatest, by this rule: a value's rank is the
/// share of all values that are smaller plus half the share of those equal to it, and its fifth is that rank times
/// five, rounded down, plus one.
///
/// Equal values therefore never get different scores, however many there are; without ties the fifths are equally large;
/// turning the order round turns the scores round wherever a rank lies inside a fifth. Values of which there is only one
/// kind get 3. Quantile edges, the usual way, fail where more than a fifth of the values are equal, as with one-time
/// buyers: edges coincide and whole fifths vanish or the labels no longer fit.
///
/// ```
/// use shared::scoring::preparation::rfm::fifths;
///
/// assert_eq!(fifths(&[30, 10, 50, 20, 40]), [3, 1, 5, 2, 4]);
/// assert_eq!(fifths(&[1, 1, 1, 1, 1, 1, 2, 3, 4, 9]), [2, 2, 2, 2, 2, 2, 4, 4, 5, 5]);
/// ```
#[must_use]
pub fn fifths<T: Ord + Copy>(values: &[T]) -> Vec<u8> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    // Where each fifth that occurs begins.
    let mut least: Vec<(T, u8)> = Vec::with_capacity(5);
    let mut smaller = 0;
    for equal in sorted.chunk_by(|a, b| a == b) {
        let twice_the_rank = 2 * smaller as u64 + equal.len() as u64;
        let score = (1 + 5 * twice_the_rank / (2 * values.len() as u64)) as u8;
        if least.last().is_none_or(|last| last.1 != score) {
            least.push((equal[0], score));
        }
        smaller += equal.len();
    }
    let score = |value: &T| {
        let reached = least.iter().take_while(|(begins, _)| begins <= value);
        reached.last().map_or(1, |(_, score)| *score)
    };
    values.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::fifths;

    #[test]
    fn values_of_one_kind_are_in_the_middle() {
        assert_eq!(fifths(&[7; 4]), [3; 4]);
        assert_eq!(fifths(&[7]), [3]);
        assert!(fifths::<u32>(&[]).is_empty());
    }

    #[test]
    fn fifths_without_ties_are_equally_large() {
        let scores = fifths(&(0..1_000).collect::<Vec<_>>());
        assert!(scores.is_sorted());
        assert!((1..=5).all(|fifth| scores.iter().filter(|score| **score == fifth).count() == 200));
    }

    #[test]
    fn half_of_all_customers_may_have_bought_once() {
        // The frequencies of CDNOW's sample: 1,218 of 2,357 customers have one transaction (7 stands for seven
        // and more), and the edges of the usual quintiles are 1, 1, 2 and 4.
        let counts = [(1_u32, 1_218), (2, 403), (3, 209), (4, 149), (5, 95), (6, 60), (7, 223)];
        let values: Vec<u32> = counts.iter().flat_map(|(value, count)| vec![*value; *count]).collect();
        let mut scores: Vec<(u32, u8)> = values.iter().copied().zip(fifths(&values)).collect();
        scores.dedup();
        assert_eq!(scores, [(1, 2), (2, 4), (3, 4), (4, 5), (5, 5), (6, 5), (7, 5)]);
    }
}
