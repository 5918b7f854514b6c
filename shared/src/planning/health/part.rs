//! The parts of the health score.

use serde::{Deserialize, Serialize};

use crate::domain::Day;

/// Days of each of the two stretches whose orders are compared.
const TREND_DAYS: i32 = 180;
/// Orders whose value is compared with that of the earlier ones.
const RECENT_ORDERS: usize = 2;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HealthPart {
    /// How likely they still are a customer: 100 P(alive).
    Presence,
    /// How late they are against their own rhythm: 100 up to one mean gap of silence, falling evenly to 0 at three.
    Rhythm,
    /// Whether they order more often than before: orders of the last 180 days, r, against the 180 days before, e, as
    /// 100 (r + 1)/(r + e + 2), so that one order more or less says little; 50 is no change.
    OrderTrend,
    /// Whether they order for more than before: mean value of the last two orders, v, against the mean of all earlier ones,
    /// w, as 100 v/(v + w); 50 is no change.
    ValueTrend,
    /// Share of what they bought that they did not send back, in percent.
    Kept,
    /// Whether they want to hear from us by e-mail: 100 where allowed, 0 where refused.
    Consent,
}

impl HealthPart {
    /// All parts, in the order of [`HealthParts`].
    pub const ALL: [Self; 6] =
        [Self::Presence, Self::Rhythm, Self::OrderTrend, Self::ValueTrend, Self::Kept, Self::Consent];

    /// Whether the orders tell it as of any day. Of refunds and consent only the present state is kept.
    #[must_use]
    pub fn is_dated(self) -> bool {
        !matches!(self, Self::Kept | Self::Consent)
    }
}

/// A customer's parts in the order of [`HealthPart::ALL`], each from 0 to 100; `None` where it cannot be known.
pub type HealthParts = [Option<f64>; 6];

/// What is known of a customer on a day.
///
/// ```
/// use shared::domain::Day;
/// use shared::planning::health::HealthFacts;
/// // Every 30 days, now silent for 60: twice the own gap.
/// let days = [Day(0), Day(30), Day(60)];
/// let facts = HealthFacts {
///     days: &days, net_minor: &[500; 3], as_of: Day(120),
///     probability_alive: Some(0.4), refunds_minor: Some(-150), consent: None,
/// };
/// assert_eq!(facts.parts(), [Some(40.0), Some(50.0), None, None, Some(90.0), None]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HealthFacts<'a> {
    /// Days of the transactions up to `as_of`, ascending.
    pub days: &'a [Day],
    /// Their net values, minor units.
    pub net_minor: &'a [i64],
    /// The day.
    pub as_of: Day,
    /// P(alive) on the day, where the model says it.
    pub probability_alive: Option<f64>,
    /// What was paid back, zero or negative, minor units; `None` where it is not known as of the day.
    pub refunds_minor: Option<i64>,
    /// Whether e-mail is allowed; `None` where nobody said, or it is not known as of the day.
    pub consent: Option<bool>,
}

impl HealthFacts<'_> {
    /// The parts.
    #[must_use]
    pub fn parts(&self) -> HealthParts {
        [
            self.probability_alive.map(|alive| 100.0 * alive),
            self.rhythm(),
            self.order_trend(),
            self.value_trend(),
            self.kept(),
            self.consent.map(|given| if given { 100.0 } else { 0.0 }),
        ]
    }

    /// From two orders on.
    fn rhythm(&self) -> Option<f64> {
        let [first, .., last] = self.days else { return None };
        let mean_gap = f64::from(last.0 - first.0) / (self.days.len() - 1) as f64;
        let lateness = f64::from(self.as_of.0 - last.0) / mean_gap;
        Some((50.0 * (3.0 - lateness)).clamp(0.0, 100.0))
    }

    /// Of customers whose first order lies before both stretches (it would count as growth) and who ordered in one of them.
    fn order_trend(&self) -> Option<f64> {
        let start = self.as_of.0 - 2 * TREND_DAYS;
        if self.days.first()?.0 > start {
            return None;
        }
        let since = |day: i32| self.days.len() - self.days.partition_point(|it| it.0 <= day);
        let (both, recent) = (since(start), since(self.as_of.0 - TREND_DAYS));
        (both > 0).then(|| 100.0 * (recent as f64 + 1.0) / (both as f64 + 2.0))
    }

    /// From four orders on.
    fn value_trend(&self) -> Option<f64> {
        let earlier = self.net_minor.len().checked_sub(RECENT_ORDERS).filter(|earlier| *earlier >= 2)?;
        let mean = |values: &[i64]| values.iter().map(|value| *value as f64).sum::<f64>() / values.len() as f64;
        let (earlier, recent) = self.net_minor.split_at(earlier);
        let (recent, earlier) = (mean(recent), mean(earlier));
        (recent + earlier > 0.0).then(|| 100.0 * recent / (recent + earlier))
    }

    fn kept(&self) -> Option<f64> {
        let bought: i64 = self.net_minor.iter().sum();
        let refunded = self.refunds_minor.filter(|_| bought > 0)?;
        Some((100.0 * (1.0 + refunded as f64 / bought as f64)).clamp(0.0, 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{HealthFacts, HealthPart};
    use crate::domain::Day;

    fn parts(as_of: i32, orders: &[(i32, i64)]) -> [Option<f64>; 6] {
        let days: Vec<Day> = orders.iter().map(|order| Day(order.0)).collect();
        let net_minor: Vec<i64> = orders.iter().map(|order| order.1).collect();
        let as_of = Day(as_of);
        let facts = HealthFacts {
            days: &days,
            net_minor: &net_minor,
            as_of,
            probability_alive: None,
            refunds_minor: None,
            consent: None,
        };
        facts.parts()
    }

    fn part(part: HealthPart, as_of: i32, orders: &[(i32, i64)]) -> Option<f64> {
        parts(as_of, orders)[part as usize]
    }

    #[test]
    fn lateness_counts_from_one_gap_to_three() {
        let orders = [(0, 1), (15, 1), (40, 1)];
        for (as_of, expected) in [(40, 100.0), (60, 100.0), (70, 75.0), (80, 50.0), (100, 0.0), (500, 0.0)] {
            assert_eq!(part(HealthPart::Rhythm, as_of, &orders), Some(expected), "{as_of}");
        }
        assert_eq!(part(HealthPart::Rhythm, 60, &orders[..1]), None, "one order has no rhythm");
    }

    #[test]
    fn the_order_trend_compares_two_half_years_after_the_first_order() {
        let trend = |orders: &[(i32, i64)]| part(HealthPart::OrderTrend, 360, orders);
        // Days 1 to 180 and 181 to 360.
        assert_eq!(trend(&[(0, 1), (180, 1), (181, 1), (360, 1)]), Some(100.0 * 3.0 / 5.0));
        assert_eq!(trend(&[(0, 1), (10, 1), (20, 1), (30, 1)]), Some(20.0));
        assert_eq!(trend(&[(0, 1), (100, 1), (300, 1)]), Some(50.0));
        assert_eq!(trend(&[(0, 1)]), None, "no order in either");
        assert_eq!(trend(&[(1, 1), (300, 1)]), None, "the first order would count");
    }

    #[test]
    fn the_value_trend_needs_two_orders_to_compare_with() {
        let trend = |values: &[i64]| {
            let orders: Vec<(i32, i64)> = (0..).zip(values.iter().copied()).collect();
            part(HealthPart::ValueTrend, 9, &orders)
        };
        assert_eq!(trend(&[100, 300, 500, 700]), Some(75.0));
        assert_eq!(trend(&[50, 50, 50, 50, 50]), Some(50.0));
        assert_eq!(trend(&[1, 1, 1]), None);
    }

    #[test]
    fn refunds_and_consent_are_those_given() {
        let facts = HealthFacts {
            days: &[Day(0)],
            net_minor: &[1_000],
            as_of: Day(5),
            probability_alive: Some(0.25),
            refunds_minor: Some(-2_000),
            consent: Some(false),
        };
        assert_eq!(facts.parts(), [Some(25.0), None, None, None, Some(0.0), Some(0.0)]);
    }

    #[test]
    fn parts_stand_in_the_order_of_their_list() {
        assert!(HealthPart::ALL.into_iter().enumerate().all(|(index, part)| part as usize == index));
    }
}
