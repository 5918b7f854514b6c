//! Distinct spends with counts: what the fit works on.

use crate::math::ln;

/// What one customer spent.
///
/// ```
/// use shared::scoring::gamma_gamma::{Parameters, Spend};
/// // Two repeat transactions of 20.00 and 24.70; the first of all is not among them.
/// let spend = Spend { frequency: 2, mean: (20.00 + 24.70) / 2.0 };
/// let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?;
/// assert!(model.expected_spend(spend).is_some_and(|mean| (mean - 24.663714).abs() < 5e-7));
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spend {
    /// Repeat transactions: x.
    pub frequency: u32,
    /// Mean value of a repeat transaction: z̄.
    pub mean: f64,
}

/// The spends of all customers with repeat transactions, equal ones merged, sorted by frequency and mean.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends};
/// let spend = |frequency, mean| Spend { frequency, mean };
/// // The last one has no repeat transaction and is left out.
/// let spends = Spends::group([spend(2, 10.0), spend(1, 30.0), spend(2, 10.0), spend(0, 0.0)]);
/// assert_eq!(spends.iter().collect::<Vec<_>>(), [(1.0, 30.0, 1.0), (2.0, 10.0, 2.0)]);
/// assert_eq!((spends.len(), spends.customers()), (2, 3.0));
/// assert_eq!(spends.mean_transaction(), (30.0 + 4.0 * 10.0) / 5.0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Spends {
    pub(super) runs: Vec<Run>,
    pub(super) mean: Vec<f64>,
    pub(super) count: Vec<f64>,
}

/// A stretch of spends of equal frequency.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) frequency: f64,
    pub(super) range: std::ops::Range<usize>,
    pub(super) customers: f64,
    /// Sum of ln z̄ over the customers.
    pub(super) log_mean: f64,
}

impl Spends {
    /// Groups the spends; those without a repeat transaction or a positive finite mean are left out,
    /// since the model says nothing of them.
    #[must_use]
    pub fn group(spends: impl IntoIterator<Item = Spend>) -> Self {
        let mut keys: Vec<(u32, u64)> = spends
            .into_iter()
            .filter(|spend| spend.frequency > 0 && spend.mean > 0.0 && spend.mean.is_finite())
            .map(|spend| (spend.frequency, spend.mean.to_bits()))
            .collect();
        keys.sort_unstable();
        let mut all = Self::default();
        let mut last = None;
        for key in keys {
            let mean = f64::from_bits(key.1);
            let frequency = f64::from(key.0);
            if last != Some(key) {
                let start = all.mean.len();
                if all.runs.last().is_none_or(|run| run.frequency != frequency) {
                    all.runs.push(Run { frequency, range: start..start, customers: 0.0, log_mean: 0.0 });
                }
                all.mean.push(mean);
                all.count.push(0.0);
            }
            *all.count.last_mut().expect("the first key adds a spend") += 1.0;
            let run = all.runs.last_mut().expect("the first key starts a run");
            run.range.end = all.mean.len();
            run.customers += 1.0;
            run.log_mean += ln(mean);
            last = Some(key);
        }
        all
    }

    /// The distinct spends: frequency, mean and number of customers, sorted by frequency and mean.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        self.runs
            .iter()
            .flat_map(|run| run.range.clone().map(|index| (run.frequency, self.mean[index], self.count[index])))
    }

    /// Number of distinct spends.
    #[must_use]
    pub fn len(&self) -> usize {
        self.mean.len()
    }

    /// Whether no customer has a spend the model could use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mean.is_empty()
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.runs.iter().map(|run| run.customers).sum()
    }

    /// Mean value of all repeat transactions.
    #[must_use]
    pub fn mean_transaction(&self) -> f64 {
        let (mut total, mut transactions) = (0.0, 0.0);
        for run in &self.runs {
            for (mean, count) in self.mean[run.range.clone()].iter().zip(&self.count[run.range.clone()]) {
                total += run.frequency * mean * count;
            }
            transactions += run.frequency * run.customers;
        }
        total / transactions
    }

    /// Every `stride`-th distinct spend with its count.
    #[must_use]
    pub(crate) fn sample(&self, stride: usize) -> Self {
        let mut sample = Self::default();
        for run in &self.runs {
            let start = sample.mean.len();
            let (mut customers, mut log_mean) = (0.0, 0.0);
            for index in (run.range.start.next_multiple_of(stride)..run.range.end).step_by(stride) {
                sample.mean.push(self.mean[index]);
                sample.count.push(self.count[index]);
                customers += self.count[index];
                log_mean += self.count[index] * ln(self.mean[index]);
            }
            if customers > 0.0 {
                let range = start..sample.mean.len();
                sample.runs.push(Run { frequency: run.frequency, range, customers, log_mean });
            }
        }
        sample
    }
}

#[cfg(test)]
mod tests {
    use super::{Spend, Spends};

    #[test]
    fn merges_equal_spends_and_drops_what_the_model_cannot_use() {
        let spends = [(2, 5.0), (1, 8.0), (2, 5.0), (0, 3.0), (1, 0.0), (1, -2.0), (1, f64::NAN)];
        let grouped = Spends::group(spends.map(|(frequency, mean)| Spend { frequency, mean }));
        assert_eq!(grouped.len(), 2);
        assert_eq!(grouped.customers(), 3.0);
        assert_eq!(grouped.count, [1.0, 2.0]);
        assert_eq!(grouped.mean_transaction(), 28.0 / 5.0);
        assert_eq!(grouped.sample(2).customers(), 1.0);
    }
}
