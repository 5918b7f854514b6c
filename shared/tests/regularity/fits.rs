//! Fits to data of a known regularity.

use shared::random::Random;
use shared::scoring::beta_geometric::Dropout;
use shared::scoring::beta_geometric_erlang::{self, Regularity, choose};
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::{FitError, Histories, History, Limit, LogGaps, Weeks};

use super::regular;

fn drawn(dropout: Dropout, phases: u32, values: [f64; 4], customers: u32) -> Histories {
    let model = regular(dropout, phases, values);
    let mut random = Random::new(41, u64::from(phases));
    let draw = |customer: u32| {
        let age = Weeks::of_weeks(52.0 + f64::from(customer % 52));
        model.simulate_history_with_log_gaps(age, &mut random)
    };
    let (histories, log_gaps): (Vec<History>, Vec<f64>) = (0..customers).map(draw).unzip();
    let log_gaps = LogGaps::from_weeks(&histories, &log_gaps).expect("possible sums");
    Histories::from_weeks(&histories).with_log_gaps(log_gaps).expect("the same customers")
}

#[test]
fn the_regularity_that_data_were_made_with_is_found() {
    let values = [1.1, 9.0, 0.8, 2.4];
    for (dropout, phases) in [(Dropout::AfterEveryTransaction, 3), (Dropout::AfterRepeats, 2)] {
        let histories = drawn(dropout, phases, values, 4_000);
        let choice = choose(dropout, &histories).unwrap();
        let fit = choice.likeliest();
        assert_eq!(fit.model.values().regularity.phases(), phases);
        assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
        for ((found, truth), error) in
            fit.model.values().to_array().into_iter().zip(values).zip(&fit.certificate.standard_errors)
        {
            // 3.5 standard errors: eight parameters, one in three hundred runs of them all.
            let error = error.expect("regular");
            assert!((found - truth).abs() < 3.5 * error, "{found} ± {error} instead of {truth}");
        }
        assert!(fit.certificate.log_likelihood > fit.log_likelihood_without_dropout + 10.0);
    }
}

#[test]
fn many_customers_start_on_a_sample_and_end_at_the_maximum() {
    let histories = drawn(Dropout::AfterEveryTransaction, 2, [1.1, 9.0, 0.8, 2.4], 45_000);
    assert!(histories.small_sample().is_some());
    let fit =
        beta_geometric_erlang::fit(Dropout::AfterEveryTransaction, Regularity::new(2).unwrap(), &histories).unwrap();
    assert!(fit.certificate.converged && fit.certificate.gradient_norm < 1e-2);
    assert!(fit.certificate.iterations < 8);
    // The choice looks no further than either side.
    let choice = choose(Dropout::AfterEveryTransaction, &histories).unwrap();
    let phases: Vec<u32> = choice.fits.iter().map(|fit| fit.model.values().regularity.phases()).collect();
    assert_eq!((phases, choice.likeliest().model.values().regularity.phases()), (vec![1, 2, 3], 2));
    for (one, other) in choice.likeliest().model.values().to_array().into_iter().zip(fit.model.values().to_array()) {
        assert!((one / other - 1.0).abs() < 1e-5, "{one} {other}");
    }
}

#[test]
fn more_than_one_phase_needs_the_sums_of_log_gaps() {
    let (x, t_x, age) = ([0, 2, 1], [0, 30, 20], [100, 90, 80]);
    let histories = Histories::from_days(&x, &t_x, &age);
    let two = Regularity::new(2).unwrap();
    let fit = |regularity| beta_geometric_erlang::fit(Dropout::AfterRepeats, regularity, &histories);
    assert_eq!(fit(two), Err(FitError::LogGapsMissing));
    assert!(fit(Regularity::RANDOM).is_ok());
    assert_eq!(choose(Dropout::AfterRepeats, &histories), Err(FitError::LogGapsMissing));
    let by_name = catalogue::fit(ModelKind::MbgCnbdK, &histories);
    assert!(by_name.is_err_and(|error| error == FitError::LogGapsMissing));
    let message = FitError::LogGapsMissing.to_string();
    assert!(message.contains("log gaps"), "{message}");
}

#[test]
fn sums_of_other_customers_are_refused() {
    let sums = LogGaps::from_days(&[1], &[20], &[2.9]).unwrap();
    assert!(Histories::from_days(&[1, 1], &[20, 20], &[90, 90]).with_log_gaps(sums.clone()).is_err());
    assert!(Histories::from_days(&[2], &[20], &[90]).with_log_gaps(sums.clone()).is_err());
    assert!(Histories::from_days(&[1], &[20], &[90]).with_log_gaps(sums).is_ok());
}

#[test]
fn regular_customers_who_never_leave_identify_no_dropout() {
    let histories = drawn(Dropout::AfterRepeats, 4, [2.0, 4.0, 1e-6, 1e3], 1_500);
    let fit = beta_geometric_erlang::fit(Dropout::AfterRepeats, Regularity::new(4).unwrap(), &histories).unwrap();
    assert_eq!(fit.certificate.limits, [Limit::NoDropout]);
    assert_eq!(fit.certificate.standard_errors, [None; 4]);
    assert!(fit.certificate.log_likelihood >= fit.log_likelihood_without_dropout);
}

#[test]
fn equal_gaps_have_no_end_of_regularity() {
    let week = shared::math::ln(7.0);
    let equal = LogGaps::from_days(&[2, 3], &[14, 21], &[2.0 * week, 3.0 * week]).unwrap();
    assert!(equal.estimate_regularity().is_some_and(|regularity| regularity.phases == f64::INFINITY));
    let once = LogGaps::from_days(&[1, 0], &[14, 0], &[shared::math::ln(14.0), 0.0]).unwrap();
    assert!(once.estimate_regularity().is_none());
}
