//! How far predictions were from what happened.

/// Figures over all customers, each with equal weight.
///
/// ```
/// use shared::scoring::backtest::Accuracy;
/// let accuracy = Accuracy::of(&[1.0, 2.0, 3.0], &[1.0, 1.0, 4.0]);
/// assert_eq!((accuracy.predicted, accuracy.actual, accuracy.relative_error()), (6.0, 6.0, 0.0));
/// assert!((accuracy.mean_absolute_error - 2.0 / 3.0).abs() < 1e-15);
/// assert!((accuracy.root_mean_squared_error - (2.0_f64 / 3.0).sqrt()).abs() < 1e-15);
/// assert!((accuracy.correlation.expect("both vary") - 0.75_f64.sqrt()).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// What was predicted of all customers together: purchases, or their value.
    pub predicted: f64,
    /// What all customers together did.
    pub actual: f64,
    /// Mean absolute error of a customer's.
    pub mean_absolute_error: f64,
    /// Root of the mean squared error of a customer's.
    pub root_mean_squared_error: f64,
    /// Pearson's correlation of predicted and actual; `None` where either is the same for everybody.
    pub correlation: Option<f64>,
}

impl Accuracy {
    /// Compares what was predicted of each customer with what they did.
    ///
    /// # Panics
    /// When the columns' lengths differ.
    #[must_use]
    pub fn of(predicted: &[f64], actual: &[f64]) -> Self {
        assert_eq!(predicted.len(), actual.len(), "one entry a customer");
        let customers = actual.len().max(1) as f64;
        let pairs = || predicted.iter().copied().zip(actual.iter().copied());
        let total = |of: fn((f64, f64)) -> f64| pairs().map(of).sum::<f64>();
        Self {
            predicted: total(|pair| pair.0),
            actual: total(|pair| pair.1),
            mean_absolute_error: total(|pair| (pair.0 - pair.1).abs()) / customers,
            root_mean_squared_error: (total(|pair| (pair.0 - pair.1) * (pair.0 - pair.1)) / customers).sqrt(),
            correlation: correlation(pairs()),
        }
    }

    /// Predicted over actual, less one: 0.1 for a tenth too many. Infinite where nothing happened.
    #[must_use]
    pub fn relative_error(&self) -> f64 {
        self.predicted / self.actual - 1.0
    }
}

/// Pearson's correlation; `None` where a side does not vary.
fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let (mut count, mut x_sum, mut y_sum) = (0.0, 0.0, 0.0);
    for (x, y) in pairs.clone() {
        count += 1.0;
        x_sum += x;
        y_sum += y;
    }
    let (x_mean, y_mean) = (x_sum / count, y_sum / count);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - x_mean, y - y_mean);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    // What is left of equal numbers is rounding.
    let varies = |squares: f64, mean: f64| squares > 1e-24 * count * mean * mean;
    (varies(xx, x_mean) && varies(yy, y_mean)).then(|| xy / (xx * yy).sqrt())
}

#[cfg(test)]
mod tests {
    use super::Accuracy;

    #[test]
    fn figures_are_those_computed_by_hand() {
        let accuracy = Accuracy::of(&[1.0, 2.0, 0.5], &[0.0, 4.0, 1.0]);
        assert_eq!((accuracy.predicted, accuracy.actual), (3.5, 5.0));
        assert!((accuracy.mean_absolute_error - 3.5 / 3.0).abs() < 1e-15);
        assert!((accuracy.root_mean_squared_error - (5.25_f64 / 3.0).sqrt()).abs() < 1e-15);
        // Deviations −1/6, 5/6, −4/6 and −5/3, 7/3, −2/3.
        let expected = (5.0 + 35.0 + 8.0) / (42.0_f64 * 78.0).sqrt();
        assert!((accuracy.correlation.expect("both vary") - expected).abs() < 1e-15);
        assert!((accuracy.relative_error() + 0.3).abs() < 1e-15);
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        assert_eq!(Accuracy::of(&[0.1; 30], &(0..30).map(f64::from).collect::<Vec<_>>()).correlation, None);
        assert_eq!(Accuracy::of(&[0.1, 0.2], &[3.0, 3.0]).correlation, None);
        assert_eq!(Accuracy::of(&[], &[]).mean_absolute_error, 0.0);
    }
}
