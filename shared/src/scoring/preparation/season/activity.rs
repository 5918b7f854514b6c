//! Repeat purchases by week, and whose they could have been.

use crate::domain::Day;

/// Days of a bin of the calendar, and of the first bins of customers' ages.
const BIN: usize = 7;
/// Width of an age band relative to its beginning: rates of repeat purchase change slower the older customers are.
const GROWTH: f64 = 0.35;

/// Repeat purchases in weeks of the calendar, the last of which ends on the as-of day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Activity {
    /// The middle of each week, in days since 1970.
    pub(super) middle: Vec<f64>,
    /// Repeat purchases in each week.
    pub(super) purchases: Vec<f64>,
    /// Customers by the time since their first purchase.
    pub(super) bands: Vec<AgeBand>,
}

/// Customers whose first purchase was so many days ago.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AgeBand {
    /// Repeat purchases of customers of that age.
    pub(super) purchases: f64,
    /// Days that customers spent at that age in each week.
    pub(super) customer_days: Vec<f64>,
}

impl Activity {
    /// Of all customers' transactions, days ascending, from the `first` day of all to the as-of day; later ones are not
    /// looked at.
    pub(super) fn of(rows: &[&[Day]], first: Day, as_of: Day) -> Self {
        let days = as_of.0.abs_diff(first.0) as usize + 1;
        let weeks = days.div_ceil(BIN);
        let place = |day: Day| (day >= first && day <= as_of).then(|| day.0.abs_diff(first.0) as usize);
        let week = |day: usize| weeks - 1 - (days - 1 - day) / BIN;
        let edges = band_edges(days);
        let mut arrivals = vec![0.0; days];
        let mut purchases = vec![0.0; weeks];
        let mut of_band = vec![0.0; edges.len()];
        for row in rows {
            let Some(start) = row.first().and_then(|day| place(*day)) else { continue };
            arrivals[start] += 1.0;
            for day in row[1..].iter().map_while(|day| place(*day)).filter(|day| *day > start) {
                purchases[week(day)] += 1.0;
                of_band[edges.partition_point(|edge| *edge <= day - start) - 1] += 1.0;
            }
        }
        let until = running_sums(&arrivals);
        let band = |(number, purchases): (usize, f64)| {
            let (youngest, next) = (edges[number], edges.get(number + 1).copied().unwrap_or(days));
            let mut customer_days = vec![0.0; weeks];
            for day in youngest..days {
                // Those who came from `next - 1` to `youngest` days before.
                customer_days[week(day)] += until[day + 1 - youngest] - until[(day + 1).saturating_sub(next)];
            }
            AgeBand { purchases, customer_days }
        };
        let bands = of_band.into_iter().enumerate().map(band).filter(|band| band.purchases > 0.0).collect();
        let last = f64::from(as_of.0);
        let middle = (0..weeks).map(|week| last + 1.0 - (BIN as f64) * ((weeks - week) as f64 - 0.5));
        Self { middle: middle.collect(), purchases, bands }
    }
}

/// First days of the age bands: a repeat purchase is at least a day after the first one.
fn band_edges(days: usize) -> Vec<usize> {
    let mut edges = vec![1];
    loop {
        let edge = edges[edges.len() - 1];
        let next = edge + BIN * ((edge as f64 * GROWTH / BIN as f64) as usize).max(1);
        if next >= days {
            return edges;
        }
        edges.push(next);
    }
}

/// Sums of all numbers before each position.
fn running_sums(numbers: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    for number in numbers {
        sum += number;
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::Activity;
    use crate::domain::Day;

    #[test]
    fn purchases_and_days_of_customers_are_counted_once() {
        let rows: [&[Day]; 4] =
            [&[Day(10), Day(12), Day(40), Day(75)], &[Day(10)], &[Day(33), Day(34), Day(90)], &[Day(90), Day(91)]];
        let activity = Activity::of(&rows, Day(10), Day(80));
        assert_eq!(activity.purchases.len(), 11);
        assert_eq!(activity.purchases.iter().sum::<f64>(), 4.0);
        assert_eq!(activity.bands.iter().map(|band| band.purchases).sum::<f64>(), 4.0);
        // Days 74 to 80: the first of three customers bought.
        assert_eq!((activity.purchases[10], activity.middle[10]), (1.0, 77.5));
        let days_of = |week: usize| activity.bands.iter().map(|band| band.customer_days[week]).sum::<f64>();
        assert!(days_of(10) <= 21.0 && days_of(10) > 0.0);
    }

    #[test]
    fn every_day_of_every_customer_lies_in_one_band() {
        // A customer a day, each of whom buys again every day.
        let days: Vec<Day> = (0..120).map(Day).collect();
        let rows: Vec<&[Day]> = (0..120).map(|start| &days[start..]).collect();
        let activity = Activity::of(&rows, Day(0), Day(119));
        let all: f64 = activity.bands.iter().flat_map(|band| &band.customer_days).sum();
        assert_eq!(all, 120.0 * 119.0 / 2.0);
        for band in &activity.bands {
            assert_eq!(band.purchases, band.customer_days.iter().sum::<f64>());
        }
    }
}
