//! Fits with static covariates find what generated the data, whatever the covariates' units, and name their limits.

use shared::math::exp;
use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::catalogue::{self, CovariateModel, FittedCovariateModel, ModelKind};
use shared::scoring::covariates::{CovariateError, CovariateFitError, Covariates, Options, Penalty, Process};
use shared::scoring::{History, Limit, PurchaseModel, Weeks};

const CUSTOMERS: usize = 4_000;
const PARAMETERS: Parameters = Parameters { r: 0.9, alpha: 9.0, a: 1.2, b: 3.0 };
/// γ of gender and age on purchase, of gender on dropout.
const COEFFICIENTS: [f64; 3] = [0.5, -0.02, -0.7];

struct Base {
    histories: Vec<History>,
    gender: Vec<f64>,
    age: Vec<f64>,
}

/// Customers whose purchases follow the truth above, or all of whom leave with one probability.
fn base(dropout: Dropout, parameters: Parameters, seed: u64) -> Base {
    let mut base = Base { histories: Vec::new(), gender: Vec::new(), age: Vec::new() };
    for customer in 0..CUSTOMERS {
        let mut random = Random::new(seed, customer as u64);
        let gender = f64::from(random.below(2));
        let age = 20.0 + f64::from(random.below(50));
        let of_purchase = COEFFICIENTS[0] * gender + COEFFICIENTS[1] * (age - 45.0);
        let of_dropout = exp(COEFFICIENTS[2] * gender);
        let model = Parameters {
            alpha: parameters.alpha * exp(-of_purchase),
            a: parameters.a * of_dropout,
            b: parameters.b * of_dropout,
            ..parameters
        };
        let weeks = Weeks::of_weeks(20.0 + 60.0 * random.uniform());
        base.histories.push(model.check(dropout).expect("positive").simulate_history(weeks, &mut random));
        base.gender.push(gender);
        base.age.push(age);
    }
    base
}

fn table(columns: &[(&str, &[f64])]) -> Covariates {
    let columns = columns.iter().map(|(name, values)| ((*name).to_owned(), values.to_vec())).collect();
    Covariates::new(CUSTOMERS, columns).expect("a table")
}

fn fit(kind: ModelKind, base: &Base, options: &Options) -> FittedCovariateModel {
    let purchase = table(&[("gender", &base.gender), ("age", &base.age)]);
    let dropout = table(&[("gender", &base.gender)]);
    catalogue::fit_with_covariates(kind, &base.histories, &purchase, &dropout, options).expect("a fit")
}

#[test]
fn the_truth_lies_within_the_errors() {
    for (kind, dropout) in
        [(ModelKind::BgNbd, Dropout::AfterRepeats), (ModelKind::MbgNbd, Dropout::AfterEveryTransaction)]
    {
        let base = base(dropout, PARAMETERS, 1);
        let fitted = fit(kind, &base, &Options::default());
        assert!(fitted.certificate.converged && fitted.certificate.limits.is_empty());
        for (coefficient, truth) in fitted.purchase.iter().chain(&fitted.dropout).zip(COEFFICIENTS) {
            let error = coefficient.standard_error.expect("not at a boundary");
            assert!((coefficient.value - truth).abs() < 4.0 * error, "{coefficient:?}");
            assert!(truth.abs() > 2.0 * error, "the data tell {coefficient:?}");
        }
        // Parameters are those of age 0: compare those of the truth's centre.
        let of_centre = fitted.model.of(&[0.0, 45.0], &[0.0]).expect("parameters");
        for ((name, value), truth) in of_centre.parameters().into_iter().zip(PARAMETERS.to_array()) {
            assert!((value / truth - 1.0).abs() < 0.5, "{name}: {value}");
        }
        // Covariates beat none.
        let plain = catalogue::fit(kind, &shared::scoring::Histories::from_weeks(&base.histories)).unwrap();
        assert!(fitted.certificate.log_likelihood > plain.certificate.log_likelihood + 50.0);
        assert_eq!(fitted.certificate.customers, CUSTOMERS as f64);
    }
}

#[test]
fn the_log_likelihood_is_that_of_every_customers_own_model() {
    let base = base(Dropout::AfterEveryTransaction, PARAMETERS, 2);
    let fitted = fit(ModelKind::MbgNbd, &base, &Options::default());
    let mut sum = 0.0;
    for customer in 0..CUSTOMERS {
        let (gender, age) = (base.gender[customer], base.age[customer]);
        let model = fitted.model.of(&[gender, age], &[gender]).expect("parameters");
        sum += model.log_likelihood(&base.histories[customer]);
    }
    assert!((fitted.certificate.log_likelihood / sum - 1.0).abs() < 1e-12);
}

#[test]
fn units_and_origins_of_covariates_do_not_matter() {
    let base = base(Dropout::AfterRepeats, PARAMETERS, 3);
    let fitted = fit(ModelKind::BgNbd, &base, &Options::default());
    let born: Vec<f64> = base.age.iter().map(|age| (2_026.0 - age) * 365.25).collect();
    let purchase = table(&[("gender", &base.gender), ("born", &born)]);
    let dropout = table(&[("gender", &base.gender)]);
    let other =
        catalogue::fit_with_covariates(ModelKind::BgNbd, &base.histories, &purchase, &dropout, &Options::default())
            .expect("a fit");
    let close = |x: f64, y: f64, tolerance: f64| assert!((x / y - 1.0).abs() < tolerance, "{x} {y}");
    close(other.certificate.log_likelihood, fitted.certificate.log_likelihood, 1e-12);
    close(other.purchase[1].value, -fitted.purchase[1].value / 365.25, 1e-6);
    let error = |fitted: &FittedCovariateModel, index: usize| fitted.purchase[index].standard_error.unwrap();
    close(error(&other, 1), error(&fitted, 1) / 365.25, 1e-6);
    close(error(&other, 0), error(&fitted, 0), 1e-6);
}

#[test]
fn penalties_shrink_and_shared_coefficients_are_one() {
    let base = base(Dropout::AfterEveryTransaction, PARAMETERS, 4);
    let free = fit(ModelKind::MbgNbd, &base, &Options::default());
    let penalty = Penalty { purchase: 200.0, dropout: 200.0 };
    let shrunk = fit(ModelKind::MbgNbd, &base, &Options { penalty, ..Options::default() });
    for (free, shrunk) in free.purchase.iter().chain(&free.dropout).zip(shrunk.purchase.iter().chain(&shrunk.dropout)) {
        assert!(shrunk.value.abs() < free.value.abs(), "{shrunk:?} {free:?}");
        assert!(shrunk.standard_error < free.standard_error);
    }
    assert!(shrunk.certificate.log_likelihood < free.certificate.log_likelihood);

    let options = Options { shared: vec!["gender".to_owned()], ..Options::default() };
    let shared = fit(ModelKind::MbgNbd, &base, &options);
    assert_eq!(shared.purchase[0], shared.dropout[0]);
    assert!(shared.certificate.log_likelihood < free.certificate.log_likelihood);
    assert_eq!(shared.certificate.standard_errors.len() + 1, free.certificate.standard_errors.len());
    assert!(shared.certificate.limits.is_empty());
}

#[test]
fn what_has_no_spread_leaves_no_coefficient() {
    // With one dropout probability for all, likelihoods rise towards it for one or both genders, or for neither.
    let common = Parameters { a: 2e5, b: 8e5, ..PARAMETERS };
    let mut at_limit = 0;
    for seed in 10..16 {
        let base = base(Dropout::AfterEveryTransaction, common, seed);
        let fitted = fit(ModelKind::MbgNbd, &base, &Options::default());
        let limits = &fitted.certificate.limits;
        assert!(limits.iter().all(|limit| matches!(limit, Limit::CommonDropout | Limit::UnboundedCoefficient)));
        at_limit += u32::from(!limits.is_empty());
        assert_eq!(fitted.dropout[0].standard_error.is_none(), !limits.is_empty(), "{fitted:?}");
        assert!(fitted.dropout[0].standard_error.is_none_or(|error| error < 5.0), "{:?}", fitted.dropout);
        assert!(fitted.purchase.iter().all(|coefficient| coefficient.standard_error.is_some()));
        for gender in [0.0, 1.0] {
            let model = fitted.model.of(&[gender, 45.0], &[gender]).expect("parameters");
            let values: Vec<f64> = model.parameters().iter().map(|parameter| parameter.1).collect();
            assert!((values[2] / (values[2] + values[3]) - 0.2).abs() < 0.03, "{values:?}");
        }
    }
    assert!(at_limit >= 2, "{at_limit}");
}

#[test]
fn what_covariates_cannot_tell_is_refused() {
    let base = base(Dropout::AfterRepeats, PARAMETERS, 5);
    let other: Vec<f64> = base.gender.iter().map(|gender| 1.0 - gender).collect();
    let both = table(&[("female", &base.gender), ("male", &other)]);
    let none = Covariates::none(CUSTOMERS);
    let fit = |kind, options: &Options| catalogue::fit_with_covariates(kind, &base.histories, &both, &none, options);
    let collinear = CovariateFitError::Covariates(CovariateError::Collinear);
    assert_eq!(fit(ModelKind::BgNbd, &Options::default()).unwrap_err(), collinear);
    assert!(matches!(fit(ModelKind::Nbd, &Options::default()), Err(CovariateFitError::WithoutCovariates { .. })));
}

#[test]
fn a_model_with_covariates_comes_back_to_the_bit() {
    let base = base(Dropout::AfterRepeats, PARAMETERS, 6);
    let model = fit(ModelKind::BgNbd, &base, &Options::default()).model;
    let loaded = CovariateModel::load(&model.save()).expect("a saved model");
    assert_eq!(loaded.names(Process::Purchase).collect::<Vec<_>>(), ["gender", "age"]);
    assert_eq!(loaded.names(Process::Dropout).collect::<Vec<_>>(), ["gender"]);
    let parameters = |model: &CovariateModel| model.of(&[1.0, 33.0], &[1.0]).expect("parameters").parameters();
    assert_eq!(parameters(&model), parameters(&loaded));
    assert_eq!(loaded.save(), model.save());
}
