//! The orders that are asked for.

use super::{RefitProblem, RefitRequest};
use crate::base::{Base, Orders};
use crate::domain::Day;
use crate::planning::FEWEST_REPEAT_CUSTOMERS;
use crate::scoring::preparation::{CalibrationHoldout, PurchaseNumbers};
use crate::scoring::{Histories, LogGaps};

/// Least number of days on either side of the split.
const LEAST_HOLDOUT_DAYS: i32 = 42;

/// The orders of a period and segment, apart from the base, so that who works on it holds nothing else.
#[derive(Debug)]
pub(super) struct Part {
    orders: Orders,
    /// Day of the first order.
    pub(super) first_day: Day,
    /// Day up to which every customer is watched.
    pub(super) as_of: Day,
    /// Last day that the fits of the holdout see; `None` where the period is too short for one.
    pub(super) split: Option<Day>,
    pub(super) repeat_customers: u32,
}

impl Part {
    pub(super) fn of(base: &Base, request: &RefitRequest) -> Result<Self, RefitProblem> {
        let last = base.as_of.ok_or(RefitProblem::NoOrders)?;
        let as_of = request.to.map_or(last, |to| to.min(last));
        request.scope.check_with(base).map_err(|fault| RefitProblem::UnknownScope { message: fault.message })?;
        let mut orders = Orders::default();
        for row in request.scope.rows(base) {
            let (days, values) = base.orders.of(row as usize);
            let begin = request.from.map_or(0, |from| days.partition_point(|day| *day < from));
            let end = days.partition_point(|day| *day <= as_of);
            if begin < end {
                orders.day.extend(&days[begin..end]);
                orders.net_minor.extend(&values[begin..end]);
                orders.start.push(orders.day.len() as u32);
            }
        }
        let first_day = *orders.day.iter().min().ok_or(RefitProblem::NoOrders)?;
        let have = orders.start.windows(2).filter(|ends| ends[1] - ends[0] > 1).count() as u32;
        if have < FEWEST_REPEAT_CUSTOMERS {
            return Err(RefitProblem::TooFewRepeatCustomers { have, need: FEWEST_REPEAT_CUSTOMERS });
        }
        let is_possible =
            |split: Day| split.0 - first_day.0 >= LEAST_HOLDOUT_DAYS && as_of.0 - split.0 >= LEAST_HOLDOUT_DAYS;
        let split = match request.split {
            Some(split) if !is_possible(split) => return Err(RefitProblem::HoldoutTooShort),
            Some(split) => Some(split),
            None => Some(Day(as_of.0 - ((as_of.0 - first_day.0) / 3).min(364))).filter(|split| is_possible(*split)),
        };
        Ok(Self { orders, first_day, as_of, split, repeat_customers: have })
    }

    /// Number of customers.
    pub(super) fn customers(&self) -> usize {
        self.orders.start.len() - 1
    }

    /// Number of transactions.
    pub(super) fn transactions(&self) -> usize {
        self.orders.day.len()
    }

    /// Days and values of every customer.
    pub(super) fn rows(&self) -> Vec<(&[Day], &[i64])> {
        (0..self.customers()).map(|row| self.orders.of(row)).collect()
    }

    /// Histories as of the last day, with the sums of log gaps.
    pub(super) fn histories(&self) -> Histories {
        let numbers = self
            .rows()
            .into_iter()
            .filter_map(|(days, values)| PurchaseNumbers::of(days.iter().copied().zip(values.iter().copied())));
        let numbers: Vec<PurchaseNumbers> = numbers.collect();
        let column = |of: &dyn Fn(&PurchaseNumbers) -> u32| -> Vec<u32> { numbers.iter().map(of).collect() };
        let (frequency, recency) = (column(&|it| it.frequency), column(&PurchaseNumbers::recency_days));
        let log_gaps: Vec<f64> = numbers.iter().map(|it| it.log_gaps).collect();
        let log_gaps =
            LogGaps::from_days(&frequency, &recency, &log_gaps).expect("sums of the logarithms of these gaps");
        let histories = Histories::from_days(&frequency, &recency, &column(&|it| it.age_days(self.as_of)));
        histories.with_log_gaps(log_gaps).expect("of the same customers")
    }

    /// The customers at the split and what they did after it.
    pub(super) fn seen(&self) -> Option<CalibrationHoldout> {
        let split = self.split?;
        Some(CalibrationHoldout::of(self.rows(), split, self.as_of).expect("six weeks are on this side"))
    }
}
