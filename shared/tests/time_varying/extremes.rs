//! Numbers at the edge of what floats hold.

use shared::scoring::Weeks;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{VaryingHistory, VaryingModel};

use crate::base::{WEEKS, named, season, table};

fn histories() -> Vec<VaryingHistory> {
    let often = |count: u32, until: f64| (1..=count).map(|k| until * f64::from(k) / f64::from(count)).collect();
    [
        (0.0, vec![], 90.0),
        (0.0, vec![], 0.0),
        (0.0, often(1_000, 20.0), 90.0),
        (0.0, often(1_000, 90.0), 90.0),
        (45.5, vec![1e-9, 1e-9], 44.0),
        (0.0, often(2, 1e-3), 90.0),
    ]
    .into_iter()
    .map(|(first, repeats, age)| VaryingHistory::new(first, repeats, age).expect("in order"))
    .collect()
}

#[test]
fn probabilities_stay_probabilities() {
    let histories = histories();
    let covariates = table(histories.len(), vec![("season", season())]);
    let sizes = [1e-6, 1.0, 1e6];
    for (r, s) in sizes.into_iter().flat_map(|r| sizes.map(|s| (r, s))) {
        for (alpha, beta) in [(1e-6, 1e9), (1e9, 1e-6), (20.0, 30.0), (1e7, 1e7)] {
            for coefficient in [-60.0, 0.5, 60.0, 1e4] {
                let of = |value: f64| named(&[("season", value)]);
                let model = VaryingModel::new(Parameters { r, alpha, s, beta }, of(coefficient), of(-coefficient));
                let model = model.expect("possible");
                for (row, history) in histories.iter().enumerate() {
                    let customer = model.customer(row, history, &covariates, &covariates).expect("long enough");
                    let horizon = Weeks::of_weeks(WEEKS as f64 - history.first() - history.age());
                    let none = customer.no_purchase_probability(horizon).expect("covered");
                    let later = customer.probability_alive_after(horizon).expect("covered");
                    let expected = customer.expected_purchases(horizon).expect("covered");
                    let alive = customer.probability_alive();
                    let what = format!("{r} {alpha} {s} {beta} {coefficient} {row}: {alive} {later} {none} {expected}");
                    assert!([alive, later, none].iter().all(|chance| (0.0..=1.0).contains(chance)), "{what}");
                    assert!(later <= alive && expected >= 0.0, "{what}");
                    assert!(!customer.log_likelihood().is_nan(), "{what}");
                }
            }
        }
    }
}
