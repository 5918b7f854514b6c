//! Fits.

use shared::math::exp;
use shared::random::Random;
use shared::scoring::Limit;
use shared::scoring::bg_bb::{Cells, DiscreteHistory, FitError, Parameters, fit};

use super::donations::{donations, history, json, model};

#[test]
fn on_the_donations_it_reaches_the_maximum() {
    let fit = fit(&donations()).unwrap();
    let reference = &json("reference_fits.json")["BG/BB donations"];
    let number = |group: &str, name: &str| reference[group][name].as_f64().unwrap();
    assert!(fit.certificate.log_likelihood >= reference["ll"].as_f64().unwrap() - 1e-7);
    assert_eq!((fit.certificate.customers, fit.certificate.distinct_histories), (11_104.0, 22));
    for ((name, value), error) in
        Parameters::NAMES.into_iter().zip(fit.model.values().to_array()).zip(&fit.certificate.standard_errors)
    {
        assert!((value / number("params", name) - 1.0).abs() < 1e-5, "{name} {value}");
        let error = error.expect("not at a limit");
        assert!((error / number("se", name) - 1.0).abs() < 1e-3, "{name} {error}");
    }
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty() && fit.certificate.gradient_norm < 1e-4);
    assert!(fit.certificate.log_likelihood > fit.log_likelihood_without_dropout + 2_000.0);
}

fn simulated(parameters: [f64; 4], customers: u32, seed: u64) -> Cells {
    let model = model(parameters);
    let mut random = Random::new(seed, 0);
    Cells::of((0..customers).map(|customer| model.simulate_history(8 + customer % 5, &mut random)))
}

#[test]
fn the_truth_lies_within_the_standard_errors() {
    let truth = [0.9, 2.5, 0.8, 6.0];
    let fit = fit(&simulated(truth, 20_000, 3)).unwrap();
    assert!(fit.certificate.limits.is_empty() && fit.certificate.converged);
    for ((value, truth), error) in fit.model.values().to_array().iter().zip(truth).zip(&fit.certificate.standard_errors)
    {
        assert!((value - truth).abs() < 4.0 * error.unwrap(), "{value} instead of {truth}, give or take {error:?}");
    }
}

/// Where the truth lies at a limit, the likelihood of about every second sample rises up to it.
#[track_caller]
fn reaches(limit: Limit, draw: impl Fn(&mut Random) -> DiscreteHistory) {
    let fits = (0..8).map(|seed| {
        let mut random = Random::new(seed, 1);
        fit(&Cells::of((0..600).map(|_| draw(&mut random)))).expect("a fit")
    });
    let fits: Vec<_> = fits.collect();
    assert!(fits.iter().all(|fit| fit.certificate.converged), "{fits:?}");
    let at_limit: Vec<_> = fits.iter().filter(|fit| fit.certificate.limits.contains(&limit)).collect();
    assert!(!at_limit.is_empty(), "{fits:?}");
    let named = at_limit.iter().all(|fit| fit.certificate.standard_errors.contains(&None));
    assert!(named, "{at_limit:?}");
}

/// The history of a customer with these probabilities.
fn drawn(purchase: f64, dropout: f64, random: &mut Random) -> DiscreteHistory {
    let (mut taken, mut last) = (0, 0);
    for opportunity in 1..=10 {
        if random.chance(dropout) {
            break;
        }
        if random.chance(purchase) {
            (taken, last) = (taken + 1, opportunity);
        }
    }
    history(taken, last, 10)
}

#[test]
fn donors_who_never_leave_identify_no_dropout() {
    reaches(Limit::NoDropout, |random| {
        let purchase = random.beta(1.2, 2.0);
        drawn(purchase, 0.0, random)
    });
}

#[test]
fn one_dropout_probability_for_all_is_a_limit() {
    reaches(Limit::CommonDropout, |random| {
        let purchase = random.beta(4.0, 3.0);
        drawn(purchase, 0.15, random)
    });
}

#[test]
fn one_purchase_probability_for_all_is_a_limit() {
    reaches(Limit::CommonRate, |random| {
        let dropout = random.beta(0.6, 3.0);
        drawn(0.5, dropout, random)
    });
}

#[test]
fn leaving_at_once_or_never_is_a_limit() {
    reaches(Limit::AllOrNothingDropout, |random| {
        let purchase = random.beta(6.0, 3.0);
        let dropout = f64::from(u8::from(random.chance(0.4)));
        drawn(purchase, dropout, random)
    });
}

#[test]
fn taking_all_or_nothing_is_a_limit() {
    reaches(Limit::AllOrNothingPurchases, |random| {
        let purchase = f64::from(u8::from(random.chance(0.4)));
        let dropout = random.beta(0.6, 3.0);
        drawn(purchase, dropout, random)
    });
}

#[test]
fn nothing_to_fit_to_is_named() {
    assert_eq!(fit(&Cells::default()).unwrap_err(), FitError::NoCustomers);
    assert_eq!(fit(&Cells::of([DiscreteHistory::NEW])).unwrap_err(), FitError::NoOpportunities);
    assert_eq!(fit(&Cells::of([history(0, 0, 6)])).unwrap_err(), FitError::NoTransactions);
    let a_date = FitError::TooManyOpportunities { opportunities: 20_240_101 };
    assert_eq!(fit(&Cells::of([history(1, 1, 20_240_101)])).unwrap_err(), a_date);
}

#[test]
fn a_fit_to_one_customer_is_finite() {
    for one in [history(1, 1, 1), history(3, 4, 9), history(6, 6, 6)] {
        let fit = fit(&Cells::of([one])).unwrap();
        assert!(fit.certificate.log_likelihood.is_finite() && exp(fit.certificate.log_likelihood) <= 1.0 + 1e-9);
        assert!(fit.model.expected_purchases(one, 10).is_finite() && !fit.certificate.limits.is_empty());
    }
}
