//! BG/BB from a file of histories in whole opportunities.

use std::path::Path;

use crate::program::{fit, fit_to, fixture, refused, report, scratch};

#[test]
fn donors_have_the_published_estimate_and_scores() {
    let donors = fixture("donations_bgbb.csv");
    let scores = Path::new(env!("CARGO_TARGET_TMPDIR")).join("donor_scores.csv");
    let report = report(&fit("bg-bb", &donors, &["--score", scores.to_str().unwrap(), "--horizon", "5"]));
    assert_eq!((&report["model"], &report["customers"]), (&"bg-bb".into(), &11_104.into()));
    assert_eq!((&report["distinct_histories"], &report["limits"]), (&22.into(), &serde_json::json!([])));
    assert!((report["log_likelihood"].as_f64().unwrap() + 33_225.581_274).abs() < 1e-6);
    for (name, value, error) in [
        ("alpha", 1.203_522, 0.069_391),
        ("beta", 0.749_716, 0.029_448),
        ("gamma", 0.656_718, 0.051_010),
        ("delta", 2.783_443, 0.320_819),
    ] {
        assert!((report["parameters"][name].as_f64().unwrap() / value - 1.0).abs() < 1e-5, "{name}");
        assert!((report["standard_errors"][name].as_f64().unwrap() / error - 1.0).abs() < 1e-3, "{name}");
    }
    let mut csv = csv::Reader::from_path(scores).unwrap();
    let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let columns = ["frequency", "recency", "opportunities", "count", "probability_alive", "expected_purchases"];
    assert_eq!(header, columns);
    let rows: Vec<Vec<f64>> =
        csv.records().map(|row| row.unwrap().iter().map(|field| field.parse().unwrap()).collect()).collect();
    // Hardie's spreadsheet.
    let total: f64 = rows.iter().map(|row| row[3] * row[5]).sum();
    assert!((total - 12_884.2).abs() < 0.06, "{total}");
}

#[test]
fn other_names_and_one_line_a_customer_do_as_well() {
    let lines = "Id,x,t.x,n.cal\na,0,0,6\nb,2,4,6\nc,6,6,6\nd,1,1,6\ne,0,0,6\nf,3,5,6\n";
    let report = report(&fit("bg-bb", &scratch("opportunities.csv", lines.as_bytes()), &[]));
    assert_eq!((&report["customers"], &report["distinct_histories"]), (&6.into(), &5.into()));
}

#[test]
fn says_what_is_wrong_with_opportunities() {
    let histories = |name: &str, text: &str, more: &[&str]| fit("bg-bb", &scratch(name, text.as_bytes()), more);
    refused(&fit("bg-bb", &fixture("cdnow_summary.csv"), &[]), "no column opportunities (or n); its columns are: ID, ");
    refused(&histories("bb_late.csv", "x,t_x,n\n0,0,6\n1,7,6\n", &[]), "line 3: ");
    refused(&histories("bb_half.csv", "x,t_x,n\n1,1.5,6\n", &[]), "line 2: t_x must be a whole number, but is 1.5");
    refused(&histories("bb_word.csv", "x,t_x,n,count\n1,1,6,some\n", &[]), "count is not a number: \"some\"");
    refused(&histories("bb_none.csv", "x,t_x,n\n", &[]), "no rows");
    let good = "x,t_x,n\n1,1,6\n0,0,6\n";
    refused(&histories("bb_good.csv", good, &["--time-unit", "day"]), "--time-unit needs a model in weeks");
    refused(
        &histories("bb_good.csv", good, &["--score", "x.csv", "--horizon", "2.5"]),
        "whole number of opportunities",
    );
    refused(&fit_to("--orders", "bg-bb", &scratch("bb_orders.csv", b"id,date,price\n"), &[]), "--histories is missing");
}
