//! Generated shops with a season that is known.

use std::f64::consts::TAU;

use shared::domain::Day;
use shared::math::{cos, exp};
use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Model, Parameters};
use shared::scoring::{History, PurchaseModel, Weeks};

pub(crate) const DAYS_PER_YEAR: f64 = 365.25;

/// How fast purchases come at a share of the year, up to a factor.
pub(crate) type Season = fn(f64) -> f64;

/// A broad summer, and four weeks before Christmas at about twice the rate.
pub(crate) fn summer_and_christmas(share: f64) -> f64 {
    // Around the turn of the year.
    let from_peak = ((share + 0.55) % 1.0 - 0.5) / 0.035;
    exp(0.25 * cos(TAU * (share - 0.5))) + exp(-0.5 * from_peak * from_peak)
}

pub(crate) fn none(_: f64) -> f64 {
    1.0
}

/// The same share of customers each day.
pub(crate) fn evenly(_: f64) -> f64 {
    1.0
}

/// A shop.
pub(crate) struct Shop {
    pub(crate) customers: u32,
    pub(crate) years: f64,
    pub(crate) season: Season,
    /// How many customers come at a share of the year, at most 1.
    pub(crate) arrivals: Season,
    pub(crate) seed: u64,
}

/// The first day of a shop.
pub(crate) const OPENING: Day = Day(18_300);

impl Shop {
    pub(crate) fn truth() -> Model {
        let parameters = Parameters { r: 0.9, alpha: 9.0, a: 0.7, b: 2.2 };
        parameters.check(Dropout::AfterEveryTransaction).expect("positive")
    }

    pub(crate) fn last_day(&self) -> Day {
        Day(OPENING.0 + (self.years * DAYS_PER_YEAR) as i32)
    }

    /// The season's mean over the weeks of the year, of mean one.
    pub(crate) fn true_index(&self) -> Vec<f64> {
        let at = |step: usize| (self.season)((step as f64 + 0.5) / 5_200.0);
        let mean = (0..5_200).map(at).sum::<f64>() / 5_200.0;
        (0..52).map(|week| (0..100).map(|step| at(100 * week + step)).sum::<f64>() / 100.0 / mean).collect()
    }

    /// Days of every customer's purchases: the model's on the clock of the season.
    pub(crate) fn purchases(&self) -> Vec<Vec<Day>> {
        let truth = Self::truth();
        let days = self.last_day().0 - OPENING.0 + 1;
        let share = |day: i32| (f64::from(OPENING.0 + day) + 0.5) / DAYS_PER_YEAR % 1.0;
        let mean = (0..5_200).map(|step| (self.season)((f64::from(step) + 0.5) / 5_200.0)).sum::<f64>() / 5_200.0;
        // Operational weeks that have passed by the beginning of each day.
        let mut clock = vec![0.0];
        for day in 0..days {
            clock.push(clock[day as usize] + (self.season)(share(day)) / mean / 7.0);
        }
        let mut random = Random::new(self.seed, 0);
        let mut customers = Vec::new();
        while (customers.len() as u32) < self.customers {
            let first = random.below(days as u32) as i32;
            if !random.chance((self.arrivals)(share(first))) {
                continue;
            }
            let [from, to] = [first, first + 1].map(|day| clock[day as usize]);
            let start = from + random.uniform() * (to - from);
            let ahead = Weeks::of_weeks(clock[days as usize] - start);
            let times = truth.simulate_future(&History::NEW, ahead, &mut random);
            let day = |time: f64| clock.partition_point(|passed| *passed <= start + time) as i32 - 1;
            let later = times.into_iter().map(day).map(|day| day.min(days - 1));
            let mut days: Vec<Day> = std::iter::once(first).chain(later).map(|day| Day(OPENING.0 + day)).collect();
            days.dedup();
            customers.push(days);
        }
        customers
    }
}
