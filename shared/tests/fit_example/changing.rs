//! Covariates that change over time from a file of periods.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use shared::domain::Day;
use shared::random::Random;
use shared::scoring::Weeks;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingModel};

use crate::program::{fit_to, refused, report, scratch};

/// A Monday.
const BEGIN: Day = Day(19_723);
const WEEKS: usize = 104;
const CUSTOMERS: usize = 900;
/// By how much the logarithm of the purchase rate is higher in the season, and after a mailing.
const SEASON: f64 = 0.9;
const MAILING: f64 = 0.6;

fn season(week: usize) -> f64 {
    f64::from(u8::from(week % 52 >= 40))
}

/// Orders, the season of all weeks, and season and mailings of all customers in all weeks.
fn base(name: &str) -> [PathBuf; 3] {
    let mut random = Random::new(51, 0);
    let mailings: Vec<f64> = (0..CUSTOMERS * WEEKS).map(|_| f64::from(u8::from(random.chance(0.25)))).collect();
    let columns = vec![
        ("season".to_owned(), VaryingColumn::OfPeriods((0..WEEKS).map(season).collect())),
        ("mailing".to_owned(), VaryingColumn::OfBoth(mailings.clone())),
    ];
    let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), WEEKS, CUSTOMERS, columns).expect("a table");
    let none = VaryingCovariates::none(Weeks::of_weeks(1.0), WEEKS, CUSTOMERS).expect("a table");
    let coefficients = vec![("season".to_owned(), SEASON), ("mailing".to_owned(), MAILING)];
    let parameters = Parameters { r: 1.5, alpha: 25.0, s: 0.8, beta: 40.0 };
    let model = VaryingModel::new(parameters, coefficients, Vec::new()).expect("possible");
    let mut orders = String::from("customer,date,amount\n");
    let mut weeks = String::from("period_start,season\n");
    let mut of_customers = String::from("period_start,customer,season,mailing\n");
    for customer in 0..CUSTOMERS {
        let first = f64::from(random.below(80)) / 7.0;
        let age = Weeks::of_weeks(WEEKS as f64 - 0.2 - first);
        let history = model.simulate_history(customer, first, age, &purchase, &none, &mut random).expect("long enough");
        for time in [0.0].iter().chain(history.repeats()) {
            let day = Day(BEGIN.0 + (7.0 * (first + time)) as i32);
            writeln!(orders, "c{customer},{day},5").expect("a string takes all text");
        }
    }
    for week in 0..WEEKS {
        let start = Day(BEGIN.0 + 7 * week as i32);
        writeln!(weeks, "{start},{}", season(week)).expect("a string takes all text");
        for customer in (0..CUSTOMERS).rev() {
            let mailing = mailings[customer * WEEKS + week];
            writeln!(of_customers, "{start},c{customer},{},{mailing}", season(week)).expect("a string takes all text");
        }
    }
    let [orders, weeks, of_customers] = [("orders", orders), ("weeks", weeks), ("of_customers", of_customers)]
        .map(|(what, text)| scratch(&format!("changing_{name}_{what}.csv"), text.as_bytes()));
    [orders, weeks, of_customers]
}

fn run(orders: &Path, covariates: &Path, more: &[&str]) -> Output {
    let more = [&["--changing-covariates", covariates.to_str().expect("plain text")], more].concat();
    fit_to("--orders", "pareto-nbd", orders, &more)
}

#[test]
fn a_season_and_mailings_are_found_and_forecast() {
    let [orders, weeks, of_customers] = base("found");
    let split = Day(BEGIN.0 + 7 * 83).to_string();
    let scores = orders.with_file_name("changing_scores.csv");
    let both = ["--purchase-covariates", "season,mailing", "--calibration-end", &split];
    let scored = [&both[..], &["--score", scores.to_str().unwrap(), "--horizon", "20"]].concat();
    let fitted = report(&run(&orders, &of_customers, &scored));
    assert_eq!((&fitted["model"], &fitted["converged"]), (&"pareto-nbd".into(), &true.into()));
    for (name, truth) in [("purchase.season", SEASON), ("purchase.mailing", MAILING)] {
        let [value, error] = ["parameters", "standard_errors"].map(|kind| fitted[kind][name].as_f64().unwrap());
        assert!((value - truth).abs() < 4.0 * error && error < 0.2 * truth, "{fitted}");
    }
    for name in ["r", "alpha", "s", "beta"] {
        assert!(fitted["standard_errors"][name].as_f64().unwrap() > 0.0, "{name}");
    }
    // The holdout is a quiet half and a season; who does not know of it expects too few.
    let figure = |report: &serde_json::Value, name: &str| report["holdout"][name].as_f64().unwrap();
    let plain = report(&fit_to("--orders", "pareto-nbd", &orders, &["--calibration-end", &split]));
    let off = |report| (figure(report, "expected") / figure(report, "actual") - 1.0).abs();
    assert!(off(&fitted) < 0.1 && off(&plain) > 2.0 * off(&fitted), "{fitted} {plain}");
    assert!(fitted["holdout"]["customers"].as_u64() == Some(CUSTOMERS as u64));

    let mut csv = csv::Reader::from_path(scores).unwrap();
    let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (alive, expected) = (at("probability_alive"), at("expected_purchases"));
    let rows: Vec<_> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), CUSTOMERS);
    assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row[alive].parse::<f64>().unwrap())));
    let total: f64 = rows.iter().map(|row| row[expected].parse::<f64>().unwrap()).sum();
    assert!(total > 0.0 && total <= figure(&fitted, "expected"), "20 weeks of some 21: {total}");

    let seasonal = report(&run(&orders, &weeks, &["--purchase-covariates", "season", "--calibration-end", &split]));
    let coefficient = seasonal["parameters"]["purchase.season"].as_f64().unwrap();
    assert!((coefficient - SEASON).abs() < 0.3, "{coefficient}");
    assert!(seasonal["log_likelihood"].as_f64() < fitted["log_likelihood"].as_f64());
}

#[test]
fn one_line_a_period_is_one_for_every_customer() {
    let [orders, weeks, of_customers] = base("shared");
    let season = ["--purchase-covariates", "season", "--dropout-covariates", "season", "--l2", "1"];
    let [shared, named] = [&weeks, &of_customers].map(|file| report(&run(&orders, file, &season)));
    assert_eq!(shared["parameters"], named["parameters"]);
    assert!(shared["parameters"]["dropout.season"].is_number());
    let halves: String = std::fs::read_to_string(&weeks).unwrap().lines().skip(1).fold(
        String::from("period_start,season\n"),
        |text, line| {
            let (start, value) = line.split_once(',').unwrap();
            let start: Day = start.parse().unwrap();
            (0..7).fold(text, |text, day| format!("{text}{},{value}\n", Day(start.0 + day)))
        },
    );
    let days = report(&run(&orders, &scratch("changing_days.csv", halves.as_bytes()), &season));
    for name in ["r", "alpha", "s", "beta", "purchase.season"] {
        let [one, other] = [&shared, &days].map(|report| report["parameters"][name].as_f64().unwrap());
        assert!((one / other - 1.0).abs() < 1e-6, "{name}: {one} {other}");
    }
}

#[test]
fn says_what_is_wrong_with_periods() {
    let mut orders = String::from("customer,date,amount\n");
    for customer in 0..40_u32 {
        for order in 0..1 + customer % 4 {
            writeln!(orders, "c{customer},{},5", Day(BEGIN.0 + (order * 17 + customer % 13) as i32)).unwrap();
        }
    }
    let orders = scratch("changing_few_orders.csv", orders.as_bytes());
    let start = |week: i32| Day(BEGIN.0 + 7 * week);
    let file = |weeks: &[i32]| {
        let line = |week: &i32| format!("{},{},{}\n", start(*week), week % 3, week % 2);
        format!("period_start,season,price\n{}", weeks.iter().map(line).collect::<String>())
    };
    let all: Vec<i32> = (0..12).collect();
    let with = |text: &str, more: &[&str]| {
        let path = scratch("changing_few.csv", text.as_bytes());
        run(&orders, &path, more)
    };
    let season = ["--purchase-covariates", "season"];
    assert!(report(&with(&file(&all), &[&season[..], &["--l2", "1"]].concat()))["parameters"].is_object());
    refused(
        &with(&file(&all), &["--purchase-covariates", "age"]),
        "no column age; its columns are: period_start, season",
    );
    refused(&with(&file(&all), &[]), "--changing-covariates needs --purchase-covariates");
    refused(&with("start,season\n2024-01-01,1\n", &season), "no column period_start");
    let word = file(&all).replace(&format!("{},1,", start(4)), &format!("{},much,", start(4)));
    refused(&with(&word, &season), "line 6: season is not a number: \"much\"");
    refused(&with(&word.replace("much", "inf"), &season), "line 6: season is not a finite number");
    let soon = file(&all).replace(&start(3).to_string(), "soon");
    refused(&with(&soon, &season), "line 5: period_start must be a date like 2025-06-30, but is \"soon\"");
    let gap: Vec<i32> = all.iter().copied().filter(|week| *week != 5).collect();
    let because = format!("14 days pass from the period that begins on {} to the next, and 7 between others", start(4));
    refused(&with(&file(&gap), &season), &because);
    refused(&with(&file(&[0]), &season), "there must be two periods at the least");
    refused(&with(&file(&[0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9]), &season), "more than one line of the period 2024-01-08");
    refused(&with(&file(&all[1..]), &season), "the first period begins on 2024-01-08, but orders on 2024-01-01");
    let because = "the last period ends on 2024-02-11, but covariates are needed up to 2024-03-";
    refused(&with(&file(&all[..6]), &season), because);
    let late = file(&all)
        .replace(",1,", ",0,")
        .replace(",2,", ",0,")
        .replace(&format!("{},0", start(11)), &format!("{},1", start(11)));
    refused(&with(&late, &season), "\"season\" never changes as long as customers are observed");
    let split = [&season[..], &["--calibration-end", "2024-02-01"]].concat();
    refused(&with(&file(&all[..6]), &split), because);
    let far = [&season[..], &["--score", "unused.csv", "--horizon", "52"]].concat();
    refused(&with(&file(&all), &far), "covariates are needed up to 2025-03-");
    refused(&with(&file(&all).replace("season,", "season ,"), &["--covariates", "x.csv"]), "exclude each other");
    refused(&with(&file(&all), &[&season[..], &["--seasonal"]].concat()), "give the season as a covariate instead");

    let named = |skip: Option<(u32, i32)>| {
        let mut text = String::from("period_start,customer,season\n");
        for (customer, week) in (0..40).flat_map(|customer| all.iter().map(move |week| (customer, *week))) {
            if skip != Some((customer, week)) {
                writeln!(text, "{},c{customer},{}", start(week), week % 3).unwrap();
            }
        }
        text
    };
    refused(&with(&named(Some((7, 2))), &season), "no line of customer c7 for the period 2024-01-15: add it");
    let twice = format!("{}{},c3,1\n", named(None), start(1));
    refused(&with(&twice, &season), "more than one line of customer c3 for the period 2024-01-08");

    let path = scratch("changing_other.csv", file(&all).as_bytes());
    let more = ["--changing-covariates", path.to_str().unwrap(), "--purchase-covariates", "season"];
    refused(&fit_to("--orders", "mbg-nbd", &orders, &more), "no covariates that change over time: choose pareto-nbd");
    let histories = scratch("changing_histories.csv", b"customer,frequency,recency,T\na,1,3,9\n");
    refused(&fit_to("--histories", "pareto-nbd", &histories, &more), "--changing-covariates needs --orders");
    refused(&fit_to("--orders", "gamma-gamma", &orders, &more), "the model gamma-gamma takes no covariates");
}
