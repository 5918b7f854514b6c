//! Point values computed with 50 digits, at the parameters printed in the paper.

use serde_json::Value;

use super::donations::{history, json, model, per_year};

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[track_caller]
fn assert_point(actual: f64, expected: &Value, what: &str) {
    let expected = number(expected);
    assert!((actual / expected - 1.0).abs() <= 1e-10, "{what}: {actual} instead of {expected}");
}

#[test]
fn every_cell_of_the_donors_agrees_with_fifty_digits() {
    let model = model([1.203, 0.750, 0.657, 2.783]);
    let values = &json("reference_values.json")["BG/BB"];
    for (opportunities, expected) in values["expect"].as_object().unwrap() {
        assert_point(model.expected_purchases_of_new(opportunities.parse().unwrap()), expected, "E[X]");
    }
    let rows = values["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 22);
    for row in rows {
        let [x, t_x, n] = ["x", "t_x", "n"].map(|name| row[name].as_u64().unwrap() as u32);
        let donor = history(x, t_x, n);
        let what = |figure: &str| format!("{donor:?} {figure}");
        assert_point(model.log_likelihood(donor), &row["ll"], &what("log-likelihood"));
        assert_point(model.probability_alive_after(donor, 1), &row["p_alive_period_7"], &what("P(alive)"));
        assert_point(model.expected_purchases(donor, 5), &row["cet_5"], &what("E[Y(5)]"));
        assert_point(model.expected_purchases(donor, 10), &row["cet_10"], &what("E[Y(10)]"));
        assert_point(model.discounted_purchases(donor, per_year(0.1), None), &row["dert_d10"], &what("DERT"));
    }
}
