//! Seasons in orders.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};
use shared::domain::Day;
use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::{History, PurchaseModel, Weeks};

use crate::program::{fit, fit_to, fixture, refused, report, scratch};

const YEARS: i32 = 3;
const DAYS_PER_YEAR: f64 = 365.25;

/// Orders of a shop where in the second half of the year everything is bought twice as fast.
fn orders(name: &str) -> PathBuf {
    let opening = Day(18_628);
    let days = YEARS * 365;
    let mut clock = vec![0.0];
    for day in 0..days {
        let is_second_half = f64::from(opening.0 + day) / DAYS_PER_YEAR % 1.0 >= 0.5;
        clock.push(clock[day as usize] + if is_second_half { 4.0 } else { 2.0 } / 21.0);
    }
    let parameters = Parameters { r: 0.9, alpha: 9.0, a: 0.7, b: 2.2 };
    let model = parameters.check(Dropout::AfterEveryTransaction).expect("positive");
    let mut random = Random::new(31, 0);
    let mut text = String::from("customer,date,amount\n");
    for customer in 0..6_000 {
        let first = random.below(days as u32) as usize;
        let ahead = Weeks::of_weeks(clock[days as usize] - clock[first]);
        let times = model.simulate_future(&History::NEW, ahead, &mut random);
        let day = |time: f64| clock.partition_point(|passed| *passed <= clock[first] + time) - 1;
        let mut all: Vec<usize> = std::iter::once(first).chain(times.into_iter().map(day)).collect();
        all.dedup();
        for day in all {
            writeln!(text, "c{customer},{},10", Day(opening.0 + day as i32)).expect("a string takes all text");
        }
    }
    scratch(name, text.as_bytes())
}

#[test]
fn a_season_improves_a_forecast_of_the_high_half_of_the_year() {
    let orders = orders("seasonal_orders.csv");
    let run = |more: &[&str]| -> Value {
        let more = [&["--calibration-end", "2023-06-30"], more].concat();
        report(&fit_to("--orders", "mbg-nbd", &orders, &more))
    };
    let (with, without) = (run(&["--seasonal"]), run(&[]));
    let off = |report: &Value| {
        let [expected, actual] = ["expected", "actual"].map(|name| report["holdout"][name].as_f64().unwrap());
        (expected / actual - 1.0).abs()
    };
    assert!(off(&with) < 0.06 && off(&with) < 0.5 * off(&without), "{} {}", off(&with), off(&without));
    let season = &with["season"];
    let weekly: Vec<f64> = season["weekly_index"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
    assert!(weekly.len() == 52 && weekly[8..18].iter().all(|index| (0.55..0.8).contains(index)), "{weekly:?}");
    assert!(weekly[34..44].iter().all(|index| (1.2..1.5).contains(index)), "{weekly:?}");
    // On the same scale the season makes the orders likelier.
    let gain = season["calendar_log_likelihood"].as_f64().unwrap() - without["log_likelihood"].as_f64().unwrap();
    assert!(gain > 50.0, "{gain}");
    assert_eq!((&with["holdout"]["warnings"], &without["season"]), (&json!([]), &Value::Null));
}

#[test]
fn with_less_than_two_years_parts_of_years_carry_a_warning() {
    let orders = orders("young_orders.csv");
    let young = fit_to("--orders", "mbg-nbd", &orders, &["--calibration-end", "2022-06-30", "--seasonal"]);
    let message = String::from_utf8_lossy(&young.stderr).into_owned();
    assert!(message.contains("a season takes two years of orders, but there are 546 days"), "{message}");
    assert!(message.contains("season unknown: 546 days of orders"), "{message}");
    let young = report(&young);
    assert_eq!((&young["holdout"]["warnings"], &young["season"]), (&json!(["season_unknown"]), &Value::Null));

    let scores = orders.with_file_name("season_scores.csv");
    let warnings = |horizon: &str| {
        let more = ["--time-unit", "day", "--score", scores.to_str().unwrap(), "--horizon", horizon];
        let histories = scratch("season_histories.csv", b"frequency,recency,T\n2,200,300\n0,0,300\n1,10,200\n");
        report(&fit("nbd", &histories, &more))["warnings"].clone()
    };
    assert_eq!((warnings("90"), warnings("365")), (json!(["season_unknown"]), json!([])));
    refused(&fit("nbd", &fixture("cdnow_summary.csv"), &["--seasonal"]), "--seasonal needs --orders");
}
