//! Pairs of purchases.

/// The sum over counts ends where a term adds less than this share of it.
const NEGLIGIBLE: f64 = 1e-13;
/// No sum is longer.
const MOST_COUNTS: u32 = 100_000;

/// E[N(N − 1)] from the probabilities of the counts.
pub(in crate::scoring) fn from_counts(probability: impl Fn(u32) -> f64) -> f64 {
    let (mut sum, mut held) = (0.0, 0.0);
    for count in 0..MOST_COUNTS {
        let probability = probability(count);
        let term = f64::from(count) * (f64::from(count) - 1.0) * probability;
        sum += term;
        held += probability;
        // Past the middle the terms only fall.
        if held > 0.5 && count > 2 && term <= NEGLIGIBLE * sum {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::from_counts;
    use crate::math::{exp, ln, ln_gamma};

    #[test]
    fn a_poisson_number_has_its_mean_squared_in_pairs() {
        for mean in [0.01, 3.0, 200.0] {
            let poisson = |count| {
                let count = f64::from(count);
                exp(count * ln(mean) - mean - ln_gamma(count + 1.0))
            };
            assert!((from_counts(poisson) / (mean * mean) - 1.0).abs() < 1e-10, "{mean}");
        }
        assert_eq!(from_counts(|count| f64::from(u8::from(count == 0))), 0.0);
    }
}
