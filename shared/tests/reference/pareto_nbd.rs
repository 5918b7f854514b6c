//! Pareto/NBD: fits, point values and printed values.

use serde_json::Value;
use shared::math::{ln, ln_1p};
use shared::scoring::pareto_nbd::{Model, Parameters, fit};
use shared::scoring::{DiscountRate, Histories, History, PurchaseModel, Weeks};

use super::fits::{check_fit, check_sums};
use super::fixtures::{assert_point, assert_printed, cdnow, cdnow_two_decimals, json};
use super::points::{check_model, history, number};

fn model(parameters: [f64; 4]) -> Model {
    Parameters::from_array(parameters).check().expect("positive parameters")
}

fn weeks(weeks: f64) -> Weeks {
    Weeks::of_weeks(weeks)
}

/// The continuous rate a week that published figures call `annual`: a year of 52 weeks.
fn published_rate(annual: f64) -> DiscountRate {
    DiscountRate::continuous_per_week(ln_1p(annual) / 52.0).expect("a rate")
}

#[test]
fn the_fit_reaches_the_maximum_on_cdnow() {
    let histories = Histories::from_weeks(&cdnow());
    let reference = "Pareto/NBD CDNOW (exact day fractions)";
    let fit = fit(&histories).expect("a fit");
    check_fit(reference, Parameters::NAMES, fit.model.values().to_array(), &fit.certificate);
    check_sums(reference, &fit.model, &histories);
    // Where other packages stop early.
    assert!(fit.certificate.log_likelihood >= -9_594.976_178_95);
}

#[test]
fn the_fit_reaches_the_maximum_on_rounded_weeks_too() {
    let fit = fit(&Histories::from_weeks(&cdnow_two_decimals())).expect("a fit");
    let reference = "Pareto/NBD CDNOW (2-decimal summary)";
    check_fit(reference, Parameters::NAMES, fit.model.values().to_array(), &fit.certificate);
}

#[test]
fn points_agree_with_fifty_digits() {
    let model = model([0.5534, 10.5802, 0.6061, 11.6562]);
    check_model("Pareto/NBD", &model);
    for row in json("reference_values.json")["Pareto/NBD"]["customers"].as_array().expect("an array") {
        let alive = model.probability_alive_after(&history(row), weeks(39.0));
        assert_point(alive, number(&row["p_alive_plus_39"]), "P(alive) 39 weeks on");
    }
}

#[test]
fn extremes_are_no_exception() {
    let values = json("reference_values.json");
    let rate = DiscountRate::continuous_per_week(ln(1.1) / 52.0).expect("a rate");
    let mut seen = 0;
    for (name, parameters) in
        [("Pareto/NBD", [0.55, 10.58, 0.61, 11.67]), ("Pareto/NBD large beta", [0.5329, 38.0598, 64.2792, 7_721.526_4])]
    {
        let model = model(parameters);
        let rows = values["extremes"].as_array().expect("an array");
        for row in rows.iter().filter(|row: &&Value| row["model"] == name) {
            let history = history(row);
            let what = |figure: &str| format!("{name} {history:?} {figure}");
            assert_point(model.log_likelihood(&history), number(&row["ll"]), &what("ll"));
            assert_point(model.probability_alive(&history), number(&row["p_alive"]), &what("P(alive)"));
            let purchases = model.expected_purchases(&history, weeks(52.0));
            assert_point(purchases, number(&row["cet_52"]), &what("CET 52"));
            let residual = model.discounted_purchases(&history, rate, Weeks::FOREVER);
            assert_point(residual, number(&row["dert_weekly_ln1.1/52"]), &what("DERT"));
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
}

#[test]
fn btyds_walkthrough_comes_out() {
    let model = fit(&Histories::from_weeks(&cdnow())).expect("a fit").model;
    assert_printed(model.expected_purchases_of_new(weeks(52.0)), "1.473434");
    // Its optimiser stops early and it prints three decimals of where: three digits agree.
    let close = |actual: f64, printed: f64| assert!((actual / printed - 1.0).abs() < 2e-3, "{actual} for {printed}");
    let customer_1516 = History::new(26, 216.0 / 7.0, 31.0).expect("a history");
    close(model.expected_purchases(&customer_1516, weeks(52.0)), 25.45647);
    close(model.probability_alive(&customer_1516), 0.997874);
    // The increasing frequency paradox: long silence says more of those who bought often.
    for (frequency, printed) in [(10, 0.706_228_9), (15, 0.144_239_6), (20, 0.022_506_58), (25, 0.003_092_67)] {
        let history = History::new(frequency, 20.0, 39.0).expect("a history");
        close(model.expected_purchases(&history, weeks(52.0)), printed);
    }
}

#[test]
fn lifetimes_regression_values_come_out() {
    let model = model([0.55, 10.58, 0.61, 11.67]);
    for (frequency, expected) in [(132, 6.206_051_788_963_242), (133, 6.252_872_247_574_811)] {
        let history = History::new(frequency, 200.0, 200.0).expect("a history");
        let purchases = model.expected_purchases(&history, weeks(10.0));
        assert!((purchases / expected - 1.0).abs() < 1e-9, "{purchases} instead of {expected}");
    }
}

#[test]
fn the_conditional_distribution_is_that_of_lifetimes() {
    let model = model([0.5534, 10.5802, 0.6061, 11.6562]);
    let history = History::new(2, 30.43, 38.86).expect("a history");
    let printed = [".408095282", ".219265213", ".151746052", ".095652268", ".056574667", ".031982850"];
    for (count, printed) in (0..).zip(printed) {
        assert_printed(model.purchase_count_probability(&history, count, weeks(39.0)), printed);
    }
}

#[test]
fn residual_value_of_the_base_is_btyds() {
    let model = model([0.5534, 10.5802, 0.6061, 11.6562]);
    let sum: f64 =
        cdnow().iter().map(|history| model.discounted_purchases(history, published_rate(0.15), Weeks::FOREVER)).sum();
    assert_printed(sum, "7205.5597");
}

#[test]
fn holdout_purchases_by_frequency_are_btyds() {
    let model = fit(&Histories::from_weeks(&cdnow())).expect("a fit").model;
    let mut bins = [(0.0, 0.0); 8];
    for history in cdnow() {
        let bin = &mut bins[history.frequency.min(7) as usize];
        bin.0 += 1.0;
        bin.1 += model.expected_purchases(&history, weeks(39.0));
    }
    let printed = [0.138, 0.600, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403];
    // At parameters a little off the maximum: one unit of the last digit.
    for ((customers, sum), printed) in bins.into_iter().zip(printed) {
        assert!((sum / customers - printed).abs() <= 1.05e-3, "{} instead of {printed}", sum / customers);
    }
}

#[test]
fn weekly_tracking_is_btyds() {
    let model = fit(&Histories::from_weeks(&cdnow())).expect("a fit").model;
    let histories = cdnow();
    let longest = histories.iter().fold(0.0, |longest: f64, history| longest.max(history.age));
    let printed = [1308.856, 1385.275, 1459.923, 1532.906, 1604.320, 1674.253];
    for (week, printed) in (20..).zip(printed) {
        let since_first =
            histories.iter().map(|history| f64::from(week) - (longest - history.age)).filter(|weeks| *weeks > 0.0);
        let expected: f64 = since_first.map(|since| model.expected_purchases_of_new(weeks(since))).sum();
        assert!((expected / printed - 1.0).abs() < 1e-4, "week {week}: {expected} instead of {printed}");
    }
}
