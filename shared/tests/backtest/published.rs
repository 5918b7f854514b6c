//! The published holdout of CDNOW.

use shared::scoring::backtest::{backtest, tracking};
use shared::scoring::catalogue::{ModelKind, load};

use super::cdnow::Purchases;

/// Sum, mean absolute error, root mean squared error and correlation, as printed.
const HOLDOUT: [(ModelKind, [f64; 4]); 2] = [
    (ModelKind::BgNbd, [1_653.41, 0.785_45, 1.607_98, 0.625_65]),
    (ModelKind::MbgNbd, [1_576.73, 0.764_78, 1.607_18, 0.627_25]),
];

fn close(actual: f64, printed: f64, half_unit: f64, what: &str) {
    assert!((actual - printed).abs() <= half_unit * 1.0001, "{what}: {actual} instead of {printed}");
}

#[test]
fn the_holdout_of_each_model_is_as_accurate_as_published() {
    let purchases = Purchases::read();
    let split = purchases.published_split();
    for (kind, [total, absolute, squared, correlation]) in HOLDOUT {
        let accuracy = backtest(kind, &purchases.rows(), &split).expect("a fit").accuracy;
        assert_eq!(accuracy.actual, 1_882.0);
        close(accuracy.predicted, total, 5e-3, kind.name());
        close(accuracy.mean_absolute_error, absolute, 5e-6, kind.name());
        close(accuracy.root_mean_squared_error, squared, 5e-6, kind.name());
        close(accuracy.correlation.expect("varied"), correlation, 5e-6, kind.name());
    }
}

#[test]
fn customers_of_each_frequency_bought_as_published() {
    const CUSTOMERS: [u32; 8] = [1_411, 439, 214, 100, 62, 38, 29, 64];
    const ACTUAL: [f64; 8] = [0.237, 0.697, 1.393, 1.560, 2.532, 2.947, 3.862, 6.359];
    const BG_NBD: [f64; 8] = [0.225, 0.523, 1.044, 1.520, 2.164, 2.654, 3.504, 6.157];
    let purchases = Purchases::read();
    let split = purchases.published_split();
    let bins = backtest(ModelKind::BgNbd, &purchases.rows(), &split).expect("a fit").bins;
    for (bin, ((customers, actual), expected)) in bins.iter().zip(CUSTOMERS.into_iter().zip(ACTUAL).zip(BG_NBD)) {
        assert_eq!(bin.customers, customers);
        close(bin.mean_actual(), actual, 5e-4, "actual");
        close(bin.mean_predicted(), expected, 5e-4, "BG/NBD");
    }
}

#[test]
fn weeks_are_tracked_as_published() {
    const ACTUAL: [u32; 6] = [1_359, 1_414, 1_484, 1_517, 1_573, 1_672];
    const BG_NBD: [f64; 6] = [1_312.458, 1_387.346, 1_460.392, 1_531.713, 1_601.418, 1_669.600];
    let purchases = Purchases::read();
    let split = purchases.published_split();
    // The parameters behind the published figures.
    let published = r#"{"model":"bg-nbd","time_unit":"week",
        "parameters":{"r":0.2425967,"alpha":4.413659,"a":0.7929869,"b":2.426164}}"#;
    let model = load(published).expect("a model");
    let weeks = tracking(model.as_ref(), &purchases.rows(), &split);
    assert_eq!(weeks.len(), 78);
    assert_eq!(weeks[38].last_day, split.calibration_end);
    let (mut actual, mut expected) = (0, 0.0);
    for (index, week) in weeks.iter().enumerate() {
        actual += week.actual;
        expected += week.expected_of_new;
        if (19..25).contains(&index) {
            assert_eq!(actual, ACTUAL[index - 19]);
            // The parameters are printed with seven digits.
            close(expected, BG_NBD[index - 19], 1e-3, "BG/NBD");
        }
        assert_eq!(week.expected_given_history.is_some(), index > 38);
    }
    assert_eq!(actual, 4_339);
    let given_history: f64 = weeks.iter().filter_map(|week| week.expected_given_history).sum();
    close(given_history, 1_653.41, 0.05, "weeks of the holdout add up to its total");
}
