//! Scores of every customer.

use super::Assessment;
use crate::base::Customers;
use crate::domain::Settings;

/// Fills the score columns: P(alive) with interval, expected orders in a year, expected spend,
/// lifetime value with interval, value at risk. All NaN where the verdict is to rank by lateness.
pub fn score(_customers: &mut Customers, _assessment: &Assessment, _settings: &Settings) {
    todo!()
}
