//! Histories on operational time.

use super::SeasonalIndex;
use crate::domain::Day;
use crate::math::ln;
use crate::scoring::{Histories, History, LogGaps};

/// A customer's history on operational time, recency U(last) − U(first) and age U(as-of day) − U(first), and the sum of
/// the logarithms of the gaps in operational weeks, from the days of the transactions in ascending order, one a day.
/// Days after the as-of day are not looked at; `None` where there is no other.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::season::{SeasonalIndex, operational_history};
/// // Without a season it is the history in weeks; gaps of one and two weeks have logarithms of 0 and ln 2.
/// let days = [Day(0), Day(7), Day(21), Day(70)];
/// let (history, log_gaps) = operational_history(&SeasonalIndex::flat(), &days, Day(35)).expect("a transaction");
/// assert_eq!((history.frequency, history.recency, history.age), (2, 3.0, 5.0));
/// assert!((log_gaps - 2.0_f64.ln()).abs() < 1e-12);
/// ```
#[must_use]
pub fn operational_history(index: &SeasonalIndex, days: &[Day], as_of: Day) -> Option<(History, f64)> {
    let days = &days[..days.partition_point(|day| *day <= as_of)];
    let (first, last) = (*days.first()?, *days.last()?);
    let history = History {
        frequency: days.len() as u32 - 1,
        recency: index.between(first, last).get(),
        age: index.between(first, as_of).get(),
    };
    let log_gaps = days.windows(2).map(|pair| ln(index.between(pair[0], pair[1]).get())).sum();
    Some((history, log_gaps))
}

/// All customers' [histories](operational_history), with the sums of log gaps; customers without a transaction by the
/// as-of day are left out.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::season::{SeasonalIndex, operational_histories};
/// let index = SeasonalIndex::new(&[[1.0; 26], [3.0; 26]].concat())?;
/// // Two orders a fortnight apart in September 2024, when everybody buys 1.5 times as much as on average.
/// let histories = operational_histories(&index, [&[Day(19_967), Day(19_981)][..], &[]], Day(19_995));
/// let history = histories.iter().next().expect("a customer with a transaction");
/// assert!((history.recency - 3.0).abs() < 1e-9 && (history.age - 6.0).abs() < 1e-9);
/// assert_eq!(histories.customers(), 1.0);
/// # Ok::<(), shared::scoring::preparation::season::SeasonalIndexError>(())
/// ```
///
/// # Panics
/// When a customer has two transactions on one day.
#[must_use]
pub fn operational_histories<'a>(
    index: &SeasonalIndex,
    rows: impl IntoIterator<Item = &'a [Day]>,
    as_of: Day,
) -> Histories {
    let histories = rows.into_iter().filter_map(|days| operational_history(index, days, as_of));
    let (histories, log_gaps): (Vec<History>, Vec<f64>) = histories.unzip();
    let log_gaps = LogGaps::from_weeks(&histories, &log_gaps).expect("sums of the logarithms of these gaps");
    Histories::from_weeks(&histories).with_log_gaps(log_gaps).expect("of the same customers")
}

#[cfg(test)]
mod tests {
    use super::super::SeasonalIndex;
    use super::{operational_histories, operational_history};
    use crate::domain::Day;
    use crate::math::ln;
    use crate::scoring::History;

    #[test]
    fn without_a_season_histories_are_those_of_the_calendar() {
        let days = [Day(100), Day(107), Day(121), Day(300)];
        let (history, log_gaps) = operational_history(&SeasonalIndex::flat(), &days, Day(170)).expect("known");
        assert_eq!(history, History { frequency: 2, recency: 3.0, age: 10.0 });
        assert!((log_gaps - ln(2.0)).abs() < 1e-15);
        assert_eq!(operational_history(&SeasonalIndex::flat(), &days, Day(99)), None);
        let all = operational_histories(&SeasonalIndex::flat(), [&days[..], &days[3..]], Day(170));
        assert_eq!((all.customers(), all.len()), (1.0, 1));
    }

    #[test]
    fn a_high_season_is_a_long_time() {
        let index = SeasonalIndex::new(&[[1.0; 26], [3.0; 26]].concat()).expect("positive");
        let age = |first: i32| operational_history(&index, &[Day(first)], Day(first + 90)).expect("known").0.age;
        assert!((age(20) - 45.0 / 7.0).abs() < 1e-9 && (age(220) - 135.0 / 7.0).abs() < 1e-9);
    }
}
