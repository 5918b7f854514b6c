//! The columns of the base in memory.

use super::{Attributes, Contracts, Referral, customer_columns};
use crate::domain::{ConsentStatus, CustomerId, Day};

/// Flag: the customer belongs to the sample shop.
pub const FLAG_SAMPLE: u8 = 1;
/// Flag: marketing by e-mail was allowed.
pub const FLAG_CONSENT_GIVEN: u8 = 2;
/// Flag: marketing by e-mail was refused.
pub const FLAG_CONSENT_WITHDRAWN: u8 = 4;

/// All customers of a workspace with at least one transaction, at one as-of day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    /// The last day with an order; `None` in an empty base.
    pub as_of: Option<Day>,
    /// Names of acquisition sources; [`Customers::source`] indexes them. Index 0 is "unknown".
    pub sources: Vec<String>,
    /// One entry a customer in every column.
    pub customers: Customers,
    /// The transactions, grouped by customer.
    pub orders: Orders,
    /// Products and other attributes; `None` where they were not read or never made.
    pub attributes: Option<Attributes>,
    /// Contracts; `None` where there are none or they were not read.
    pub contracts: Option<Contracts>,
    /// Who came by a recommendation; `None` where nobody did or they were not read.
    pub referrals: Option<Vec<Referral>>,
}

/// What the flags of a customer say about marketing by e-mail.
///
/// ```
/// use shared::base::{FLAG_CONSENT_GIVEN, FLAG_SAMPLE, email_consent};
/// use shared::domain::ConsentStatus;
/// assert_eq!(email_consent(FLAG_SAMPLE | FLAG_CONSENT_GIVEN), ConsentStatus::Given);
/// assert_eq!(email_consent(FLAG_SAMPLE), ConsentStatus::Unknown);
/// ```
#[must_use]
pub fn email_consent(flags: u8) -> ConsentStatus {
    if flags & FLAG_CONSENT_WITHDRAWN != 0 {
        ConsentStatus::Withdrawn
    } else if flags & FLAG_CONSENT_GIVEN != 0 {
        ConsentStatus::Given
    } else {
        ConsentStatus::Unknown
    }
}

/// Columns with one entry a customer, sorted by id.
///
/// A *transaction* is a calendar day with a positive net value (see `docs/scoring.md`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Customers {
    /// Identifiers, ascending.
    pub id: Vec<CustomerId>,
    /// Repeat transactions: transactions less the first.
    pub frequency: Vec<u32>,
    /// Days from the first to the last transaction.
    pub recency_days: Vec<u32>,
    /// Days from the first transaction to the as-of day.
    pub age_days: Vec<u32>,
    /// Sum of the squared gaps between successive transactions, in square days.
    pub squared_gaps: Vec<u64>,
    /// Sum of the logarithms of the gaps in days, which the regularity models need.
    pub log_gaps: Vec<f64>,
    /// Net value of the first transaction, minor units.
    pub first_spend_minor: Vec<i64>,
    /// Net value of the repeat transactions together, minor units.
    pub repeat_spend_minor: Vec<i64>,
    /// Refunds on days that are no transaction, minor units, zero or negative.
    pub refunds_minor: Vec<i64>,
    /// Index into [`Base::sources`].
    pub source: Vec<u16>,
    /// Bit set of `FLAG_…`.
    pub flags: Vec<u8>,
    /// P(alive) at the as-of day; NaN where the model cannot say.
    pub probability_alive: Vec<f64>,
    /// Lower end of its 95 % interval.
    pub probability_alive_low: Vec<f32>,
    /// Upper end of its 95 % interval.
    pub probability_alive_high: Vec<f32>,
    /// Expected orders in the next 365.25 days; NaN where the model cannot say.
    pub expected_orders: Vec<f64>,
    /// Expected net value of an order, minor units; NaN where the model cannot say.
    pub expected_spend_minor: Vec<f64>,
    /// Customer lifetime value under the workspace's settings, minor units; NaN where unknown.
    pub lifetime_value_minor: Vec<f64>,
    /// Lower end of its 95 % prediction interval (parameters, individual and counts).
    pub lifetime_value_low_minor: Vec<f32>,
    /// Upper end of its 95 % prediction interval.
    pub lifetime_value_high_minor: Vec<f32>,
    /// Value at risk over 90 days, minor units; NaN where unknown.
    pub value_at_risk_minor: Vec<f64>,
}

impl Customers {
    /// Number of customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }

    /// These rows, in the order given.
    ///
    /// ```
    /// use shared::base::Customers;
    /// let customers = Customers { frequency: vec![4, 0, 7], ..Customers::default() };
    /// assert_eq!(customers.select(&[2, 0]).frequency, [7, 4]);
    /// ```
    #[must_use]
    pub fn select(&self, rows: &[u32]) -> Self {
        customer_columns::select(self, rows)
    }

    /// Appends score columns without scores for the last `rows` customers.
    pub(super) fn push_unscored(&mut self, rows: usize) {
        let total = self.probability_alive.len() + rows;
        for column in [
            &mut self.probability_alive,
            &mut self.expected_orders,
            &mut self.expected_spend_minor,
            &mut self.lifetime_value_minor,
            &mut self.value_at_risk_minor,
        ] {
            column.resize(total, f64::NAN);
        }
        for column in [
            &mut self.probability_alive_low,
            &mut self.probability_alive_high,
            &mut self.lifetime_value_low_minor,
            &mut self.lifetime_value_high_minor,
        ] {
            column.resize(total, f32::NAN);
        }
    }

    /// Days since the last transaction.
    #[must_use]
    pub fn silent_days(&self, row: usize) -> u32 {
        self.age_days[row] - self.recency_days[row]
    }

    /// Mean gap between transactions in days; `None` for fewer than two transactions.
    #[must_use]
    pub fn mean_gap_days(&self, row: usize) -> Option<f64> {
        (self.frequency[row] > 0).then(|| f64::from(self.recency_days[row]) / f64::from(self.frequency[row]))
    }

    /// Mean and standard deviation of the customer's own gaps, from three gaps on ("every 31±9 days").
    #[must_use]
    pub fn rhythm(&self, row: usize) -> Option<(f64, f64)> {
        let gaps = f64::from(self.frequency[row]);
        let mean = self.mean_gap_days(row).filter(|_| gaps >= 3.0)?;
        let variance = (self.squared_gaps[row] as f64 - gaps * mean * mean) / (gaps - 1.0);
        Some((mean, variance.max(0.0).sqrt()))
    }

    /// How late the customer is against their own rhythm: days silent over the mean gap.
    #[must_use]
    pub fn lateness(&self, row: usize) -> Option<f64> {
        self.mean_gap_days(row).filter(|gap| *gap > 0.0).map(|gap| f64::from(self.silent_days(row)) / gap)
    }
}

/// Transactions of all customers, those of row `i` at `start[i]..start[i + 1]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Orders {
    /// Row boundaries, one more than there are customers.
    pub start: Vec<u32>,
    /// Day of each transaction, ascending within a customer.
    pub day: Vec<Day>,
    /// Net value of each transaction, minor units.
    pub net_minor: Vec<i64>,
}

impl Default for Orders {
    fn default() -> Self {
        Self { start: vec![0], day: Vec::new(), net_minor: Vec::new() }
    }
}

impl Orders {
    /// Days and net values of one customer's transactions.
    #[must_use]
    pub fn of(&self, row: usize) -> (&[Day], &[i64]) {
        let range = self.start[row] as usize..self.start[row + 1] as usize;
        (&self.day[range.clone()], &self.net_minor[range])
    }
}
