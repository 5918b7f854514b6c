//! The analyst's program: `cargo run -p shared --example fit`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// A file of this test run.
fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the target folder can be written");
    path
}

fn fit(model: &str, histories: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "shared", "--example", "fit", "--", "--model", model, "--histories"])
        .arg(histories)
        .args(more)
        .output()
        .expect("cargo runs")
}

fn report(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[track_caller]
fn refused(output: &Output, because: &str) {
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains(because), "{message}");
}

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
    refused(&fit("weibull", &fixture("cdnow_summary.csv"), &[]), "bg-nbd|mbg-nbd|gamma-gamma");
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
