//! Churn of customers under contract over a period.

use serde::{Deserialize, Serialize};

use crate::base::ContractSpan;
use crate::domain::{Day, EndReason};
use crate::planning::{Estimate, wilson};

/// What became of the customers under contract at the start of a period. Customers are counted, not contracts: who ends one
/// contract and keeps another has not left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractChurn {
    /// The day before the period: who is counted is under contract at its end.
    pub start: Day,
    /// The period's last day.
    pub end: Day,
    /// Customers under contract at the start.
    pub base: u32,
    /// Those of them under contract at the end. The base is these and the churned.
    pub retained: u32,
    /// Those of them who are not.
    pub churned: u32,
    /// The churned whose last contract ended because payments failed.
    pub involuntary: u32,
    /// Customers under contract at the end who were not at the start. Who is there at the end is these and the retained.
    pub joined: u32,
    /// Customers who came and went within the period: in neither count.
    pub came_and_went: u32,
    /// What the contracts of the base brought a month at the start, minor units.
    pub base_monthly_minor: i64,
    /// What the contracts of the retained bring a month at the end, minor units.
    pub retained_monthly_minor: i64,
}

impl ContractChurn {
    /// Churned over base; `None` where nobody was under contract at the start.
    #[must_use]
    pub fn churn(&self) -> Option<f64> {
        (self.base > 0).then(|| f64::from(self.churned) / f64::from(self.base))
    }

    /// The same with its 95 % interval (Wilson): how much a share of so many customers varies by chance. What happened is
    /// counted and has none; it helps to compare one month with another.
    ///
    /// ```
    /// use shared::base::ContractSpan;
    /// use shared::domain::{Day, EndReason};
    /// use shared::review::contract_churn;
    /// let reason = EndReason::Cancelled;
    /// let span = ContractSpan { customer: 0, start: Day(0), end: Some(Day(9)), monthly_minor: 900, reason };
    /// let estimate = contract_churn(&[span], Day(5), Day(35)).churn_estimate().expect("one customer");
    /// assert!(estimate.value == 1.0 && estimate.low < 0.21);
    /// ```
    #[must_use]
    pub fn churn_estimate(&self) -> Option<Estimate> {
        (self.base > 0).then(|| wilson(f64::from(self.churned), f64::from(self.base)))
    }

    /// Retained over base.
    #[must_use]
    pub fn retention(&self) -> Option<f64> {
        (self.base > 0).then(|| f64::from(self.retained) / f64::from(self.base))
    }
}

/// Churn from the end of one day to the end of another: churned in the period over under contract at its start, joiners
/// excluded. Contracts of one customer stand together.
///
/// ```
/// use shared::domain::Day;
/// use shared::review::contract_churn;
/// assert_eq!(contract_churn(&[], Day(0), Day(30)).churn(), None);
/// ```
#[must_use]
pub fn contract_churn(contracts: &[ContractSpan], start: Day, end: Day) -> ContractChurn {
    let mut found = ContractChurn {
        start,
        end,
        base: 0,
        retained: 0,
        churned: 0,
        involuntary: 0,
        joined: 0,
        came_and_went: 0,
        base_monthly_minor: 0,
        retained_monthly_minor: 0,
    };
    for own in contracts.chunk_by(|one, next| one.customer == next.customer) {
        let monthly = |day: Day| -> Option<i64> {
            let active = own.iter().filter(|contract| contract.is_active(day));
            active.map(|contract| contract.monthly_minor).reduce(i64::saturating_add)
        };
        match (monthly(start), monthly(end)) {
            (Some(before), Some(after)) => {
                found.base += 1;
                found.retained += 1;
                found.base_monthly_minor = found.base_monthly_minor.saturating_add(before);
                found.retained_monthly_minor = found.retained_monthly_minor.saturating_add(after);
            }
            (Some(before), None) => {
                found.base += 1;
                found.churned += 1;
                found.base_monthly_minor = found.base_monthly_minor.saturating_add(before);
                found.involuntary += u32::from(last_reason(own, end) == Some(EndReason::PaymentFailed));
            }
            (None, Some(_)) => found.joined += 1,
            (None, None) => {
                let within = own.iter().any(|it| it.start > start && it.start <= end);
                found.came_and_went += u32::from(within);
            }
        }
    }
    found
}

/// Why the contract that ended last of those begun by a day ended; of two that ended together, a cancellation counts.
fn last_reason(own: &[ContractSpan], day: Day) -> Option<EndReason> {
    let begun = own.iter().filter(|contract| contract.start <= day);
    let last = begun.max_by_key(|contract| (contract.end, contract.reason == EndReason::Cancelled));
    last.map(|contract| contract.reason)
}

#[cfg(test)]
mod tests {
    use super::{ContractChurn, contract_churn};
    use crate::base::ContractSpan;
    use crate::domain::{Day, EndReason};
    use crate::random::Random;

    fn contract(customer: u32, start: i32, end: Option<i32>, monthly_minor: i64) -> ContractSpan {
        let reason = EndReason::Cancelled;
        ContractSpan { customer, start: Day(start), end: end.map(Day), monthly_minor, reason }
    }

    #[test]
    fn nine_customers_counted_by_hand() {
        let failed = |contract| ContractSpan { reason: EndReason::PaymentFailed, ..contract };
        let contracts = [
            contract(1, 0, None, 10),
            // Leaves on the first day of the period, and on its last.
            contract(2, 0, Some(101), 20),
            contract(3, 0, Some(130), 30),
            failed(contract(4, 0, Some(130), 50)),
            // Changes the plan.
            contract(5, 0, Some(110), 5),
            contract(5, 110, None, 7),
            // Joins.
            contract(6, 101, None, 9),
            // Comes and goes.
            contract(7, 105, Some(120), 9),
            // Was gone before.
            contract(8, 0, Some(100), 9),
            // Comes after.
            contract(9, 131, None, 9),
        ];
        let found = contract_churn(&contracts, Day(100), Day(130));
        let expected = ContractChurn {
            start: Day(100),
            end: Day(130),
            base: 5,
            retained: 2,
            churned: 3,
            involuntary: 1,
            joined: 1,
            came_and_went: 1,
            base_monthly_minor: 115,
            retained_monthly_minor: 17,
        };
        assert_eq!(found, expected);
        assert_eq!((found.churn(), found.retention()), (Some(0.6), Some(0.4)));
    }

    #[test]
    fn the_last_of_several_contracts_says_why() {
        let of = |first: EndReason, second: EndReason, second_end: i32| {
            let contracts = [
                ContractSpan { reason: first, ..contract(0, 0, Some(120), 1) },
                ContractSpan { reason: second, ..contract(0, 50, Some(second_end), 1) },
            ];
            contract_churn(&contracts, Day(100), Day(130)).involuntary
        };
        use EndReason::{Cancelled, PaymentFailed};
        assert_eq!([of(Cancelled, PaymentFailed, 125), of(PaymentFailed, Cancelled, 125)], [1, 0]);
        assert_eq!([of(Cancelled, PaymentFailed, 120), of(PaymentFailed, PaymentFailed, 120)], [0, 1]);
    }

    fn random_contracts() -> Vec<ContractSpan> {
        let mut random = Random::new(3, 0);
        let mut whole = |below: f64| (random.uniform() * below) as i32;
        let mut contracts: Vec<ContractSpan> = (0..400)
            .map(|number| {
                let start = whole(300.0);
                let end = (whole(10.0) < 6).then(|| start + whole(200.0));
                let payment_failed = whole(3.0) == 0;
                let reason = if payment_failed { EndReason::PaymentFailed } else { EndReason::Cancelled };
                ContractSpan { reason, ..contract(number / 2, start, end, i64::from(whole(90.0))) }
            })
            .collect();
        contracts.sort_by_key(|contract| (contract.customer, contract.start));
        contracts
    }

    /// Customers under contract on a day, from every contract of every customer.
    fn active(contracts: &[ContractSpan], day: i32) -> Vec<u32> {
        let is_active = |customer: &u32| {
            contracts
                .iter()
                .any(|it| it.customer == *customer && it.start.0 <= day && !matches!(it.end, Some(end) if end.0 <= day))
        };
        (0..200).filter(is_active).collect()
    }

    #[test]
    fn retained_and_churned_are_the_base_and_all_counts_are_those_of_brute_force() {
        let contracts = random_contracts();
        for (from, to) in [(50, 80), (100, 190), (200, 200), (0, 600), (299, 301)] {
            let found = contract_churn(&contracts, Day(from), Day(to));
            let (before, after) = (active(&contracts, from), active(&contracts, to));
            let both = before.iter().filter(|customer| after.contains(customer)).count() as u32;
            assert_eq!(found.retained + found.churned, found.base);
            assert_eq!((found.base, found.retained), (before.len() as u32, both));
            assert_eq!(found.joined, after.len() as u32 - both);
            assert!(found.involuntary <= found.churned);
            let came = (0..200).filter(|customer| {
                let begins =
                    contracts.iter().any(|it| it.customer == *customer && it.start.0 > from && it.start.0 <= to);
                begins && !before.contains(customer) && !after.contains(customer)
            });
            assert_eq!(found.came_and_went, came.count() as u32);
            let monthly: i64 = contracts.iter().filter(|it| it.is_active(Day(from))).map(|it| it.monthly_minor).sum();
            assert_eq!(found.base_monthly_minor, monthly);
        }
        assert_eq!(contract_churn(&contracts, Day(200), Day(200)).churned, 0);
    }

    #[test]
    fn shifting_all_days_shifts_the_results_and_periods_add_up() {
        let contracts = random_contracts();
        let shifted: Vec<ContractSpan> = contracts
            .iter()
            .map(|it| ContractSpan { start: Day(it.start.0 + 37), end: it.end.map(|end| Day(end.0 + 37)), ..*it })
            .collect();
        for (from, to) in [(50, 80), (100, 190)] {
            let found = contract_churn(&contracts, Day(from), Day(to));
            let later = contract_churn(&shifted, Day(from + 37), Day(to + 37));
            assert_eq!(ContractChurn { start: found.start, end: found.end, ..later }, found);
            // Who is there at the end of one period is the base of the next.
            let next = contract_churn(&contracts, Day(to), Day(to + 30));
            assert_eq!(found.retained + found.joined, next.base);
        }
    }
}
