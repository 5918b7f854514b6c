//! The lifecycle stage of every customer.

use super::{Stage, StageFacts, StageRules};
use crate::base::{Base, Customers};
use crate::domain::Day;

/// The stage of every row of a base whose transactions are there; one entry a customer.
#[must_use]
pub fn stages(base: &Base) -> Vec<Stage> {
    let rules = StageRules::of(base);
    (0..base.customers.len())
        .map(|row| Stage::of(&facts(&base.customers, row, base.orders.of(row).0), &rules))
        .collect()
}

/// What the stage of a row follows from; `days` are its transactions.
pub(super) fn facts(customers: &Customers, row: usize, days: &[Day]) -> StageFacts {
    let repeats = customers.frequency[row];
    let last_gap_days = match days {
        [.., before, last] => Some(last.0.abs_diff(before.0)),
        _ => None,
    };
    let earlier = last_gap_days
        .filter(|_| repeats >= 2)
        .map(|gap| f64::from(customers.recency_days[row].saturating_sub(gap)) / f64::from(repeats - 1));
    let ends = (customers.probability_alive_low[row], customers.probability_alive_high[row]);
    let is_known = !(ends.0.is_nan() || ends.1.is_nan());
    StageFacts {
        transactions: repeats + 1,
        silent_days: customers.silent_days(row),
        last_gap_days,
        earlier_gap_days: earlier,
        mean_gap_days: customers.mean_gap_days(row),
        alive: is_known.then(|| (f64::from(ends.0), f64::from(ends.1))),
    }
}

#[cfg(test)]
mod tests {
    use super::{facts, stages};
    use crate::segments::fixture::{base_of, scored_base};
    use crate::segments::{Stage, StageFacts};

    #[test]
    fn facts_are_those_counted_by_hand() {
        let base = base_of(100, &[&[10, 20, 50, 90]]);
        let expected = StageFacts {
            transactions: 4,
            silent_days: 10,
            last_gap_days: Some(40),
            earlier_gap_days: Some(20.0),
            mean_gap_days: Some(80.0 / 3.0),
            alive: None,
        };
        assert_eq!(facts(&base.customers, 0, base.orders.of(0).0), expected);
    }

    #[test]
    fn all_stages_but_leads_are_in_a_usual_shop() {
        let base = scored_base();
        let stages = stages(&base);
        assert_eq!(stages.len(), base.customers.len());
        let count = |stage: Stage| stages.iter().filter(|other| **other == stage).count();
        assert_eq!(count(Stage::Lead), 0);
        assert!([Stage::New, Stage::Active, Stage::AtRisk, Stage::Lapsed].into_iter().all(|stage| count(stage) > 10));
    }
}
