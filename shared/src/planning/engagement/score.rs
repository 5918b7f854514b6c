//! The engagement score of a customer.

use serde::{Deserialize, Serialize};

use crate::domain::Day;

/// Days looked back: twelve months of thirty.
const YEAR: i32 = 360;
/// Days of a month.
const MONTH: i32 = 30;
/// Months with an order that count as the most.
const MOST_MONTHS: f64 = 6.0;

/// How engaged a customer is: three parts from 0 to 100 over the twelve times 30 days up to a day. Orders are all the data
/// hold; visits, clicks and letters read are not recorded, and consent without its date.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Engagement {
    /// 100/6 for each of the twelve months with an order, at most 100.
    pub months: f64,
    /// Days from the first to the last order of the twelve months, in percent of 360.
    pub span: f64,
    /// 100 for an order on the day itself, falling evenly to 0 for one 360 days ago.
    pub recency: f64,
}

/// A customer's transactions up to a day.
///
/// ```
/// use shared::domain::Day;
/// use shared::planning::engagement::{EngagementBand, EngagementFacts};
/// // Three months with an order, 180 of 360 days from the first to the last, which is 36 days ago.
/// let days = [Day(0), Day(500), Day(560), Day(565), Day(680)];
/// let found = EngagementFacts { days: &days, as_of: Day(716) }.engagement().expect("ordered within the year");
/// assert_eq!((found.months, found.span, found.recency), (50.0, 50.0, 90.0));
/// assert_eq!(found.score(), (50.0 + 50.0 + 90.0) / 3.0);
/// assert_eq!(found.band(), EngagementBand::Engaged);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngagementFacts<'a> {
    /// Days of the transactions up to `as_of`, ascending.
    pub days: &'a [Day],
    /// The day.
    pub as_of: Day,
}

impl EngagementFacts<'_> {
    /// `None` for somebody without an order in the twelve months.
    #[must_use]
    pub fn engagement(&self) -> Option<Engagement> {
        let from = self.days.partition_point(|day| day.0 <= self.as_of.0 - YEAR);
        let days = &self.days[from..];
        let (first, last) = (days.first()?, days.last()?);
        let month = |day: &Day| (self.as_of.0 - day.0) / MONTH;
        let months = days.chunk_by(|one, other| month(one) == month(other)).count();
        let percent_of_year = |days: i32| 100.0 * f64::from(days) / f64::from(YEAR);
        Some(Engagement {
            months: 100.0 * (months as f64 / MOST_MONTHS).min(1.0),
            span: percent_of_year(last.0 - first.0),
            recency: 100.0 - percent_of_year(self.as_of.0 - last.0),
        })
    }
}

impl Engagement {
    /// The mean of the three parts, from 0 to 100.
    #[must_use]
    pub fn score(&self) -> f64 {
        (self.months + self.span + self.recency) / 3.0
    }

    /// The band of the score.
    #[must_use]
    pub fn band(&self) -> EngagementBand {
        EngagementBand::of(self.score())
    }
}

/// Names for stretches of the score. One order alone never reaches the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngagementBand {
    /// A score of at least 70.
    Fully,
    /// From 40 to below 70.
    Engaged,
    /// Below 40.
    Little,
}

impl EngagementBand {
    /// All bands, most engaged first.
    pub const ALL: [Self; 3] = [Self::Fully, Self::Engaged, Self::Little];

    /// The band of a score.
    ///
    /// ```
    /// use shared::planning::engagement::EngagementBand::{self, Engaged, Fully, Little};
    /// assert_eq!([70.0, 69.9, 40.0, 39.9].map(EngagementBand::of), [Fully, Engaged, Engaged, Little]);
    /// ```
    #[must_use]
    pub fn of(score: f64) -> Self {
        if score >= 70.0 {
            Self::Fully
        } else if score >= 40.0 {
            Self::Engaged
        } else {
            Self::Little
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Engagement, EngagementBand, EngagementFacts};
    use crate::domain::Day;

    fn engagement(days: &[i32]) -> Option<Engagement> {
        let days: Vec<Day> = days.iter().map(|day| Day(*day)).collect();
        EngagementFacts { days: &days, as_of: Day(1_000) }.engagement()
    }

    #[test]
    fn one_order_is_never_engaged() {
        let today = engagement(&[1_000]).expect("today");
        assert_eq!((today.span, today.recency), (0.0, 100.0));
        assert_eq!(today.band(), EngagementBand::Little);
    }

    #[test]
    fn months_are_counted_once_and_back_from_the_day() {
        // 0 to 29 days ago is one month, 30 days ago the next.
        let months = |days: &[i32]| (engagement(days).expect("lately").months * 0.06).round();
        assert_eq!(months(&[971, 985, 1_000]), 1.0);
        assert_eq!(months(&[970, 985, 1_000]), 2.0);
        assert_eq!(months(&[700, 750, 800, 850, 900, 950, 990]), 6.0, "six are the most");
    }

    #[test]
    fn who_did_not_order_within_the_year_is_left_out() {
        assert_eq!(engagement(&[100, 640]), None);
        let oldest = engagement(&[100, 641]).expect("359 days ago");
        assert!(oldest.recency > 0.0 && oldest.recency < 0.3);
        assert_eq!(oldest.span, 0.0, "orders before the year do not count");
    }

    #[test]
    fn another_order_today_never_lowers_the_score() {
        let mut random = crate::random::Random::new(2, 0);
        for _ in 0..300 {
            let mut days: Vec<i32> = (0..1 + random.below(6)).map(|_| 645 + random.below(350) as i32).collect();
            days.sort_unstable();
            days.dedup();
            let before = engagement(&days).expect("within the year").score();
            days.push(1_000);
            assert!(engagement(&days).expect("within the year").score() > before);
        }
    }
}
