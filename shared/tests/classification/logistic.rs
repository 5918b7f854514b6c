//! Logistic regression against statsmodels 0.15.0 (`Logit`, maximum likelihood) and scikit-learn 1.9.1
//! (`LogisticRegression` on standardised features: `newton-cholesky` for ridge, `saga` for elastic net), both run to their
//! last digits on the customers of [`super::customers`]; the results are in the features' own units.

use proptest::prelude::*;
use shared::scoring::classification::Features;
use shared::scoring::classification::logistic::{LogisticError, LogisticFit, LogisticModel, Penalty, fit};

use super::customers::{NAMES, customers};

/// Intercept and coefficients to the given number of digits.
#[track_caller]
fn assert_estimate(fit: &LogisticFit, expected: [f64; 5], tolerance: f64) {
    let found = std::iter::once(fit.model.intercept).chain(fit.model.coefficients.iter().copied());
    for (found, expected) in found.zip(expected) {
        assert!((found - expected).abs() <= tolerance * expected.abs(), "{found} instead of {expected}");
    }
}

fn table(names: &[&str], rows: &[&[f64]]) -> Features {
    Features::new(names.iter().map(|name| (*name).to_owned()).collect(), rows.concat()).expect("a table")
}

#[test]
fn maximum_likelihood_is_that_of_statsmodels() {
    let (features, left) = customers();
    let fit = fit(&features, &left, Penalty::NONE).unwrap();
    let expected = [
        -0.735_766_529_512_803_4,
        0.222_078_059_676_967_17,
        -0.132_973_568_909_838_33,
        0.528_027_730_888_156_7,
        -9.757_209_901_823_666e-7,
    ];
    assert_estimate(&fit, expected, 1e-9);
    assert!((fit.certificate.log_likelihood + 140.791_158_136_009_6).abs() < 1e-10);
    let errors = [
        0.447_976_856_724_143_06,
        0.051_895_951_849_697_01,
        0.030_820_041_552_008_37,
        0.290_362_753_726_671_7,
        1.167_334_953_346_242_9e-5,
    ];
    for (found, expected) in fit.certificate.standard_errors.iter().zip(errors) {
        assert!((found.expect("no penalty") / expected - 1.0).abs() < 1e-10, "{found:?} instead of {expected}");
    }
    assert_eq!((fit.certificate.customers, fit.certificate.constant.len()), (240, 0));
}

#[test]
fn ridge_is_that_of_scikit_learn() {
    let (features, left) = customers();
    let fit = fit(&features, &left, Penalty::ridge(5.0)).unwrap();
    let expected = [
        -0.685_138_988_755_471_5,
        0.196_313_416_075_909_85,
        -0.117_564_770_981_453_32,
        0.465_720_418_259_530_76,
        -1.084_770_218_122_434_5e-6,
    ];
    assert_estimate(&fit, expected, 1e-10);
    assert_eq!(fit.certificate.standard_errors, [None; 5]);
}

#[test]
fn elastic_net_is_that_of_scikit_learn() {
    let (features, left) = customers();
    let net = fit(&features, &left, Penalty::elastic_net(12.0, 0.6)).unwrap();
    let expected =
        [-0.551_984_946_361_186_9, 0.145_305_274_172_455_78, -0.086_866_296_830_136_87, 0.194_576_162_381_214_97, 0.0];
    assert_estimate(&net, expected, 1e-10);
    let lasso = fit(&features, &left, Penalty::elastic_net(25.0, 1.0)).unwrap();
    let expected = [-0.416_851_509_495_537_9, 0.041_807_982_157_943_34, -0.024_908_526_035_805_435, 0.0, 0.0];
    assert_estimate(&lasso, expected, 1e-10);
}

#[test]
fn a_feature_that_holds_the_answer_is_named() {
    let left: Vec<bool> = (0..40).map(|row| row % 4 == 0).collect();
    let rows: Vec<Vec<f64>> =
        (0..40).map(|row| vec![f64::from(row % 7), if row % 4 == 0 { 9.0 } else { f64::from(row % 3) }]).collect();
    let features = table(&["noise", "cancelled"], &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let LogisticError::Separation { features: named, complete } = fit(&features, &left, Penalty::NONE).unwrap_err()
    else {
        panic!("separated");
    };
    assert!(complete && named.contains(&"cancelled".to_owned()), "{named:?}");
    let penalised = fit(&features, &left, Penalty::ridge(1.0)).unwrap().model;
    assert!(penalised.coefficients[1] > 0.0 && penalised.coefficients.iter().all(|x| x.is_finite()));
}

#[test]
fn a_kind_of_customer_that_always_leaves_is_named() {
    // Everyone with a notice leaves, others do or do not: quasi-complete separation by one dummy.
    let (features, mut left) = customers();
    let notice: Vec<f64> = (0..left.len()).map(|row| f64::from(u8::from(row % 12 == 5))).collect();
    for (left, notice) in left.iter_mut().zip(&notice) {
        *left |= *notice > 0.0;
    }
    let rows: Vec<Vec<f64>> = features.rows().zip(&notice).map(|(row, notice)| [row, &[*notice]].concat()).collect();
    let names = [&NAMES[..], &["notice"]].concat();
    let features = table(&names, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let expected = LogisticError::Separation { features: vec!["notice".into()], complete: false };
    assert_eq!(fit(&features, &left, Penalty::NONE), Err(expected));
    assert!(fit(&features, &left, Penalty::elastic_net(1.0, 0.5)).is_ok());
}

#[test]
fn dummies_for_every_kind_are_one_too_many() {
    let (_, left) = customers();
    let kinds: Vec<Vec<f64>> =
        (0..left.len()).map(|row| (0..3).map(|kind| f64::from(u8::from(row % 3 == kind))).collect()).collect();
    let features = table(&["red", "green", "blue"], &kinds.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let expected = LogisticError::Collinear { feature: "blue".into() };
    assert_eq!(fit(&features, &left, Penalty::NONE), Err(expected));
    let shared = fit(&features, &left, Penalty::ridge(1.0)).unwrap().model;
    assert!(shared.coefficients.iter().sum::<f64>().abs() < 0.1, "a penalty shares the weight");
}

#[test]
fn a_feature_that_is_the_same_for_all_has_no_weight() {
    let (features, left) = customers();
    let rows: Vec<Vec<f64>> = features.rows().map(|row| vec![row[0], 0.1 + 0.2, row[1]]).collect();
    let features = table(&["calls", "country", "months"], &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    for penalty in [Penalty::NONE, Penalty::ridge(2.0), Penalty::elastic_net(2.0, 0.5)] {
        let fit = fit(&features, &left, penalty).unwrap();
        assert_eq!((fit.model.coefficients[1], fit.certificate.standard_errors[2]), (0.0, None));
        assert_eq!(fit.certificate.constant, ["country"]);
    }
}

#[test]
fn says_what_cannot_be_fitted() {
    let (features, left) = customers();
    let refused = |outcomes: &[bool], penalty| fit(&features, outcomes, penalty).unwrap_err();
    assert_eq!(refused(&left[1..], Penalty::NONE), LogisticError::Lengths { rows: 240, outcomes: 239 });
    assert_eq!(refused(&[true; 240], Penalty::NONE), LogisticError::OneOutcome { rows: 240 });
    assert!(matches!(refused(&left, Penalty::ridge(-1.0)), LogisticError::Penalty { .. }));
}

#[test]
fn a_model_reads_back_to_the_last_bit() {
    let (features, left) = customers();
    let model = fit(&features, &left, Penalty::NONE).unwrap().model;
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<LogisticModel>(&text).unwrap(), model);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The conditions of Karush, Kuhn and Tucker at standardised features: where a coefficient is not 0, the slope of the
    /// likelihood is the penalty's; where it is, the slope is no steeper than the lasso.
    #[test]
    fn the_estimate_is_a_maximum(
        rows in prop::collection::vec((-3.0..3.0, -1.0..1.0, 0_u8..2, any::<bool>()), 8..60),
        (ridge, lasso) in (0.05..20.0, prop_oneof![Just(0.0), 0.05..20.0]),
    ) {
        let values: Vec<f64> = rows.iter().flat_map(|row| [row.0 * 100.0, row.1, f64::from(row.2)]).collect();
        let left: Vec<bool> = rows.iter().map(|row| row.3).collect();
        let features = Features::new(["a", "b", "c"].map(str::to_owned).to_vec(), values).expect("numbers");
        let Ok(fit) = fit(&features, &left, Penalty { ridge, lasso }) else {
            prop_assert!(left.iter().all(|one| *one == left[0]), "a penalty always has a maximum");
            return Ok(());
        };
        let n = left.len() as f64;
        let residuals: Vec<f64> = features.rows().zip(&left)
            .map(|(row, left)| f64::from(u8::from(*left)) - fit.model.probability(row)).collect();
        prop_assert!(residuals.iter().sum::<f64>().abs() < 1e-6, "the intercept is not penalised");
        for column in 0..3 {
            let of = |row: &[f64]| row[column];
            let mean = features.rows().map(of).sum::<f64>() / n;
            let deviation = (features.rows().map(|row| (of(row) - mean) * (of(row) - mean)).sum::<f64>() / n).sqrt();
            if deviation == 0.0 {
                prop_assert_eq!(fit.model.coefficients[column], 0.0);
                continue;
            }
            let slope: f64 = features.rows().zip(&residuals).map(|(row, r)| r * (of(row) - mean) / deviation).sum();
            let coefficient = fit.model.coefficients[column] * deviation;
            if coefficient == 0.0 {
                prop_assert!(slope.abs() <= lasso + 1e-6);
            } else {
                let cost = ridge * coefficient + lasso * coefficient.signum();
                prop_assert!((slope - cost).abs() < 1e-5, "{} {}", slope, cost);
            }
        }
    }
}
