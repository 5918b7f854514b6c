//! The error of the model itself.

use super::Level;
use crate::math::{chi_squared_upper_tail, normal_cdf};

/// How far a model's totals are off beyond what parameters, individuals and counts explain, as a few backtests leave it
/// open: a variance of ln(actual/expected), with its uncertainty.
///
/// Given errors e of n backtests and the variances v that the other noises explain, Σ e²/(v + σ²) is χ² with n degrees
/// of freedom for the true σ². The values of σ² that quantiles of χ² belong to, zero where even σ² = 0 explains too
/// much, are what is known of it (the Q-profile of meta-analysis: Viechtbauer 2007, "Confidence intervals for the
/// amount of heterogeneity in meta-analysis", Statistics in Medicine 26).
///
/// ```
/// use shared::scoring::uncertainty::{Level, ModelError};
/// // Five backtests, each off by 20 % where 5 % were to be expected; and five that were off by 5 %.
/// let poor = ModelError::of_backtests(&[(0.2, 0.0025); 5]);
/// let good = ModelError::of_backtests(&[(0.05, 0.0025); 5]);
/// assert_eq!(poor.origins, 5);
/// assert!(poor.log_variances.is_sorted() && poor.log_variances[20] > 0.03);
/// assert_eq!(good.log_variances[0], 0.0);
/// let half_width = |error: &ModelError| error.half_width(0.0025, Level::NINETY);
/// assert!(half_width(&poor) > 3.0 * half_width(&good));
/// assert!((half_width(&poor.clone().times(2.0)) / half_width(&poor) - 2.0).abs() < 0.1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ModelError {
    /// Equally likely values of σ², ascending.
    pub log_variances: Vec<f64>,
    /// Backtests behind them.
    pub origins: usize,
}

/// Equally likely values of the variance.
const VALUES: usize = 40;
/// No variance is larger: totals would be off by a factor of e^±10.
const LARGEST_VARIANCE: f64 = 100.0;
/// Halvings that leave nothing of a bracket.
const HALVINGS: u32 = 80;

impl ModelError {
    /// From each backtest's ln(actual/expected) and the variance of it that the other noises explain.
    #[must_use]
    pub fn of_backtests(errors: &[(f64, f64)]) -> Self {
        let scatter =
            |variance: f64| errors.iter().map(|(error, known)| error * error / (known + variance)).sum::<f64>();
        let variance = |value: usize| {
            let upper_tail = (value as f64 + 0.5) / VALUES as f64;
            let quantile = root(0.0, 1e3, |x| chi_squared_upper_tail(x, errors.len() as f64) < upper_tail);
            if scatter(0.0) <= quantile { 0.0 } else { root(0.0, LARGEST_VARIANCE, |x| scatter(x) < quantile) }
        };
        let mut log_variances: Vec<f64> = (0..VALUES).map(variance).collect();
        log_variances.sort_unstable_by(f64::total_cmp);
        Self { log_variances, origins: errors.len() }
    }

    /// The same for errors that are so many times as large.
    #[must_use]
    pub fn times(mut self, factor: f64) -> Self {
        self.log_variances.iter_mut().for_each(|variance| *variance *= factor * factor);
        self
    }

    /// Half the width, on the log scale, of the interval that holds a total whose other noises explain this variance.
    #[must_use]
    pub fn half_width(&self, explained: f64, level: Level) -> f64 {
        let held = |half: f64| {
            let deviations = self.log_variances.iter().map(|variance| half / (explained + variance).sqrt());
            deviations.map(|deviations| 1.0 - 2.0 * normal_cdf(-deviations)).sum::<f64>()
                / self.log_variances.len() as f64
        };
        let largest = self.log_variances.last().map_or(explained, |variance| explained + variance);
        root(0.0, level.deviations() * largest.sqrt(), |half| held(half) >= level.get())
    }
}

/// Where `beyond`, false below and true above, turns.
fn root(mut below: f64, mut above: f64, beyond: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (below + above);
        if beyond(middle) { above = middle } else { below = middle }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::ModelError;
    use crate::random::Random;
    use crate::scoring::uncertainty::Level;

    #[test]
    fn backtests_that_are_closer_than_expected_show_no_error() {
        let error = ModelError::of_backtests(&[(0.001, 0.01); 5]);
        assert!(error.log_variances.iter().filter(|variance| **variance > 0.0).count() <= 1);
        let half = error.half_width(0.01, Level::NINETY);
        assert!((half - Level::NINETY.deviations() * 0.1).abs() < 0.002, "{half}");
    }

    #[test]
    fn many_backtests_find_the_error() {
        let mut random = Random::new(3, 0);
        let errors: Vec<(f64, f64)> = (0..400).map(|_| ((0.01_f64 + 0.04).sqrt() * random.normal(), 0.01)).collect();
        let error = ModelError::of_backtests(&errors);
        assert!((error.log_variances[20] / 0.04 - 1.0).abs() < 0.2, "{error:?}");
        assert!(error.log_variances[39] < 1.5 * error.log_variances[0]);
        let tripled = error.clone().times(3.0);
        assert_eq!(tripled.log_variances[7], 9.0 * error.log_variances[7]);
    }

    #[test]
    fn few_backtests_make_a_wide_interval_that_holds_as_often_as_said() {
        // New totals err like the five backtests before them, by σ² = 0.02 beside the known 0.004.
        let mut random = Random::new(4, 0);
        let (mut held, bases) = (0, 4_000);
        for _ in 0..bases {
            let mut error = || 0.024_f64.sqrt() * random.normal();
            let errors: Vec<(f64, f64)> = (0..5).map(|_| (error(), 0.004)).collect();
            let half = ModelError::of_backtests(&errors).half_width(0.004, Level::NINETY);
            held += u32::from(error().abs() <= half);
        }
        let share = f64::from(held) / f64::from(bases);
        assert!((share - 0.9).abs() < 0.02, "{share}");
    }
}
