//! What holds for any spells.

use proptest::prelude::*;
use shared::math::ln;
use shared::scoring::survival::{
    Coefficient, Covariates, FitError, Spells, cox, kaplan_meier, log_rank, nelson_aalen, weibull_aft,
};
use shared::scoring::uncertainty::Level;

/// Durations with many ties, whether each ended, a group and two covariates.
fn rows() -> impl Strategy<Value = Vec<(u32, bool, u32, f64, f64)>> {
    prop::collection::vec((1..30_u32, any::<bool>(), 0..3_u32, -2.0..2.0_f64, -1.0..1.0_f64), 12..80)
}

fn spells_of(rows: &[(u32, bool, u32, f64, f64)], unit: f64) -> Spells {
    let durations = rows.iter().map(|row| unit * f64::from(row.0)).collect();
    Spells::new(durations, rows.iter().map(|row| row.1).collect()).expect("spells")
}

fn covariates_of(rows: &[(u32, bool, u32, f64, f64)], unit: f64) -> Covariates {
    let values = rows.iter().flat_map(|row| [unit * row.3, row.4 + 7.0]).collect();
    Covariates::new(vec!["x".to_owned(), "y".to_owned()], values).expect("covariates")
}

fn close(one: f64, other: f64, tolerance: f64) -> bool {
    (one - other).abs() <= tolerance * (1.0 + other.abs())
}

fn is_sound(coefficients: &[Coefficient]) -> bool {
    coefficients.iter().all(|coefficient| {
        coefficient.estimate.is_finite()
            && coefficient.standard_error > 0.0
            && coefficient.standard_error.is_finite()
            && coefficient.robust_standard_error.is_finite()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn curves_fall_inside_their_intervals_and_hazards_rise(rows in rows()) {
        let spells = spells_of(&rows, 1.0);
        let curve = kaplan_meier(&spells, Level::NINETY);
        let mut before = 1.0;
        for point in &curve.points {
            prop_assert!(point.survival <= before && point.survival >= 0.0);
            before = point.survival;
            if let Some(interval) = point.interval {
                prop_assert!(0.0 <= interval.low && interval.high <= 1.0 && interval.holds(point.survival));
            }
        }
        let hazards = nelson_aalen(&spells, Level::NINETY);
        prop_assert!(hazards.windows(2).all(|pair| pair[1].cumulative_hazard >= pair[0].cumulative_hazard));
        prop_assert!(hazards.iter().all(|point| point.interval.is_none_or(|i| i.holds(point.cumulative_hazard))));
    }

    #[test]
    fn without_censoring_the_curve_is_the_share_that_lasts_longer(rows in rows()) {
        let durations: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let spells = Spells::new(durations.clone(), vec![true; durations.len()]).expect("spells");
        for point in kaplan_meier(&spells, Level::NINETY).points {
            let longer = durations.iter().filter(|duration| **duration > point.time).count() as f64;
            let share = longer / durations.len() as f64;
            prop_assert!(close(point.survival, share, 1e-13));
            let binomial = (share * (1.0 - share) / durations.len() as f64).sqrt();
            prop_assert!(close(point.standard_error, binomial, 1e-12));
        }
    }

    #[test]
    fn a_spell_for_each_customer_has_greenwoods_variance(rows in rows()) {
        let spells = spells_of(&rows, 1.0);
        let plain = kaplan_meier(&spells, Level::NINETY);
        let numbers = (0..rows.len() as u32).map(|index| 1000 - index).collect();
        let by_customer = kaplan_meier(&spells.of_customers(numbers).expect("numbers"), Level::NINETY);
        for (one, other) in by_customer.points.iter().zip(&plain.points) {
            prop_assert!(close(one.standard_error, other.standard_error, 1e-12), "{one:?} {other:?}");
        }
    }

    #[test]
    fn spells_told_twice_are_no_surer_when_their_customer_is_known(rows in rows()) {
        let once = kaplan_meier(&spells_of(&rows, 1.0), Level::NINETY);
        let twice: Vec<_> = rows.iter().chain(&rows).copied().collect();
        let customers: Vec<u32> = (0..rows.len() as u32).chain(0..rows.len() as u32).collect();
        let twice = spells_of(&twice, 1.0).of_customers(customers).expect("numbers");
        for (one, other) in kaplan_meier(&twice, Level::NINETY).points.iter().zip(&once.points) {
            prop_assert!(close(one.survival, other.survival, 1e-13));
            prop_assert!(close(one.standard_error, other.standard_error, 1e-12), "{one:?} {other:?}");
        }
        let hazards = nelson_aalen(&twice, Level::NINETY);
        prop_assert!(hazards.iter().all(|point| point.standard_error.is_finite()));
    }

    #[test]
    fn the_order_of_groups_and_the_unit_of_time_do_not_matter_to_a_test(rows in rows()) {
        let groups: Vec<u32> = rows.iter().map(|row| row.2).collect();
        let renamed: Vec<u32> = groups.iter().map(|group| (group + 1) % 3).collect();
        match (log_rank(&spells_of(&rows, 1.0), &groups), log_rank(&spells_of(&rows, 0.37), &renamed)) {
            (Ok(one), Ok(other)) => {
                prop_assert!(close(one.statistic, other.statistic, 1e-9), "{one:?} {other:?}");
                prop_assert!((0.0..=1.0).contains(&one.p_value) && one.statistic >= 0.0);
                let ended: f64 = one.ended.iter().sum();
                prop_assert!(close(one.expected.iter().sum(), ended, 1e-12));
            }
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn regressions_are_sound_or_say_why_not(rows in rows()) {
        let (spells, covariates) = (spells_of(&rows, 1.0), covariates_of(&rows, 1.0));
        let cox = cox::fit(&spells, &covariates);
        let aft = weibull_aft::fit(&spells, &covariates);
        if let Ok(fit) = &cox {
            prop_assert!(is_sound(&fit.coefficients), "{:?}", fit.coefficients);
            prop_assert!(fit.certificate.log_likelihood >= fit.log_likelihood_without_covariates - 1e-9);
            let survival: Vec<f64> = (0..40).map(|t| fit.model.survival(covariates.row(0), f64::from(t))).collect();
            prop_assert!(survival.windows(2).all(|pair| pair[1] <= pair[0] && (0.0..=1.0).contains(&pair[1])));
        }
        if let Ok(fit) = &aft {
            prop_assert!(is_sound(&fit.coefficients), "{:?}", fit.coefficients);
        }
        for error in [cox.err(), aft.err()].into_iter().flatten() {
            let is_named = matches!(
                error,
                FitError::NobodyEnded
                    | FitError::Separated { .. }
                    | FitError::Constant { .. }
                    | FitError::Collinear { .. }
                    | FitError::NoSpread
            );
            prop_assert!(is_named, "{error}");
        }
    }

    #[test]
    fn units_of_time_and_of_covariates_only_change_what_has_them(rows in rows()) {
        let (weeks, plain) = (spells_of(&rows, 1.0), covariates_of(&rows, 1.0));
        let (days, thousandths) = (spells_of(&rows, 7.0), covariates_of(&rows, 1000.0));
        if let (Ok(one), Ok(other)) = (cox::fit(&weeks, &plain), cox::fit(&days, &thousandths)) {
            prop_assert!(close(one.coefficients[0].estimate, 1000.0 * other.coefficients[0].estimate, 1e-5));
            prop_assert!(close(one.coefficients[1].estimate, other.coefficients[1].estimate, 1e-5));
            prop_assert!(close(one.certificate.log_likelihood, other.certificate.log_likelihood, 1e-9));
            prop_assert_eq!(one.concordance.is_some(), other.concordance.is_some());
        }
        if let (Ok(one), Ok(other)) = (weibull_aft::fit(&weeks, &plain), weibull_aft::fit(&days, &thousandths)) {
            let [x, y, intercept, log_shape] = [0, 1, 2, 3].map(|i| [one.coefficients[i].estimate, other.coefficients[i].estimate]);
            prop_assert!(close(x[0], 1000.0 * x[1], 1e-4) && close(y[0], y[1], 1e-4));
            prop_assert!(close(intercept[0] + ln(7.0), intercept[1], 1e-4) && close(log_shape[0], log_shape[1], 1e-4));
        }
    }
}
