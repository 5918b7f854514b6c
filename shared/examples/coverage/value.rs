//! The interval of what a base will bring within a year, as the product states it.

use shared::base::Customers;
use shared::domain::{CustomerId, Settings};
use shared::math::{exp, ln_1p};
use shared::planning::{assess, equity_interval};
use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::uncertainty::{Interval, Level};
use shared::scoring::{History, PurchaseModel, WEEKS_PER_YEAR, Weeks};

use super::figures::{Figures, Tally};
use super::options::Options;
use super::seeds::for_each_seed;

/// MBG/NBD as it fits CDNOW.
const PURCHASES: Parameters = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
/// Gamma-Gamma p, q, v (minor units), as it fits CDNOW.
const SPEND: [f64; 3] = [6.25, 3.74, 1_544.0];
/// Customers make their first transaction evenly over so many days.
const DAYS_OF_ARRIVAL: u32 = 728;
/// Months ahead.
const HORIZON: u16 = 12;

/// The interval of one base, what is expected of it and what it brought.
struct Outcome {
    interval: Option<Interval>,
    brought: f64,
}

pub(super) fn measure(options: &Options, figures: &mut Figures) {
    let outcomes = for_each_seed(options.bases, options.threads, |seed| outcome(options.customers, seed));
    let mut tally = Tally::default();
    for Outcome { interval, brought } in outcomes {
        // The middle on the log scale is what was expected.
        tally.count(interval, brought, |interval| interval.width() / (interval.low * interval.high).sqrt());
    }
    figures.add("coverage.base_value_12m".to_owned(), tally.coverage());
    figures.add("above.base_value_12m".to_owned(), tally.above());
    figures.add("width.base_value_12m".to_owned(), tally.median_width());
}

fn outcome(customers: u32, seed: u64) -> Outcome {
    let settings = Settings { horizon_months: HORIZON, ..Settings::initial("Generated") };
    let mut random = Random::new(seed, 0);
    let mut base = Customers::default();
    let mut brought = 0.0;
    for id in 0..customers {
        brought += customer(&mut base, u64::from(id), &settings, &mut random);
    }
    Outcome { interval: equity_interval(&base, &assess(&base), &settings, Level::NINETY), brought }
}

/// Adds a customer; the discounted margin that they will bring within the horizon.
///
/// Time runs continuously and is rounded to whole days from the first transaction; what falls on one day is one
/// transaction with one value, before the as-of day and after.
fn customer(base: &mut Customers, id: u64, settings: &Settings, random: &mut Random) -> f64 {
    let truth = PURCHASES.check(Dropout::AfterEveryTransaction).expect("positive parameters");
    let [p, q, v] = SPEND;
    let spend_rate = random.gamma(q, v);
    let age_days = random.below(DAYS_OF_ARRIVAL);
    let horizon = Weeks::of_months(f64::from(settings.horizon_months)).get();
    let age = Weeks::of_days(f64::from(age_days)).get();
    let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(age + horizon), random);
    let mut days: Vec<u32> = std::iter::once(0).chain(times.iter().map(|time| (time * 7.0).round() as u32)).collect();
    days.dedup();
    let known = days.partition_point(|day| *day <= age_days);
    let discount = ln_1p(settings.annual_discount_rate) / WEEKS_PER_YEAR;
    let repeat_spend: f64 = days[1..known].iter().map(|_| random.gamma(p, spend_rate).round()).sum();
    base.id.push(CustomerId(id));
    base.frequency.push(known as u32 - 1);
    base.recency_days.push(days[known - 1]);
    base.age_days.push(age_days);
    base.repeat_spend_minor.push(repeat_spend as i64);
    let ahead = days[known..].iter().map(|day| Weeks::of_days(f64::from(day - age_days)).get());
    let margin = |weeks: f64| random.gamma(p, spend_rate) * settings.margin_share * exp(-discount * weeks);
    ahead.filter(|weeks| *weeks <= horizon).map(margin).sum()
}
