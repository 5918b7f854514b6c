//! A correction for looking at many differences.

/// Adjusted p-values of Holm's (1979) step-down method, in the order given: the chance that any of them is called real when
/// none is stays below the level at which they are read, whatever depends on what.
pub(super) fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, index) in order.into_iter().enumerate() {
        let left = (p_values.len() - rank) as f64;
        largest = largest.max((left * p_values[index]).min(1.0));
        adjusted[index] = largest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::holm;
    use crate::random::Random;

    #[test]
    fn it_is_the_one_computed_by_hand() {
        let found = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in found.into_iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - expected).abs() < 1e-15);
        }
        assert_eq!(holm(&[0.6, 0.9]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn among_nothing_something_is_found_once_in_twenty_times_at_most() {
        let mut random = Random::new(4, 0);
        let any = (0..4_000).filter(|_| {
            let p_values: Vec<f64> = (0..12).map(|_| random.uniform()).collect();
            holm(&p_values).into_iter().any(|p| p < 0.05)
        });
        // 200 and three standard errors.
        assert!((130..242).contains(&any.count()));
    }
}
