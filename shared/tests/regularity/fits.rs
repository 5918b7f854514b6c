//! Fits to CDNOW and to data of a known regularity.

use shared::random::Random;
use shared::scoring::beta_geometric::{self, Dropout};
use shared::scoring::beta_geometric_erlang::{self, Regularity, choose};
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::{FitError, Histories, History, Limit, LogGaps, Weeks};

use super::{assert_close, regular};

fn rows(name: &str) -> Vec<Vec<f64>> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut csv = csv::Reader::from_path(path).expect("a fixture");
    let numbers = |record: csv::StringRecord| record.iter().map(|field| field.parse().expect("a number")).collect();
    csv.records().map(|record| numbers(record.expect("a record"))).collect()
}

/// CDNOW by days, with the sums of log gaps.
fn cdnow() -> Histories {
    let summary = rows("cdnow_summary.csv");
    let days = |column: usize| -> Vec<u32> { summary.iter().map(|row| (row[column] * 7.0).round() as u32).collect() };
    let frequency: Vec<u32> = summary.iter().map(|row| row[1] as u32).collect();
    let log_gaps: Vec<f64> = rows("cdnow_log_gaps.csv").iter().map(|row| row[1]).collect();
    let log_gaps = LogGaps::from_days(&frequency, &days(2), &log_gaps).expect("possible sums");
    Histories::from_days(&frequency, &days(2), &days(3)).with_log_gaps(log_gaps).expect("the same customers")
}

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
fn customers_of_cdnow_buy_at_random() {
    let histories = cdnow();
    let published = [(Dropout::AfterRepeats, -9_582.429_206_674), (Dropout::AfterEveryTransaction, -9_582.135_716)];
    for (dropout, published) in published {
        let choice = choose(dropout, &histories).unwrap();
        let fit = choice.likeliest();
        assert_eq!(fit.model.values().regularity, Regularity::RANDOM);
        assert!((fit.certificate.log_likelihood - published).abs() < 1e-6);
        assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
        // The more phases, the worse.
        let likelihoods: Vec<f64> = choice.fits.iter().map(|fit| fit.certificate.log_likelihood).collect();
        assert!(likelihoods.len() == 12 && likelihoods.is_sorted_by(|one, next| one > next), "{likelihoods:?}");
        let random = beta_geometric::fit(dropout, &histories).unwrap();
        for (one, other) in fit.model.values().to_array().into_iter().zip(random.model.values().to_array()) {
            assert_close(one, other, 1e-6, "parameter");
        }
        for (one, other) in fit.certificate.standard_errors.iter().zip(random.certificate.standard_errors) {
            assert_close(one.expect("regular"), other.expect("regular"), 1e-5, "standard error");
        }
    }
}

#[test]
fn gaps_of_cdnow_are_as_even_as_at_random() {
    let histories = cdnow();
    let regularity = histories.log_gaps().and_then(LogGaps::estimate_regularity).expect("customers with two gaps");
    assert!((regularity.phases - 1.0).abs() < 2.0 * regularity.standard_error, "{regularity:?}");
    assert!(regularity.customers == 507.0 && regularity.standard_error < 0.04);
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
