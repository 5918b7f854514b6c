//! Fits.

use shared::random::Random;
use shared::scoring::gompertz_nbd::{Fit, fit};
use shared::scoring::{FitError, Histories, History, Limit, PurchaseModel, Weeks};

use super::fixtures::{cdnow, json, model, number};

#[test]
fn on_cdnow_the_hazard_does_not_grow_and_the_pareto_nbd_is_the_maximum() {
    let histories = Histories::from_weeks(&cdnow());
    let fit = fit(&histories).unwrap();
    let fits = json("reference_fits.json");
    let pareto = &fits["Pareto/NBD CDNOW (exact day fractions)"];
    let certificate = &fit.certificate;
    assert_eq!(certificate.limits, [Limit::NoAgeing]);
    // CLVTools stops at -9594.976269.
    assert!(certificate.log_likelihood >= number(&pareto["ll"]) - 1e-7, "{certificate:?}");
    assert!(certificate.converged && certificate.gradient_norm < 1e-4);
    let found = fit.model.values();
    let scale = found.beta / found.b;
    for (name, value) in [("r", found.r), ("alpha", found.alpha), ("s", found.s), ("beta", scale)] {
        let expected = number(&pareto["params"][name]);
        assert!((value / expected - 1.0).abs() < 1e-5, "{name}: {value} instead of {expected}");
    }
    for (position, name) in [(0, "r"), (1, "alpha"), (3, "s")] {
        let error = certificate.standard_errors[position].expect("not at a limit");
        assert!((error / number(&pareto["se"][name]) - 1.0).abs() < 1e-3, "{name}: {error}");
    }
    assert_eq!((certificate.standard_errors[2], certificate.standard_errors[4]), (None, None));
    let customer = History { frequency: 2, recency: 30.43, age: 38.86 };
    let year = Weeks::of_weeks(52.0);
    let ratio =
        fit.model.expected_purchases(&customer, year) / fit.without_ageing.model.expected_purchases(&customer, year);
    assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
}

/// Customers of this model, acquired over `weeks` weeks.
fn simulated(parameters: [f64; 5], customers: u32, weeks: f64, seed: u64) -> Histories {
    let model = model(parameters);
    let mut random = Random::new(seed, 0);
    let histories: Vec<History> = (0..customers)
        .map(|_| {
            let days = (weeks * 7.0 * (0.3 + 0.7 * random.uniform())).floor();
            let history = model.simulate_history(Weeks::of_days(days), &mut random);
            History { recency: (history.recency * 7.0).ceil() / 7.0, ..history }
        })
        .collect();
    Histories::from_weeks(&histories)
}

fn check_truth(fit: &Fit, truth: [f64; 5], widest: f64) {
    let certificate = &fit.certificate;
    assert!(certificate.converged && certificate.limits.is_empty(), "{certificate:?}");
    for ((value, truth), error) in
        fit.model.values().to_array().into_iter().zip(truth).zip(&certificate.standard_errors)
    {
        // Intervals of positive parameters are on the log scale.
        let error = error.expect("a regular fit") / value;
        let distance = shared::math::ln(value / truth);
        assert!(distance.abs() < 4.0 * error, "{value} instead of {truth}, give or take {error} ({certificate:?})");
        assert!(error < widest, "{value} give or take {error}: too little known to mean anything");
    }
}

#[test]
fn lifetimes_that_end_suddenly_are_told_from_paretos() {
    let truth = [1.5, 6.0, 0.12, 0.8, 60.0];
    let histories = simulated(truth, 3_000, 104.0, 11);
    let fit = fit(&histories).unwrap();
    check_truth(&fit, truth, 0.6);
    let without = fit.without_ageing.certificate.log_likelihood;
    assert!(fit.certificate.log_likelihood > without + 20.0, "{fit:?}");
    let at_truth: f64 = histories
        .iter()
        .zip(histories.count())
        .map(|(history, count)| count * model(truth).log_likelihood(&history))
        .sum();
    // Twice the gain is χ² with five degrees of freedom.
    let gain = fit.certificate.log_likelihood - at_truth;
    assert!((0.0..10.0).contains(&gain), "{gain}");
}

#[test]
fn a_hazard_that_falls_in_the_population_and_grows_in_each_customer_is_found() {
    let truth = [2.0, 5.0, 0.06, 0.4, 0.25];
    let fit = fit(&simulated(truth, 4_000, 104.0, 12)).unwrap();
    check_truth(&fit, truth, 1.5);
    assert!(fit.certificate.log_likelihood > fit.without_ageing.certificate.log_likelihood + 3.0);
}

#[test]
fn customers_who_never_leave_identify_no_dropout() {
    // A hazard of a millionth a week.
    let histories = simulated([0.8, 12.0, 1e-6, 1.0, 1.0], 500, 80.0, 3);
    let fit = fit(&histories).unwrap();
    assert_eq!(fit.certificate.limits, [Limit::NoDropout]);
    assert_eq!(fit.certificate.standard_errors, [None; 5]);
    let without_dropout = fit.without_ageing.without_dropout.certificate.log_likelihood;
    assert!(fit.certificate.log_likelihood >= without_dropout);
}

#[test]
fn one_age_at_which_all_leave_is_a_limit() {
    let mut random = Random::new(4, 0);
    let histories: Vec<History> = (0..300)
        .map(|_| {
            let age = 20.0 + 60.0 * random.uniform();
            let rate = random.gamma(3.0, 6.0);
            let (mut frequency, mut recency, mut time) = (0, 0.0, random.exponential(rate));
            while time <= age.min(40.0) {
                (frequency, recency) = (frequency + 1, time);
                time += random.exponential(rate);
            }
            History { frequency, recency, age }
        })
        .collect();
    let fit = fit(&Histories::from_weeks(&histories)).unwrap();
    assert!(fit.certificate.log_likelihood > fit.without_ageing.certificate.log_likelihood + 100.0);
    let silent = |age: f64| History { frequency: 10, recency: 35.0_f64.min(age), age };
    assert!(fit.model.probability_alive(&silent(36.0)) > 0.9 && fit.model.probability_alive(&silent(45.0)) < 0.2);
    assert!(!fit.certificate.limits.is_empty(), "{:?}", fit.certificate);
    assert!(fit.certificate.standard_errors.contains(&None));
}

#[test]
fn fits_do_not_depend_on_the_unit_of_time() {
    let weeks = simulated([1.5, 6.0, 0.12, 0.8, 60.0], 400, 104.0, 21);
    let days: Vec<History> = weeks
        .iter()
        .zip(weeks.count())
        .flat_map(|(h, count)| {
            let day = History { recency: 7.0 * h.recency, age: 7.0 * h.age, ..h };
            std::iter::repeat_n(day, *count as usize)
        })
        .collect();
    let (weeks, days) = (fit(&weeks).unwrap(), fit(&Histories::from_weeks(&days)).unwrap());
    let [one, other] = [weeks.model.values(), days.model.values()];
    for (one, other, factor) in [
        (one.r, other.r, 1.0),
        (one.alpha, other.alpha, 7.0),
        (one.b, other.b, 1.0 / 7.0),
        (one.s, other.s, 1.0),
        (one.beta, other.beta, 1.0),
    ] {
        assert!((one * factor / other - 1.0).abs() < 1e-4, "{weeks:?} {days:?}");
    }
}

#[test]
fn nothing_to_fit_to_is_named() {
    assert_eq!(fit(&Histories::from_weeks(&[])).unwrap_err(), FitError::NoCustomers);
    let once = History { frequency: 0, recency: 0.0, age: 10.0 };
    assert_eq!(fit(&Histories::from_weeks(&[once])).unwrap_err(), FitError::NoRepeats);
}
