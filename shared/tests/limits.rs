//! Fits that end at a limit of the model say so, and bases of any kind are scored without nonsense.

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use shared::base::Customers;
use shared::domain::{CustomerId, Settings};
use shared::math::{exp, ln};
use shared::planning::{Limit, Scenario, Verdict, WhatIf, assess, score, summarise};
use shared::scoring::beta_geometric::{self, Dropout};
use shared::scoring::{Histories, History, PurchaseModel, Weeks};

/// Customers with the given law of rate a week and dropout probability, followed for two years.
fn simulate(seed: u64, customers: usize, mut law: impl FnMut(&mut dyn FnMut() -> f64) -> (f64, f64)) -> Vec<History> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut uniform = move || ((generator.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    (0..customers)
        .map(|_| {
            let (rate, leaving) = law(&mut uniform);
            let age = 104.0 * uniform();
            let (mut frequency, mut recency, mut time) = (0, 0.0, 0.0);
            while uniform() >= leaving {
                time -= ln(uniform()) / rate;
                if time > age {
                    break;
                }
                frequency += 1;
                recency = time;
            }
            History { frequency, recency, age }
        })
        .collect()
}

/// An exponential rate, so r = 1.
fn spread(uniform: &mut dyn FnMut() -> f64) -> f64 {
    -0.1 * ln(uniform())
}

fn fit(dropout: Dropout, histories: &[History]) -> beta_geometric::Fit {
    beta_geometric::fit(dropout, &Histories::from_weeks(histories)).expect("a fit")
}

/// Where the truth lies at a limit, the likelihood of about every second sample rises up to it.
fn fits_at(limit: Limit, dropout: Dropout, samples: impl Fn(u64) -> Vec<History>) -> Vec<beta_geometric::Fit> {
    let fits: Vec<_> = (0..8).map(|seed| fit(dropout, &samples(seed))).collect();
    assert!(fits.iter().all(|fit| fit.certificate.converged && fit.certificate.iterations < 100));
    fits.into_iter().filter(|fit| fit.certificate.limits.contains(&limit)).collect()
}

#[test]
fn customers_who_never_leave_identify_no_dropout() {
    for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
        let samples = |seed| simulate(seed, 1_000, |uniform| (spread(uniform), 0.0));
        let fits = fits_at(Limit::NoDropout, dropout, samples);
        assert!(!fits.is_empty());
        for fit in fits {
            assert!(fit.certificate.log_likelihood >= fit.without_dropout.certificate.log_likelihood);
            assert_eq!(fit.certificate.standard_errors, [None; 4]);
        }
    }
}

#[test]
fn one_dropout_probability_for_all_is_a_limit_with_a_mean() {
    let samples = |seed| simulate(seed, 1_000, |uniform| (spread(uniform), 0.2));
    let fits = fits_at(Limit::CommonDropout, Dropout::AfterEveryTransaction, samples);
    assert!(fits.len() >= 2, "{}", fits.len());
    for fit in fits {
        let parameters = fit.model.values();
        assert!((parameters.a / (parameters.a + parameters.b) - 0.2).abs() < 0.05, "{parameters:?}");
        assert!(fit.certificate.covariance.is_some() && fit.certificate.standard_errors[3].is_none());
        let history = History { frequency: 3, recency: 20.0, age: 30.0 };
        assert!(fit.model.expected_purchases(&history, Weeks::of_weeks(52.0)).is_finite());
    }
}

#[test]
fn one_rate_for_all_is_a_limit_with_a_mean() {
    let samples = |seed| simulate(seed, 1_000, |uniform| (0.1, uniform() * uniform()));
    let fits = fits_at(Limit::CommonRate, Dropout::AfterEveryTransaction, samples);
    assert!(fits.len() >= 2, "{}", fits.len());
    for fit in fits {
        let parameters = fit.model.values();
        assert!((parameters.r / parameters.alpha - 0.1).abs() < 0.01, "{parameters:?}");
        let future = fit.model.future(&History { frequency: 3, recency: 20.0, age: 30.0 });
        assert!((future.intensity(0.0) - 0.1).abs() < 0.01 && future.expected_purchases(52.0).is_finite());
    }
}

/// Customers of any kind: a few purchases, many, all at once, long ago; equal ones among them.
fn customers() -> impl Strategy<Value = Customers> {
    let row = (0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64, 1_i64..1_000_000);
    (prop::collection::vec(row, 1..200), 1_u32..4_000, 0.0..8.0_f64, 1_usize..4).prop_map(
        |(rows, longest, skew, copies)| {
            let mut base = Customers::default();
            for (age, recency, frequency, spend) in rows {
                let age_days = (age * f64::from(longest)) as u32;
                let recency_days = (recency * f64::from(age_days)) as u32;
                let most = f64::from(recency_days);
                let repeats = (most * exp(-skew * frequency)) as u32;
                for _ in 0..copies {
                    base.id.push(CustomerId(base.id.len() as u64));
                    base.frequency.push(repeats);
                    base.recency_days.push(if repeats == 0 { 0 } else { recency_days });
                    base.age_days.push(age_days);
                    base.first_spend_minor.push(spend);
                    base.repeat_spend_minor.push(spend * i64::from(repeats));
                    base.refunds_minor.push(0);
                }
            }
            base
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_base_is_scored_without_nonsense(mut base in customers(), months in 1_u16..=120, rate in 0.0..1.0) {
        let settings = Settings { horizon_months: months, annual_discount_rate: rate, ..Settings::initial("Any") };
        let assessment = assess(&base);
        score(&mut base, &assessment, &settings);
        let summary = summarise(&base, &assessment, &settings);
        prop_assert_eq!(summary.customers as usize, base.len());
        if assessment.verdict != Verdict::Estimated {
            prop_assert!(base.probability_alive.iter().all(|p| p.is_nan()));
            return Ok(());
        }
        for row in 0..base.len() {
            let alive = base.probability_alive[row];
            prop_assert!((0.0..=1.0).contains(&alive));
            prop_assert!(f64::from(base.probability_alive_low[row]) <= alive + 1e-6);
            prop_assert!(f64::from(base.probability_alive_high[row]) >= alive - 1e-6);
            prop_assert!(base.expected_orders[row].is_finite() && base.expected_orders[row] >= 0.0);
            prop_assert!(base.value_at_risk_minor[row] >= 0.0);
            let value = base.lifetime_value_minor[row];
            let (low, high) = (base.lifetime_value_low_minor[row], base.lifetime_value_high_minor[row]);
            prop_assert!(value.is_finite() && high.is_finite(), "{} {}", value, high);
            // The ends are single-precision numbers.
            let rounding = 1e-6 * value + 1e-6;
            prop_assert!(0.0 <= low && f64::from(low) <= value + rounding && value <= f64::from(high) + rounding);
        }
        for estimate in [
            summary.expected_active_customers,
            summary.customer_equity_minor,
            summary.value_at_risk_minor,
            summary.expected_orders,
        ] {
            let estimate = estimate.expect("estimated");
            prop_assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{:?}", estimate);
            prop_assert!(estimate.high.is_finite());
        }
        let mut what_if = WhatIf::new(&base, &assessment).expect("estimated");
        let dropout = what_if.largest_dropout();
        let scenario = Scenario { dropout, purchase_rate: 2.0, ..Scenario::base(&settings) };
        if dropout >= 0.25 {
            let outcome = what_if.evaluate(&scenario).expect("in range");
            prop_assert!(outcome.customer_equity_minor.is_finite() && outcome.expected_orders.is_finite());
        }
    }
}
