//! Cox and Weibull regressions.

use shared::scoring::survival::{Coefficient, Covariates, Spells, cox, weibull_aft};

use crate::fixtures::{assert_relative, covariates, spells, subscribers, trial};

#[track_caller]
fn assert_coefficients(actual: &[Coefficient], expected: &[(&str, f64, f64)], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    for (actual, (name, estimate, standard_error)) in actual.iter().zip(expected) {
        assert_eq!(actual.name, *name);
        assert_relative(actual.estimate, *estimate, tolerance, name);
        assert_relative(actual.standard_error, *standard_error, tolerance, name);
    }
}

#[track_caller]
fn assert_robust(actual: &[Coefficient], expected: [f64; 3]) {
    for (actual, expected) in actual.iter().zip(expected) {
        assert_relative(actual.robust_standard_error, expected, 1e-8, &actual.name);
    }
}

fn generated() -> (Spells, Covariates) {
    let subscribers = subscribers();
    (spells(&subscribers), covariates(&subscribers))
}

fn treatment() -> (Spells, Covariates) {
    let (spells, groups) = trial();
    let values = groups.into_iter().map(f64::from).collect();
    (spells, Covariates::new(vec!["treated".to_owned()], values).expect("covariates"))
}

#[test]
fn the_trials_cox_regression_is_the_published_one() {
    let (spells, treated) = treatment();
    let fit = cox::fit(&spells, &treated).expect("a fit");
    // −1.572 (.412) in textbooks, ties after Efron.
    assert_coefficients(&fit.coefficients, &[("treated", -1.572_125_148_829_067, 0.412_396_717_709_455_6)], 1e-6);
    assert_relative(fit.certificate.log_likelihood, -85.008_424_577_371_63, 1e-13, "log-likelihood");
    assert_relative(fit.log_likelihood_without_covariates, -93.184_269_996_847_75, 1e-13, "null");
}

#[test]
fn the_trials_weibull_regression_is_the_published_one() {
    let (spells, treated) = treatment();
    let fit = weibull_aft::fit(&spells, &treated).expect("a fit");
    let expected = [
        ("treated", 1.267_334_587_419_076_5, 0.310_639_935_975_677_46),
        ("intercept", 2.248_352_359_076_742, 0.165_971_793_090_257_1),
        ("ln rho", 0.311_709_220_931_071_45, 0.147_291_882_577_643_45),
    ];
    assert_coefficients(&fit.coefficients, &expected, 1e-6);
    assert_relative(fit.certificate.log_likelihood, -106.579_491_581_563_91, 1e-12, "log-likelihood");
}

#[test]
fn cox_reaches_the_exact_maximum() {
    let (spells, covariates) = generated();
    let fit = cox::fit(&spells, &covariates).expect("a fit");
    // Newton steps in extended precision, until the gradient was below 1e-16.
    let expected = [
        ("monthly", 1.904_271_083_904_610_2, 0.139_373_363_262_781_96),
        ("support", -0.235_817_428_263_543_57, 0.119_014_556_993_118_53),
        ("charge", 0.003_366_343_175_067_445, 0.002_280_619_737_366_246_4),
    ];
    assert_coefficients(&fit.coefficients, &expected, 1e-7);
    assert_relative(fit.certificate.log_likelihood, -1_977.766_899_584_893_7, 1e-13, "log-likelihood");
    assert_relative(fit.log_likelihood_without_covariates, -2_098.102_081_492_271_3, 1e-13, "null");
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
}

#[test]
fn cox_agrees_with_lifelines_which_stops_a_little_short() {
    let (spells, covariates) = generated();
    let fit = cox::fit(&spells, &covariates).expect("a fit");
    let printed = [
        ("monthly", 1.904_225_597_797_770_7, 0.139_371_765_607_165_38),
        ("support", -0.235_817_283_101_152_4, 0.119_014_570_481_083_74),
        ("charge", 0.003_366_300_334_238_606_4, 0.002_280_618_938_441_163),
    ];
    assert_coefficients(&fit.coefficients, &printed, 3e-5);
    assert!(fit.certificate.log_likelihood >= -1_977.766_899_638_338_6);
    assert_relative(fit.concordance.expect("pairs"), 0.696_198_292_843_072_9, 1e-9, "concordance");
}

#[test]
fn robust_standard_errors_are_those_of_the_definition() {
    let (spells, covariates) = generated();
    let fit = cox::fit(&spells, &covariates).expect("a fit");
    assert_robust(&fit.coefficients, [0.142_560_833_807_675_12, 0.109_050_210_146_747_47, 0.002_092_810_345_014_287_6]);
    // Three spells in a row of each customer.
    let clustered = spells.of_customers((0..800).map(|index| index / 3).collect()).expect("spells");
    let fit = cox::fit(&clustered, &covariates).expect("a fit");
    assert_robust(&fit.coefficients, [0.144_997_103_979_535_22, 0.117_349_036_902_387_25, 0.002_001_246_183_365_367]);
}

#[test]
fn cox_predicts_with_the_baseline_of_its_ties() {
    let (spells, covariates) = generated();
    let model = cox::fit(&spells, &covariates).expect("a fit").model;
    for (time, hazard, survival) in [
        (5.0, 0.143_527_144_204_451_98, [0.944_706_523_278_212_5, 0.688_685_639_063_724_5, 0.941_785_100_758_042_4]),
        (24.0, 0.689_686_389_043_317_4, [0.760_843_006_525_399_8, 0.166_589_501_437_236_03, 0.749_603_306_324_827]),
    ] {
        assert_relative(model.baseline_cumulative_hazard(time), hazard, 1e-9, "H0");
        for (spell, expected) in survival.into_iter().enumerate() {
            assert_relative(model.survival(covariates.row(spell), time), expected, 1e-7, "S");
        }
    }
    let row = covariates.row(1);
    let conditional = model.survival(row, 24.0) / model.survival(row, 5.0);
    assert_relative(model.survival_of_active(row, 5.0, 19.0), conditional, 1e-12, "S(24)/S(5)");
    let median = model.quantile(row, 0.5).expect("reached");
    assert!(model.survival(row, median) <= 0.5 && model.survival(row, median - 1.0) > 0.5);
    assert_eq!((model.quantile(covariates.row(0), 0.9), model.baseline_cumulative_hazard(0.5)), (None, 0.0));
}

#[test]
fn weibull_reaches_the_exact_maximum() {
    let (spells, covariates) = generated();
    let fit = weibull_aft::fit(&spells, &covariates).expect("a fit");
    // Newton steps with numpy, until the gradient was below 1e-11.
    let expected = [
        ("monthly", -1.493_169_320_822_522_3, 0.108_409_989_048_109_88),
        ("support", 0.204_527_074_296_848_9, 0.107_426_898_408_473_18),
        ("charge", -0.002_028_410_677_198_302_7, 0.002_034_967_084_937_015_7),
        ("intercept", 4.210_600_983_759_161, 0.152_429_618_820_025_56),
        ("ln rho", 0.105_478_531_490_760_04, 0.043_040_361_017_719_41),
    ];
    assert_coefficients(&fit.coefficients, &expected, 1e-6);
    assert_relative(fit.certificate.log_likelihood, -1_485.417_946_955_136_8, 1e-12, "log-likelihood");
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
}

#[test]
fn weibull_agrees_with_lifelines() {
    let (spells, covariates) = generated();
    let fit = weibull_aft::fit(&spells, &covariates).expect("a fit");
    let printed =
        [-1.493_168_453_374_353_7, 0.204_527_739_272_957_14, -0.002_028_398_029_236_521_5, 4.210_599_621_475_81];
    for (actual, printed) in fit.coefficients.iter().zip(printed) {
        assert_relative(actual.estimate, printed, 1e-5, &actual.name);
    }
    assert!(fit.certificate.log_likelihood >= -1_485.417_946_955_231_4);
    assert_relative(fit.concordance.expect("pairs"), 0.696_454_366_382_140_5, 1e-6, "concordance");
    for (spell, median, mean) in [
        (0, 45.503_772_061_361_95, 60.861_190_077_338_09),
        (1, 10.370_103_238_618_848, 13.869_989_140_155_488),
        (2, 44.073_026_706_100_95, 58.947_571_467_843_794),
    ] {
        let row = covariates.row(spell);
        assert_relative(fit.model.quantile(row, 0.5), median, 1e-5, "median");
        assert_relative(fit.model.expected_duration(row), mean, 1e-5, "mean");
        assert_relative(fit.model.survival(row, median), 0.5, 1e-5, "S at the median");
    }
    let row = covariates.row(2);
    let conditional = fit.model.survival(row, 20.0) / fit.model.survival(row, 12.0);
    assert_relative(fit.model.survival_of_active(row, 12.0, 8.0), conditional, 1e-12, "S(20)/S(12)");
}
