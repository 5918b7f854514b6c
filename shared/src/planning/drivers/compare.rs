//! All factors against coming back.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Factor;
use super::factor::{Observed, observed};
use super::holm::holm;
use super::mantel_haenszel::{RiskDifference, Stratum, risk_difference};
use crate::base::Base;
use crate::domain::Day;
use crate::planning::Estimate;
use crate::planning::shares::{difference, wilson};

/// Days after the first order up to which factors are looked at.
pub const LANDMARK_DAYS: i32 = 90;
/// Days after those in which an order counts as coming back.
pub const OUTCOME_DAYS: i32 = 180;
/// Fewest customers with a factor, and without it, for a difference to be told.
pub const FEWEST_CUSTOMERS: u32 = 30;

/// One factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// Which one.
    pub factor: Factor,
    /// Customers with it.
    pub customers: u32,
    /// Those of them who came back.
    pub came_back: u32,
    /// Share who came back less that of all others, as it is, with Newcombe's 95 % interval; `None` without others.
    pub plain: Option<Estimate>,
    /// The same among customers who first ordered in the same calendar quarter (for the quarter of the year: in the same year),
    /// with its 95 % interval; `None` where too few have it or have it not, or nobody can be compared.
    pub difference: Option<Estimate>,
    /// Whether it is no chance at 5 %, looking at all factors together (Holm).
    pub stands_out: bool,
}

/// All factors, the largest difference first, those that cannot be told last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// Customers compared.
    pub customers: u32,
    /// Those of them who came back.
    pub came_back: u32,
    /// Their share with its 95 % score interval.
    pub share: Estimate,
    /// First order of the first of them.
    pub from: Day,
    /// The last day a first order could be on to be watched long enough.
    pub to: Day,
    /// One entry a factor.
    pub drivers: Vec<Driver>,
    /// How many differences were looked at together.
    pub looked_at: u32,
}

/// Why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DriverProblem {
    /// Too few customers were watched long enough.
    #[error("60 customers watched for 270 days are needed; there are {have}")]
    TooFew {
        /// Customers whose first order was 270 days ago or earlier.
        have: u32,
    },
}

/// Compares who came back by every [`Factor`]. Only customers whose first order was at least 270 days before the as-of day are
/// looked at. A factor is what is known 90 days after the first order; coming back is an order in the 180 days after that, so
/// that no factor can be an effect of it.
///
/// ```
/// use shared::base::Base;
/// use shared::planning::drivers::{DriverProblem, drivers};
/// assert_eq!(drivers(&Base::default()), Err(DriverProblem::TooFew { have: 0 }));
/// ```
///
/// # Errors
/// When fewer than 60 customers were watched long enough.
pub fn drivers(base: &Base) -> Result<Drivers, DriverProblem> {
    let too_few = |have: usize| DriverProblem::TooFew { have: have as u32 };
    let to = Day(base.as_of.ok_or(too_few(0))?.0 - LANDMARK_DAYS - OUTCOME_DAYS);
    let customers = observed(base, to, LANDMARK_DAYS, OUTCOME_DAYS);
    let first_days = (0..base.customers.len()).filter_map(|row| base.orders.of(row).0.first());
    let from = first_days.min().filter(|_| customers.len() >= 2 * FEWEST_CUSTOMERS as usize);
    let from = *from.ok_or(too_few(customers.len()))?;
    let came_back = customers.iter().filter(|customer| customer.came_back).count();
    let factors: BTreeSet<Factor> = customers.iter().flat_map(|customer| customer.factors).flatten().collect();
    let tables = factors.into_iter().map(|factor| (factor, Table::of(factor, &customers)));
    let mut found: Vec<(Driver, Option<RiskDifference>)> = tables
        .filter(|(_, table)| table.total().without.1 > 0.0)
        .map(|(factor, table)| (table.driver(factor), table.told()))
        .collect();
    let p_values: Vec<f64> = found.iter().filter_map(|(_, told)| told.map(|told| told.p_value())).collect();
    let mut adjusted = holm(&p_values).into_iter();
    for (driver, told) in &mut found {
        driver.stands_out = told.is_some() && adjusted.next().is_some_and(|p| p < 0.05);
    }
    let size = |driver: &Driver| driver.difference.map_or(-1.0, |difference| difference.value.abs());
    found.sort_by(|(one, _), (other, _)| {
        size(other).total_cmp(&size(one)).then(other.customers.cmp(&one.customers)).then(one.factor.cmp(&other.factor))
    });
    Ok(Drivers {
        customers: customers.len() as u32,
        came_back: came_back as u32,
        share: wilson(came_back as f64, customers.len() as f64),
        from,
        to,
        drivers: found.into_iter().map(|(driver, _)| driver).collect(),
        looked_at: p_values.len() as u32,
    })
}

/// Customers with and without a factor, by stratum.
#[derive(Debug, Default)]
struct Table(BTreeMap<i32, Stratum>);

impl Table {
    fn of(factor: Factor, customers: &[Observed]) -> Self {
        let mut table = Self::default();
        for customer in customers {
            // Quarters of the year cannot be compared within one quarter.
            let is_season = matches!(factor, Factor::FirstInQuarter(_));
            let stratum = if is_season { customer.quarter.div_euclid(4) } else { customer.quarter };
            let stratum = table.0.entry(stratum).or_default();
            let side = if customer.factors.contains(&Some(factor)) { &mut stratum.with } else { &mut stratum.without };
            side.1 += 1.0;
            side.0 += f64::from(u8::from(customer.came_back));
        }
        table
    }

    fn total(&self) -> Stratum {
        self.0.values().fold(Stratum::default(), |sum, stratum| Stratum {
            with: (sum.with.0 + stratum.with.0, sum.with.1 + stratum.with.1),
            without: (sum.without.0 + stratum.without.0, sum.without.1 + stratum.without.1),
        })
    }

    /// The difference within strata, if enough customers have the factor and have it not.
    fn told(&self) -> Option<RiskDifference> {
        let total = self.total();
        let fewest = f64::from(FEWEST_CUSTOMERS);
        let strata: Vec<Stratum> = self.0.values().copied().collect();
        risk_difference(&strata).filter(|_| total.with.1 >= fewest && total.without.1 >= fewest)
    }

    fn driver(&self, factor: Factor) -> Driver {
        let total = self.total();
        Driver {
            factor,
            customers: total.with.1 as u32,
            came_back: total.with.0 as u32,
            plain: (total.without.1 > 0.0).then(|| difference(total.with, total.without)),
            difference: self.told().map(|told| told.estimate()),
            stands_out: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Driver, Drivers, FEWEST_CUSTOMERS, Factor, drivers};
    use crate::base::Base;
    use crate::domain::{CustomerId, Day};
    use crate::random::Random;

    /// Customers of two sources over four quarters. `share(source, quarter)` of them come back, at days 91 to 270.
    fn base(seed: u64, customers: u32, share: impl Fn(u16, i32) -> f64, second: f64) -> Base {
        let mut random = Random::new(seed, 0);
        let mut base =
            Base { as_of: Some(Day(365 + 270)), sources: vec!["unknown".into(), "letter".into()], ..Base::default() };
        for _ in 0..customers {
            let first = random.below(365) as i32;
            let quarter = first / 92;
            // More of the second source towards the end.
            let source = u16::from(random.chance(0.2 + 0.2 * f64::from(quarter)));
            let mut days = vec![first];
            if random.chance(second) {
                days.push(first + 1 + random.below(90) as i32);
            }
            if random.chance(share(source, quarter)) {
                days.push(first + 91 + random.below(180) as i32);
            }
            push(&mut base, source, &days, 1_000 + i64::from(random.below(9_000)));
        }
        base
    }

    fn push(base: &mut Base, source: u16, days: &[i32], first_value: i64) {
        base.customers.id.push(CustomerId(base.customers.id.len() as u64));
        base.customers.source.push(source);
        base.orders.day.extend(days.iter().map(|day| Day(*day)));
        base.orders.net_minor.push(first_value);
        base.orders.net_minor.resize(base.orders.day.len(), 500);
        base.orders.start.push(base.orders.day.len() as u32);
    }

    fn find(found: &Drivers, factor: Factor) -> Driver {
        *found.drivers.iter().find(|driver| driver.factor == factor).expect("looked at")
    }

    #[test]
    fn a_known_driver_leads_and_what_means_nothing_does_not_stand_out() {
        let found = drivers(&base(1, 4_000, |source, _| 0.3 + 0.15 * f64::from(source), 0.2)).expect("enough");
        let leads = found.drivers[0];
        assert!(matches!(leads.factor, Factor::Source(_)), "{leads:?}");
        let letter = find(&found, Factor::Source(1));
        let difference = letter.difference.expect("many");
        assert!(letter.stands_out && difference.low < 0.15 && 0.15 < difference.high);
        // Later quarters hold more of that source.
        let is_tied = |factor| matches!(factor, Factor::Source(_) | Factor::FirstInQuarter(_));
        let others = found.drivers.iter().filter(|driver| !is_tied(driver.factor));
        assert_eq!(others.filter(|driver| driver.stands_out).count(), 0);
        assert!(found.drivers.windows(2).all(|pair| {
            let size = |driver: &Driver| driver.difference.map_or(-1.0, |it| it.value.abs());
            size(&pair[0]) >= size(&pair[1])
        }));
        assert_eq!((found.from.0, found.to), (0, Day(365)));
    }

    #[test]
    fn the_interval_of_a_null_factor_holds_zero_about_as_often_as_it_says() {
        let (mut held, mut told, mut called) = (0, 0, 0);
        for seed in 0..120 {
            let found = drivers(&base(seed, 500, |_, _| 0.3, 0.2)).expect("enough");
            called += u32::from(found.drivers.iter().any(|driver| driver.stands_out));
            for driver in &found.drivers {
                let Some(difference) = driver.difference else { continue };
                told += 1;
                held += u32::from(difference.low <= 0.0 && 0.0 <= difference.high);
            }
        }
        let share = f64::from(held) / f64::from(told);
        assert!((0.93..0.97).contains(&share), "{share} of {told}");
        assert!(called <= 13, "5 % of 120 and three standard errors: {called}");
    }

    #[test]
    fn a_source_that_came_with_better_times_is_not_credited_for_them() {
        // Later quarters come back more; the second source has more of them.
        let found = drivers(&base(5, 8_000, |_, quarter| 0.1 + 0.2 * f64::from(quarter), 0.2)).expect("enough");
        let letter = find(&found, Factor::Source(1));
        assert!(letter.plain.expect("others").low > 0.05);
        let within = letter.difference.expect("many");
        assert!(within.low < 0.0 && 0.0 < within.high, "{within:?}");
        assert!(!letter.stands_out);
    }

    #[test]
    fn only_orders_after_the_landmark_and_within_the_window_are_coming_back() {
        let mut base = base(7, 100, |_, _| 0.5, 0.0);
        let before = drivers(&base).expect("enough");
        // The 90th day is before it, the 91st and 270th are in, the 271st is not.
        for (day, customers) in [(90, 40), (91, 41), (270, 42), (271, 43)] {
            for _ in 0..customers {
                push(&mut base, 0, &[10, 10 + day], 1);
            }
        }
        let after = drivers(&base).expect("enough");
        assert_eq!(after.came_back - before.came_back, 41 + 42);
        assert_eq!(after.customers, 100 + 40 + 41 + 42 + 43);
        // Who came later than can be watched is not looked at, whatever they do.
        push(&mut base, 1, &[366, 460], 1);
        assert_eq!(drivers(&base).expect("enough"), after);
    }

    #[test]
    fn few_customers_tell_nothing() {
        let mut base = base(9, 100, |_, _| 0.4, 0.2);
        for _ in 0..FEWEST_CUSTOMERS - 1 {
            push(&mut base, 2, &[5, 200], 70);
        }
        let rare = find(&drivers(&base).expect("enough"), Factor::Source(2));
        assert_eq!((rare.customers, rare.difference, rare.stands_out), (29, None, false));
        assert!(rare.plain.is_some());
        push(&mut base, 2, &[5, 200], 70);
        assert!(find(&drivers(&base).expect("enough"), Factor::Source(2)).difference.is_some());
    }
}
