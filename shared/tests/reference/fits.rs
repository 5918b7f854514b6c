//! Fits to CDNOW.

use serde_json::Value;
use shared::scoring::beta_geometric::{self, Dropout};
use shared::scoring::gamma_gamma::{self, Spends};
use shared::scoring::{Certificate, Histories, PurchaseModel, Weeks, nbd};

use super::fixtures::{cdnow, cdnow_spends, cdnow_two_decimals, json};

#[track_caller]
pub(crate) fn check_fit<const N: usize>(
    reference: &str,
    names: [&str; N],
    values: [f64; N],
    certificate: &Certificate,
) {
    let fits = json("reference_fits.json");
    let fit = &fits[reference];
    let number = |value: &Value| value.as_f64().expect("a number");
    assert!(certificate.log_likelihood >= number(&fit["ll"]) - 1e-7, "{reference}: {}", certificate.log_likelihood);
    assert_eq!(certificate.customers, number(&fit["n"]));
    for ((name, value), error) in names.into_iter().zip(values).zip(&certificate.standard_errors) {
        let (expected, expected_error) = (number(&fit["params"][name]), number(&fit["se"][name]));
        assert!((value / expected - 1.0).abs() <= 1e-5, "{reference} {name}: {value} instead of {expected}");
        let error = error.expect("not at a boundary");
        assert!((error / expected_error - 1.0).abs() <= 1e-3, "{reference} SE {name}: {error}");
    }
    assert!(certificate.converged && certificate.limits.is_empty() && certificate.gradient_norm < 1e-4);
    assert!(certificate.condition_number > 1.0 && certificate.condition_number < 1e4);
}

#[track_caller]
fn check_purchases(reference: &str, dropout: Dropout, histories: &Histories) -> beta_geometric::Fit {
    let fit = beta_geometric::fit(dropout, histories).expect("a fit");
    check_fit(reference, beta_geometric::Parameters::NAMES, fit.model.values().to_array(), &fit.certificate);
    fit
}

/// Sums of P(alive) and of the purchases expected in the 39 weeks of the holdout.
#[track_caller]
pub(crate) fn check_sums(reference: &str, model: &dyn PurchaseModel, histories: &Histories) {
    let fits = json("reference_fits.json");
    let (mut alive, mut purchases) = (0.0, 0.0);
    for (history, count) in histories.iter().zip(histories.count()) {
        alive += count * model.probability_alive(&history);
        purchases += count * model.expected_purchases(&history, Weeks::of_weeks(39.0));
    }
    for (sum, name) in [(alive, "sum_palive"), (purchases, "sum_cet")] {
        let expected = fits[reference]["holdout"][name].as_f64().expect("a number");
        assert!((sum / expected - 1.0).abs() < 1e-6, "{reference} {name}: {sum} instead of {expected}");
    }
}

#[test]
fn bg_nbd_reaches_the_maximum_on_cdnow() {
    let histories = Histories::from_weeks(&cdnow());
    let reference = "BG/NBD CDNOW (exact day fractions, BTYD cbs)";
    let fit = check_purchases(reference, Dropout::AfterRepeats, &histories);
    check_sums(reference, &fit.model, &histories);
    assert_eq!(fit.certificate.distinct_histories, 1_016);
}

#[test]
fn mbg_nbd_reaches_the_maximum_on_cdnow() {
    let histories = Histories::from_weeks(&cdnow());
    let reference = "MBG/NBD CDNOW (exact day fractions)";
    let fit = check_purchases(reference, Dropout::AfterEveryTransaction, &histories);
    check_sums(reference, &fit.model, &histories);
}

#[test]
fn bg_nbd_reaches_the_maximum_on_rounded_weeks() {
    let histories = Histories::from_weeks(&cdnow_two_decimals());
    check_purchases("BG/NBD CDNOW (2-decimal summary, lifetimes csv)", Dropout::AfterRepeats, &histories);
}

#[test]
fn nbd_reaches_the_maximum_on_cdnow() {
    let fit = nbd::fit(&Histories::from_weeks(&cdnow())).unwrap();
    let values = fit.model.values().to_array();
    check_fit("NBD CDNOW (exact day fractions)", nbd::Parameters::NAMES, values, &fit.certificate);
}

#[test]
fn gamma_gamma_reaches_the_maximum_on_cdnow() {
    let fit = gamma_gamma::fit(&Spends::group(cdnow_spends())).unwrap();
    let values = fit.model.parameters().to_array();
    check_fit(
        "Gamma-Gamma CDNOW (lifetimes csv, zbar 2 dec)",
        gamma_gamma::Parameters::NAMES,
        values,
        &fit.certificate,
    );
}
