//! Do engaged customers bring more here?

use serde::{Deserialize, Serialize};

use super::ratio::ratio;
use super::{EngagementBand, EngagementFacts};
use crate::base::Base;
use crate::domain::Day;
use crate::planning::Estimate;
use crate::planning::sample::Sample;
use crate::scoring::preparation::rfm::fifths;

/// Days after the split in which it is counted what customers bring.
pub const WINDOW_DAYS: i32 = 180;
/// Least number of days of orders before the split.
const LEAST_DAYS_BEFORE: i32 = 180;
/// Fewest customers of a group that is compared.
const FEWEST: u32 = 30;

/// The customers of one band on the day of the split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EngagementGroup {
    /// The band.
    pub band: EngagementBand,
    /// Customers.
    pub customers: u32,
    /// Net value of a customer's orders in the window after it, on average, with its 95 % interval, minor units; `None` for
    /// fewer than two customers.
    pub revenue_minor: Option<Estimate>,
    /// Net value of a customer's orders before the split, on average, minor units; `None` without a customer.
    pub before_minor: Option<f64>,
    /// Customers of the band today.
    pub today: u32,
}

/// How many times as much the engaged brought as the little engaged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EngagementComparison {
    /// Engaged customers.
    pub engaged: u32,
    /// Little engaged customers.
    pub others: u32,
    /// The ratio of what a customer brought in the window, with its 95 % interval.
    pub ratio: Estimate,
    /// The same among customers who had spent about as much before (fifths of net value up to the split); `None` where no
    /// such group holds both.
    pub within_spend: Option<Estimate>,
    /// Engaged customers who could be compared so.
    pub compared: u32,
}

/// Engaged customers of an earlier day against the others, in the time after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EngagementCheck {
    /// The day as of which customers are engaged or not.
    pub split: Day,
    /// Last day of the window after it.
    pub last_day: Day,
    /// Customers who ordered in the twelve times 30 days up to the split; nobody else is compared.
    pub customers: u32,
    /// By band, most engaged first.
    pub groups: [EngagementGroup; 3],
    /// The engaged, fully or not, against the little engaged; `None` with fewer than 30 in either group.
    pub engaged: Option<EngagementComparison>,
    /// The fully engaged against the little engaged.
    pub fully: Option<EngagementComparison>,
}

/// Why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum EngagementProblem {
    /// The orders span too few days.
    #[error("orders of 360 days are needed, 180 before the day of comparison and 180 after it; they span {days}")]
    TooShort {
        /// Days from the first to the last order.
        days: i32,
    },
}

/// One customer who is compared.
struct Compared {
    band: EngagementBand,
    before: i64,
    after: i64,
}

/// Compares what customers brought in the last 180 days, by how engaged they were when these began.
///
/// # Errors
/// When the orders span fewer than 360 days.
pub fn engagement_check(base: &Base) -> Result<EngagementCheck, EngagementProblem> {
    let (Some(last_day), Some(first)) = (base.as_of, base.orders.day.iter().min()) else {
        return Err(EngagementProblem::TooShort { days: 0 });
    };
    let days = last_day.0 - first.0;
    if days < LEAST_DAYS_BEFORE + WINDOW_DAYS {
        return Err(EngagementProblem::TooShort { days });
    }
    let split = Day(last_day.0 - WINDOW_DAYS);
    let rows = || (0..base.customers.len()).map(|row| base.orders.of(row));
    let compared: Vec<Compared> = rows().filter_map(|(days, net)| compared(days, net, split)).collect();
    let mut today = [0; 3];
    for (days, _) in rows() {
        if let Some(found) = (EngagementFacts { days, as_of: last_day }).engagement() {
            today[found.band() as usize] += 1;
        }
    }
    let fifth = fifths(&compared.iter().map(|customer| customer.before).collect::<Vec<_>>());
    let versus = |is_engaged: &dyn Fn(EngagementBand) -> bool| comparison(&compared, &fifth, is_engaged);
    Ok(EngagementCheck {
        split,
        last_day,
        customers: compared.len() as u32,
        groups: EngagementBand::ALL.map(|band| group(band, &compared, today[band as usize])),
        engaged: versus(&|band| band != EngagementBand::Little),
        fully: versus(&|band| band == EngagementBand::Fully),
    })
}

fn compared(days: &[Day], net: &[i64], split: Day) -> Option<Compared> {
    let known = days.partition_point(|day| *day <= split);
    let band = EngagementFacts { days: &days[..known], as_of: split }.engagement()?.band();
    Some(Compared { band, before: net[..known].iter().sum(), after: net[known..].iter().sum() })
}

fn group(band: EngagementBand, compared: &[Compared], today: u32) -> EngagementGroup {
    let (mut after, mut before) = (Sample::default(), Sample::default());
    for customer in compared.iter().filter(|customer| customer.band == band) {
        after.add(customer.after as f64);
        before.add(customer.before as f64);
    }
    EngagementGroup {
        band,
        customers: after.count as u32,
        revenue_minor: after.mean_with_interval(),
        before_minor: (before.count > 0.0).then_some(before.mean),
        today,
    }
}

/// Those of the bands asked for against the little engaged; `fifth` is each customer's stratum, from 1 to 5.
fn comparison(
    compared: &[Compared],
    fifth: &[u8],
    is_engaged: &dyn Fn(EngagementBand) -> bool,
) -> Option<EngagementComparison> {
    let mut all = [Sample::default(); 2];
    let mut strata = [[Sample::default(); 2]; 5];
    for (customer, fifth) in compared.iter().zip(fifth) {
        let side = match customer.band {
            band if is_engaged(band) => 0,
            EngagementBand::Little => 1,
            _ => continue,
        };
        all[side].add(customer.after as f64);
        strata[usize::from(*fifth) - 1][side].add(customer.after as f64);
    }
    let [engaged, others] = all.map(|sample| sample.count as u32);
    if engaged < FEWEST || others < FEWEST {
        return None;
    }
    let (plain, _) = ratio(&[all])?;
    let within = ratio(&strata);
    Some(EngagementComparison {
        engaged,
        others,
        ratio: plain,
        within_spend: within.map(|(ratio, _)| ratio),
        compared: within.map_or(0, |(_, compared)| compared),
    })
}

#[cfg(test)]
mod tests {
    use super::{EngagementProblem, engagement_check};
    use crate::base::{Base, Orders};
    use crate::domain::Day;
    use crate::planning::engagement::EngagementBand;
    use crate::random::Random;

    fn base(customers: &[Vec<(i32, i64)>], as_of: i32) -> Base {
        let mut base = Base { as_of: Some(Day(as_of)), ..Base::default() };
        base.orders = Orders::default();
        for orders in customers {
            base.customers.id.push(crate::domain::CustomerId(base.customers.id.len() as u64));
            base.orders.day.extend(orders.iter().map(|order| Day(order.0)));
            base.orders.net_minor.extend(orders.iter().map(|order| order.1));
            base.orders.start.push(base.orders.day.len() as u32);
        }
        base
    }

    /// Engaged at day 540: every 40 days from day 300 on. The other came once.
    fn engaged(after: i64) -> Vec<(i32, i64)> {
        [300, 340, 380, 420, 460, 500, 530].map(|day| (day, 100)).into_iter().chain([(600, after)]).collect()
    }

    fn other(before: i64, after: Option<i64>) -> Vec<(i32, i64)> {
        std::iter::once((400, before)).chain(after.map(|after| (700, after))).collect()
    }

    #[test]
    fn groups_and_ratio_are_those_computed_by_hand() {
        let mut customers = vec![vec![(0, 5)]];
        for index in 0..30 {
            customers.push(engaged(if index % 2 == 0 { 200 } else { 400 }));
            customers.push(other(700, (index % 3 == 0).then_some(300)));
        }
        let check = engagement_check(&base(&customers, 720)).expect("two years");
        assert_eq!((check.split, check.last_day, check.customers), (Day(540), Day(720), 60));
        let [fully, some, little] = check.groups;
        assert_eq!((fully.customers, some.customers, little.customers), (30, 0, 30));
        assert!((fully.revenue_minor.expect("thirty").value - 300.0).abs() < 1e-9);
        assert_eq!((fully.before_minor, little.before_minor), (Some(700.0), Some(700.0)));
        assert!((little.revenue_minor.expect("thirty").value - 100.0).abs() < 1e-9);
        let engaged = check.engaged.expect("thirty of each");
        assert_eq!((engaged.engaged, engaged.others, engaged.compared), (30, 30, 30));
        assert!((engaged.ratio.value - 3.0).abs() < 1e-12);
        // All had spent the same before: the stratum is everybody.
        assert_eq!(engaged.within_spend, Some(engaged.ratio));
        assert_eq!(check.fully, check.engaged);
    }

    #[test]
    fn what_they_bring_later_does_not_make_them_engaged() {
        let customers = |after: &[(i32, i64)]| vec![vec![(0, 5)], [&[(500, 50)], after].concat()];
        let band = |after: &[(i32, i64)]| {
            let check = engagement_check(&base(&customers(after), 720)).expect("two years");
            check.groups.into_iter().find(|group| group.customers == 1).map(|group| group.band)
        };
        let busy: Vec<(i32, i64)> = (541..720).step_by(20).map(|day| (day, 900)).collect();
        assert_eq!(band(&busy), Some(EngagementBand::Little));
        assert_eq!(band(&[]), band(&busy));
    }

    #[test]
    fn where_spending_before_explains_all_nothing_is_left_within_it() {
        // What a customer brings later depends on what they spent before and on nothing else; who spent more is engaged
        // more often.
        let mut random = Random::new(21, 0);
        let mut customers = vec![vec![(0, 5)]];
        for _ in 0..6_000 {
            let level = 1 + random.below(5);
            let after = i64::from(level * (1 + random.below(1_000)));
            let before = i64::from(level) * 700;
            if random.chance(0.15 * f64::from(level)) {
                let mut orders = engaged(after);
                orders[0].1 = before - 600;
                customers.push(orders);
            } else {
                customers.push(other(before, Some(after)));
            }
        }
        let check = engagement_check(&base(&customers, 720)).expect("two years");
        let found = check.engaged.expect("hundreds of each");
        let within = found.within_spend.expect("both in every fifth");
        assert!(found.ratio.low > 1.2, "{:?}", found.ratio);
        assert!(within.low < 1.0 && 1.0 < within.high && within.high < 1.1, "{within:?}");
    }

    #[test]
    fn too_short_and_too_few_are_said() {
        let customers = vec![vec![(0, 5)], engaged(5)];
        assert_eq!(engagement_check(&base(&customers, 359)), Err(EngagementProblem::TooShort { days: 359 }));
        assert_eq!(engagement_check(&Base::default()), Err(EngagementProblem::TooShort { days: 0 }));
        assert_eq!(engagement_check(&base(&customers, 720)).expect("long enough").engaged, None);
    }
}
