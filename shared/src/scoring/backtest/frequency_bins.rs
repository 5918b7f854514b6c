//! Predicted and actual purchases by how often customers had bought.

/// Customers with one number of repeat transactions, or with that and more.
///
/// ```
/// use shared::scoring::backtest::FrequencyBin;
/// let bin = FrequencyBin { frequency: 2, customers: 214, actual: 298.0, predicted: 255.9 };
/// assert!((bin.mean_actual() - 1.393).abs() < 1e-3 && (bin.mean_predicted() - 1.196).abs() < 1e-3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrequencyBin {
    /// Repeat transactions up to the split; in the last bin, the fewest.
    pub frequency: u32,
    /// Customers.
    pub customers: u32,
    /// What they did after the split, all together: purchases, or their value.
    pub actual: f64,
    /// What was predicted of them.
    pub predicted: f64,
}

impl FrequencyBin {
    /// What a customer did on average; 0 in an empty bin.
    #[must_use]
    pub fn mean_actual(&self) -> f64 {
        self.actual / f64::from(self.customers.max(1))
    }

    /// What was predicted of a customer on average; 0 in an empty bin.
    #[must_use]
    pub fn mean_predicted(&self) -> f64 {
        self.predicted / f64::from(self.customers.max(1))
    }
}

/// Bins for 0, 1, … repeat transactions; the last holds `last` and more. One entry a customer in every column.
///
/// ```
/// use shared::scoring::backtest::frequency_bins;
/// let bins = frequency_bins(&[0, 0, 1, 5, 9], &[0.1, 0.3, 0.8, 3.0, 5.0], &[0.0, 1.0, 0.0, 2.0, 7.0], 2);
/// assert_eq!(bins.iter().map(|bin| bin.customers).collect::<Vec<_>>(), [2, 1, 2]);
/// // Two repeat transactions and more.
/// assert_eq!((bins[2].frequency, bins[2].actual, bins[2].mean_predicted()), (2, 9.0, 4.0));
/// ```
#[must_use]
pub fn frequency_bins(frequency: &[u32], predicted: &[f64], actual: &[f64], last: u32) -> Vec<FrequencyBin> {
    let mut bins: Vec<FrequencyBin> =
        (0..=last).map(|frequency| FrequencyBin { frequency, ..FrequencyBin::default() }).collect();
    for ((frequency, predicted), actual) in frequency.iter().zip(predicted).zip(actual) {
        let bin = &mut bins[(*frequency).min(last) as usize];
        bin.customers += 1;
        bin.actual += actual;
        bin.predicted += predicted;
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::frequency_bins;

    #[test]
    fn the_last_bin_holds_the_rest() {
        let bins = frequency_bins(&[0, 3, 9, 1, 1], &[0.5, 2.0, 4.0, 1.0, 2.0], &[1.0, 0.0, 7.0, 2.0, 2.0], 3);
        let shape: Vec<_> = bins.iter().map(|bin| (bin.frequency, bin.customers, bin.actual, bin.predicted)).collect();
        assert_eq!(shape, [(0, 1, 1.0, 0.5), (1, 2, 4.0, 3.0), (2, 0, 0.0, 0.0), (3, 2, 7.0, 6.0)]);
        assert_eq!((bins[1].mean_actual(), bins[1].mean_predicted(), bins[2].mean_actual()), (2.0, 1.5, 0.0));
    }
}
