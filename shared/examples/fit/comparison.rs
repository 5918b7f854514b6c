//! What was expected of customers beside what they did.

/// Frequencies from here on are one class.
const LAST_CLASS: u32 = 7;

/// One customer's number as it was and as it was expected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Repeat transactions in the calibration period.
    pub(super) frequency: u32,
    pub(super) actual: f64,
    pub(super) expected: f64,
}

/// Customers of one frequency in the calibration period.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FrequencyClass {
    pub(super) customers: u32,
    pub(super) actual: f64,
    pub(super) expected: f64,
}

/// All customers.
#[derive(Debug)]
pub(super) struct Comparison {
    pub(super) customers: usize,
    pub(super) actual: f64,
    pub(super) expected: f64,
    pub(super) mean_absolute_error: f64,
    pub(super) root_mean_squared_error: f64,
    /// Pearson's; NaN where all numbers of one side are equal.
    pub(super) correlation: f64,
    /// By frequency: 0, 1, … and the last for it and more.
    pub(super) by_frequency: Vec<FrequencyClass>,
}

impl Comparison {
    pub(super) fn of(pairs: &[Pair]) -> Self {
        let sum = |of: &dyn Fn(&Pair) -> f64| pairs.iter().map(of).sum::<f64>();
        let customers = pairs.len() as f64;
        let (actual, expected) = (sum(&|pair| pair.actual), sum(&|pair| pair.expected));
        let (actual_mean, expected_mean) = (actual / customers, expected / customers);
        let covariance = sum(&|pair| (pair.actual - actual_mean) * (pair.expected - expected_mean));
        let actual_variance = sum(&|pair| (pair.actual - actual_mean) * (pair.actual - actual_mean));
        let expected_variance = sum(&|pair| (pair.expected - expected_mean) * (pair.expected - expected_mean));
        let squared_error = sum(&|pair| (pair.actual - pair.expected) * (pair.actual - pair.expected));
        let mut by_frequency = vec![FrequencyClass::default(); LAST_CLASS as usize + 1];
        for pair in pairs {
            let class = &mut by_frequency[pair.frequency.min(LAST_CLASS) as usize];
            class.customers += 1;
            class.actual += pair.actual;
            class.expected += pair.expected;
        }
        Self {
            customers: pairs.len(),
            actual,
            expected,
            mean_absolute_error: sum(&|pair| (pair.actual - pair.expected).abs()) / customers,
            root_mean_squared_error: (squared_error / customers).sqrt(),
            correlation: covariance / (actual_variance * expected_variance).sqrt(),
            by_frequency,
        }
    }
}
