//! Values at given parameters.

use serde_json::Value;
use shared::math::powf;
use shared::scoring::contractual::shifted_beta_geometric::{Model, Parameters};
use shared::scoring::contractual::{
    PeriodDiscount, Retention, discounted_lifetime, discounted_renewals, residual_lifetimes,
};
use shared::scoring::{DiscountRate, Weeks};

use crate::fixtures::{assert_relative, floats, json};

fn sbg(alpha: f64, beta: f64) -> Model {
    Parameters { alpha, beta }.check().expect("positive parameters")
}

fn ten_percent() -> PeriodDiscount {
    PeriodDiscount::per_period(0.10).expect("a rate")
}

fn references() -> Vec<(Model, Value)> {
    let all = json("reference_values.json")["sBG"].as_array().expect("a list").clone();
    let number = |value: &Value, key: &str| value[key].as_f64().expect("a number");
    all.into_iter().map(|value| (sbg(number(&value, "alpha"), number(&value, "beta")), value)).collect()
}

#[test]
fn survival_and_retention_agree_with_fifty_digits() {
    for (model, reference) in references() {
        for (t, expected) in (0..).zip(floats(&reference["S"])) {
            assert_relative(model.survival(t), expected, 1e-14, "S");
        }
        let path = model.retention_path(0, 12);
        for (actual, expected) in path.iter().zip(floats(&reference["r"])) {
            assert_relative(*actual, expected, 1e-15, "r");
        }
    }
}

#[test]
fn discounted_lifetimes_agree_with_fifty_digits() {
    for (model, reference) in references() {
        assert_relative(
            discounted_lifetime(&model, ten_percent()),
            reference["DEL"].as_f64().expect("a number"),
            1e-13,
            "DEL",
        );
        let residual = residual_lifetimes(&model, ten_percent(), 7);
        for (renewal, actual) in (1..).zip(residual) {
            let expected = reference["DERL"][format!("{renewal}")].as_f64().expect("a number");
            assert_relative(actual.value, expected, 1e-13, "DERL");
        }
    }
}

#[test]
fn residual_lifetimes_are_those_of_fader_and_hardie_2010() {
    // Table 3; its parameters are rounded.
    for (alpha, beta, printed) in
        [(3.80, 15.20, [3.31, 3.45, 3.59, 3.72, 3.84]), (0.067, 0.267, [7.68, 9.46, 9.86, 10.06, 10.19])]
    {
        for (residual, expected) in residual_lifetimes(&sbg(alpha, beta), ten_percent(), 5).iter().zip(printed) {
            assert_relative(residual.value, expected, 0.01, "table 3");
        }
    }
}

#[test]
fn a_year_discounts_as_its_weeks_do() {
    let rate = DiscountRate::annual_effective(0.10).expect("a rate");
    let yearly = PeriodDiscount::over(rate, Weeks::of_years(1.0)).expect("a rate");
    assert_relative(yearly.rate(), 0.10, 1e-14, "a year");
    let monthly = PeriodDiscount::over(rate, Weeks::of_months(1.0)).expect("a rate");
    assert_relative(powf(1.0 + monthly.rate(), 12.0), 1.10, 1e-14, "twelve months");
    assert!(PeriodDiscount::over(DiscountRate::none(), Weeks::of_years(1.0)).is_err());
}

#[test]
fn one_retention_rate_for_all_has_the_textbook_value_and_elasticity() {
    // α and β so large that everybody renews with probability .8.
    let residual = residual_lifetimes(&sbg(2e11, 8e11), ten_percent(), 3)[2];
    assert_relative(residual.value, 0.8 / (1.0 - 0.8 / 1.1), 1e-9, "DERL");
    assert_relative(residual.retention_elasticity, 1.1 / 0.3, 1e-9, "elasticity");
}

#[test]
fn the_elasticity_is_the_derivative_in_a_common_factor() {
    let model = sbg(0.668, 3.806);
    // DERL(4) with every retention rate multiplied, by brute force.
    let with_factor = |factor: f64| {
        let (mut term, mut sum) = (1.0, 0.0);
        for renewal in 4..2000 {
            term *= factor * model.retention_rate(renewal);
            sum += term;
            term /= 1.10;
        }
        sum
    };
    let residual = residual_lifetimes(&model, ten_percent(), 4)[3];
    assert_relative(residual.value, with_factor(1.0), 1e-13, "DERL");
    let slope = (with_factor(1.0 + 1e-5) - with_factor(1.0 - 1e-5)) / 2e-5;
    assert_relative(residual.retention_elasticity, slope / with_factor(1.0), 1e-8, "elasticity");
}

#[test]
fn renewals_over_a_horizon_tend_to_all_of_them() {
    let model = sbg(3.8, 15.2);
    let endless = discounted_lifetime(&model, ten_percent()) - 1.0;
    assert_relative(discounted_renewals(&model, 0, 5000, 0.10), endless, 1e-13, "endless");
    assert_relative(model.expected_renewals(), 15.2 / 2.8, 1e-15, "without discount");
    assert_relative(discounted_renewals(&model, 0, 3, 0.0), 0.8 + 0.648 + 0.530_742_857_142_857_2, 1e-14, "three");
    let by_hand = (model.survival(7) / 1.1 + model.survival(8) / 1.21) / model.survival(6);
    assert_relative(discounted_renewals(&model, 6, 2, 0.10), by_hand, 1e-14, "from the seventh on");
    assert_eq!(sbg(0.9, 4.0).expected_renewals(), f64::INFINITY);
}

#[test]
fn who_is_known_to_be_active_is_likelier_to_stay_than_the_unconditional_survival_says() {
    let model = sbg(0.668, 3.806);
    assert_relative(model.survival_of_active(5, 3), model.survival(8) / model.survival(5), 1e-14, "S(T+t)/S(T)");
    assert!(model.survival_of_active(5, 3) > model.survival(8));
    assert_relative(model.survival_of_active(5, 1), model.retention_path(5, 1)[0], 1e-14, "one more");
}

#[test]
fn quantiles_of_the_lifetime_are_the_first_to_reach_their_share() {
    let model = sbg(0.668, 3.806);
    let median = model.periods_until(0, 0.5, 1000).expect("within a thousand years");
    assert!(model.survival(median) <= 0.5 && model.survival(median - 1) > 0.5);
    assert_eq!(model.periods_until(0, 1e-3, 1000), None);
    assert_eq!(model.periods_until(0, 1.0, 1000), Some(0));
}
