//! Cohorts estimated together, on generated ones of which the truth is known.

use shared::math::{exp, ln, logistic};
use shared::random::Random;
use shared::scoring::contractual::shifted_beta_geometric::{self, Model, Parameters, fit_pooled};
use shared::scoring::contractual::{Cohort, FitError, PoolError, Renewals, Retention, beta_discrete_weibull};

const MEANS: [f64; 2] = [-0.85, 1.1];
const SPREADS: [f64; 2] = [0.6, 0.4];

/// Forty cohorts with two to eight periods; every second one of 15 to 60 customers, the others ten to fifty times as large.
fn generated(spreads: [f64; 2]) -> Vec<(Model, Cohort)> {
    let mut random = Random::new(20, 7);
    let cohort = |index: u32| {
        let churn = logistic(MEANS[0] + spreads[0] * random.normal());
        let sum = exp(MEANS[1] + spreads[1] * random.normal());
        let truth = Parameters { alpha: sum * churn, beta: sum * (1.0 - churn) }.check().expect("positive");
        let small = 15 + random.below(46);
        let customers = if index.is_multiple_of(2) { small } else { small * (10 + random.below(41)) };
        let mut active = vec![customers];
        for renewal in 1..=2 + random.below(7) {
            let before = active[active.len() - 1];
            let renewed = (0..before).filter(|_| random.chance(truth.retention_rate(renewal))).count();
            active.push(renewed as u32);
        }
        (truth, Cohort::new(active).expect("a cohort"))
    };
    (0..40).map(cohort).collect()
}

fn cohorts(generated: &[(Model, Cohort)]) -> Vec<Cohort> {
    generated.iter().map(|(_, cohort)| cohort.clone()).collect()
}

/// Sum over small cohorts and eight periods of the squared distance from the true survival.
fn loss(generated: &[(Model, Cohort)], estimate: impl Fn(usize) -> Option<Model>) -> f64 {
    let mut sum = 0.0;
    for (index, (truth, _)) in generated.iter().enumerate().step_by(2) {
        let Some(model) = estimate(index) else { continue };
        for t in 1..=8 {
            let distance = model.survival(t) - truth.survival(t);
            sum += distance * distance;
        }
    }
    sum
}

#[test]
fn small_cohorts_gain_by_leaning_on_the_others() {
    let generated = generated(SPREADS);
    let cohorts = cohorts(&generated);
    let pooled = fit_pooled(&cohorts).expect("a pool");
    assert!(pooled.converged, "{} rounds", pooled.rounds);
    let together = shifted_beta_geometric::fit(&Renewals::of(&cohorts)).expect("a fit").model;
    let alone = |index: usize| {
        let renewals = Renewals::of(std::slice::from_ref(&cohorts[index]));
        shifted_beta_geometric::fit(&renewals).ok().map(|fit| fit.model)
    };
    let pooled_loss = loss(&generated, |index| Some(pooled.cohorts[index].model));
    assert!(pooled_loss < 0.6 * loss(&generated, |_| Some(together)), "against one model for all");
    // Small cohorts that cannot be fitted alone are left out of the loss of those that can, and still it is greater.
    assert!(pooled_loss < 0.8 * loss(&generated, alone), "against a model for each");
}

#[test]
fn means_and_spreads_are_recovered() {
    let pooled = fit_pooled(&cohorts(&generated(SPREADS))).expect("a pool");
    for i in 0..2 {
        let of_mean = SPREADS[i] / 40_f64.sqrt();
        assert!((pooled.means[i] - MEANS[i]).abs() < 4.0 * of_mean, "{:?}", pooled.means);
        assert!((pooled.spreads[i] / SPREADS[i] - 1.0).abs() < 0.5, "{:?}", pooled.spreads);
    }
}

#[test]
fn large_cohorts_keep_their_own_estimate_and_small_ones_move() {
    let generated = generated(SPREADS);
    let pooled = fit_pooled(&cohorts(&generated)).expect("a pool");
    for ((_, cohort), estimate) in generated.iter().zip(&pooled.cohorts) {
        let churn = 1.0 - estimate.model.retention_rate(1);
        let own = 1.0 - f64::from(cohort.active()[1]) / f64::from(cohort.customers());
        if cohort.customers() > 1000 {
            assert!(estimate.weight_of_own_data > 0.9 && (churn - own).abs() < 0.03, "{churn} {own}");
        }
    }
    let weight = |parity: usize| {
        let weights = pooled.cohorts.iter().skip(parity).step_by(2).map(|cohort| cohort.weight_of_own_data);
        weights.sum::<f64>() / 20.0
    };
    assert!(weight(0) < weight(1) - 0.1, "{} {}", weight(0), weight(1));
}

#[test]
fn cohorts_that_are_alike_share_one_model() {
    let cohorts = cohorts(&generated([0.0, 0.0]));
    let pooled = fit_pooled(&cohorts).expect("a pool");
    let together = shifted_beta_geometric::fit(&Renewals::of(&cohorts)).expect("a fit").model;
    assert!(pooled.spreads[0] < 0.15, "{:?}", pooled.spreads);
    for t in 1..=8 {
        assert!((pooled.typical.survival(t) - together.survival(t)).abs() < 0.01);
    }
}

#[test]
fn a_bdw_pools_as_well_and_keeps_an_exponent_near_one() {
    let generated = generated(SPREADS);
    let pooled = beta_discrete_weibull::fit_pooled(&cohorts(&generated)).expect("a pool");
    assert!(pooled.converged, "{} rounds", pooled.rounds);
    let exponent = pooled.typical.parameters().c;
    assert!(ln(exponent).abs() < 0.3, "{exponent}");
    for ((truth, cohort), estimate) in generated.iter().zip(&pooled.cohorts) {
        if cohort.customers() > 1000 {
            assert!((estimate.model.survival(2) - truth.survival(2)).abs() < 0.05);
        }
    }
}

#[test]
fn too_few_cohorts_and_cohorts_without_a_loss_are_refused() {
    let cohort = |active: &[u32]| Cohort::new(active.to_vec()).expect("a cohort");
    assert_eq!(fit_pooled(&[cohort(&[9, 8])]), Err(PoolError::TooFewCohorts { given: 1 }));
    let nobody_left = [cohort(&[9, 9, 9]), cohort(&[5, 5]), cohort(&[7, 7])];
    assert_eq!(fit_pooled(&nobody_left), Err(PoolError::Fit(FitError::NobodyLeft)));
}
