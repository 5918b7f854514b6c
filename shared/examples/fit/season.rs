//! The season of the orders.

use serde_json::{Value, json};
use shared::domain::Day;
use shared::math::ln;
use shared::scoring::preparation::season::{SeasonEstimate, SeasonUnknown, estimate_season, operational_history};
use shared::scoring::{DAYS_PER_WEEK, Weeks};

use super::table::Table;

/// A season, and where predictions start.
#[derive(Debug)]
pub(super) struct Season {
    pub(super) estimate: SeasonEstimate,
    pub(super) as_of: Day,
    /// Sum of the logarithms of the index on the days of repeat purchases: what a log-likelihood on the season's clock
    /// lacks to be one on the calendar's.
    log_index: f64,
}

impl Table {
    /// Puts recency, age and log gaps of the table, whose customers' days of purchase these are, on the clock of the
    /// season; says on standard error where there is none to tell.
    pub(super) fn put_on_season(&mut self, days: &[&[Day]], as_of: Day) {
        let estimate = match estimate_season(days.iter().copied(), as_of) {
            Ok(estimate) => estimate,
            Err(error) => {
                eprintln!("fit: {error}; times are those of the calendar");
                return;
            }
        };
        let index = &estimate.index;
        let week = self.time_unit.of_days(DAYS_PER_WEEK);
        let known = days.iter().filter_map(|days| operational_history(index, days, as_of));
        let (mut recency, mut age, mut log_gaps) = (Vec::new(), Vec::new(), Vec::new());
        for (history, sum) in known {
            recency.push(week * history.recency);
            age.push(week * history.age);
            log_gaps.push(sum + f64::from(history.frequency) * ln(week));
        }
        (self.recency, self.age, self.log_gaps) = (Some(recency), Some(age), Some(log_gaps));
        let repeats = days.iter().flat_map(|days| &days[1..]).filter(|day| **day <= as_of);
        let log_index = repeats.map(|day| ln(index.on(*day))).sum();
        self.season = Some(Season { estimate, as_of, log_index });
    }

    /// The warning that a prediction over a calendar horizon carries, if any; it goes to standard error too.
    pub(super) fn season_unknown(&self, horizon: Weeks) -> Option<&'static str> {
        let warning = SeasonUnknown::of(self.seen_days, horizon)?;
        eprintln!("fit: {warning}");
        Some(SeasonUnknown::NAME)
    }
}

impl Season {
    pub(super) fn json(&self, log_likelihood: f64) -> Value {
        json!({
            "harmonics": self.estimate.harmonics,
            "chi_squared": self.estimate.chi_squared,
            "dispersion": self.estimate.dispersion,
            "calendar_log_likelihood": log_likelihood + self.log_index,
            "weekly_index": self.estimate.index.weekly(),
        })
    }
}
