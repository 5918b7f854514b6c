//! Values computed with 40 digits.

use serde_json::Value;
use shared::scoring::gompertz_nbd::Parameters;
use shared::scoring::{DiscountRate, PurchaseModel, Weeks};

use super::fixtures::{assert_within, history, json, model, number, yearly_of_52_weeks};

#[track_caller]
fn assert_point(actual: f64, expected: &Value, what: &str) {
    assert_within(actual, expected, 1e-10, what);
}

#[test]
fn every_forecast_agrees_with_forty_digits() {
    for values in json("gompertz_nbd_values.json").as_array().unwrap() {
        let model = model(Parameters::NAMES.map(|name| number(&values["parameters"][name])));
        for (weeks, expected) in values["expect"].as_object().unwrap() {
            let weeks = Weeks::of_weeks(weeks.parse().unwrap());
            assert_point(model.expected_purchases_of_new(weeks), expected, &format!("{model:?} E[X({weeks:?})]"));
        }
        let weeks = Weeks::of_weeks(39.0);
        for (count, expected) in values["pmf_t39"].as_object().unwrap() {
            let count = count.parse().unwrap();
            assert_point(
                model.purchase_count_probability_of_new(count, weeks),
                expected,
                &format!("{model:?} {count}"),
            );
        }
        for row in values["customers"].as_array().unwrap() {
            let history = history(row);
            let what = |figure: &str| format!("{model:?} {history:?} {figure}");
            assert_point(model.log_likelihood(&history), &row["ll"], &what("log-likelihood"));
            assert_point(model.probability_alive(&history), &row["p_alive"], &what("P(alive)"));
            let later = model.probability_alive_after(&history, weeks);
            assert_point(later, &row["p_alive_after_39"], &what("P(alive) later"));
            assert_point(model.expected_purchases(&history, weeks), &row["cet_39"], &what("E[Y(39)]"));
            let year = Weeks::of_weeks(52.0);
            assert_point(model.expected_purchases(&history, year), &row["cet_52"], &what("E[Y(52)]"));
            let value = model.discounted_purchases(&history, yearly_of_52_weeks(0.15), Weeks::FOREVER);
            assert_point(value, &row["dert_15pct"], &what("discounted purchases"));
            for (count, expected) in row["pmf_39"].as_object().unwrap() {
                let probability = model.purchase_count_probability(&history, count.parse().unwrap(), weeks);
                assert_point(probability, expected, &what(count));
            }
            let never = model.no_purchase_probability(&history, Weeks::FOREVER);
            assert_point(never, &row["never"], &what("never"));
            let posterior = model.posterior(&history).unwrap();
            assert_point(posterior.purchase_rate.mean, &row["mean_rate"], &what("mean rate"));
            let rest = model.discounted_purchases(&history, DiscountRate::none(), Weeks::FOREVER);
            assert!(rest >= value && rest.is_finite(), "{rest}");
        }
    }
}
