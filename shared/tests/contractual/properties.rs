//! What holds for any parameters and any cohorts.

use proptest::prelude::*;
use shared::math::{exp, ln};
use shared::random::Random;
use shared::scoring::contractual::{
    self, Cohort, ContractKind, PeriodDiscount, Renewals, Retention, beta_discrete_weibull, discounted_lifetime,
    discounted_renewals, latent_class_weibull, residual_lifetimes, shifted_beta_geometric,
};

fn shape() -> impl Strategy<Value = f64> {
    (-30.0..30.0_f64).prop_map(exp)
}

fn exponent() -> impl Strategy<Value = f64> {
    (-3.0..2.0_f64).prop_map(exp)
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![1e-12..1.0_f64, (-25.0..-1.0_f64).prop_map(exp), (-25.0..-1.0_f64).prop_map(|x| 1.0 - exp(x))]
}

fn any_model() -> impl Strategy<Value = Box<dyn Retention>> {
    let sbg = (shape(), shape()).prop_map(|(alpha, beta)| -> Box<dyn Retention> {
        Box::new(shifted_beta_geometric::Parameters { alpha, beta }.check().expect("positive"))
    });
    let bdw = (shape(), shape(), exponent()).prop_map(|(alpha, beta, c)| -> Box<dyn Retention> {
        Box::new(beta_discrete_weibull::Parameters { alpha, beta, c }.check().expect("positive"))
    });
    let lcw = (share(), exponent(), share(), exponent(), share()).prop_map(
        |(theta_1, c_1, theta_2, c_2, w)| -> Box<dyn Retention> {
            let parameters = latent_class_weibull::Parameters::from_array([theta_1, c_1, theta_2, c_2, w]);
            Box::new(parameters.check().expect("inside the ranges"))
        },
    );
    prop_oneof![sbg, bdw, lcw]
}

fn any_cohort() -> impl Strategy<Value = Cohort> {
    (1..5000_u32, prop::collection::vec(0.0..1.0_f64, 1..10), 0.0..1.0_f64).prop_map(|(start, retention, least)| {
        let mut active = vec![start];
        for rate in retention {
            let before = active[active.len() - 1];
            active.push((f64::from(before) * (least + (1.0 - least) * rate)).round() as u32);
        }
        Cohort::new(active).expect("numbers that fall")
    })
}

fn is_probability(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn survival_falls_from_one_and_is_the_product_of_the_retention_rates(model in any_model()) {
        prop_assert_eq!(model.survival(0), 1.0);
        let mut product = 0.0;
        for t in 1..40 {
            let (before, after, rate) = (model.survival(t - 1), model.survival(t), model.retention_rate(t));
            prop_assert!(is_probability(after) && is_probability(rate) && after <= before, "{model:?} {t} {after} {rate}");
            product += ln(rate);
            let size = 1e-12 * (1.0 + product.abs());
            prop_assert!((exp(product) - after).abs() <= size, "{model:?} {t}: {} instead of {after}", exp(product));
        }
        prop_assert!(is_probability(model.survival(u32::MAX)));
    }

    #[test]
    fn who_was_active_longer_ago_is_less_likely_still_active(model in any_model(), age in 0..200_u32) {
        let path: Vec<f64> = (0..30).map(|more| model.survival_of_active(age, more)).collect();
        prop_assert!(path.iter().all(|share| is_probability(*share)), "{model:?} {path:?}");
        prop_assert!(path.windows(2).all(|pair| pair[1] <= pair[0] * (1.0 + 1e-12)), "{model:?} {path:?}");
    }

    #[test]
    fn residual_lifetimes_are_finite_and_consist_of_the_renewals_ahead(model in any_model(), rate in 0.1..0.5_f64) {
        let discount = PeriodDiscount::per_period(rate).expect("a rate");
        let residual = residual_lifetimes(model.as_ref(), discount, 6);
        for (renewal, residual) in (1_u32..).zip(&residual) {
            let endless = (1.0 + rate) / rate;
            prop_assert!((0.0..=endless * (1.0 + 1e-12)).contains(&residual.value), "{model:?} {residual:?}");
            let by_hand = (1.0 + rate) * discounted_renewals(model.as_ref(), renewal - 1, 400, rate);
            prop_assert!((residual.value - by_hand).abs() <= 1e-10 * by_hand + 1e-300, "{model:?} {residual:?} {by_hand}");
            if residual.value > 0.0 {
                let elasticity = residual.retention_elasticity;
                prop_assert!(elasticity >= 1.0 - 1e-12 && elasticity <= endless * (1.0 + 1e-12), "{model:?} {elasticity}");
            }
        }
        let new = discounted_lifetime(model.as_ref(), discount);
        prop_assert!((new - (1.0 + residual[0].value / (1.0 + rate))).abs() <= 1e-12 * new);
    }

    #[test]
    fn with_heterogeneous_constant_risks_retention_never_falls(alpha in shape(), beta in shape()) {
        let model = shifted_beta_geometric::Parameters { alpha, beta }.check().expect("positive");
        prop_assert!(model.retention_path(0, 50).windows(2).all(|pair| pair[1] >= pair[0] - 2e-16));
    }

    #[test]
    fn a_bdw_without_ageing_is_an_sbg(alpha in shape(), beta in shape()) {
        let sbg = shifted_beta_geometric::Parameters { alpha, beta }.check().expect("positive");
        let bdw = beta_discrete_weibull::Parameters { alpha, beta, c: 1.0 }.check().expect("positive");
        for t in 1..30 {
            let (one, other) = (bdw.retention_rate(t), sbg.retention_rate(t));
            prop_assert!((one - other).abs() <= 1e-13, "{t}: {one} {other}");
        }
    }

    #[test]
    fn the_quantile_is_the_first_period_to_reach_its_probability(
        model in any_model(), age in 0..20_u32, probability in 0.0..1.0_f64,
    ) {
        match model.periods_until(age, probability, 10_000) {
            None => prop_assert!(model.survival_of_active(age, 10_000) > probability),
            Some(0) => prop_assert!(probability >= 1.0),
            Some(more) => {
                prop_assert!(model.survival_of_active(age, more) <= probability);
                prop_assert!(model.survival_of_active(age, more - 1) > probability);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_fit_of_any_cohorts_is_regular_or_says_what_it_is(cohorts in prop::collection::vec(any_cohort(), 1..4)) {
        let renewals = Renewals::of(&cohorts);
        for kind in ContractKind::ALL {
            let Ok(fitted) = contractual::fit(kind, &renewals) else { continue };
            let certificate = &fitted.certificate;
            prop_assert!(certificate.log_likelihood.is_finite(), "{kind} {cohorts:?}");
            let is_regular = certificate.converged && certificate.standard_errors.iter().all(Option::is_some);
            prop_assert!(is_regular || !certificate.limits.is_empty(), "{kind} {cohorts:?} {certificate:?}");
            for t in 0..20 {
                prop_assert!(is_probability(fitted.model.survival(t)), "{kind} {cohorts:?}");
            }
            if certificate.limits.is_empty() {
                let again = contractual::log_likelihood(fitted.model.as_ref(), &renewals);
                let size = 1e-9 * (1.0 + again.abs());
                prop_assert!((again - certificate.log_likelihood).abs() <= size, "{kind} {cohorts:?} {again}");
            }
        }
    }

    #[test]
    fn a_model_with_more_parameters_never_fits_worse(cohort in any_cohort()) {
        let renewals = Renewals::of(&[cohort]);
        if let Ok(bdw) = beta_discrete_weibull::fit(&renewals) {
            let sbg = bdw.with_constant_risk.certificate.log_likelihood;
            prop_assert!(bdw.certificate.log_likelihood >= sbg - 1e-3, "{renewals:?} {sbg} {:?}", bdw.certificate);
        }
    }
}

#[test]
fn drawn_lifetimes_survive_as_the_model_says() {
    let models: [Box<dyn Retention>; 3] = [
        Box::new(shifted_beta_geometric::Parameters { alpha: 0.668, beta: 3.806 }.check().expect("positive")),
        Box::new(beta_discrete_weibull::Parameters { alpha: 0.214, beta: 1.427, c: 1.724 }.check().expect("positive")),
        Box::new(
            latent_class_weibull::Parameters::from_array([0.31, 1.36, 0.053, 0.96, 0.30]).check().expect("in range"),
        ),
    ];
    let draws = 20_000_u32;
    for (stream, model) in (0..).zip(&models) {
        let mut random = Random::new(3, stream);
        for age in [0, 4] {
            let mut still_active = [0.0; 15];
            for _ in 0..draws {
                let left_after = model.periods_until(age, random.uniform(), 15).unwrap_or(u32::MAX);
                for (more, count) in (1..).zip(&mut still_active) {
                    *count += f64::from(u8::from(left_after > more));
                }
            }
            for (more, count) in (1..).zip(still_active) {
                let share = model.survival_of_active(age, more);
                let deviation = (f64::from(draws) * share * (1.0 - share)).sqrt();
                assert!((count - f64::from(draws) * share).abs() < 6.0 * deviation, "{model:?} {age} {more}");
            }
        }
    }
}
