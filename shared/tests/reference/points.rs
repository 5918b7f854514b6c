//! Point values at given parameters.

use serde_json::Value;
use shared::math::ln_1p;
use shared::scoring::beta_geometric::Dropout;
use shared::scoring::gamma_gamma::{Parameters, Spend};
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::fixtures::{assert_point, bg_nbd, json, model};

/// A number, or a text that holds one too small for a float.
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().expect("a text").parse().expect("a number"))
}

pub(crate) fn history(row: &Value) -> History {
    History::new(row["x"].as_u64().expect("a count") as u32, number(&row["t_x"]), number(&row["T"])).expect("a history")
}

pub(crate) fn check_model(name: &str, model: &dyn PurchaseModel) {
    let values = &json("reference_values.json")[name];
    for (time, expected) in values["expect"].as_object().expect("an object") {
        assert_point(
            model.expected_purchases_of_new(Weeks::of_weeks(time.parse().expect("a time"))),
            number(expected),
            time,
        );
    }
    for (count, expected) in values["pmf_t39"].as_object().expect("an object") {
        assert_point(
            model.purchase_count_probability_of_new(count.parse().expect("a count"), Weeks::of_weeks(39.0)),
            number(expected),
            count,
        );
    }
    for row in values["customers"].as_array().expect("an array") {
        let history = history(row);
        let what = |figure: &str| format!("{name} {history:?} {figure}");
        assert_point(model.log_likelihood(&history), number(&row["ll"]), &what("ll"));
        assert_point(model.probability_alive(&history), number(&row["p_alive"]), &what("P(alive)"));
        assert_point(
            model.expected_purchases(&history, Weeks::of_weeks(39.0)),
            number(&row["cet_39"]),
            &what("CET 39"),
        );
        assert_point(
            model.expected_purchases(&history, Weeks::of_weeks(52.0)),
            number(&row["cet_52"]),
            &what("CET 52"),
        );
        for (annual, figure) in [(0.15, "dert_15pct"), (0.10, "dert_10pct")] {
            let rate = DiscountRate::continuous_per_week(ln_1p(annual) / 52.0).expect("a rate");
            let value = model.discounted_purchases(&history, rate, Weeks::FOREVER);
            assert_point(value, number(&row[figure]), &what(figure));
        }
    }
}

#[test]
fn bg_nbd_agrees_with_fifty_digits() {
    check_model("BG/NBD", &bg_nbd([0.243, 4.414, 0.793, 2.426]));
}

#[test]
fn mbg_nbd_agrees_with_fifty_digits() {
    check_model("MBG/NBD", &model(Dropout::AfterEveryTransaction, [0.525, 6.183, 0.891, 1.614]));
}

#[test]
fn a_thousand_purchases_are_no_exception() {
    let model = bg_nbd([0.1, 50.16, 0.40, 0.81]);
    let values = json("reference_values.json");
    let rows: Vec<&Value> =
        values["extremes"].as_array().unwrap().iter().filter(|row| row["model"] == "BG/NBD").collect();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let history = history(row);
        assert_point(model.log_likelihood(&history), number(&row["ll"]), "ll");
        assert_point(model.probability_alive(&history), number(&row["p_alive"]), "P(alive)");
        assert_point(model.expected_purchases(&history, Weeks::of_weeks(52.0)), number(&row["cet_52"]), "CET 52");
    }
}

#[test]
fn gamma_gamma_agrees_with_fifty_digits() {
    let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check().unwrap();
    let values = &json("reference_values.json")["Gamma-Gamma"];
    let unknown = model.expected_spend(Spend { frequency: 0, mean: 0.0 }).unwrap();
    assert_point(unknown, number(&values["pop_mean"]), "population mean");
    for row in values["cond"].as_array().unwrap() {
        let spend = Spend { frequency: row["x"].as_u64().unwrap() as u32, mean: number(&row["zbar"]) };
        assert_point(model.expected_spend(spend).unwrap(), number(&row["e"]), &format!("{spend:?}"));
    }
}
