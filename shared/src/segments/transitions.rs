//! Who moved from one stage to another between two days.

use serde::{Deserialize, Serialize};

use super::stages::facts;
use super::{Stage, StageRules};
use crate::base::Base;
use crate::domain::Day;
use crate::planning::{Assessment, Estimate, expected_count, order_chances, score_presence};
use crate::review::earlier;

/// Of those in a stage on an earlier day, who has ordered since.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderedSince {
    /// Customers with at least one order since.
    pub customers: u32,
    /// So many would by the model if nothing was done, with the interval (95 %) of chance alone: what a change must be compared
    /// with, for the late come back and the early fall silent by themselves. `None` for leads and where the model cannot say.
    pub expected: Option<Estimate>,
}

/// Customers by their stage on an earlier day and at the as-of day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageTransitions {
    /// The earlier day.
    pub from: Day,
    /// The as-of day.
    pub to: Day,
    /// By stage then and, within it, stage now, both in the order of [`Stage::ALL`]. Who had not bought then was a lead.
    pub customers: [[u32; 6]; 6],
    /// By stage then, in the same order.
    pub ordered: [OrderedSince; 6],
}

impl StageTransitions {
    /// Of those in each stage then, the share in each stage now: every row sums to 1; `None` for a stage nobody was in.
    #[must_use]
    pub fn shares(&self) -> [Option<[f64; 6]>; 6] {
        self.customers.map(|row| {
            let all: u32 = row.iter().sum();
            (all > 0).then(|| row.map(|count| f64::from(count) / f64::from(all)))
        })
    }
}

/// Stages now against those of an earlier day, both by today's fit and today's yardsticks, so that what moved is the customers and
/// not the model. What was cancelled since is left out on both days. `None` for an empty base or a day that is not before as-of.
#[must_use]
pub fn transitions(base: &Base, assessment: &Assessment, from: Day) -> Option<StageTransitions> {
    let to = base.as_of.filter(|to| from < *to)?;
    let rules = StageRules::of(base);
    let mut then = earlier(base, from);
    score_presence(&mut then.customers, assessment);
    let chances = order_chances(&then.customers, assessment, to.0.abs_diff(from.0));
    let mut before = vec![Stage::Lead; base.customers.len()];
    for (row_then, row) in then.rows.iter().enumerate() {
        let days = base.orders.of(*row as usize).0;
        let known = &days[..days.partition_point(|day| *day <= from)];
        before[*row as usize] = Stage::of(&facts(&then.customers, row_then, known), &rules);
    }
    let mut customers = [[0; 6]; 6];
    for (row, before) in before.iter().enumerate() {
        let now = Stage::of(&facts(&base.customers, row, base.orders.of(row).0), &rules);
        customers[*before as usize][now as usize] += 1;
    }
    let ordered = Stage::ALL.map(|stage| {
        let rows = || then.rows.iter().enumerate().filter(|(_, row)| before[**row as usize] == stage);
        let came = |row: u32| base.orders.of(row as usize).0.last().is_some_and(|last| *last > from);
        if stage == Stage::Lead {
            let newcomers = customers[Stage::Lead as usize].iter().sum();
            return OrderedSince { customers: newcomers, expected: None };
        }
        OrderedSince {
            customers: rows().filter(|(_, row)| came(**row)).count() as u32,
            expected: chances.as_ref().map(|chances| expected_count(rows().map(|(row_then, _)| chances[row_then]))),
        }
    });
    Some(StageTransitions { from, to, customers, ordered })
}

#[cfg(test)]
mod tests {
    use super::transitions;
    use crate::domain::Day;
    use crate::planning::assess;
    use crate::segments::fixture::scored_base;
    use crate::segments::{Stage, stages};

    #[test]
    fn rows_sum_to_one_and_columns_to_the_stages_of_now() {
        let base = scored_base();
        let assessment = assess(&base.customers);
        let as_of = base.as_of.expect("not empty");
        assert!(transitions(&base, &assessment, as_of).is_none());
        for days in [1, 30, 180, 10_000] {
            let from = Day(as_of.0 - days);
            let found = transitions(&base, &assessment, from).expect("an earlier day");
            let now = stages(&base);
            for (column, stage) in Stage::ALL.into_iter().enumerate() {
                let expected = now.iter().filter(|other| **other == stage).count();
                assert_eq!(found.customers.iter().map(|row| row[column] as usize).sum::<usize>(), expected);
            }
            let newcomers = (0..base.customers.len()).filter(|row| base.orders.of(*row).0[0] > from).count();
            assert_eq!(found.customers[0].iter().sum::<u32>() as usize, newcomers, "who had not bought was a lead");
            let since =
                (0..base.customers.len()).filter(|row| base.orders.of(*row).0.last().is_some_and(|day| *day > from));
            assert_eq!(found.ordered.iter().map(|it| it.customers as usize).sum::<usize>(), since.count());
            assert!(found.ordered[0].expected.is_none() && found.ordered[1..].iter().all(|it| it.expected.is_some()));
            for (row, shares) in found.customers.iter().zip(found.shares()) {
                match shares {
                    None => assert_eq!(row, &[0; 6]),
                    Some(shares) => assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12),
                }
            }
        }
    }
}
