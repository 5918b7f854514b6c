//! The analyst's program: `cargo run -p shared --example fit`.

mod changing;
mod covariates;
mod opportunities;
mod program;
mod season;

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::base::transactions;
use shared::domain::{CustomerHistory, Day};
use shared::sample::{SampleShop, sample_shop};
use shared::scoring::catalogue::ModelKind;

use program::{fit, fit_to, fixture, refused, report, scratch};

#[test]
fn reports_one_json_object() {
    let report = report(&fit("bg-nbd", &fixture("cdnow_summary.csv"), &[]));
    assert_eq!(report["model"], "bg-nbd");
    assert_eq!(report["customers"], 2_357);
    assert_eq!(report["distinct_histories"], 1_016);
    assert!((report["log_likelihood"].as_f64().unwrap() + 9_582.425_560_567).abs() < 1e-6);
    for name in ["r", "alpha", "a", "b"] {
        assert!(report["parameters"][name].as_f64().unwrap() > 0.0);
        assert!(report["standard_errors"][name].as_f64().unwrap() > 0.0);
    }
    assert!(report["iterations"].as_u64().unwrap() > 0 && report["fit_ms"].as_f64().unwrap() > 0.0);
}

#[test]
fn reads_other_names_and_gzip_and_scores() {
    let plain = std::fs::read(fixture("cdnow_summary_with_spend.csv")).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&plain).unwrap();
    let histories = scratch("spend.csv.gz", &gzip.finish().unwrap());
    let scores = histories.with_file_name("scores.csv");
    let fitted = report(&fit("mbg-nbd", &histories, &["--score", scores.to_str().unwrap(), "--horizon", "39"]));
    assert_eq!(fitted["model"], "mbg-nbd");
    let mut csv = csv::Reader::from_path(scores).unwrap();
    let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let expected =
        ["ID", "frequency", "recency", "T", "mean_spend", "probability_alive", "expected_purchases", "expected_spend"];
    assert_eq!(header, expected);
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2_357);
    let number = |row: usize, column: usize| rows[row][column].parse::<f64>().unwrap();
    assert_eq!(&rows[0][0], "1");
    assert!((number(0, 6) - 1.2628).abs() < 1e-3, "{}", number(0, 6));
    assert!((number(0, 7) - 24.6586).abs() < 1e-4);
    assert!((0..rows.len()).all(|row| (0.0..=1.0).contains(&number(row, 5))));

    let spend = report(&fit("gamma-gamma", &histories, &[]));
    assert_eq!(spend["customers"], 946);
}

#[test]
fn says_what_is_wrong_and_what_to_do() {
    refused(
        &fit("weibull", &fixture("cdnow_summary.csv"), &[]),
        "unknown model weibull; usage: fit --model nbd|bg-nbd|",
    );
    refused(&fit("nbd", &fixture("cdnow_summary.csv"), &["--time-unit", "year"]), "day, week or month, but is year");
    refused(&fit("nbd", &fixture("cdnow_summary.csv"), &["--calibration-end", "1997-09-30"]), "needs --orders");
    refused(&fit("bg-nbd", Path::new("nowhere.csv"), &[]), "cannot open nowhere.csv");
    refused(&fit("gamma-gamma", &fixture("cdnow_summary.csv"), &[]), "no column mean_spend");
    refused(&fit("bg-nbd", &fixture("cdnow_summary.csv"), &["--score", "x.csv"]), "go together");
    let late = scratch("late.csv", b"frequency,recency,T\n1,5,4\n");
    refused(&fit("bg-nbd", &late, &[]), "line 2: recency 5 is greater than age 4");
    let words = scratch("words.csv", b"frequency,recency,T\n1,soon,4\n");
    refused(&fit("bg-nbd", &words, &[]), "line 2: recency is not a number: \"soon\"");
    let empty = scratch("empty.csv", b"frequency,recency,T\n");
    refused(&fit("bg-nbd", &empty, &[]), "no rows");
    let nobody = scratch("nobody.csv", b"frequency,recency,T\n0,0,4\n");
    refused(&fit("bg-nbd", &nobody, &[]), "no customer has a repeat transaction");
}

/// A shop's orders as a file, days counted from 2024-01-01; two lines for each order.
fn orders_file(name: &str, customers: u32) -> (PathBuf, Vec<CustomerHistory>) {
    let shop = SampleShop { seed: 11, customers, last_day: Day(19_723 + 729), days: 730 };
    let histories: Vec<CustomerHistory> = sample_shop(shop).1.map(|(history, _)| history).collect();
    let mut text = String::from("Customer;Date;Amount\n");
    for history in &histories {
        for order in &history.orders {
            for part in [order.net_minor / 3, order.net_minor - order.net_minor / 3] {
                let sign = if part < 0 { "-" } else { "" };
                let (major, minor) = (part.abs() / 100, part.abs() % 100);
                writeln!(text, "{};{};{sign}{major},{minor:02}", history.key.number, order.day)
                    .expect("a string takes all text");
            }
        }
    }
    (scratch(name, text.as_bytes()), histories)
}

#[test]
fn orders_become_histories_and_the_days_after_the_calibration_are_compared() {
    let (file, histories) = orders_file("orders.csv", 1_500);
    let split = Day(19_723 + 500);
    let scores = file.with_file_name("order_scores.csv");
    let more = ["--calibration-end", &split.to_string(), "--score", scores.to_str().unwrap(), "--horizon", "4"];
    let report = report(&fit_to("--orders", "mbg-nbd", &file, &[&more[..], &["--time-unit", "month"]].concat()));

    let (mut known, mut after, mut repeats) = (0_u64, 0_u64, Vec::new());
    for history in &histories {
        let (days, _) = transactions(history);
        let seen = days.iter().filter(|day| day.0 <= split).count();
        if seen > 0 {
            known += 1;
            after += (days.len() - seen) as u64;
            repeats.push((history.key.number.clone(), (seen - 1).to_string(), (days.len() - seen).to_string()));
        }
    }
    assert_eq!(report["customers"], known);
    let holdout = &report["holdout"];
    assert_eq!((&holdout["customers"], &holdout["actual"]), (&known.into(), &(after as f64).into()));
    assert_eq!(holdout["calibration_end"], split.to_string());
    assert_eq!(holdout["quantity"], "purchases");
    let number = |name: &str| holdout[name].as_f64().unwrap();
    assert!((number("expected") / number("actual") - 1.0).abs() < 0.25, "a shop that follows the model");
    assert!(number("mae") <= number("rmse") && number("correlation") > 0.3);
    let ends = |name: &str| [0, 1].map(|end| holdout[name][end].as_f64().unwrap());
    let ([low, high], [lower, higher]) = (ends("interval_90"), ends("interval_90_with_model_error"));
    assert!(low < number("expected") && number("expected") < high && lower <= low && high <= higher, "{holdout}");
    assert!(lower < number("actual") && number("actual") < higher);
    let classes = holdout["by_frequency"].as_array().unwrap();
    assert_eq!((classes.len(), &classes[0]["frequency"], &classes[7]["frequency"]), (8, &"0".into(), &"7+".into()));
    let of_classes: f64 =
        classes.iter().filter_map(|class| Some(class["customers"].as_f64()? * class["actual_mean"].as_f64()?)).sum();
    assert!((of_classes - after as f64).abs() < 1e-6);

    let mut csv = csv::Reader::from_path(scores).unwrap();
    let column = |name: &str, csv: &mut csv::Reader<std::fs::File>| {
        csv.headers().unwrap().iter().position(|header| header == name).unwrap()
    };
    let columns = ["customer_id", "frequency", "holdout_purchases"].map(|name| column(name, &mut csv));
    let mut scored: Vec<_> =
        csv.records().map(|row| row.unwrap()).map(|row| columns.map(|at| row[at].to_owned())).collect();
    scored.sort();
    repeats.sort();
    assert!(scored.iter().map(|[id, x, after]| (id, x, after)).eq(repeats.iter().map(|(id, x, after)| (id, x, after))));

    let spend = fit_to("--orders", "gamma-gamma", &file, &["--calibration-end", &split.to_string()]);
    let spend = program::report(&spend);
    assert_eq!(spend["holdout"]["quantity"], "mean_spend");
    assert!(spend["holdout"]["mae"].as_f64().unwrap() > 0.0);
}

#[test]
fn the_time_unit_of_a_file_changes_no_estimate() {
    let weeks = "frequency,recency,T\n2,30,40\n0,0,40\n5,21,40\n1,4,35\n3,33,35\n0,0,35\n1,12,30\n0,0,30\n";
    let mut days = String::from("frequency,recency,T\n");
    for line in weeks.lines().skip(1) {
        let numbers: Vec<u32> = line.split(',').map(|number| number.parse().unwrap()).collect();
        writeln!(days, "{},{},{}", numbers[0], numbers[1] * 7, numbers[2] * 7).unwrap();
    }
    let in_weeks = report(&fit("nbd", &scratch("weeks.csv", weeks.as_bytes()), &[]));
    let in_days = report(&fit("nbd", &scratch("days.csv", days.as_bytes()), &["--time-unit", "day"]));
    assert_eq!(in_weeks["parameters"], in_days["parameters"]);
    assert_eq!(in_weeks["log_likelihood"], in_days["log_likelihood"]);
}

#[test]
fn days_on_which_everything_was_free_are_left_out_where_asked() {
    let lines = "id,date,price\na,2024-01-01,0\na,2024-01-09,5\na,2024-02-09,5\nb,2024-01-02,7\nb,2024-01-03,0\n\
                 b,2024-03-01,7\nb,2024-03-02,3\nb,2024-03-02,-3\n";
    let file = scratch("free.csv", lines.as_bytes());
    let repeats = |more: &[&str]| {
        let scores = file.with_file_name("free_scores.csv");
        let more = [more, &["--score", scores.to_str().unwrap(), "--horizon", "1"]].concat();
        report(&fit_to("--orders", "nbd", &file, &more));
        let mut csv = csv::Reader::from_path(&scores).unwrap();
        csv.records().map(|row| row.unwrap()[1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(repeats(&[]), ["2", "2"]);
    assert_eq!(repeats(&["--free-orders", "leave-out"]), ["1", "1"]);
}

#[test]
fn says_what_is_wrong_with_orders() {
    let orders =
        |name: &str, text: &str, more: &[&str]| fit_to("--orders", "nbd", &scratch(name, text.as_bytes()), more);
    let good = "customer,date,amount\na,2024-01-01,5\na,2024-02-01,5\n";
    refused(&orders("no_date.csv", "customer,amount\na,5\n", &[]), "choose the column with the order's date");
    refused(&orders("good.csv", good, &["--calibration-end", "2024-02-01"]), "no day is left");
    refused(&orders("good.csv", good, &["--calibration-end", "2023-02-01"]), "no purchase up to 2023-02-01");
    refused(&orders("good.csv", good, &["--calibration-end", "soon"]), "must be a date like");
    refused(&orders("bad.csv", "customer,date,amount\na,never,5\n", &[]), "no purchase of a known customer");
    refused(&fit_to("--orders", "nbd", Path::new("nowhere.csv"), &[]), "cannot open nowhere.csv");
}

#[test]
fn every_model_of_the_catalogue_can_be_fitted() {
    let mut lines = String::from("frequency,recency,T,log_gaps\n");
    for row in 0..400_u32 {
        let gaps: Vec<f64> = (0..row % 6).map(|gap| f64::from(1 + (gap * 5 + row) % 7)).collect();
        let log_gaps: f64 = gaps.iter().map(|gap| shared::math::ln(*gap)).sum();
        writeln!(lines, "{},{},{},{log_gaps}", gaps.len(), gaps.iter().sum::<f64>(), 36 + row % 9).unwrap();
    }
    let path = scratch("catalogue.csv", lines.as_bytes());
    for kind in ModelKind::ALL {
        let report = report(&fit(kind.name(), &path, &[]));
        assert_eq!((&report["model"], &report["customers"]), (&kind.name().into(), &400.into()));
        assert!(report["log_likelihood"].as_f64().is_some_and(f64::is_finite), "{report}");
    }
}

#[test]
fn no_ageing_is_named_where_the_pareto_nbd_fits_as_well() {
    let fitted = fit("ggompertz-nbd", &fixture("cdnow_summary.csv"), &[]);
    assert!(String::from_utf8_lossy(&fitted.stderr).contains("at a limit of the model: [NoAgeing]"));
    let report = report(&fitted);
    assert_eq!(report["limits"], serde_json::json!(["no_ageing"]));
    assert!((report["log_likelihood"].as_f64().unwrap() + 9_594.973_930).abs() < 1e-5, "{report}");
    assert!(report["standard_errors"]["b"].is_null() && report["standard_errors"]["s"].as_f64().unwrap() > 0.0);
}

#[test]
fn regular_buying_is_found_in_sums_of_log_gaps() {
    // Everybody buys every ten days, give or take two, for as long as they stay.
    let mut lines = String::from("frequency,recency,T,log_gaps\n");
    for row in 0..300_u32 {
        let gaps: Vec<f64> = (0..row % 12).map(|gap| f64::from(8 + (gap * 7 + row) % 5)).collect();
        let log_gaps: f64 = gaps.iter().map(|gap| shared::math::ln(*gap)).sum();
        writeln!(lines, "{},{},{},{log_gaps}", gaps.len(), gaps.iter().sum::<f64>(), 130 + row % 9).unwrap();
    }
    let path = scratch("regular.csv", lines.as_bytes());
    let report = report(&fit("mbg-cnbd-k", &path, &["--time-unit", "day"]));
    assert_eq!(report["parameters"]["k"], 12.0);
    let without: String = lines.lines().map(|line| format!("{}\n", line.rsplit_once(',').unwrap().0)).collect();
    refused(&fit("mbg-cnbd-k", &scratch("irregular.csv", without.as_bytes()), &[]), "log gaps");
}
