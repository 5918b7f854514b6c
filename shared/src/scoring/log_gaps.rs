//! The one figure beyond frequency, recency and age that tells how regularly customers buy.

use super::{DAYS_PER_WEEK, Histories, History};
use crate::math::{ln, ln_gamma};

/// The customers' sums of the logarithms of the gaps between successive transactions, as far as fits need them.
///
/// The likelihood is a product over gaps of gap^(k−1), so that all customers' sums enter as one total.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::{Histories, LogGaps};
/// // One customer bought again after 7 and after 14 days, one never: sums of ln(gap in days), one a customer.
/// let sums = [ln(7.0) + ln(14.0), 0.0];
/// let log_gaps = LogGaps::from_days(&[2, 0], &[21, 0], &sums)?;
/// assert_eq!((log_gaps.customers(), log_gaps.gaps()), (2.0, 2.0));
/// let histories = Histories::from_days(&[2, 0], &[21, 0], &[70, 70]).with_log_gaps(log_gaps)?;
/// assert!(histories.log_gaps().is_some());
/// # Ok::<(), shared::scoring::LogGapsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogGaps {
    customers: f64,
    gaps: f64,
    /// Σ ln gap, gaps in weeks.
    total: f64,
    /// By frequency from 2 on, ascending.
    evenness: Vec<Evenness>,
}

/// Customers of one frequency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scoring) struct Evenness {
    pub(in crate::scoring) frequency: f64,
    pub(in crate::scoring) customers: f64,
    /// Σ over customers of Σ ln(gap / mean gap): 0 for equal gaps, the less even the lower.
    pub(in crate::scoring) log_ratios: f64,
}

/// Why sums of log gaps are impossible.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::{History, LogGaps, LogGapsError};
/// // Two gaps in 20 weeks have at most the sum of two equal ones, 2 ln 10.
/// let history = [History::new(2, 20.0, 39.0)?];
/// assert!(LogGaps::from_weeks(&history, &[2.0 * ln(10.0)]).is_ok());
/// let error = LogGaps::from_weeks(&history, &[5.0]).expect_err("too large");
/// assert_eq!(error, LogGapsError::TooLarge { row: 0, sum: 5.0, most: 2.0 * ln(10.0) });
/// # Ok::<(), shared::scoring::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum LogGapsError {
    /// There is not one sum for each customer.
    #[error("{sums} sums of log gaps are given for {customers} customers")]
    Length {
        /// Sums given.
        sums: usize,
        /// Customers given.
        customers: usize,
    },
    /// A sum is not a number, as when two transactions lie no time apart.
    #[error("the sum of log gaps in row {row} is {sum}: transactions must lie apart")]
    NotFinite {
        /// Row, counted from 0.
        row: usize,
        /// The sum given, of gaps in weeks.
        sum: f64,
    },
    /// A sum is larger than that of equal gaps, or not zero where there is no gap.
    #[error("the sum of log gaps in row {row} is {sum}, but with this frequency and recency at most {most}")]
    TooLarge {
        /// Row, counted from 0.
        row: usize,
        /// The sum given, of gaps in weeks.
        sum: f64,
        /// The sum of equal gaps, x ln(t_x/x).
        most: f64,
    },
    /// They are of other customers than the histories.
    #[error("the sums of log gaps are of other customers than the histories")]
    OtherCustomers,
}

/// By so much a sum may exceed that of equal gaps through rounding, relative to its terms.
const ROUNDING: f64 = 1e-9;

impl LogGaps {
    /// Takes sums of the logarithms of gaps in days, beside frequency and recency in days, one a customer.
    ///
    /// # Errors
    /// When the columns' lengths differ, or no customer can have such a sum.
    pub fn from_days(frequency: &[u32], recency_days: &[u32], log_gaps: &[f64]) -> Result<Self, LogGapsError> {
        let customers = frequency.len().min(recency_days.len());
        let week = ln(DAYS_PER_WEEK);
        let rows = frequency.iter().zip(recency_days).zip(log_gaps).map(|((frequency, days), sum)| {
            (*frequency, f64::from(*days) / DAYS_PER_WEEK, sum - f64::from(*frequency) * week)
        });
        Self::collect(rows, customers, log_gaps.len())
    }

    /// Takes sums of the logarithms of gaps in weeks, one for each history.
    ///
    /// # Errors
    /// When there is not one for each, or no customer can have such a sum.
    pub fn from_weeks(histories: &[History], log_gaps: &[f64]) -> Result<Self, LogGapsError> {
        let rows = histories.iter().zip(log_gaps).map(|(history, sum)| (history.frequency, history.recency, *sum));
        Self::collect(rows, histories.len(), log_gaps.len())
    }

    fn collect(
        rows: impl Iterator<Item = (u32, f64, f64)>,
        customers: usize,
        sums: usize,
    ) -> Result<Self, LogGapsError> {
        if customers != sums {
            return Err(LogGapsError::Length { sums, customers });
        }
        let mut all = Self { customers: customers as f64, ..Self::default() };
        let mut by_frequency = std::collections::BTreeMap::new();
        for (row, (frequency, recency, sum)) in rows.enumerate() {
            let gaps = f64::from(frequency);
            let most = if frequency == 0 { 0.0 } else { gaps * ln(recency / gaps) };
            if !sum.is_finite() {
                return Err(LogGapsError::NotFinite { row, sum });
            }
            if sum > most + ROUNDING * (most.abs() + gaps) || (frequency == 0 && sum != 0.0) {
                return Err(LogGapsError::TooLarge { row, sum, most });
            }
            all.gaps += gaps;
            all.total += sum;
            if frequency > 1 {
                let (customers, log_ratios) = by_frequency.entry(frequency).or_insert((0.0, 0.0));
                *customers += 1.0;
                *log_ratios += (sum - most).min(0.0);
            }
        }
        let evenness =
            |(frequency, (customers, log_ratios))| Evenness { frequency: f64::from(frequency), customers, log_ratios };
        all.evenness = by_frequency.into_iter().map(evenness).collect();
        Ok(all)
    }

    /// Number of customers, those without a gap among them.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// Number of gaps: the repeat transactions of all customers.
    #[must_use]
    pub fn gaps(&self) -> f64 {
        self.gaps
    }

    pub(in crate::scoring) fn evenness(&self) -> &[Evenness] {
        &self.evenness
    }

    /// What gaps of `phases` phases add to the log-likelihood whatever the other parameters: (k − 1) Σ ln gap − Σ ln Γ(k).
    pub(in crate::scoring) fn log_likelihood(&self, phases: u32) -> f64 {
        let phases = f64::from(phases);
        (phases - 1.0) * self.total - self.gaps * ln_gamma(phases)
    }

    /// Whether the histories can be those of the same customers.
    pub(super) fn belong_to(&self, histories: &Histories) -> bool {
        let gaps: f64 = histories.runs().iter().map(|run| run.customers * f64::from(run.frequency)).sum();
        self.customers == histories.customers() && self.gaps == gaps
    }
}

#[cfg(test)]
mod tests {
    use super::{LogGaps, LogGapsError};
    use crate::math::ln;
    use crate::scoring::History;

    #[test]
    fn days_and_weeks_say_the_same() {
        // Gaps of 7 and 21 days; of 14 days; none.
        let days = LogGaps::from_days(&[2, 1, 0], &[28, 14, 0], &[ln(7.0) + ln(21.0), ln(14.0), 0.0]).expect("sums");
        let histories =
            [(2, 4.0), (1, 2.0), (0, 0.0)].map(|(frequency, recency)| History { frequency, recency, age: 9.0 });
        let weeks = LogGaps::from_weeks(&histories, &[ln(3.0), ln(2.0), 0.0]).expect("sums");
        assert!((days.total - weeks.total).abs() < 1e-14);
        assert_eq!((days.gaps, days.customers, days.evenness.len()), (3.0, 3.0, 1));
        assert!((weeks.evenness[0].log_ratios - ln(0.75)).abs() < 1e-14);
    }

    #[test]
    fn refuses_impossible_sums() {
        assert!(matches!(LogGaps::from_days(&[1], &[7], &[]), Err(LogGapsError::Length { .. })));
        // Two transactions on one day.
        let zero = LogGaps::from_days(&[2], &[7], &[f64::NEG_INFINITY]);
        assert!(matches!(zero, Err(LogGapsError::NotFinite { row: 0, .. })));
        // Equal gaps have the largest sum there can be.
        let equal = 2.0 * ln(3.5);
        assert!(LogGaps::from_days(&[2], &[7], &[equal]).is_ok());
        assert!(matches!(LogGaps::from_days(&[2], &[7], &[equal + 1e-3]), Err(LogGapsError::TooLarge { .. })));
        assert!(matches!(LogGaps::from_days(&[0], &[0], &[0.5]), Err(LogGapsError::TooLarge { .. })));
    }
}
