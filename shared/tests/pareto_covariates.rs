//! Fits of Pareto/NBD with static covariates.

use shared::math::exp;
use shared::random::Random;
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::covariates::{Covariates, Options, Penalty};
use shared::scoring::pareto_nbd::covariates::{CovariateFit, fit};
use shared::scoring::pareto_nbd::{self, Parameters};
use shared::scoring::{Histories, History, Limit, PurchaseModel, Weeks};

const CUSTOMERS: usize = 4_000;
const PARAMETERS: Parameters = Parameters { r: 1.2, alpha: 10.0, s: 0.9, beta: 20.0 };
/// γ of gender and age, δ of gender.
const COEFFICIENTS: [f64; 3] = [0.5, -0.02, -0.7];

struct Base {
    histories: Vec<History>,
    gender: Vec<f64>,
    age: Vec<f64>,
}

fn base(seed: u64) -> Base {
    let mut base = Base { histories: Vec::new(), gender: Vec::new(), age: Vec::new() };
    for customer in 0..CUSTOMERS {
        let mut random = Random::new(seed, customer as u64);
        let gender = f64::from(random.below(2));
        let age = 20.0 + f64::from(random.below(50));
        let of_purchase = COEFFICIENTS[0] * gender + COEFFICIENTS[1] * (age - 45.0);
        let model = Parameters {
            alpha: PARAMETERS.alpha * exp(-of_purchase),
            beta: PARAMETERS.beta * exp(-COEFFICIENTS[2] * gender),
            ..PARAMETERS
        };
        let weeks = Weeks::of_weeks(20.0 + 60.0 * random.uniform());
        base.histories.push(model.check().expect("positive").simulate_history(weeks, &mut random));
        base.gender.push(gender);
        base.age.push(age);
    }
    base
}

fn table(columns: &[(&str, &[f64])]) -> Covariates {
    let columns = columns.iter().map(|(name, values)| ((*name).to_owned(), values.to_vec())).collect();
    Covariates::new(CUSTOMERS, columns).expect("a table")
}

fn fitted(base: &Base, options: &Options) -> CovariateFit {
    let purchase = table(&[("gender", &base.gender), ("age", &base.age)]);
    let dropout = table(&[("gender", &base.gender)]);
    fit(&base.histories, &purchase, &dropout, options).expect("a fit")
}

#[test]
fn the_truth_lies_within_the_errors() {
    let base = base(1);
    let found = fitted(&base, &Options::default());
    let certificate = &found.estimate.certificate;
    assert!(certificate.converged && certificate.limits.is_empty(), "{certificate:?}");
    for (coefficient, truth) in found.estimate.purchase.iter().chain(&found.estimate.dropout).zip(COEFFICIENTS) {
        let error = coefficient.standard_error.expect("not at a boundary");
        assert!((coefficient.value - truth).abs() < 4.0 * error, "{coefficient:?}");
        assert!(truth.abs() > 2.0 * error, "the data tell {coefficient:?}");
    }
    let plain = pareto_nbd::fit(&Histories::from_weeks(&base.histories)).expect("a fit");
    assert!(certificate.log_likelihood > plain.certificate.log_likelihood + 50.0);
}

#[test]
fn a_strong_penalty_leaves_the_plain_model() {
    let base = base(2);
    let plain = pareto_nbd::fit(&Histories::from_weeks(&base.histories)).expect("a fit");
    let penalty = Penalty { purchase: 1e9, dropout: 1e9 };
    let found = fitted(&base, &Options { penalty, ..Options::default() });
    for coefficient in found.estimate.purchase.iter().chain(&found.estimate.dropout) {
        assert!(coefficient.value.abs() < 1e-3, "{coefficient:?}");
    }
    for (with, without) in found.model.values().to_array().into_iter().zip(plain.model.values().to_array()) {
        assert!((with / without - 1.0).abs() < 1e-2, "{with} {without}");
    }
}

#[test]
fn a_shared_covariate_has_one_coefficient() {
    let base = base(3);
    let found = fitted(&base, &Options { shared: vec!["gender".to_owned()], ..Options::default() });
    assert_eq!(found.estimate.purchase[0], found.estimate.dropout[0]);
    let free = fitted(&base, &Options::default());
    assert!(free.estimate.certificate.log_likelihood > found.estimate.certificate.log_likelihood);
}

#[test]
fn by_name_it_is_the_same_and_comes_back_from_its_file() {
    let base = base(4);
    let (purchase, dropout) = (table(&[("age", &base.age)]), table(&[("gender", &base.gender)]));
    let options = Options::default();
    let direct = fit(&base.histories, &purchase, &dropout, &options).expect("a fit");
    let named = catalogue::fit_with_covariates(ModelKind::ParetoNbd, &base.histories, &purchase, &dropout, &options);
    let named = named.expect("a fit");
    assert_eq!(named.certificate, direct.estimate.certificate);
    let loaded = catalogue::CovariateModel::load(&named.model.save()).expect("a saved model");
    let customer = loaded.of(&[45.0], &[1.0]).expect("parameters");
    let beta = direct.model.values().beta * exp(-direct.estimate.dropout[0].value);
    assert!((customer.parameters()[3].1 / beta - 1.0).abs() < 1e-14);
}

#[test]
fn without_dropout_the_limit_has_its_name() {
    let mut base = base(5);
    for (customer, history) in base.histories.iter_mut().enumerate() {
        let mut random = Random::new(6, customer as u64);
        let rate = random.gamma(1.2, 10.0 * exp(-0.5 * base.gender[customer]));
        let (mut frequency, mut recency, mut time) = (0, 0.0, random.exponential(rate));
        while time <= history.age {
            (frequency, recency) = (frequency + 1, time);
            time += random.exponential(rate);
        }
        *history = History { frequency, recency, ..*history };
    }
    let found = fitted(&base, &Options::default());
    let limits = &found.estimate.certificate.limits;
    let gained = found.estimate.certificate.log_likelihood - found.without_dropout.certificate.log_likelihood;
    assert!(limits.contains(&Limit::NoDropout) == (gained < 1e-3) && gained < 6.0, "{gained} {limits:?}");
}
