//! Regression and calibration together.

use shared::random::Random;
use shared::scoring::classification::calibration::CalibrationMethod;
use shared::scoring::classification::logistic::{LogisticError, Penalty};
use shared::scoring::classification::metrics::{Forecasts, Ranking};
use shared::scoring::classification::{
    Classifier, Features, Folds, choose_penalty, fit_classifier, left_out_probabilities,
};

use super::customers::customers;

#[test]
fn a_customers_own_outcome_does_not_reach_their_probability() {
    let (features, left) = customers();
    let folds = Folds::stratified(&left, 4).unwrap();
    let of = |left: &[bool]| {
        left_out_probabilities(&features, left, &folds, Penalty::ridge(1.0), CalibrationMethod::Platt).unwrap()
    };
    let before = of(&left);
    let (_, unseen) = folds.parts(2);
    let mut turned = left.clone();
    for row in &unseen {
        turned[*row] = !turned[*row];
    }
    let after = of(&turned);
    assert!(unseen.iter().all(|row| before[*row] == after[*row]));
    assert!((0..left.len()).any(|row| before[row] != after[row]));
}

#[test]
fn noise_is_found_to_be_worth_nothing() {
    let mut random = Random::new(5, 0);
    let (rows, columns) = (400, 30);
    let values: Vec<f64> = (0..rows * columns).map(|_| random.normal()).collect();
    let left: Vec<bool> = (0..rows).map(|_| random.uniform() < 0.3).collect();
    let names = (0..columns).map(|column| format!("noise {column}")).collect();
    let features = Features::new(names, values).unwrap();
    let folds = Folds::stratified(&left, 5).unwrap();
    let penalty = choose_penalty(&features, &left, &folds, &[1e-6, 10.0, 1e4].map(Penalty::ridge)).unwrap();
    assert_eq!(penalty, Penalty::ridge(1e4));

    let method = CalibrationMethod::Platt;
    let honest = left_out_probabilities(&features, &left, &folds, Penalty::ridge(1e-6), method).unwrap();
    let auc = Ranking::of(&honest, &left).unwrap().auc();
    assert!((0.35..0.62).contains(&auc), "{auc}");
    let deceived = fit_classifier(&features, &left, &folds, Penalty::ridge(1e-6), method).unwrap();
    let seen: Vec<f64> = features.rows().map(|row| deceived.model.probability(row)).collect();
    assert!(Ranking::of(&seen, &left).unwrap().auc() > 0.65, "what the regression has seen flatters it");
    // The calibration has not, and so it finds that the scores say next to nothing.
    let calibrated: Vec<f64> = features.rows().map(|row| deceived.probability(row)).collect();
    assert!(calibrated.iter().all(|probability| (0.15..0.45).contains(probability)));
}

#[test]
fn a_signal_is_calibrated_out_of_sample() {
    let mut random = Random::new(6, 0);
    let rows = 4_000;
    let values: Vec<f64> = (0..rows).map(|_| random.normal()).collect();
    let left: Vec<bool> =
        values.iter().map(|x| random.uniform() < 1.0 / (1.0 + shared::math::exp(1.5 - 1.2 * x))).collect();
    let features = Features::new(vec!["signal".into()], values).unwrap();
    let folds = Folds::stratified(&left, 5).unwrap();
    for method in [CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
        let probabilities = left_out_probabilities(&features, &left, &folds, Penalty::NONE, method).unwrap();
        let table = Forecasts::of(&probabilities, &left).unwrap().calibration_table(10);
        assert!(table.expected_error < 0.02, "{method:?}: {}", table.expected_error);
    }
}

#[test]
fn a_classifier_reads_back_to_the_last_bit() {
    let (features, left) = customers();
    let folds = Folds::stratified(&left, 3).unwrap();
    let method = CalibrationMethod::Isotonic;
    let classifier = fit_classifier(&features, &left, &folds, Penalty::ridge(1.0), method).unwrap();
    let text = serde_json::to_string(&classifier).unwrap();
    assert_eq!(serde_json::from_str::<Classifier>(&text).unwrap(), classifier);
}

#[test]
fn folds_must_fit_the_customers() {
    let (features, left) = customers();
    let folds = Folds::stratified(&left[1..], 3).unwrap();
    let refused = choose_penalty(&features, &left, &folds, &[Penalty::NONE]).unwrap_err();
    assert_eq!(refused, LogisticError::Lengths { rows: 240, outcomes: 239 });
    let two = Folds::stratified(&left, 2).unwrap();
    let method = CalibrationMethod::Platt;
    let refused = left_out_probabilities(&features, &left, &two, Penalty::ridge(1.0), method).unwrap_err();
    assert_eq!(refused, LogisticError::TooFewFolds { folds: 2 });
}
