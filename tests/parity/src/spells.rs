//! Models of how long customers stay: contracts, spells, and who leaves.

use shared::base::Customers;
use shared::math::sin;
use shared::scoring::classification::calibration::CalibrationMethod;
use shared::scoring::classification::logistic::Penalty;
use shared::scoring::classification::profit::{CustomerValue, RetentionOffer, campaign_profit};
use shared::scoring::classification::{Features, Folds, fit_classifier};
use shared::scoring::contractual::{self, Cohort, ContractKind, PeriodDiscount, Renewals, residual_lifetimes};
use shared::scoring::survival::{Covariates, Spells, cox, kaplan_meier, log_rank, nelson_aalen, weibull_aft};
use shared::scoring::uncertainty::Level;

use crate::digest::Bits;
use crate::models::digest_certificate;

/// Every contractual model on two cohorts.
pub(crate) fn digest_contracts(bits: &mut Bits) {
    let older = Cohort::new(vec![1_000, 869, 743, 653, 593, 551, 517, 491]).expect("nobody comes back");
    let younger = Cohort::new(vec![800, 640, 560, 512]).expect("nobody comes back");
    let renewals = Renewals::of(&[older, younger]);
    let rate = PeriodDiscount::per_period(0.1).expect("a rate");
    for kind in [ContractKind::Sbg, ContractKind::Bdw, ContractKind::Lcw] {
        let fitted = contractual::fit(kind, &renewals).expect("seven periods are enough");
        digest_certificate(&fitted.certificate, bits);
        bits.add_text(&contractual::save(fitted.model.as_ref()));
        bits.add_all((1..=24).map(|period| fitted.model.survival(period)));
        bits.add_all(residual_lifetimes(fitted.model.as_ref(), rate, 8).iter().map(|residual| residual.value));
        for (survival, interval) in fitted.survival_bands(3, 5, Level::NINETY_FIVE) {
            bits.add_all([survival, interval.map_or(-1.0, |interval| interval.low)]);
        }
    }
}

/// Curves, tests and regressions on the customers' first gaps, or the silence of those who have none yet.
pub(crate) fn digest_survival(customers: &Customers, bits: &mut Bits) {
    let few = customers.len().min(1_500);
    let ended: Vec<bool> = customers.frequency[..few].iter().map(|frequency| *frequency > 0).collect();
    let duration = |row: usize| {
        let days =
            if ended[row] { customers.recency_days[row] / customers.frequency[row] } else { customers.age_days[row] };
        f64::from(days.max(1))
    };
    let spells = Spells::new((0..few).map(duration).collect(), ended.clone()).expect("positive durations");
    for point in kaplan_meier(&spells, Level::NINETY_FIVE).points {
        bits.add_all([point.survival, point.standard_error, point.interval.map_or(-1.0, |interval| interval.high)]);
    }
    bits.add_all(nelson_aalen(&spells, Level::NINETY_FIVE).iter().map(|point| point.cumulative_hazard));
    let source: Vec<u32> = customers.source[..few].iter().map(|source| u32::from(*source) % 2).collect();
    let test = log_rank(&spells, &source).expect("two groups");
    bits.add_all(test.expected.iter().copied().chain([test.p_value]));
    let columns = (0..few).flat_map(|row| [f64::from(source[row]), sin(row as f64)]).collect();
    let covariates = Covariates::new(vec!["source".to_owned(), "wave".to_owned()], columns).expect("two columns");
    let cox = cox::fit(&spells, &covariates).expect("the covariates differ");
    digest_certificate(&cox.certificate, bits);
    bits.add_all(cox.coefficients.iter().flat_map(|of| [of.estimate, of.standard_error, of.robust_standard_error]));
    bits.add_all([10.0, 100.0].map(|days| cox.model.survival(&[1.0, 0.5], days)));
    let aft = weibull_aft::fit(&spells, &covariates).expect("the covariates differ");
    digest_certificate(&aft.certificate, bits);
    bits.add_all(aft.coefficients.iter().map(|coefficient| coefficient.robust_standard_error));
    bits.add(aft.model.expected_duration(&[1.0, 0.5]));
}

/// A calibrated classifier of who has not come back, and what a campaign by it would earn.
pub(crate) fn digest_classification(customers: &Customers, bits: &mut Bits) {
    let few = customers.len().min(1_500);
    let left: Vec<bool> = customers.frequency[..few].iter().map(|frequency| *frequency == 0).collect();
    let rows = (0..few).flat_map(|row| [f64::from(customers.age_days[row]), f64::from(customers.source[row] % 3)]);
    let features = Features::new(vec!["age".to_owned(), "source".to_owned()], rows.collect()).expect("two columns");
    let folds = Folds::stratified(&left, 5).expect("both outcomes");
    for method in [CalibrationMethod::Isotonic, CalibrationMethod::Platt] {
        let classifier = fit_classifier(&features, &left, &folds, Penalty::ridge(1.0), method).expect("a fit");
        bits.add(classifier.model.intercept);
        bits.add_all(classifier.model.coefficients.iter().copied());
        let row = |row: usize| [f64::from(customers.age_days[row]), f64::from(customers.source[row] % 3)];
        let scores: Vec<f64> = (0..few).map(|at| classifier.probability(&row(at))).collect();
        bits.add_all(scores.iter().copied());
        let profit = campaign_profit(&scores, &left, CustomerValue::Same(200.0), &RetentionOffer::default());
        let profit = profit.expect("probabilities are scores");
        bits.add_all([profit.maximum, profit.maximum_share, profit.expected_maximum, profit.expected_share]);
    }
}
