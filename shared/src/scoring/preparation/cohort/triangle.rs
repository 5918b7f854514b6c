//! What each cohort did in each period since.

use super::CohortPeriod;
use crate::domain::Day;

/// Cohorts of customers, each with what it did from its own period to that of the as-of day: a triangle, since a
/// younger cohort has fewer periods behind it.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::cohort::{CohortPeriod, CohortTriangle};
/// // Day 0 is the first of January 1970, day 31 of February, day 59 of March.
/// let (ada, ben) = ([Day(5), Day(33), Day(70)], [Day(40)]);
/// let rows = [(&ada[..], &[500, 200, 300][..]), (&ben[..], &[900][..])];
/// let triangle = CohortTriangle::of(rows, CohortPeriod::Month, Day(70));
/// assert_eq!(triangle.cohorts.iter().map(|cohort| cohort.cells.len()).collect::<Vec<_>>(), [3, 2, 1]);
/// // The as-of day is the twelfth of March.
/// assert!(!triangle.last_period_is_whole);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortTriangle {
    /// How long a period is.
    pub period: CohortPeriod,
    /// One for each period from the first with a first purchase to that of the as-of day, those without a first
    /// purchase too.
    pub cohorts: Vec<Cohort>,
    /// Whether the as-of day is the last of its period. Where it is not, the last cell of every cohort is still open
    /// and must not be compared with the others.
    pub last_period_is_whole: bool,
}

/// The customers whose first purchase lies in one period.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::cohort::{CohortPeriod, CohortTriangle};
/// let (ada, ben) = ([Day(5), Day(33)], [Day(12)]);
/// let rows = [(&ada[..], &[500, 200][..]), (&ben[..], &[900][..])];
/// let january = &CohortTriangle::of(rows, CohortPeriod::Month, Day(58)).cohorts[0];
/// assert_eq!((january.first_day, january.customers), (Day(0), 2));
/// // One of two bought in the month after; March is still to come.
/// assert_eq!((january.active_share(1), january.active_share(2)), (Some(0.5), None));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// First day of the period.
    pub first_day: Day,
    /// Their number.
    pub customers: u32,
    /// What they did, one cell a period, that of the first purchase first.
    pub cells: Vec<CohortCell>,
}

/// What a cohort did in one period.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::cohort::{CohortCell, CohortPeriod, CohortTriangle};
/// let days = [Day(5), Day(33), Day(40)];
/// let triangle = CohortTriangle::of([(&days[..], &[500, 200, 300][..])], CohortPeriod::Month, Day(58));
/// assert_eq!(triangle.cohorts[0].cells[1], CohortCell { active: 1, transactions: 2, spend: 500 });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CohortCell {
    /// Customers with a transaction.
    pub active: u32,
    /// Transactions.
    pub transactions: u32,
    /// Their value.
    pub spend: i64,
}

impl CohortTriangle {
    /// Counts every customer's transactions (days ascending, and values) up to the as-of day.
    #[must_use]
    pub fn of<'a>(
        rows: impl IntoIterator<Item = (&'a [Day], &'a [i64])> + Clone,
        period: CohortPeriod,
        as_of: Day,
    ) -> Self {
        let last = period.number(as_of);
        let firsts = rows.clone().into_iter().filter_map(|(days, _)| days.first().copied());
        let first = firsts.filter(|day| *day <= as_of).min().map_or(last + 1, |day| period.number(day));
        let mut cohorts: Vec<Cohort> = (first..=last)
            .map(|number| Cohort {
                first_day: period.first_day(number),
                customers: 0,
                cells: vec![CohortCell::default(); (last - number) as usize + 1],
            })
            .collect();
        for (days, values) in rows {
            let known = days.partition_point(|day| *day <= as_of);
            if let Some(born) = days[..known].first().map(|day| period.number(*day)) {
                cohorts[(born - first) as usize].add(&days[..known], values, |day| period.number(day) - born);
            }
        }
        Self { period, cohorts, last_period_is_whole: period.number(Day(as_of.0.saturating_add(1))) > last }
    }
}

impl Cohort {
    fn add(&mut self, days: &[Day], values: &[i64], periods_since: impl Fn(Day) -> i32) {
        self.customers += 1;
        let mut last_active = None;
        for (day, value) in days.iter().zip(values) {
            let since = periods_since(*day);
            let cell = &mut self.cells[since as usize];
            cell.active += u32::from(last_active != Some(since));
            cell.transactions += 1;
            cell.spend = cell.spend.saturating_add(*value);
            last_active = Some(since);
        }
    }

    /// Share of the cohort's customers who bought in the period so many after their first; `None` beyond the as-of
    /// day or without customers.
    #[must_use]
    pub fn active_share(&self, periods_since: usize) -> Option<f64> {
        let cell = self.cells.get(periods_since).filter(|_| self.customers > 0)?;
        Some(f64::from(cell.active) / f64::from(self.customers))
    }
}

#[cfg(test)]
mod tests {
    use super::{CohortCell, CohortTriangle};
    use crate::domain::Day;
    use crate::scoring::preparation::cohort::CohortPeriod;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    #[test]
    fn the_triangle_is_the_one_counted_by_hand() {
        let ada = [day("2024-01-05"), day("2024-01-20"), day("2024-03-02")];
        let ben = [day("2024-01-31"), day("2024-02-01")];
        let cleo = [day("2024-03-09"), day("2024-04-01")];
        let rows = [(&ada[..], &[10, 20, 30][..]), (&ben, &[5, 6]), (&cleo, &[7, 100])];
        let triangle = CohortTriangle::of(rows, CohortPeriod::Month, day("2024-03-31"));
        assert!(triangle.last_period_is_whole);
        let cell = |active, transactions, spend| CohortCell { active, transactions, spend };
        let shape: Vec<_> = triangle.cohorts.iter().map(|cohort| (cohort.customers, cohort.cells.len())).collect();
        assert_eq!(shape, [(2, 3), (0, 2), (1, 1)]);
        assert_eq!(triangle.cohorts[0].cells, [cell(2, 3, 35), cell(1, 1, 6), cell(1, 1, 30)]);
        assert_eq!(triangle.cohorts[0].first_day, day("2024-01-01"));
        assert_eq!(triangle.cohorts[2].cells, [cell(1, 1, 7)], "what came after the as-of day is not known");
        assert_eq!(triangle.cohorts[0].active_share(1), Some(0.5));
        assert_eq!((triangle.cohorts[0].active_share(3), triangle.cohorts[1].active_share(0)), (None, None));

        let quarters = CohortTriangle::of(rows, CohortPeriod::Quarter, day("2024-04-01"));
        assert!(!quarters.last_period_is_whole);
        assert_eq!(quarters.cohorts[0].cells, [cell(3, 6, 78), cell(1, 1, 100)]);
    }

    #[test]
    fn nobody_makes_no_cohort() {
        assert!(CohortTriangle::of([], CohortPeriod::Month, Day(0)).cohorts.is_empty());
        let later = [Day(5)];
        let rows = [(&later[..], &[1_i64][..])];
        assert!(CohortTriangle::of(rows, CohortPeriod::Month, Day(0)).cohorts.is_empty());
    }
}
