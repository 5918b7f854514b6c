//! Cox and Weibull regressions.

use shared::scoring::survival::{Coefficient, Covariates, FitError, Spells, cox, weibull_aft};

use crate::fixtures::{NAMES, assert_relative, covariates, customers, spells};

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
fn assert_robust(actual: &[Coefficient], expected: [f64; 6]) {
    for (actual, expected) in actual.iter().zip(expected) {
        assert_relative(actual.robust_standard_error, expected, 1e-8, &actual.name);
    }
}

fn cox_of_telco() -> cox::Fit {
    let customers = customers();
    cox::fit(&spells(&customers), &covariates(&customers)).expect("a fit")
}

#[test]
fn cox_reaches_the_exact_maximum() {
    let fit = cox_of_telco();
    // Newton steps in extended precision, until the gradient was below 1e-15.
    let expected = [
        ("mtm", 2.515_080_923_019_414, 0.084_299_507_237_469_35),
        ("fiber", 1.030_406_816_699_648_5, 0.104_526_096_479_051_98),
        ("echeck", 0.563_578_440_991_688_5, 0.050_055_551_512_957_874),
        ("partner", -0.647_175_208_225_507_3, 0.050_174_325_743_830_14),
        ("support", -0.287_060_600_170_374_16, 0.068_366_433_947_025_31),
        ("monthly", -0.015_217_176_986_175_217, 0.001_866_221_293_326_797_3),
    ];
    assert_coefficients(&fit.coefficients, &expected, 1e-9);
    assert_relative(fit.certificate.log_likelihood, -14_185.527_411_997_668, 1e-13, "log-likelihood");
    assert_relative(fit.log_likelihood_without_covariates, -15_653.039_635_111_487, 1e-12, "null");
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
}

#[test]
fn cox_agrees_with_lifelines_which_stops_a_little_short() {
    let fit = cox_of_telco();
    let printed = [
        ("mtm", 2.515_055_80, 0.084_298_91),
        ("fiber", 1.030_404_81, 0.104_526_04),
        ("echeck", 0.563_578_15, 0.050_055_56),
        ("partner", -0.647_174_83, 0.050_174_32),
        ("support", -0.287_060_34, 0.068_366_40),
        ("monthly", -0.015_217_12, 0.001_866_22),
    ];
    assert_coefficients(&fit.coefficients, &printed, 1e-5);
    assert!(fit.certificate.log_likelihood >= -14_185.527_412_047_63);
    assert_relative(fit.concordance.expect("pairs"), 0.831_951_212, 1e-9, "concordance");
}

#[test]
fn robust_standard_errors_are_those_of_the_definition() {
    let customers = customers();
    let covariates = covariates(&customers);
    let expected = [
        0.081_177_904_355_577_99,
        0.109_572_162_318_097_67,
        0.052_638_966_777_378_11,
        0.050_678_050_164_618_335,
        0.069_637_421_119_049_84,
        0.001_827_341_261_532_361,
    ];
    assert_robust(&cox_of_telco().coefficients, expected);
    // Three spells in a row of each customer.
    let clustered = spells(&customers).of_customers((0..7032).map(|index| index / 3).collect()).expect("spells");
    let expected = [
        0.082_152_054_186_097_79,
        0.110_846_051_847_646_25,
        0.053_108_922_321_092_81,
        0.049_657_423_844_521_72,
        0.069_618_029_933_319_03,
        0.001_854_687_947_876_692_3,
    ];
    assert_robust(&cox::fit(&clustered, &covariates).expect("a fit").coefficients, expected);
}

#[test]
fn cox_predicts_with_the_baseline_of_its_ties() {
    let customers = customers();
    let covariates = covariates(&customers);
    let model = cox_of_telco().model;
    for (time, expected) in [(1.0, 0.021_324_313_908_494_83), (72.0, 0.847_093_191_400_798_5)] {
        assert_relative(model.baseline_cumulative_hazard(time), expected, 1e-10, "H0");
    }
    for (spell, survival) in [
        (0, [0.922_559_151_337_563_7, 0.748_351_651_599_187_6, 0.040_683_691_669_730_716]),
        (1, [0.995_319_844_687_855_5, 0.983_270_367_111_758_6, 0.829_981_175_844_542_3]),
        (2, [0.940_991_948_531_865_7, 0.803_534_888_719_332, 0.089_272_762_796_668_03]),
    ] {
        let row = covariates.row(spell);
        for (time, expected) in [1.0, 12.0, 72.0].into_iter().zip(survival) {
            assert_relative(model.survival(row, time), expected, 1e-9, "S");
        }
        let conditional = model.survival(row, 72.0) / model.survival(row, 12.0);
        assert_relative(model.survival_of_active(row, 12.0, 60.0), conditional, 1e-12, "S(72)/S(12)");
        let median = model.quantile(row, 0.5);
        assert_eq!(median.is_none(), spell == 1);
        if let Some(median) = median {
            assert!(model.survival(row, median) <= 0.5 && model.survival(row, median - 1.0) > 0.5);
        }
    }
    assert_eq!(model.baseline_cumulative_hazard(0.5), 0.0);
}

#[test]
fn weibull_reaches_the_exact_maximum() {
    let customers = customers();
    let covariates = covariates(&customers);
    let fit = weibull_aft::fit(&spells(&customers), &covariates).expect("a fit");
    // Newton steps with numpy, until the gradient was below 1e-10.
    let expected = [
        ("mtm", -2.611_448_454_098_711_3, 0.097_317_237_605_241_83),
        ("fiber", -1.159_896_537_415_281_6, 0.121_165_763_672_634_22),
        ("echeck", -0.636_305_795_682_559, 0.058_741_382_412_584_97),
        ("partner", 0.714_408_881_411_018_8, 0.057_359_838_108_966_61),
        ("support", 0.345_209_533_241_365_66, 0.079_197_336_856_636_19),
        ("monthly", 0.017_078_035_268_502_13, 0.002_130_180_459_723_035),
        ("intercept", 5.929_080_406_220_700_5, 0.132_766_737_190_312_32),
        ("ln rho", -0.152_350_953_812_286_67, 0.019_193_412_371_872_85),
    ];
    assert_coefficients(&fit.coefficients, &expected, 1e-7);
    assert!(fit.certificate.log_likelihood >= -9_175.014_774_050_524 - 1e-9);
    assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
}

#[test]
fn weibull_agrees_with_lifelines_which_stops_a_little_short() {
    let customers = customers();
    let covariates = covariates(&customers);
    let fit = weibull_aft::fit(&spells(&customers), &covariates).expect("a fit");
    let printed = [
        -2.611_443_34,
        -1.159_899_44,
        -0.636_303_64,
        0.714_413_32,
        0.345_209_23,
        0.017_078_01,
        5.929_076_70,
        -0.152_350_41,
    ];
    for (actual, printed) in fit.coefficients.iter().zip(printed) {
        assert_relative(actual.estimate, printed, 1e-5, &actual.name);
    }
    assert!(fit.certificate.log_likelihood >= -9_175.014_774_057_141);
    assert_relative(fit.concordance.expect("pairs"), 0.831_949_975_689_620_1, 1e-6, "concordance");
    for (spell, median, mean) in [
        (0, 32.417_304_108_215_31, 53.707_136_467_439_19),
        (1, 648.615_510_346_450_2, 1_074.589_102_560_395_5),
        (2, 45.170_984_096_046_02, 74.836_704_468_588_5),
    ] {
        let row = covariates.row(spell);
        assert_relative(fit.model.quantile(row, 0.5), median, 1e-5, "median");
        assert_relative(fit.model.expected_duration(row), mean, 1e-5, "mean");
    }
    let row = covariates.row(2);
    assert_relative(fit.model.survival(row, 12.0), 0.800_856_068_56, 1e-5, "S(12)");
    let conditional = fit.model.survival(row, 20.0) / fit.model.survival(row, 12.0);
    assert_relative(fit.model.survival_of_active(row, 12.0, 8.0), conditional, 1e-12, "S(20)/S(12)");
}

/// Telco with another column.
fn with_column(name: &str, value: impl Fn(&crate::fixtures::Customer, &[f64]) -> f64) -> (Spells, Covariates) {
    let customers = customers();
    let covariates = covariates(&customers);
    let mut names: Vec<String> = NAMES.map(String::from).to_vec();
    names.push(name.to_owned());
    let mut values = Vec::new();
    for (index, customer) in customers.iter().enumerate() {
        values.extend_from_slice(covariates.row(index));
        values.push(value(customer, covariates.row(index)));
    }
    (spells(&customers), Covariates::new(names, values).expect("covariates"))
}

fn both(spells: &Spells, covariates: &Covariates) -> [Option<FitError>; 2] {
    [cox::fit(spells, covariates).err(), weibull_aft::fit(spells, covariates).err()]
}

#[test]
fn covariates_that_determine_each_other_are_named() {
    let (spells, covariates) = with_column("no_support", |_, row| 1.0 - row[4]);
    let expected = FitError::Collinear { covariates: vec!["support".to_owned(), "no_support".to_owned()] };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn a_constant_covariate_is_named() {
    let (spells, covariates) = with_column("customer", |_, _| 1.0);
    let expected = FitError::Constant { covariate: "customer".to_owned() };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn a_covariate_that_separates_who_stays_is_named() {
    // Nobody with the flag ever left.
    let (spells, covariates) =
        with_column("vip", |customer, _| f64::from(u8::from(!customer.churned && customer.partner == 1.0)));
    let expected = FitError::Separated { covariates: vec!["vip".to_owned()] };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn a_regression_without_an_end_is_refused() {
    let spells = Spells::new(vec![1.0, 2.0], vec![false, false]).expect("spells");
    let covariates = Covariates::new(vec!["x".to_owned()], vec![0.0, 1.0]).expect("covariates");
    assert_eq!(both(&spells, &covariates), [Some(FitError::NobodyEnded), Some(FitError::NobodyEnded)]);
    let error = Covariates::new(vec!["x".to_owned()], vec![0.0, f64::NAN]).expect_err("not a number");
    assert_eq!(error, FitError::NotANumber { covariate: "x".to_owned(), spell: 1 });
    let spells = Spells::new(vec![1.0, 0.0, 3.0], vec![true, true, true]).expect("spells");
    let covariates = Covariates::new(vec!["x".to_owned()], vec![0.0, 1.0, 0.5]).expect("covariates");
    assert_eq!(weibull_aft::fit(&spells, &covariates).err(), Some(FitError::NoDuration { spell: 1 }));
}
