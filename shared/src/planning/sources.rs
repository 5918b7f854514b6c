//! Acquisition sources compared by what their customers are worth.

use serde::{Deserialize, Serialize};

use super::Estimate;
use super::sample::Sample;
use crate::math::normal_quantile;

/// Fewest valued customers of a source that may be called the best.
const FEWEST_CUSTOMERS: u32 = 30;

/// One source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceValue {
    /// Customers who came from it.
    pub customers: u32,
    /// Their mean lifetime value in minor units, with the 95 % interval of the mean of further customers like them;
    /// `None` with fewer than two valued customers.
    pub mean_value: Option<Estimate>,
}

/// All sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceComparison {
    /// One entry a source, in the order of their numbers.
    pub sources: Vec<SourceValue>,
    /// The named source (any but number 0, the unknown) whose customers are worth more on average than all others',
    /// if that is not chance: Welch's test at 5 %, divided by the number of sources it was picked from (Bonferroni).
    pub best: Option<usize>,
}

/// Compares sources by the lifetime values of their customers, who are given by two columns of equal length. A value
/// that is not a number is not known.
#[must_use]
pub fn compare_sources(source: &[u16], lifetime_value: &[f64], sources: usize) -> SourceComparison {
    let mut samples = vec![Sample::default(); sources];
    let mut customers = vec![0; sources];
    for (source, value) in source.iter().zip(lifetime_value) {
        let Some(sample) = samples.get_mut(usize::from(*source)) else { continue };
        customers[usize::from(*source)] += 1;
        if !value.is_nan() {
            sample.add(*value);
        }
    }
    let source_value = |(customers, sample): (&u32, &Sample)| SourceValue {
        customers: *customers,
        mean_value: sample.mean_with_interval(),
    };
    let best = best(&samples);
    SourceComparison { sources: customers.iter().zip(&samples).map(source_value).collect(), best }
}

fn best(samples: &[Sample]) -> Option<usize> {
    let enough = |sample: &Sample| sample.count >= f64::from(FEWEST_CUSTOMERS);
    let candidates: Vec<usize> = (1..samples.len()).filter(|source| enough(&samples[*source])).collect();
    let highest = *candidates.iter().max_by(|a, b| samples[**a].mean.total_cmp(&samples[**b].mean))?;
    let mut others = Sample::default();
    for (_, sample) in samples.iter().enumerate().filter(|(source, _)| *source != highest) {
        others.merge(sample);
    }
    let error = (samples[highest].square_error()? + others.square_error()?).sqrt();
    let threshold = normal_quantile(1.0 - 0.05 / candidates.len() as f64);
    (samples[highest].mean - others.mean > threshold * error).then_some(highest)
}

#[cfg(test)]
mod tests {
    use super::compare_sources;
    use crate::random::Random;

    /// Customers of two sources with exponential values of the given means.
    fn drawn(seed: u64, means: [f64; 2]) -> (Vec<u16>, Vec<f64>) {
        let mut random = Random::new(seed, 0);
        (0..400)
            .map(|row| {
                let source = 1 + row % 2;
                (source, random.exponential(1.0 / means[usize::from(source) - 1]))
            })
            .unzip()
    }

    #[test]
    fn means_and_intervals_are_those_computed_by_hand() {
        let compared = compare_sources(&[1, 1, 1, 2, 0], &[10.0, 20.0, f64::NAN, 5.0, 1.0], 3);
        assert_eq!(compared.sources.iter().map(|source| source.customers).collect::<Vec<_>>(), [1, 3, 1]);
        let mean = compared.sources[1].mean_value.expect("two values");
        // s = √50, standard error 5.
        assert!((mean.value - 15.0).abs() < 1e-12 && (mean.high - 15.0 - 5.0 * 1.959_963_984_540_054).abs() < 1e-9);
        assert_eq!(compared.sources[2].mean_value, None);
        assert_eq!(compared.best, None);
    }

    #[test]
    fn sources_that_do_not_differ_are_rarely_told_apart_and_a_real_lead_is_seen() {
        let leads = |means: [f64; 2]| {
            let has_best = |seed: &u64| {
                let (source, value) = drawn(*seed, means);
                compare_sources(&source, &value, 3).best.is_some()
            };
            (0..400).filter(has_best).count()
        };
        assert!(leads([100.0, 100.0]) <= 33, "5 % of 400 and three standard errors");
        assert!(leads([100.0, 150.0]) >= 360);
    }
}
