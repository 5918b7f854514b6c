//! Calibration against scikit-learn 1.9.1 (`IsotonicRegression(out_of_bounds="clip")` and the sigmoid of
//! `CalibratedClassifierCV`, which stops at seven digits) and statsmodels 0.15.0 (a binomial `GLM` on Platt's targets) on
//! the customers of [`super::customers`].

use shared::scoring::classification::calibration::{CalibrationMethod, Calibrator, Isotonic, Platt};
use shared::scoring::classification::metrics::{Forecasts, MetricError};

use super::customers::{customers, scores};

#[test]
fn isotonic_regression_is_that_of_scikit_learn() {
    let (features, left) = customers();
    let curve = Isotonic::fit(&scores(&features), &left).unwrap();
    let expected = [
        (-90.0, 0.1),
        (-65.0, 0.1),
        (-40.5, 0.2),
        (-20.0, 0.238_095_238_095_238_1),
        (-13.0, 0.238_095_238_095_238_1),
        (0.0, 0.266_666_666_666_666_7),
        (11.11, 0.272_727_272_727_272_7),
        (25.0, 0.333_333_333_333_333_3),
        (42.0, 0.533_333_333_333_333_3),
        (60.0, 0.8),
        (71.5, 0.812_5),
        (97.0, 1.0),
        (200.0, 1.0),
    ];
    for (score, probability) in expected {
        assert!((curve.probability(score) - probability).abs() < 1e-12, "{score}: {}", curve.probability(score));
    }
}

#[test]
fn platts_scaling_is_that_of_statsmodels() {
    let (features, left) = customers();
    let curve = Platt::fit(&scores(&features), &left).unwrap();
    assert!((curve.slope / 0.023_137_725_458_919_574 - 1.0).abs() < 1e-10, "{}", curve.slope);
    assert!((curve.intercept / -0.699_892_255_826_206 - 1.0).abs() < 1e-10, "{}", curve.intercept);
    // What scikit-learn stops at.
    assert!((curve.slope - 0.023_137_726_097_290_95).abs() < 1e-8);
}

#[test]
fn isotonic_regression_is_calibrated_where_it_was_fitted_and_both_read_back() {
    let (features, left) = customers();
    let scores = scores(&features);
    for method in [CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
        let calibrator = Calibrator::fit(method, &scores, &left).unwrap();
        let probabilities: Vec<f64> = scores.iter().map(|score| calibrator.probability(*score)).collect();
        let table = Forecasts::of(&probabilities, &left).unwrap().calibration_table(10);
        assert!(table.expected_error < if method == CalibrationMethod::Isotonic { 1e-12 } else { 0.1 });
        let text = serde_json::to_string(&calibrator).unwrap();
        assert_eq!(serde_json::from_str::<Calibrator>(&text).unwrap(), calibrator);
    }
}

#[test]
fn one_outcome_cannot_be_calibrated() {
    for method in [CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
        let refused = Calibrator::fit(method, &[1.0, 2.0], &[true, true]).unwrap_err();
        assert_eq!(refused, MetricError::OneOutcome { customers: 2 });
    }
}
