//! Whether what has come again and again is late against its own rhythm.

use std::collections::BTreeSet;

const DAY_SECONDS: i64 = 86_400;

/// Fewest different days on which something came before it has a rhythm.
pub const FEWEST_DAYS: usize = 6;

/// Below so many days of history the longest gap may not have been seen yet.
const SHORT_SPAN: i64 = 14 * DAY_SECONDS;

/// The longest gap is taken to be this long at least where the history is that short: a weekend.
const WEEKEND: i64 = 2 * DAY_SECONDS;

/// How something that comes again and again stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// When it came last, seconds since 1970.
    pub last: i64,
    /// The longest time between two arrivals, seconds.
    pub longest_gap: i64,
    /// How long it has not come, seconds.
    pub silent: i64,
    /// Silence beyond this is late, seconds.
    pub limit: i64,
}

impl Rhythm {
    /// Whether it is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.silent > self.limit
    }
}

/// The rhythm of arrivals at these seconds, in any order; `None` where they came on fewer than [`FEWEST_DAYS`] different days,
/// unless there were more of them than are known (`is_cut`).
///
/// It is late when the silence is longer than twice the longest gap, and by a day at least. Were arrivals as likely at any time as
/// at any other, one of *n* + 1 gaps in a row would be told with probability 2 / ((*n* + 1)(*n* + 2)): 5 % after six arrivals, 0.2 % after 31.
///
/// ```
/// use shared::quality::rhythm;
/// let weekly: Vec<i64> = (0..8).map(|week| week * 7 * 86_400).collect();
/// let days_after = |days: i64| rhythm(&weekly, (49 + days) * 86_400, false).expect("a rhythm").is_late();
/// assert!(!days_after(14) && days_after(15));
/// ```
#[must_use]
pub fn rhythm(arrivals: &[i64], now: i64, is_cut: bool) -> Option<Rhythm> {
    let mut sorted: Vec<i64> = arrivals.iter().copied().filter(|at| *at <= now).collect();
    sorted.sort_unstable();
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let days: BTreeSet<i64> = sorted.iter().map(|at| at.div_euclid(DAY_SECONDS)).collect();
    if days.len() < FEWEST_DAYS && !is_cut {
        return None;
    }
    let longest_gap = sorted.windows(2).map(|pair| pair[1] - pair[0]).max()?;
    let assumed = if last - first < SHORT_SPAN { longest_gap.max(WEEKEND) } else { longest_gap };
    let limit = (2 * assumed).max(assumed + DAY_SECONDS);
    Some(Rhythm { last, longest_gap, silent: now - last, limit })
}

#[cfg(test)]
mod tests {
    use super::{DAY_SECONDS, rhythm};
    use crate::random::Random;

    #[test]
    fn five_days_are_no_rhythm_and_many_at_once_neither() {
        let daily: Vec<i64> = (0..5).map(|day| day * DAY_SECONDS).collect();
        assert_eq!(rhythm(&daily, 100 * DAY_SECONDS, false), None);
        let burst: Vec<i64> = (0..50).map(|minute| minute * 60).collect();
        assert_eq!(rhythm(&burst, 100 * DAY_SECONDS, false), None);
        assert_eq!(rhythm(&[], 0, false), None);
        assert!(rhythm(&burst, 100 * DAY_SECONDS, true).expect("more than are known").is_late());
    }

    #[test]
    fn a_short_history_may_be_before_its_first_weekend() {
        let daily: Vec<i64> = (0..6).map(|day| day * DAY_SECONDS).collect();
        let after = |days: i64| rhythm(&daily, (5 + days) * DAY_SECONDS, false).expect("a rhythm");
        assert!(!after(4).is_late());
        assert!(after(5).is_late());
        assert_eq!((after(5).longest_gap, after(5).silent), (DAY_SECONDS, 5 * DAY_SECONDS));
        let longer: Vec<i64> = (0..20).map(|day| day * DAY_SECONDS).collect();
        assert!(rhythm(&longer, 22 * DAY_SECONDS, false).expect("a rhythm").is_late());
        assert!(!rhythm(&longer, 21 * DAY_SECONDS, false).expect("a rhythm").is_late());
    }

    #[test]
    fn the_order_does_not_matter_and_what_is_to_come_does_not_count() {
        let days = [0, 9, 4, 30, 2, 16, 11].map(|day| day * DAY_SECONDS);
        let mut turned = days;
        turned.reverse();
        let now = 31 * DAY_SECONDS;
        assert_eq!(rhythm(&days, now, false), rhythm(&turned, now, false));
        let with_later = [&days[..], &[now + 1]].concat();
        assert_eq!(rhythm(&with_later, now, false), rhythm(&days, now, false));
    }

    #[test]
    fn arrivals_by_chance_are_told_as_rarely_as_said() {
        let mut draw = Random::new(5, 0);
        for (gaps, most) in [(5_usize, 0.0476), (30, 0.002_02)] {
            let tries = 20_000;
            let mut told = 0;
            for _ in 0..tries {
                // Twenty days on average: neither the day nor the weekend decides.
                let mut at = 0;
                let mut arrivals = vec![0];
                for _ in 0..gaps {
                    at += (draw.exponential(1.0) * 20.0 * DAY_SECONDS as f64) as i64;
                    arrivals.push(at);
                }
                let next = (draw.exponential(1.0) * 20.0 * DAY_SECONDS as f64) as i64;
                told += u32::from(rhythm(&arrivals, at + next, true).is_some_and(|rhythm| rhythm.is_late()));
            }
            let share = f64::from(told) / f64::from(tries);
            // Four standard errors.
            let error = 4.0 * (most * (1.0 - most) / f64::from(tries)).sqrt();
            assert!((share - most).abs() < error, "{gaps} gaps: {share} and not {most}");
        }
    }
}
