//! One customer.

use serde::{Deserialize, Serialize};
use shared::domain::{CustomerId, Day};

use crate::CustomerRow;
use crate::question::question;

/// One customer. Answered with `None` when the base has no such customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerQuestion {
    /// Which one.
    pub id: CustomerId,
}

/// A transaction on the rhythm strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RhythmPoint {
    /// Day.
    pub day: Day,
    /// Net value, minor units.
    pub net_minor: i64,
}

/// Answer to a [`CustomerQuestion`]. Money in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The numbers of the list.
    pub row: CustomerRow,
    /// Acquisition source, index into the manifest's.
    pub source: u16,
    /// All transactions.
    pub transactions: Vec<RhythmPoint>,
    /// Expected net value of an order.
    pub expected_spend_minor: Option<f64>,
    /// P(alive) now and each week for 52 weeks were they to stay silent: what waiting means.
    pub alive_if_silent: Vec<f64>,
    /// Position when all customers are sorted by value at risk, 1 being the highest.
    pub rank_by_value_at_risk: Option<u32>,
}

question!(CustomerQuestion => Option<CustomerView>, Customer);

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;

    use super::CustomerQuestion;
    use crate::{Question, Unreadable};

    #[test]
    fn question_and_answer_read_back_and_another_text_does_not() {
        let question = CustomerQuestion { id: CustomerId(u64::MAX) };
        assert_eq!(CustomerQuestion::read(&question.write()), Ok(question));
        assert_eq!(CustomerQuestion::read_answer(&CustomerQuestion::write_answer(&None)), Ok(None));
        assert_eq!(CustomerQuestion::read("{}"), Err(Unreadable));
    }
}
