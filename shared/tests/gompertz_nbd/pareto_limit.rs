//! With b → 0 and β/b fixed all values are those of the Pareto/NBD.

use shared::scoring::gompertz_nbd::Model;
use shared::scoring::{PurchaseModel, Weeks};

use super::fixtures::{assert_within, history, json, model, yearly_of_52_weeks};

/// So small that it changes no digit of a history of years, and none of ten digits of all time to come.
const NO_GROWTH: f64 = 1e-15;

/// The model that is all but a Pareto/NBD with these parameters.
fn all_but_pareto([r, alpha, s, beta]: [f64; 4]) -> Model {
    model([r, alpha, NO_GROWTH, s, beta * NO_GROWTH])
}

#[test]
fn the_pareto_nbd_is_a_limit_of_this_model() {
    let model = all_but_pareto([0.5534, 10.5802, 0.6061, 11.6562]);
    let values = &json("reference_values.json")["Pareto/NBD"];
    for (weeks, expected) in values["expect"].as_object().unwrap() {
        let horizon = Weeks::of_weeks(weeks.parse().unwrap());
        assert_within(model.expected_purchases_of_new(horizon), expected, 1e-10, weeks);
    }
    for (count, expected) in values["pmf_t39"].as_object().unwrap() {
        let weeks = Weeks::of_weeks(39.0);
        assert_within(model.purchase_count_probability_of_new(count.parse().unwrap(), weeks), expected, 1e-10, count);
    }
    for row in values["customers"].as_array().unwrap() {
        let history = history(row);
        let what = |figure: &str| format!("{history:?} {figure}");
        assert_within(model.log_likelihood(&history), &row["ll"], 1e-10, &what("ll"));
        assert_within(model.probability_alive(&history), &row["p_alive"], 1e-10, &what("P(alive)"));
        for (weeks, figure) in [(39.0, "cet_39"), (52.0, "cet_52")] {
            let purchases = model.expected_purchases(&history, Weeks::of_weeks(weeks));
            assert_within(purchases, &row[figure], 1e-10, &what(figure));
        }
        for (annual, figure) in [(0.15, "dert_15pct"), (0.10, "dert_10pct")] {
            let value = model.discounted_purchases(&history, yearly_of_52_weeks(annual), Weeks::FOREVER);
            assert_within(value, &row[figure], 1e-10, &what(figure));
        }
    }
}

#[test]
fn extremes_of_the_pareto_nbd_are_no_exception() {
    let values = json("reference_values.json");
    let extremes = [
        ("Pareto/NBD", 5, [0.55, 10.58, 0.61, 11.67]),
        ("Pareto/NBD large beta", 3, [0.5329, 38.0598, 64.2792, 7721.5264]),
    ];
    for (name, count, parameters) in extremes {
        let model = all_but_pareto(parameters);
        let rows: Vec<_> = values["extremes"].as_array().unwrap().iter().filter(|row| row["model"] == name).collect();
        assert_eq!(rows.len(), count);
        for row in rows {
            let history = history(row);
            let what = |figure: &str| format!("{history:?} {figure}");
            assert_within(model.log_likelihood(&history), &row["ll"], 1e-10, &what("ll"));
            assert_within(model.probability_alive(&history), &row["p_alive"], 1e-10, &what("P(alive)"));
            let purchases = model.expected_purchases(&history, Weeks::of_weeks(52.0));
            assert_within(purchases, &row["cet_52"], 1e-10, &what("CET 52"));
            let value = model.discounted_purchases(&history, yearly_of_52_weeks(0.1), Weeks::FOREVER);
            assert_within(value, &row["dert_weekly_ln1.1/52"], 1e-10, &what("discounted"));
        }
    }
}
