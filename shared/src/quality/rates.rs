//! Whether the rates of other currencies are fresh.

use serde::{Deserialize, Serialize};

use crate::domain::{Currency, Day, Rates};

/// Days after which the newest rate of a currency is stale: a month and a few days, so that who enters one a month is not told.
pub const STALE_DAYS: u32 = 35;

/// How old the rate of a currency is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateAge {
    /// The currency.
    pub currency: Currency,
    /// First day of the rate that counts today; `None` where all begin later.
    pub from: Option<Day>,
    /// Days since then.
    pub days: Option<u32>,
    /// Whether it is older than [`STALE_DAYS`], or none counts yet.
    pub is_stale: bool,
}

/// The age of the rate that counts today, of every currency that has rates; the oldest first.
#[must_use]
pub fn rate_ages(rates: &Rates, today: Day) -> Vec<RateAge> {
    let mut ages: Vec<RateAge> = Vec::new();
    for rate in &rates.rates {
        if ages.last().is_none_or(|last| last.currency != rate.currency) {
            let from = rates.of(rate.currency, today).map(|rate| rate.from);
            let days = from.map(|from| (today.0 - from.0).unsigned_abs());
            let is_stale = days.is_none_or(|days| days > STALE_DAYS);
            ages.push(RateAge { currency: rate.currency, from, days, is_stale });
        }
    }
    // A currency without a rate that counts is worse than any old one.
    ages.sort_by_key(|age| (std::cmp::Reverse(age.days.unwrap_or(u32::MAX)), age.currency));
    ages
}

#[cfg(test)]
mod tests {
    use super::rate_ages;
    use crate::domain::{Day, Rate, Rates};

    #[test]
    fn the_rate_that_counts_today_has_an_age_and_later_ones_do_not_count() {
        let rate = |currency: &str, from: i32| Rate {
            currency: currency.parse().expect("a currency"),
            from: Day(from),
            rate: "0.9".parse().expect("a number"),
            note: String::new(),
        };
        let rates = Rates::new(vec![
            rate("USD", 900),
            rate("USD", 965),
            rate("GBP", 964),
            rate("CHF", 1_001),
            rate("SEK", 1_000),
        ]);
        let ages = rate_ages(&rates, Day(1_000));
        let told: Vec<_> = ages.iter().map(|age| (age.currency.to_string(), age.days, age.is_stale)).collect();
        let expected =
            [("CHF", None, true), ("GBP", Some(36), true), ("USD", Some(35), false), ("SEK", Some(0), false)];
        assert_eq!(told, expected.map(|(currency, days, is_stale)| (currency.to_owned(), days, is_stale)));
        assert_eq!(rate_ages(&Rates::default(), Day(1_000)), []);
    }
}
