//! Fits on the cohorts of Fader and Hardie (2007).

use shared::math::{exp, ln};
use shared::scoring::contractual::{
    self, Cohort, ContractKind, FitError, Renewals, Retention, beta_discrete_weibull, latent_class_weibull,
    shifted_beta_geometric,
};
use shared::scoring::uncertainty::Level;
use shared::scoring::{Certificate, Limit};

use crate::fixtures::Segment::{self, HighEnd, Regular};
use crate::fixtures::{assert_printed, assert_relative, cohort, floats, json, renewals};

#[track_caller]
fn assert_regular(certificate: &Certificate) {
    assert!(certificate.converged && certificate.limits.is_empty(), "{certificate:?}");
    assert!(certificate.gradient_norm < 1e-4 && certificate.condition_number.is_finite());
    assert!(certificate.standard_errors.iter().all(Option::is_some));
    assert_eq!(certificate.customers, 1000.0);
}

#[track_caller]
fn assert_reference(model: &dyn Retention, certificate: &Certificate, name: &str, segment: Segment, years: usize) {
    let column = match segment {
        Regular => "regular_pct_surviving",
        HighEnd => "high_end_pct_surviving",
    };
    let reference = &json("reference_fits.json")[format!("{name} {column} cal={years}y N=1000")];
    let log_likelihood = reference["ll"].as_f64().expect("a number");
    assert!(certificate.log_likelihood >= log_likelihood - 1e-7, "{} < {log_likelihood}", certificate.log_likelihood);
    for ((symbol, actual), expected) in model.parameters().into_iter().zip(floats(&reference["params"])) {
        assert_relative(actual, expected, 1e-5, symbol);
    }
    for (t, expected) in (0..).zip(floats(&reference["S"])) {
        assert_relative(model.survival(t), expected, 1e-6, "S");
    }
    assert_regular(certificate);
}

#[test]
fn sbg_and_bdw_reach_the_reference_on_both_cohorts() {
    for segment in [Regular, HighEnd] {
        for years in [4, 7] {
            let data = renewals(segment, years);
            let sbg = shifted_beta_geometric::fit(&data).expect("a fit");
            assert_reference(&sbg.model, &sbg.certificate, "sBG", segment, years);
            let bdw = beta_discrete_weibull::fit(&data).expect("a fit");
            assert_reference(&bdw.model, &bdw.certificate, "BdW", segment, years);
            assert_eq!(bdw.with_constant_risk, sbg);
        }
    }
}

#[test]
fn sbg_estimates_are_the_published_ones() {
    for (segment, alpha, beta) in [(Regular, 0.704, 1.182), (HighEnd, 0.668, 3.806)] {
        let fit = shifted_beta_geometric::fit(&renewals(segment, 7)).expect("a fit");
        assert_printed(fit.model.parameters().alpha, alpha, 3, "alpha");
        assert_printed(fit.model.parameters().beta, beta, 3, "beta");
    }
}

#[track_caller]
fn assert_projected(model: &dyn Retention, percent: [f64; 5], decimals: i32) {
    for (year, printed) in (8..).zip(percent) {
        assert_printed(100.0 * model.survival(year), printed, decimals, "S");
    }
}

#[test]
fn projections_to_year_twelve_are_the_known_ones() {
    let sbg = |data: &Renewals| shifted_beta_geometric::fit(data).expect("a fit").model;
    let bdw = |data: &Renewals| beta_discrete_weibull::fit(data).expect("a fit").model;
    let (regular, high_end) = (renewals(Regular, 7), renewals(HighEnd, 7));
    assert_projected(&sbg(&regular), [22.01, 20.44, 19.12, 17.99, 17.00], 2);
    assert_projected(&sbg(&high_end), [46.04, 43.58, 41.42, 39.51, 37.80], 2);
    assert_projected(&bdw(&regular), [22.34, 20.89, 19.68, 18.64, 17.73], 2);
    assert_projected(&bdw(&high_end), [46.78, 44.83, 43.16, 41.69, 40.39], 2);
    let four_years = renewals(HighEnd, 4);
    assert_projected(&sbg(&four_years), [40.91, 37.84, 35.15, 32.79, 30.70], 2);
    assert_projected(&bdw(&four_years), [45.67, 43.60, 41.82, 40.27, 38.89], 2);
}

#[test]
fn bdw_projections_agree_with_retenmod() {
    // Its optimiser stops at five digits of the parameters.
    let printed = [86.9147, 74.1929, 65.4785, 59.2933, 54.6611, 51.0369, 48.1045, 45.6689, 43.6037, 41.8232];
    let model = beta_discrete_weibull::fit(&renewals(HighEnd, 4)).expect("a fit").model;
    for (year, percent) in (1..).zip(printed) {
        assert_relative(100.0 * model.survival(year), percent, 2e-6, "S");
    }
}

#[test]
fn the_bdw_beats_the_sbg_where_risk_rises_with_tenure() {
    let fit = beta_discrete_weibull::fit(&renewals(HighEnd, 7)).expect("a fit");
    let gain = fit.certificate.log_likelihood - fit.with_constant_risk.certificate.log_likelihood;
    assert_printed(gain, 5.8, 1, "log-likelihood gained");
}

#[test]
fn the_lcw_finds_the_two_classes_of_the_high_end_cohort() {
    let data = renewals(HighEnd, 7);
    let fit = latent_class_weibull::fit(&data).expect("a fit");
    assert_regular(&fit.certificate);
    assert!(fit.certificate.log_likelihood >= -1_605.112_071_008_148_2 - 1e-7);
    // An independent optimiser from 150 starts.
    let expected = [0.314_714_8, 1.329_909_4, 0.042_628_5, 1.028_256_7, 0.325_313_4];
    for ((symbol, actual), expected) in Retention::parameters(&fit.model).into_iter().zip(expected) {
        assert_relative(actual, expected, 1e-5, symbol);
    }
}

#[test]
fn the_lcw_climbs_higher_than_retenmod_on_a_flat_surface() {
    let data = renewals(HighEnd, 7);
    let fit = latent_class_weibull::fit(&data).expect("a fit");
    let printed = latent_class_weibull::Parameters::from_array([0.309_96, 1.361_12, 0.052_96, 0.959_17, 0.304_27]);
    let there = printed.check().expect("a model");
    let log_likelihood = contractual::log_likelihood(&there, &data);
    assert_printed(log_likelihood, -1605.1129, 4, "log-likelihood where it stops");
    let gain = fit.certificate.log_likelihood - log_likelihood;
    assert!((0.0..1e-3).contains(&gain), "{gain}");
    for year in 1..=7 {
        assert_relative(fit.model.survival(year), there.survival(year), 2e-4, "S over the years seen");
    }
}

#[test]
fn bands_hold_the_years_held_out_where_the_model_does() {
    let fitted = contractual::fit(ContractKind::Bdw, &renewals(HighEnd, 7)).expect("a fit");
    let bands = fitted.survival_bands(0, 12, Level::NINETY_FIVE);
    assert_eq!(bands.len(), 12);
    let seen = cohort(HighEnd);
    for (year, (survival, interval)) in (1..).zip(&bands) {
        let interval = interval.expect("a regular fit");
        assert_relative(*survival, fitted.model.survival(year), 1e-12, "S");
        assert!(interval.low < *survival && *survival < interval.high);
        assert!(interval.holds(f64::from(seen.active()[year as usize]) / 1000.0), "year {year}");
    }
    let widths: Vec<f64> = bands.iter().filter_map(|(_, interval)| interval.map(|interval| interval.width())).collect();
    assert!(widths[11] > widths[6], "projections are less sure than what was seen");
    let of_active = fitted.survival_bands(7, 5, Level::NINETY_FIVE);
    assert_relative(of_active[4].0, fitted.model.survival_of_active(7, 5), 1e-12, "S(12)/S(7)");
}

#[test]
fn bands_of_survival_have_the_delta_methods_standard_error() {
    // By finite differences of the parameters' logarithms.
    let data = renewals(Regular, 7);
    let fit = shifted_beta_geometric::fit(&data).expect("a fit");
    let covariance = fit.certificate.covariance.clone().expect("regular");
    let at = |alpha: f64, beta: f64| {
        let model = shifted_beta_geometric::Parameters { alpha, beta }.check().expect("positive");
        ln(-model.ln_survival(10))
    };
    let shifted_beta_geometric::Parameters { alpha, beta } = fit.model.parameters();
    let step = 1e-5;
    let slopes = [
        (at(alpha * exp(step), beta) - at(alpha * exp(-step), beta)) / (2.0 * step),
        (at(alpha, beta * exp(step)) - at(alpha, beta * exp(-step))) / (2.0 * step),
    ];
    let expected = Level::NINETY.deviations() * covariance.quadratic(&slopes).sqrt();
    let fitted = contractual::fit(ContractKind::Sbg, &data).expect("a fit");
    let (survival, interval) = fitted.survival_bands(0, 10, Level::NINETY)[9];
    let interval = interval.expect("regular");
    assert_relative(ln(ln(interval.low) / ln(survival)), expected, 1e-6, "lower half");
    assert_relative(ln(ln(survival) / ln(interval.high)), expected, 1e-6, "upper half");
}

#[test]
fn akaikes_criterion_prefers_the_bdw_on_the_high_end_cohort_and_the_sbg_on_the_regular_one() {
    let best = |segment| {
        let data = renewals(segment, 7);
        let fits = ContractKind::ALL.map(|kind| contractual::fit(kind, &data).expect("a fit"));
        fits.into_iter().min_by(|one, other| one.akaike().total_cmp(&other.akaike())).expect("three").model.name()
    };
    assert_eq!((best(HighEnd), best(Regular)), ("bdw", "sbg"));
}

#[test]
fn fits_at_a_limit_are_named() {
    let fitted = |kind, active: &[u32]| {
        let cohort = Cohort::new(active.to_vec()).expect("a cohort");
        contractual::fit(kind, &Renewals::of(&[cohort])).expect("a fit").certificate
    };
    // A fifth leaves each time: nothing tells customers apart.
    let geometric = [100_000, 80_000, 64_000, 51_200, 40_960, 32_768, 26_214];
    for (kind, limit) in [
        (ContractKind::Sbg, Limit::CommonChurn),
        (ContractKind::Bdw, Limit::CommonChurn),
        (ContractKind::Lcw, Limit::OneClass),
    ] {
        assert_eq!(fitted(kind, &geometric).limits, [limit], "{kind}");
    }
    // Retention falls with tenure: no mixture of constant risks does that.
    assert_eq!(fitted(ContractKind::Sbg, &[1000, 950, 850, 700, 500]).limits, [Limit::CommonChurn]);
    // Whoever stayed the first time stayed for good.
    let at_once = [1000, 600, 600, 600, 600, 600, 600];
    assert_eq!(fitted(ContractKind::Sbg, &at_once).limits, [Limit::AtOnceOrNever]);
    assert_eq!(fitted(ContractKind::Bdw, &at_once).limits, [Limit::AtOnceOrNever]);
    let lcw = fitted(ContractKind::Lcw, &at_once);
    assert!(!lcw.limits.is_empty() && lcw.standard_errors.iter().all(Option::is_none), "{lcw:?}");
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let fit = |kind, active: &[u32]| {
        contractual::fit(kind, &Renewals::of(&[Cohort::new(active.to_vec()).expect("a cohort")])).map(|_| ())
    };
    assert_eq!(fit(ContractKind::Sbg, &[9, 9, 9]), Err(FitError::NobodyLeft));
    assert_eq!(fit(ContractKind::Sbg, &[9, 0, 0]), Err(FitError::NobodyRenewed));
    assert_eq!(fit(ContractKind::Sbg, &[9, 5]), Err(FitError::TooFewPeriods { needed: 2, seen: 1 }));
    assert_eq!(fit(ContractKind::Lcw, &[9, 5, 4, 3, 2]), Err(FitError::TooFewPeriods { needed: 5, seen: 4 }));
    assert_eq!(contractual::fit(ContractKind::Bdw, &Renewals::of(&[])).map(|_| ()), Err(FitError::NoCohorts));
}
