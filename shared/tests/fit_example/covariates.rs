//! Static covariates from a file of their own.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;
use shared::math::exp;
use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::{PurchaseModel, Weeks};

use crate::program::{fit, fit_to, refused, report, scratch};

/// By how much the logarithm of the purchase rate is higher for a customer of the club.
const CLUB: f64 = 0.8;

/// Histories, with a name for each customer, and what else is known of them: whether they are of the club, and a
/// number that means nothing.
fn base(name: &str) -> (PathBuf, PathBuf) {
    let mut histories = String::from("customer,frequency,recency,T\n");
    let mut covariates = String::from("customer,club,shoe\n");
    let mut random = Random::new(7, 0);
    for customer in 0..1_500 {
        let club = f64::from(random.below(2));
        let parameters = Parameters { r: 0.9, alpha: 10.0 * exp(-CLUB * club), a: 0.8, b: 2.4 };
        let model = parameters.check(Dropout::AfterEveryTransaction).expect("positive");
        let age = Weeks::of_weeks(30.0 + f64::from(random.below(60)));
        let history = model.simulate_history(age, &mut random);
        writeln!(histories, "c{customer},{},{},{}", history.frequency, history.recency, history.age)
            .expect("a string takes all text");
        writeln!(covariates, "c{customer},{club},{}", 36 + random.below(10)).expect("a string takes all text");
    }
    (
        scratch(&format!("{name}_histories.csv"), histories.as_bytes()),
        scratch(&format!("{name}_covariates.csv"), covariates.as_bytes()),
    )
}

fn fitted(model: &str, (histories, covariates): &(PathBuf, PathBuf), more: &[&str]) -> Value {
    let more = [&["--covariates", covariates.to_str().expect("plain text")], more].concat();
    report(&fit(model, histories, &more))
}

#[test]
fn coefficients_are_found_and_score_each_customer_by_their_own() {
    let base = base("found");
    let scores = base.0.with_file_name("covariate_scores.csv");
    let more = ["--purchase-covariates", "club,shoe", "--score", scores.to_str().unwrap(), "--horizon", "52"];
    let fitted = fitted("mbg-nbd", &base, &more);
    for name in ["r", "alpha", "a", "b", "purchase.club", "purchase.shoe"] {
        assert!(fitted["standard_errors"][name].as_f64().unwrap() > 0.0, "{name}");
    }
    let distance = |name: &str, truth: f64| {
        let [value, error] = ["parameters", "standard_errors"].map(|kind| fitted[kind][name].as_f64().unwrap());
        (value - truth).abs() / error
    };
    assert!(distance("purchase.club", CLUB) < 4.0 && distance("purchase.shoe", 0.0) < 4.0, "{fitted}");
    let plain = report(&fit("mbg-nbd", &base.0, &[]));
    let gain = fitted["log_likelihood"].as_f64().unwrap() - plain["log_likelihood"].as_f64().unwrap();
    assert!(gain > 20.0, "{gain}");
    let mut csv = csv::Reader::from_path(scores).unwrap();
    assert!(csv.headers().unwrap().iter().any(|name| name == "expected_purchases"));
    assert_eq!(csv.records().count(), 1_500);
}

#[test]
fn lines_are_joined_by_customer_or_taken_in_their_order() {
    let base = base("joined");
    let text = std::fs::read_to_string(&base.1).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut backwards: Vec<&str> = rows.lines().rev().collect();
    backwards.push("nobody,1,40");
    let backwards = scratch("backwards.csv", format!("{header}\n{}\n", backwards.join("\n")).as_bytes());
    let unnamed: String = text.lines().map(|line| format!("{}\n", line.split_once(',').unwrap().1)).collect();
    let unnamed = scratch("unnamed.csv", unnamed.as_bytes());
    for model in ["bg-nbd", "mbg-nbd", "pareto-nbd"] {
        let more = ["--purchase-covariates", "club", "--dropout-covariates", "shoe", "--l2", "1"];
        let [one, two, three] = [&base.1, &backwards, &unnamed]
            .map(|covariates| fitted(model, &(base.0.clone(), covariates.clone()), &more)["parameters"].clone());
        assert!(one == two && one == three, "{model}: {one} {two} {three}");
        assert!(one["dropout.shoe"].is_number());
    }
}

#[test]
fn customers_of_orders_are_joined_by_name() {
    let mut orders = String::from("customer,date,amount\n");
    let mut covariates = String::from("id,club\n");
    for customer in 0..80_u32 {
        for order in 0..1 + customer % 4 {
            let (month, day) = (1 + (order * 3 + customer % 3) % 12, 1 + (customer + 5 * order) % 28);
            writeln!(orders, "c{customer},2024-{month:02}-{day:02},5").unwrap();
        }
        writeln!(covariates, "c{customer},{}", customer % 2).unwrap();
    }
    let orders = scratch("covariate_orders.csv", orders.as_bytes());
    let with = |text: &str| {
        let path = scratch("covariates_of_orders.csv", text.as_bytes());
        let more = ["--covariates", path.to_str().unwrap(), "--purchase-covariates", "club", "--l2", "1"];
        fit_to("--orders", "mbg-nbd", &orders, &more)
    };
    assert!(report(&with(&covariates))["parameters"]["purchase.club"].is_number());
    let unnamed: String = covariates.lines().map(|line| format!("{}\n", line.split_once(',').unwrap().1)).collect();
    refused(&with(&unnamed), "needs a column customer: a file of orders has its customers in no order");
}

#[test]
fn a_penalty_draws_coefficients_to_zero() {
    let base = base("penalty");
    let coefficient = |penalty: &str| {
        let fitted = fitted("bg-nbd", &base, &["--purchase-covariates", "club", "--l2", penalty]);
        fitted["parameters"]["purchase.club"].as_f64().unwrap()
    };
    let (free, shrunk) = (coefficient("0"), coefficient("10000"));
    assert!(shrunk > 0.0 && shrunk < 0.2 * free, "{free} {shrunk}");
}

#[test]
fn says_what_is_wrong_with_covariates() {
    let histories = scratch("few_histories.csv", b"customer,frequency,recency,T\na,1,3,9\nb,0,0,9\nc,2,5,9\n");
    let nameless = scratch("few_nameless.csv", b"frequency,recency,T\n1,3,9\n0,0,9\n2,5,9\n");
    let run = |histories: &PathBuf, text: &str, more: &[&str]| {
        let covariates = scratch("few_covariates.csv", text.as_bytes());
        let more = [&["--covariates", covariates.to_str().unwrap()], more].concat();
        fit("mbg-nbd", histories, &more)
    };
    let club = ["--purchase-covariates", "club"];
    let good = "customer,club\na,1\nb,0\nc,1\n";
    refused(
        &run(&histories, good, &["--purchase-covariates", "age"]),
        "no column age; its columns are: customer, club",
    );
    refused(&run(&histories, good, &[]), "--covariates needs --purchase-covariates");
    refused(&run(&histories, "customer,club\na,1\nb,0\n", &club), "no line of customer c");
    refused(&run(&histories, "customer,club\na,1\nb,0\nb,1\nc,1\n", &club), "more than one line of customer b");
    refused(&run(&histories, "club\n1\n0\n", &club), "2 lines for 3 customers");
    refused(&run(&nameless, good, &club), "no such column to join by");
    refused(&run(&histories, "customer,club\na,1\nb,yes\nc,1\n", &club), "line 3: club is not a number: \"yes\"");
    refused(&run(&histories, "customer,club\na,1\nb,1\nc,1\n", &club), "\"club\" is the same for all customers");
    refused(&run(&histories, good, &["--purchase-covariates", "club", "--l2", "-1"]), "--l2 must be zero or more");
    refused(&fit("mbg-nbd", &histories, &club), "the file of --covariates is missing");
    let covariates = scratch("unfit_covariates.csv", good.as_bytes());
    let more = ["--covariates", covariates.to_str().unwrap(), "--purchase-covariates", "club"];
    refused(&fit("nbd", &histories, &more), "the model nbd takes no covariates");
    refused(&fit("bg-bb", &histories, &more), "--covariates needs a model in weeks");
}
