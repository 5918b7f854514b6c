//! All that is said of contracts at once.

use serde::{Deserialize, Serialize};

use super::{ContractChurn, TenureCurve, contract_churn, tenure_curve};
use crate::base::{Base, ContractSpan, Contracts};
use crate::domain::{CivilDate, Day};

/// Calendar months of which the churn is told.
const MONTHS: usize = 12;

/// Churn and tenure of the customers under contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractOverview {
    /// What became of them over the period.
    pub churn: ContractChurn,
    /// The same of at most the last twelve calendar months that are over and at whose start somebody was under contract, the
    /// oldest first.
    pub months: Vec<ContractChurn>,
    /// How long they stay; `None` where no contract has begun.
    pub tenure: Option<TenureCurve>,
    /// Customers who have or had a contract.
    pub customers: u32,
    /// Those of them who never ordered: they are counted here and nowhere else.
    pub without_orders: u32,
}

/// Churn over the `days` up to the as-of day. In a base without orders the last day up to `built` on which a contract began or
/// ended takes its place. `None` without contracts.
///
/// ```
/// use shared::base::{Base, Contracts};
/// use shared::domain::Day;
/// use shared::review::contract_overview;
/// assert!(contract_overview(&Base::default(), &Contracts::default(), 90, Day(20_000)).is_none());
/// ```
#[must_use]
pub fn contract_overview(base: &Base, contracts: &Contracts, days: u32, built: Day) -> Option<ContractOverview> {
    if contracts.spans.is_empty() {
        return None;
    }
    let end = base.as_of.unwrap_or_else(|| last_change(&contracts.spans, built));
    let start = Day(end.0.saturating_sub_unsigned(days));
    Some(ContractOverview {
        churn: contract_churn(&contracts.spans, start, end),
        months: months(&contracts.spans, end),
        tenure: tenure_curve(&contracts.spans, end),
        customers: contracts.rows.len() as u32,
        without_orders: contracts.rows.iter().filter(|row| row.is_none()).count() as u32,
    })
}

/// The last day up to `built` on which a contract began or ended. An end may be known before it comes.
fn last_change(contracts: &[ContractSpan], built: Day) -> Day {
    let days = contracts.iter().flat_map(|span| [Some(span.start), span.end]).flatten();
    days.filter(|day| *day <= built).max().unwrap_or(built)
}

fn months(contracts: &[ContractSpan], as_of: Day) -> Vec<ContractChurn> {
    // The day after the as-of day ends the month if it is the first of the next.
    let mut end = Day(first_of_month(Day(as_of.0.saturating_add(1))).0 - 1);
    let mut months = Vec::with_capacity(MONTHS);
    while months.len() < MONTHS {
        let start = Day(first_of_month(end).0 - 1);
        let churn = contract_churn(contracts, start, end);
        if churn.base == 0 {
            break;
        }
        months.push(churn);
        end = start;
    }
    months.reverse();
    months
}

fn first_of_month(day: Day) -> Day {
    let date = day.date();
    CivilDate::new(date.year(), date.month(), 1).map_or(day, Day::from_date)
}

#[cfg(test)]
mod tests {
    use super::contract_overview;
    use crate::base::{Base, ContractSpan, Contracts};
    use crate::domain::{Day, EndReason};

    /// 30 April 2026.
    const BUILT: Day = Day(20_573);

    fn contracts(spans: &[(u32, &str, Option<&str>)]) -> Contracts {
        let day = |text: &str| text.parse::<Day>().expect("a date");
        let span = |(customer, start, end): &(u32, &str, Option<&str>)| ContractSpan {
            customer: *customer,
            start: day(start),
            end: end.map(day),
            monthly_minor: 1_000,
            reason: EndReason::Cancelled,
        };
        let customers = spans.iter().map(|span| span.0).max().map_or(0, |last| last + 1);
        let rows = (0..customers).map(|customer| (customer > 0).then_some(customer)).collect();
        Contracts { rows, spans: spans.iter().map(span).collect() }
    }

    fn as_of(day: &str) -> Base {
        Base { as_of: Some(day.parse().expect("a date")), ..Base::default() }
    }

    #[test]
    fn months_that_are_over_are_told_by_hand() {
        let contracts = contracts(&[
            (0, "2026-01-10", None),
            (1, "2026-01-20", Some("2026-02-28")),
            (2, "2026-02-05", Some("2026-03-31")),
            (3, "2026-03-01", None),
        ]);
        let of = |day: &str| {
            let months = contract_overview(&as_of(day), &contracts, 30, BUILT).expect("contracts").months;
            months.iter().map(|it| (it.end.to_string(), it.base, it.churned)).collect::<Vec<_>>()
        };
        let february = ("2026-02-28".to_owned(), 2, 1);
        // The end is the first day without the contract: it is no longer there at the end of 31 March.
        let march = ("2026-03-31".to_owned(), 2, 1);
        assert_eq!(of("2026-03-30"), std::slice::from_ref(&february));
        assert_eq!(of("2026-03-31"), [february, march]);
    }

    #[test]
    fn the_period_ends_with_the_last_order_or_without_orders_with_the_last_change_that_has_come() {
        let contracts = contracts(&[
            (0, "2026-01-10", None),
            (1, "2026-03-01", Some("2026-03-15")),
            // Ends and begins later than anybody can know.
            (2, "2026-02-01", Some("2026-09-30")),
            (3, "2026-05-01", None),
        ]);
        let found = contract_overview(&as_of("2026-03-20"), &contracts, 10, BUILT).expect("contracts");
        assert_eq!((found.churn.end.to_string(), found.churn.base, found.churn.churned), ("2026-03-20".into(), 3, 1));
        assert_eq!((found.customers, found.without_orders), (4, 1));
        let without_orders = |built: Day| {
            let found = contract_overview(&Base::default(), &contracts, 10, built).expect("contracts").churn;
            (found.end.to_string(), found.base, found.churned, found.joined)
        };
        assert_eq!(without_orders(BUILT), ("2026-03-15".into(), 3, 1, 0));
        assert_eq!(without_orders("2026-03-14".parse().expect("a date")), ("2026-03-01".into(), 2, 0, 1));
        assert_eq!(without_orders("2025-12-31".parse().expect("a date")), ("2025-12-31".into(), 0, 0, 0));
    }

    #[test]
    fn at_most_a_year_of_months() {
        let contracts = contracts(&[(0, "2020-01-10", None)]);
        let months = contract_overview(&as_of("2026-03-20"), &contracts, 30, BUILT).expect("contracts").months;
        assert_eq!((months.len(), months[0].end.to_string()), (12, "2025-03-31".into()));
        assert!(months.iter().all(|month| month.base == 1 && month.churned == 0));
    }
}
