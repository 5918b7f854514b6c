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

#[test]
fn counts_dates_and_moments_stay_what_they_are() {
    let histories = histories();
    let covariates = table(histories.len(), vec![("season", season())]);
    for (r, s) in [(1e-6, 1e-6), (1e-6, 1e6), (1e6, 1e-6), (1e6, 1e6), (1.0, 1.0)] {
        for (alpha, beta) in [(1e-6, 1e9), (1e9, 1e-6), (20.0, 30.0)] {
            for coefficient in [-60.0, 0.0, 60.0, 1e4] {
                let of = |value: f64| named(&[("season", value)]);
                let model = VaryingModel::new(Parameters { r, alpha, s, beta }, of(coefficient), of(-coefficient));
                let model = model.expect("possible");
                for (row, history) in histories.iter().enumerate() {
                    let customer = model.customer(row, history, &covariates, &covariates).expect("long enough");
                    let horizon = Weeks::of_weeks(WEEKS as f64 - history.first() - history.age());
                    let none = customer.no_purchase_probability(horizon).expect("covered");
                    let customer = customer.with_afterwards(&[1.0], &[1.0]).expect("one value each");
                    let counts = [1, 3, 1_000].map(|count| {
                        [horizon, Weeks::FOREVER]
                            .map(|horizon| customer.purchase_count_probability(count, horizon).expect("without end"))
                    });
                    let never = customer.no_purchase_probability(Weeks::FOREVER).expect("without end");
                    let dates = [0.01, 0.5, 0.99].map(|level| {
                        customer.next_purchase_quantile(level).expect("without end");
                        let silence = customer.silence_until_alive_below(level).expect("without end");
                        let time = customer.time_until_alive_below(level).expect("without end");
                        silence.is_none_or(|weeks| weeks >= Weeks::ZERO)
                            && time.is_none_or(|weeks| weeks >= Weeks::ZERO)
                    });
                    let posterior = customer.posterior();
                    let moments = [posterior.purchase_rate, posterior.dropout];
                    let what = format!("{r} {alpha} {s} {beta} {coefficient} {row}: {counts:?} {never} {posterior:?}");
                    let chances = counts.as_flattened().iter().chain([&never]);
                    assert!(chances.into_iter().all(|chance| (0.0..=1.0).contains(chance)), "{what}");
                    assert!(never <= none * (1.0 + 1e-12) && dates.iter().all(|date| *date), "{what}");
                    assert!(moments.iter().all(|one| one.mean >= 0.0 && one.variance >= 0.0), "{what}");
                }
            }
        }
    }
}
