//! Equally long periods that follow one another.

use std::collections::BTreeSet;

use shared::domain::Day;

use super::Failure;

/// Periods of so many days from the first day on.
#[derive(Debug)]
pub(super) struct Periods {
    pub(super) first: Day,
    pub(super) days: i32,
    pub(super) count: usize,
}

impl Periods {
    /// The periods that begin on these days, which may come in any order and several times.
    pub(super) fn of(starts: &[Day]) -> Result<Self, Failure> {
        let starts: Vec<Day> = starts.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let gaps = || starts.windows(2).map(|pair| (pair[0], pair[1].0 - pair[0].0));
        let Some(days) = gaps().map(|(_, days)| days).min() else {
            return Err("there must be two periods at the least, so that it is known how long they are".to_owned());
        };
        if let Some((start, longer)) = gaps().find(|(_, other)| *other != days) {
            return Err(format!(
                "{longer} days pass from the period that begins on {start} to the next, and {days} between others: periods \
                 must be equally long and leave no gap, so add the missing ones or cut all to weeks or days"
            ));
        }
        Ok(Self { first: starts[0], days, count: starts.len() })
    }

    /// Refuses days before the first period or after the last.
    pub(super) fn check_cover(&self, (from, to): (Day, Day)) -> Result<(), Failure> {
        if from < self.first {
            let first = self.first;
            return Err(format!("the first period begins on {first}, but orders on {from}: add the periods before"));
        }
        let last = self.start(self.count).0 - 1;
        if to.0 > last {
            return Err(format!(
                "the last period ends on {}, but covariates are needed up to {to}, the end of orders, holdout and horizon: \
                 add the periods until then",
                Day(last)
            ));
        }
        Ok(())
    }

    /// Position of the period that begins on this day.
    pub(super) fn position(&self, start: Day) -> usize {
        ((start.0 - self.first.0) / self.days) as usize
    }

    /// The day that a period begins on.
    pub(super) fn start(&self, position: usize) -> Day {
        Day(self.first.0 + self.days * position as i32)
    }
}
