//! Intervals against what they are about: brute force, refits, customers drawn one by one, a published fit.

use shared::math::{NORMAL_975, exp, ln, ln_1p, powf};
use shared::random::Random;
use shared::scoring::Limit;
use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit, log_likelihood, shifted_beta_geometric};
use shared::scoring::uncertainty::Level;

use crate::fixtures::Segment::{HighEnd, Regular};
use crate::fixtures::renewals;

/// Periods that a customer stays at most so many, with a churn probability of her own and an exponent of time.
fn stays(theta: f64, c: f64, most: usize, random: &mut Random) -> usize {
    let renews = |t: f64| exp(ln_1p(-theta) * (powf(t, c) - powf(t - 1.0, c)));
    (1..=most).find(|renewal| !random.chance(renews(*renewal as f64))).map_or(most, |renewal| renewal - 1)
}

/// How many of so many customers of Beta(α, β) are active at the start and after each period.
fn active([alpha, beta, c]: [f64; 3], customers: u32, periods: usize, random: &mut Random) -> Vec<u32> {
    let mut active = vec![0; periods + 1];
    for _ in 0..customers {
        let theta = random.beta(alpha, beta);
        active[..=stays(theta, c, periods, random)].iter_mut().for_each(|count| *count += 1);
    }
    active
}

#[test]
fn at_the_ends_the_profile_has_fallen_by_half_the_quantile() {
    let data = renewals(Regular, 7);
    let fitted = fit(ContractKind::Sbg, &data).expect("a fit");
    let alpha = fitted.parameter_intervals(&data, Level::NINETY_FIVE)[0].expect("regular");
    assert!(alpha.low < 0.704 && 0.704 < alpha.high);
    for end in [alpha.low, alpha.high] {
        let value = |log_beta: f64| {
            let model = shifted_beta_geometric::Parameters { alpha: end, beta: exp(log_beta) };
            log_likelihood(&model.check().expect("positive"), &data)
        };
        // The highest of a fine grid over β.
        let held = (0..40_000).map(|step| value(-2.0 + 1e-4 * f64::from(step))).fold(f64::NEG_INFINITY, f64::max);
        let fall = fitted.certificate.log_likelihood - held;
        assert!((fall - 0.5 * NORMAL_975 * NORMAL_975).abs() < 1e-4, "{end}: {fall}");
    }
}

#[test]
fn on_a_flat_surface_the_intervals_reach_all_that_fits() {
    let data = renewals(HighEnd, 7);
    let fitted = fit(ContractKind::Lcw, &data).expect("a fit");
    let intervals = fitted.parameter_intervals(&data, Level::NINETY_FIVE);
    // retenmod stopped here, only 0.0009 below the top: no interval may leave it out.
    let elsewhere = [0.309_96, 1.361_12, 0.052_96, 0.959_17, 0.304_27];
    for (((name, estimate), interval), value) in fitted.model.parameters().into_iter().zip(intervals).zip(elsewhere) {
        let interval = interval.expect("regular");
        assert!(interval.low < estimate && estimate < interval.high, "{name}: {interval:?} {estimate}");
        assert!(interval.holds(value), "{name}: {interval:?} {value}");
    }
}

#[test]
fn at_a_limit_nothing_is_claimed() {
    // Nine of ten renew, every time.
    let cohorts = [Cohort::new(vec![100_000, 90_000, 81_000, 72_900, 65_610]).expect("a cohort")];
    let data = Renewals::of(&cohorts);
    for (kind, parameters) in [(ContractKind::Sbg, 2), (ContractKind::Bdw, 3)] {
        let fitted = fit(kind, &data).expect("a fit");
        assert_eq!(fitted.certificate.limits, [Limit::CommonChurn]);
        assert_eq!(fitted.parameter_intervals(&data, Level::NINETY_FIVE), vec![None; parameters]);
        let forecast = fitted.forecast_active(&cohorts, 3);
        assert!((forecast.expected / (65_610.0 * 0.729) - 1.0).abs() < 1e-3);
        assert_eq!(forecast.interval(Level::NINETY), None);
    }
}

#[test]
fn the_individual_variance_is_that_of_customers_drawn_one_by_one() {
    let parameters = [0.668, 3.806, 1.0];
    let truth = shifted_beta_geometric::Parameters { alpha: 0.668, beta: 3.806 }.check().expect("positive");
    let mut random = Random::new(4, 0);
    // Of very many new customers those who are active after three periods, and what becomes of a hundred at a time.
    let counts = active(parameters, 400_000, 8, &mut random);
    let share = f64::from(counts[8]) / f64::from(counts[3]);
    let cohorts = [Cohort::new(vec![120, 110, 104, 100]).expect("a cohort")];
    let mut fitted = fit(ContractKind::Sbg, &renewals(HighEnd, 7)).expect("a fit");
    fitted.model = Box::new(truth);
    let forecast = fitted.forecast_active(&cohorts, 5);
    let tolerance = 6.0 * (share * (1.0 - share) / f64::from(counts[3])).sqrt();
    assert!((forecast.expected / 100.0 - share).abs() < tolerance, "{} {share}", forecast.expected);
    assert!((forecast.individual_variance - 100.0 * share * (1.0 - share)).abs() < 100.0 * tolerance);
    assert_eq!(forecast.active_now, 100.0);
}

#[test]
fn the_variance_of_the_expectation_is_that_of_refits() {
    for (kind, parameters) in [(ContractKind::Sbg, [0.668, 3.806, 1.0]), (ContractKind::Bdw, [0.259, 1.722, 1.584])] {
        let mut random = Random::new(12, 0);
        let mut base = || {
            let mut cohort = |periods| Cohort::new(active(parameters, 2_000, periods, &mut random)).expect("a cohort");
            [cohort(7), cohort(5)]
        };
        let seen = base();
        let refits = 300.0;
        let (mut sum, mut squares, mut stated) = (0.0, 0.0, 0.0);
        for _ in 0..refits as u32 {
            let forecast = fit(kind, &Renewals::of(&base())).expect("a fit").forecast_active(&seen, 5);
            sum += forecast.expected;
            squares += forecast.expected * forecast.expected;
            stated += forecast.parameter_variance.expect("regular") / refits;
        }
        let variance = (squares - sum * sum / refits) / (refits - 1.0);
        // The variance of 300 values is known to within 8 %.
        assert!((stated / variance - 1.0).abs() < 0.25, "{kind}: {stated} instead of {variance}");
    }
}

#[test]
fn no_more_can_stay_than_there_are() {
    let cohorts =
        [Cohort::new(vec![40, 39, 39, 39, 38]).expect("a cohort"), Cohort::new(vec![3, 0]).expect("a cohort")];
    let fitted = fit(ContractKind::Sbg, &Renewals::of(&cohorts)).expect("a fit");
    let none = fitted.forecast_active(&cohorts[1..], 2);
    assert_eq!((none.active_now, none.expected), (0.0, 0.0));
    let now = fitted.forecast_active(&cohorts, 0);
    assert_eq!((now.active_now, now.expected, now.individual_variance), (38.0, 38.0, 0.0));
    if let Some(interval) = fitted.forecast_active(&cohorts, 1).interval(Level::NINETY) {
        assert!(interval.low > 0.0 && interval.high < 38.0 && ln(interval.low).is_finite());
    }
    if let Some(interval) = now.interval(Level::NINETY) {
        assert_eq!((interval.low, interval.high), (38.0, 38.0));
    }
}
