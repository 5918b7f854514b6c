//! From the values of transactions to what spend models take, without dropping anything silently.

use serde::{Deserialize, Serialize};

use crate::scoring::gamma_gamma::Spend;

/// The customers' spends and what they do not hold.
///
/// ```
/// use shared::scoring::gamma_gamma::Spends;
/// use shared::scoring::spend::prepare;
/// let prepared = prepare([&[20.0, -5.0, 30.0][..], &[40.0], &[]]);
/// assert_eq!((prepared.spends.len(), prepared.sum), (3, 90.0));
/// assert_eq!(prepared.net_share(), Some(85.0 / 90.0));
/// assert_eq!(Spends::group(prepared.spends).customers(), 2.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreparedSpends {
    /// One a customer, in the order given: repeat transactions of positive value and their mean; a frequency of 0
    /// where there is none, so that nothing but the base's mean is expected of the customer.
    pub spends: Vec<Spend>,
    /// Sum of all transactions in them.
    pub sum: f64,
    /// What was left out, by reason; reasons without a case are not listed.
    pub left_out: Vec<LeftOut>,
}

/// Something the spend models cannot take.
///
/// ```
/// use shared::scoring::spend::{LeftOut, LeftOutReason, prepare};
/// let prepared = prepare([&[20.0, -5.0][..], &[-3.0, -1.0]]);
/// let losses = LeftOut { reason: LeftOutReason::NotPositive, customers: 2, transactions: Some(3), sum: -9.0 };
/// assert_eq!(prepared.left_out, [losses]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// Why.
    pub reason: LeftOutReason,
    /// Customers concerned.
    pub customers: u64,
    /// Transactions left out; unknown for returns that are kept as a sum.
    pub transactions: Option<u64>,
    /// What they come to, in the unit of the values given: negative for returns and losses.
    pub sum: f64,
}

/// Why a customer or a transaction is left out.
///
/// ```
/// use shared::scoring::spend::{LeftOutReason, prepare};
/// let prepared = prepare([&[f64::NAN, 5.0][..], &[-1.0], &[]]);
/// let reasons: Vec<_> = prepared.left_out.iter().map(|left_out| left_out.reason).collect();
/// assert_eq!(reasons, [LeftOutReason::NoRepeatTransaction, LeftOutReason::NotPositive, LeftOutReason::NotANumber]);
/// assert_eq!(serde_json::to_string(&reasons[1])?, r#""not_positive""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// The customer has no repeat transaction yet.
    NoRepeatTransaction,
    /// The transaction is worth nothing or less: returned, given away or sold at a loss.
    NotPositive,
    /// Returned on a day of its own, after the transaction.
    Returned,
    /// The value is not a number.
    NotANumber,
}

impl PreparedSpends {
    /// What really comes in for one unit of the transactions kept: their sum plus what was left out, over their sum.
    /// 0.95 means that returns and losses take 5 %. Multiplied with expected spends it makes a base's total right.
    ///
    /// `None` when no transaction was kept.
    #[must_use]
    pub fn net_share(&self) -> Option<f64> {
        let lost: f64 = self.left_out.iter().map(|left_out| left_out.sum).sum();
        (self.sum > 0.0).then(|| (self.sum + lost) / self.sum)
    }

    /// What was left out for this reason.
    #[must_use]
    pub fn left_out_for(&self, reason: LeftOutReason) -> Option<&LeftOut> {
        self.left_out.iter().find(|left_out| left_out.reason == reason)
    }

    fn leave_out(&mut self, reason: LeftOutReason, transactions: Option<u64>, sum: f64) {
        if let Some(left_out) = self.left_out.iter_mut().find(|left_out| left_out.reason == reason) {
            left_out.customers += 1;
            left_out.transactions = left_out.transactions.zip(transactions).map(|(all, more)| all + more);
            left_out.sum += sum;
        } else {
            self.left_out.push(LeftOut { reason, customers: 1, transactions, sum });
        }
    }
}

/// Prepares the values or margins of each customer's repeat transactions, the first transaction excluded.
///
/// Transactions worth nothing or less are left out of frequency and mean: a gamma distribution has no place for them.
/// They are counted, and [`PreparedSpends::net_share`] brings their sum back.
///
/// ```
/// use shared::scoring::spend::{LeftOutReason, prepare};
/// let prepared = prepare([&[20.0, -5.0, 30.0][..], &[]]);
/// assert_eq!((prepared.spends[0].frequency, prepared.spends[0].mean), (2, 25.0));
/// assert_eq!(prepared.left_out_for(LeftOutReason::NotPositive).map(|left_out| left_out.sum), Some(-5.0));
/// assert_eq!(prepared.left_out_for(LeftOutReason::NoRepeatTransaction).map(|left_out| left_out.customers), Some(1));
/// assert_eq!(prepared.net_share(), Some(0.9));
/// ```
#[must_use]
pub fn prepare<'a>(customers: impl IntoIterator<Item = &'a [f64]>) -> PreparedSpends {
    let mut prepared = PreparedSpends::default();
    for values in customers {
        let (mut kept, mut sum) = (0_u32, 0.0);
        let (mut not_positive, mut lost, mut no_number) = (0, 0.0, 0);
        for value in values {
            if !value.is_finite() {
                no_number += 1;
            } else if *value > 0.0 {
                kept += 1;
                sum += value;
            } else {
                not_positive += 1;
                lost += value;
            }
        }
        if values.is_empty() {
            prepared.leave_out(LeftOutReason::NoRepeatTransaction, Some(0), 0.0);
        }
        if not_positive > 0 {
            prepared.leave_out(LeftOutReason::NotPositive, Some(not_positive), lost);
        }
        if no_number > 0 {
            prepared.leave_out(LeftOutReason::NotANumber, Some(no_number), 0.0);
        }
        prepared.push(kept, sum);
    }
    prepared.left_out.sort_by_key(|left_out| left_out.reason);
    prepared
}

/// Prepares the columns of a base: of each customer the number of repeat transactions, what they come to, and what
/// was returned on days of its own (zero or less). Transactions of a base are positive by definition.
///
/// ```
/// use shared::scoring::spend::{LeftOutReason, prepare_columns};
/// // In cents: two repeat transactions of 50.00 together, of which 5.00 came back later; and a customer without one.
/// let prepared = prepare_columns(&[2, 0], &[5_000, 0], &[-500, 0]);
/// assert_eq!((prepared.spends[0].frequency, prepared.spends[0].mean), (2, 2_500.0));
/// assert_eq!(prepared.left_out_for(LeftOutReason::Returned).map(|left_out| left_out.sum), Some(-500.0));
/// assert_eq!(prepared.net_share(), Some(0.9));
/// ```
///
/// # Panics
/// When the columns' lengths differ.
#[must_use]
pub fn prepare_columns(frequency: &[u32], repeat_sum: &[i64], returned: &[i64]) -> PreparedSpends {
    assert!(frequency.len() == repeat_sum.len() && frequency.len() == returned.len(), "columns of equal length");
    let mut prepared = PreparedSpends::default();
    for ((frequency, sum), returned) in frequency.iter().zip(repeat_sum).zip(returned) {
        if *frequency == 0 {
            prepared.leave_out(LeftOutReason::NoRepeatTransaction, Some(0), 0.0);
        }
        if *returned != 0 {
            prepared.leave_out(LeftOutReason::Returned, None, *returned as f64);
        }
        if *frequency > 0 && *sum <= 0 {
            prepared.leave_out(LeftOutReason::NotPositive, Some(u64::from(*frequency)), *sum as f64);
            prepared.push(0, 0.0);
        } else {
            prepared.push(*frequency, *sum as f64);
        }
    }
    prepared.left_out.sort_by_key(|left_out| left_out.reason);
    prepared
}

impl PreparedSpends {
    fn push(&mut self, frequency: u32, sum: f64) {
        let sum = if frequency == 0 { 0.0 } else { sum };
        self.spends.push(Spend { frequency, mean: sum / f64::from(frequency.max(1)) });
        self.sum += sum;
    }
}

#[cfg(test)]
mod tests {
    use super::{LeftOutReason, prepare, prepare_columns};

    #[test]
    fn every_transaction_is_kept_or_counted() {
        let customers: [&[f64]; 4] = [&[10.0, 0.0, 5.0], &[], &[-3.0, -4.0], &[f64::NAN, 2.0]];
        let prepared = prepare(customers);
        let frequencies: Vec<u32> = prepared.spends.iter().map(|spend| spend.frequency).collect();
        assert_eq!(frequencies, [2, 0, 0, 1]);
        let counted: u64 = prepared.left_out.iter().filter_map(|left_out| left_out.transactions).sum();
        let kept: u32 = frequencies.iter().sum();
        assert_eq!(u64::from(kept) + counted, customers.iter().map(|values| values.len() as u64).sum::<u64>());
        let not_positive = prepared.left_out_for(LeftOutReason::NotPositive).expect("some");
        assert_eq!((not_positive.customers, not_positive.transactions, not_positive.sum), (2, Some(3), -7.0));
        assert_eq!(prepared.net_share(), Some(10.0 / 17.0));
        assert!(prepared.left_out.is_sorted_by_key(|left_out| left_out.reason));
    }

    #[test]
    fn a_base_knows_the_sum_of_its_returns() {
        let prepared = prepare_columns(&[2, 0, 1], &[3_000, 0, 1_000], &[-500, -200, 0]);
        assert_eq!(prepared.spends[0].mean, 1_500.0);
        let returned = prepared.left_out_for(LeftOutReason::Returned).expect("some");
        assert_eq!((returned.customers, returned.transactions, returned.sum), (2, None, -700.0));
        assert_eq!(prepared.net_share(), Some(3_300.0 / 4_000.0));
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(prepare([]).net_share(), None);
        assert_eq!(prepare([&[-1.0][..]]).net_share(), None);
    }
}
