//! Fits of generated bases.

use shared::random::Random;
use shared::scoring::covariates::{CovariateEstimate, Options, Penalty};
use shared::scoring::pareto_nbd;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{VaryingFit, VaryingHistory, VaryingModel, fit};
use shared::scoring::{Histories, Limit, Weeks};

use crate::base::{Base, PARAMETERS, WEEKS, base};

fn fitted(base: &Base, options: &Options) -> VaryingFit {
    fit(&base.histories, &base.purchase, &base.dropout, options).expect("a fit")
}

fn plain(base: &Base) -> pareto_nbd::Fit {
    let histories: Vec<_> = base.histories.iter().map(VaryingHistory::summary).collect();
    pareto_nbd::fit(&Histories::from_weeks(&histories)).expect("a fit")
}

#[test]
fn the_truth_lies_within_the_errors() {
    let base = base(11, 3_000);
    let found = fitted(&base, &Options::default());
    let certificate = &found.estimate.certificate;
    assert!(certificate.converged && certificate.limits.is_empty(), "{certificate:?}");
    assert!(certificate.gradient_norm < 1e-3 && certificate.condition_number < 1e5, "{certificate:?}");
    let truth = base.truth.purchase().iter().chain(base.truth.dropout());
    for (coefficient, (name, truth)) in found.estimate.purchase.iter().chain(&found.estimate.dropout).zip(truth) {
        let error = coefficient.standard_error.expect("not at a boundary");
        assert_eq!(&coefficient.name, name);
        assert!((coefficient.value - truth).abs() < 4.0 * error, "{coefficient:?}, truly {truth}");
        assert!(truth.abs() > 2.0 * error, "the data tell {coefficient:?}");
    }
    let errors = &certificate.standard_errors;
    for ((found, truth), error) in found.model.parameters().to_array().iter().zip(PARAMETERS.to_array()).zip(errors) {
        assert!((found - truth).abs() < 4.0 * error.expect("not at a boundary"), "{found}, truly {truth}");
    }
    assert!(certificate.log_likelihood > plain(&base).certificate.log_likelihood + 100.0);
    assert!(certificate.log_likelihood > found.without_dropout.certificate.log_likelihood + 100.0);
}

#[test]
fn the_fit_and_its_customers_sum_to_one_likelihood() {
    let base = base(12, 500);
    let found = fitted(&base, &Options::default());
    let likelihood = |model: &VaryingModel| -> f64 {
        let of = |(row, history): (usize, &VaryingHistory)| {
            model.customer(row, history, &base.purchase, &base.dropout).expect("long enough").log_likelihood()
        };
        base.histories.iter().enumerate().map(of).sum()
    };
    let sum = likelihood(&found.model);
    assert!((sum / found.estimate.certificate.log_likelihood - 1.0).abs() < 1e-12);
    assert!(sum > likelihood(&base.truth));
    let loaded = VaryingModel::load(&found.model.save()).expect("a saved model");
    assert_eq!(loaded, found.model);
    assert_eq!(likelihood(&loaded).to_bits(), sum.to_bits());
}

#[test]
fn a_strong_penalty_leaves_the_plain_model() {
    let base = base(13, 1_000);
    let plain = plain(&base);
    let penalty = Penalty { purchase: 1e9, dropout: 1e9 };
    let found = fitted(&base, &Options { penalty, ..Options::default() });
    for coefficient in found.estimate.purchase.iter().chain(&found.estimate.dropout) {
        assert!(coefficient.value.abs() < 1e-3, "{coefficient:?}");
    }
    for (with, without) in found.model.parameters().to_array().into_iter().zip(plain.model.values().to_array()) {
        assert!((with / without - 1.0).abs() < 1e-2, "{with} {without}");
    }
}

#[test]
fn a_shared_covariate_has_one_coefficient_and_costs_likelihood() {
    let base = base(14, 1_000);
    let found = fitted(&base, &Options { shared: vec!["region".to_owned()], ..Options::default() });
    assert_eq!(found.estimate.purchase[1], found.estimate.dropout[1]);
    let free = fitted(&base, &Options::default());
    assert!(free.estimate.certificate.log_likelihood > found.estimate.certificate.log_likelihood);
}

#[test]
fn without_dropout_the_limit_has_its_name() {
    let named = (15..19).filter(|seed| the_limit_is_named_where_it_is_reached(*seed)).count();
    assert!(named > 0, "without dropout half of the bases end at the limit");
}

/// Whether it was reached by a base whose customers never leave.
fn the_limit_is_named_where_it_is_reached(seed: u64) -> bool {
    let mut base = base(seed, 300);
    let endless = Parameters { beta: 1e12, ..PARAMETERS };
    let truth = VaryingModel::new(endless, base.truth.purchase().to_vec(), base.truth.dropout().to_vec());
    let truth = truth.expect("possible");
    for (customer, history) in base.histories.iter_mut().enumerate() {
        let mut random = Random::new(seed + 100, customer as u64);
        let age = Weeks::of_weeks(WEEKS as f64 - history.first());
        let drawn = truth.simulate_history(customer, history.first(), age, &base.purchase, &base.dropout, &mut random);
        *history = drawn.expect("long enough");
    }
    let found = fitted(&base, &Options::default());
    let gained = |one: &CovariateEstimate, other: &CovariateEstimate| {
        one.certificate.log_likelihood - other.certificate.log_likelihood
    };
    let gained = gained(&found.estimate, &found.without_dropout);
    let limits = &found.estimate.certificate.limits;
    let is_named = limits.contains(&Limit::NoDropout);
    assert!(is_named == (gained < 1e-3) && gained < 8.0, "{gained} {limits:?}");
    is_named
}
