//! Pareto/NBD on generated bases and for parameters of any kind.

use proptest::prelude::*;
use shared::math::exp;
use shared::random::Random;
use shared::scoring::pareto_nbd::{Fit, Model, Parameters, fit};
use shared::scoring::{DiscountRate, Histories, History, Limit, PurchaseModel, Weeks};

fn model(r: f64, alpha: f64, s: f64, beta: f64) -> Model {
    Parameters { r, alpha, s, beta }.check().expect("positive parameters")
}

/// Customers with the rates of purchase and dropout that `law` draws, followed for up to two years.
fn simulate(seed: u64, customers: usize, mut law: impl FnMut(&mut Random) -> (f64, f64)) -> Histories {
    let mut random = Random::new(seed, 0);
    let histories: Vec<History> = (0..customers)
        .map(|_| {
            let (rate, dropout) = law(&mut random);
            let age = 104.0 * random.uniform();
            let end = random.exponential(dropout).min(age);
            let (mut frequency, mut recency, mut time) = (0, 0.0, random.exponential(rate));
            while time <= end {
                (frequency, recency) = (frequency + 1, time);
                time += random.exponential(rate);
            }
            History { frequency, recency, age }
        })
        .collect();
    Histories::from_weeks(&histories)
}

/// Where the truth lies at a limit, the likelihood of about every second sample rises up to it.
fn fits_at(limit: Limit, customers: usize, law: impl Fn(&mut Random) -> (f64, f64)) -> Vec<Fit> {
    let fits: Vec<Fit> = (0..6).map(|seed| fit(&simulate(seed, customers, &law)).expect("a fit")).collect();
    assert!(fits.iter().all(|fit| fit.certificate.converged), "{fits:?}");
    fits.into_iter().filter(|fit| fit.certificate.limits.contains(&limit)).collect()
}

#[test]
fn the_truth_lies_within_the_standard_errors() {
    let truth = [0.8, 12.0, 0.7, 20.0];
    let histories = simulate(7, 20_000, |random| (random.gamma(truth[0], truth[1]), random.gamma(truth[2], truth[3])));
    let fit = fit(&histories).expect("a fit");
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
    for ((truth, found), error) in truth.iter().zip(fit.model.values().to_array()).zip(&fit.certificate.standard_errors)
    {
        let error = error.expect("a regular fit");
        assert!((found - truth).abs() < 4.0 * error, "{found} instead of {truth}, give or take {error}");
    }
}

#[test]
fn customers_who_never_leave_identify_no_dropout() {
    let fits = fits_at(Limit::NoDropout, 800, |random| (random.gamma(0.8, 12.0), 0.0));
    assert!(!fits.is_empty());
    for fit in fits {
        assert!(fit.certificate.log_likelihood >= fit.without_dropout.certificate.log_likelihood);
        assert_eq!(fit.certificate.standard_errors, [None; 4]);
    }
}

#[test]
fn one_dropout_rate_for_all_is_a_limit_with_a_mean() {
    let fits = fits_at(Limit::CommonDropout, 800, |random| (random.gamma(1.5, 6.0), 0.03));
    assert!(!fits.is_empty());
    for fit in fits {
        let parameters = fit.model.values();
        assert!((parameters.s / parameters.beta - 0.03).abs() < 0.006, "{parameters:?}");
        assert!(fit.certificate.covariance.is_some() && fit.certificate.standard_errors[2].is_none());
        let history = History { frequency: 3, recency: 20.0, age: 30.0 };
        assert!(fit.model.expected_purchases(&history, Weeks::of_years(1.0)).is_finite());
    }
}

#[test]
fn one_purchase_rate_for_all_is_a_limit_with_a_mean() {
    let fits = fits_at(Limit::CommonRate, 800, |random| (0.15, random.gamma(0.7, 20.0)));
    assert!(!fits.is_empty());
    for fit in fits {
        let parameters = fit.model.values();
        assert!((parameters.r / parameters.alpha - 0.15).abs() < 0.015, "{parameters:?}");
    }
}

#[test]
fn leaving_at_once_or_never_is_a_limit() {
    let law = |random: &mut Random| (random.gamma(1.5, 6.0), if random.chance(0.4) { 1e6 } else { 0.0 });
    let fits = fits_at(Limit::AllOrNothingDropout, 400, law);
    assert!(!fits.is_empty());
    for fit in fits {
        let once = History { frequency: 0, recency: 0.0, age: 100.0 };
        assert!(fit.model.probability_alive(&once) < 0.1);
    }
}

/// Any history of up to 20 years.
fn histories() -> impl Strategy<Value = History> {
    (0.0..1_000.0_f64, 0.0..1.0_f64, 0.0..7.0_f64).prop_map(|(age, recency, log_frequency)| {
        let frequency = exp(log_frequency) as u32 - 1;
        History { frequency, recency: if frequency == 0 { 0.0 } else { age * recency }, age }
    })
}

/// Any parameters, shapes from 1e-3 to 1e3, times from 1e-3 to 1e6.
fn models() -> impl Strategy<Value = Model> {
    (-7.0..7.0_f64, -7.0..14.0_f64, -7.0..7.0_f64, -7.0..14.0_f64)
        .prop_map(|(r, alpha, s, beta)| model(exp(r), exp(alpha), exp(s), exp(beta)))
}

/// Floats below it have fewer digits: what is computed from them is right to this.
const LEAST: f64 = f64::MIN_POSITIVE;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_nonsense(model in models(), history in histories(), horizon in 0.0..500.0_f64, count in 0..300_u32) {
        let time = Weeks::of_weeks(horizon);
        let alive = model.probability_alive(&history);
        prop_assert!((0.0..=1.0).contains(&alive));
        prop_assert!(model.log_likelihood(&history).is_finite());
        let later = model.probability_alive_after(&history, time);
        prop_assert!((0.0..=alive).contains(&later));
        let none = model.no_purchase_probability(&history, time);
        let never = model.no_purchase_probability(&history, Weeks::FOREVER);
        prop_assert!((0.0..=1.0).contains(&none) && (0.0..=1.0).contains(&never) && never <= none + 1e-12);
        let pmf = model.purchase_count_probability(&history, count, time);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&pmf), "{}", pmf);
        let expected = model.expected_purchases(&history, time);
        prop_assert!(expected.is_finite() && expected >= 0.0);
        // No more than if the customer never dropped out, and at least the chance of one.
        let future = model.future(&history);
        prop_assert!(expected <= alive * future.rate_shape / future.rate_time * horizon * (1.0 + 1e-12) + LEAST);
        prop_assert!(expected >= (1.0 - none) - 1e-12);
        let rate = DiscountRate::annual_effective(0.1).expect("a rate");
        let discounted = model.discounted_purchases(&history, rate, time);
        let residual = model.discounted_purchases(&history, rate, Weeks::FOREVER);
        prop_assert!(discounted.is_finite() && residual.is_finite());
        let at_most = |value: f64| value * (1.0 + 1e-12) + LEAST;
        prop_assert!(discounted <= at_most(expected) && discounted <= at_most(residual));
    }

    #[test]
    fn time_has_no_scale(history in histories(), factor in 0.01..100.0_f64, r in -2.0..2.0_f64, s in -2.0..2.0_f64) {
        let (r, s) = (exp(r), exp(s));
        let (weeks, other) = (model(r, 10.0, s, 12.0), model(r, 10.0 * factor, s, 12.0 * factor));
        let scaled = History { recency: history.recency * factor, age: history.age * factor, ..history };
        let (alive, again) = (weeks.probability_alive(&history), other.probability_alive(&scaled));
        prop_assert!((alive - again).abs() <= 1e-10 * alive + LEAST, "{} {}", alive, again);
        let expected = weeks.expected_purchases(&history, Weeks::of_weeks(20.0));
        let again = other.expected_purchases(&scaled, Weeks::of_weeks(20.0 * factor));
        prop_assert!((expected - again).abs() <= 1e-10 * expected + LEAST);
    }

    #[test]
    fn silence_never_raises_the_chance_to_be_alive(model in models(), history in histories(), more in 0.0..200.0_f64) {
        let longer = History { age: history.age + more, ..history };
        prop_assert!(model.probability_alive(&longer) <= model.probability_alive(&history) * (1.0 + 1e-10));
    }
}
