//! Whether events come as often as they were said to.

use super::Forecasts;

/// Forecasts of about the same probability.
///
/// ```
/// use shared::scoring::classification::metrics::{CalibrationBin, Forecasts};
/// let table = Forecasts::of(&[0.25, 0.25, 0.75, 1.0], &[false, true, true, true])?.calibration_table(2);
/// assert_eq!(table.bins[0], CalibrationBin { customers: 2, mean_probability: 0.25, rate: 0.5 });
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CalibrationBin {
    /// Number of forecasts.
    pub customers: u32,
    /// Mean probability; 0 in an empty bin.
    pub mean_probability: f64,
    /// Share for whom the event came; 0 in an empty bin.
    pub rate: f64,
}

/// Forecasts by probability, in bins of equal width.
///
/// ```
/// use shared::scoring::classification::metrics::Forecasts;
/// let table = Forecasts::of(&[0.1, 0.1, 0.9, 0.9], &[false, false, true, false])?.calibration_table(2);
/// // Of those called 10 % nobody left, of those called 90 % one of two.
/// assert!((table.expected_error - (0.5 * 0.1 + 0.5 * 0.4)).abs() < 1e-12);
/// assert!((table.greatest_error - 0.4).abs() < 1e-12);
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationTable {
    /// The bins from 0 to 1; a probability on an edge belongs to the bin above it, 1 to the last.
    pub bins: Vec<CalibrationBin>,
    /// Expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean over customers of the distance between
    /// rate and mean probability of their bin.
    pub expected_error: f64,
    /// The greatest such distance of a bin with customers.
    pub greatest_error: f64,
}

impl Forecasts<'_> {
    /// The calibration table with so many bins, 10 as a rule; at least one.
    #[must_use]
    pub fn calibration_table(&self, bins: u32) -> CalibrationTable {
        let bins = bins.max(1);
        let mut table = vec![CalibrationBin::default(); bins as usize];
        for (probability, outcome) in self.iter() {
            let bin = &mut table[((probability * f64::from(bins)) as u32).min(bins - 1) as usize];
            bin.customers += 1;
            bin.mean_probability += probability;
            bin.rate += f64::from(u8::from(outcome));
        }
        let (mut expected_error, mut greatest_error) = (0.0, 0.0_f64);
        for bin in table.iter_mut().filter(|bin| bin.customers > 0) {
            bin.mean_probability /= f64::from(bin.customers);
            bin.rate /= f64::from(bin.customers);
            let error = (bin.rate - bin.mean_probability).abs();
            expected_error += error * f64::from(bin.customers) / self.outcomes.len() as f64;
            greatest_error = greatest_error.max(error);
        }
        CalibrationTable { bins: table, expected_error, greatest_error }
    }
}

#[cfg(test)]
mod tests {
    use super::Forecasts;

    #[test]
    fn the_table_is_the_one_counted_by_hand() {
        let probabilities = [0.1, 0.2, 0.3, 0.5, 0.9, 1.0];
        let forecasts = Forecasts::of(&probabilities, &[false, true, false, true, true, true]).expect("probabilities");
        let table = forecasts.calibration_table(2);
        let rows: Vec<_> = table.bins.iter().map(|bin| (bin.customers, bin.rate)).collect();
        assert_eq!(rows, [(3, 1.0 / 3.0), (3, 1.0)]);
        assert!((table.bins[0].mean_probability - 0.2).abs() < 1e-15);
        assert!((table.bins[1].mean_probability - 0.8).abs() < 1e-15);
        assert!((table.expected_error - (1.0 / 3.0) / 2.0).abs() < 1e-15);
        assert!((table.greatest_error - 0.2).abs() < 1e-15);
        assert_eq!(forecasts.calibration_table(0).bins.len(), 1);
    }
}
