//! Draws agree with what the model says of them.

use shared::random::Random;
use shared::scoring::beta_geometric::Dropout;
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::regular;

const DRAWS: u32 = 40_000;

/// Mean and standard error of draws.
fn mean_of(mut draw: impl FnMut() -> f64) -> (f64, f64) {
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..DRAWS {
        let value = draw();
        sum += value;
        squares += value * value;
    }
    let draws = f64::from(DRAWS);
    let mean = sum / draws;
    (mean, ((squares / draws - mean * mean) / draws).sqrt())
}

#[track_caller]
fn assert_mean(drawn: (f64, f64), expected: f64, what: &str) {
    assert!((drawn.0 - expected).abs() <= 6.0 * drawn.1 + 1e-9, "{what}: {drawn:?} instead of {expected}");
}

#[test]
fn futures_are_those_the_model_expects() {
    let history = History::new(3, 30.0, 33.5).unwrap();
    let year = Weeks::of_weeks(52.0);
    let rate = DiscountRate::annual_effective(0.2).unwrap();
    for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
        for phases in [1, 2, 3, 12] {
            let model = regular(dropout, phases, [0.8, 7.0, 0.9, 2.6]);
            let mut random = Random::new(31, u64::from(phases));
            let futures: Vec<Vec<f64>> =
                (0..DRAWS).map(|_| model.simulate_future(&history, year, &mut random)).collect();
            let mean = |value: &dyn Fn(&[f64]) -> f64| {
                let mut futures = futures.iter();
                mean_of(|| value(futures.next().expect("one for each draw")))
            };
            let what = |figure: &str| format!("{figure}, {phases} phases, {dropout:?}");
            assert_mean(
                mean(&|times| times.len() as f64),
                model.expected_purchases(&history, year),
                &what("purchases"),
            );
            let discounted = |times: &[f64]| times.iter().map(|time| shared::math::exp(-rate.per_week() * time)).sum();
            assert_mean(mean(&discounted), model.discounted_purchases(&history, rate, year), &what("discounted"));
            let pairs = |times: &[f64]| times.len() as f64 * (times.len() as f64 - 1.0);
            assert_mean(mean(&pairs), model.discounted_pairs(&history, DiscountRate::none(), year), &what("pairs"));
            for count in 0..4 {
                let probability = model.purchase_count_probability(&history, count, year);
                let is_count = |times: &[f64]| f64::from(u8::from(times.len() == count as usize));
                assert_mean(mean(&is_count), probability, &what("counts"));
            }
            for weeks in [2.0, 10.0] {
                let waits = |times: &[f64]| f64::from(u8::from(times.first().is_none_or(|time| *time > weeks)));
                let probability = model.no_purchase_probability(&history, Weeks::of_weeks(weeks));
                assert_mean(mean(&waits), probability, &what("no purchase"));
            }
        }
    }
}

/// The published approximation of the conditional expectation is not used; histories drawn from the model and followed
/// beyond the as-of day are the test that expectations hold.
#[test]
fn what_customers_do_later_is_what_was_expected_of_them() {
    for (dropout, phases) in [(Dropout::AfterRepeats, 2), (Dropout::AfterEveryTransaction, 3)] {
        let model = regular(dropout, phases, [1.1, 9.0, 0.7, 2.2]);
        let (now, later) = (Weeks::of_weeks(40.0), Weeks::of_weeks(39.0));
        let mut random = Random::new(32, u64::from(phases));
        let mut differences = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..DRAWS {
            let times = model.simulate_future(&History::NEW, Weeks::of_weeks(79.0), &mut random);
            let known: Vec<f64> = times.iter().copied().filter(|time| *time <= 40.0).collect();
            let recency = known.last().copied().unwrap_or(0.0);
            let history = History::new(known.len() as u32, recency, now.get()).unwrap();
            let bought = (times.len() - known.len()) as f64;
            let difference = bought - model.expected_purchases(&history, later);
            // By what is known: nobody, few, many purchases.
            differences[known.len().min(2)].push(difference);
        }
        for (group, differences) in differences.iter().enumerate() {
            let count = differences.len() as f64;
            let mean = differences.iter().sum::<f64>() / count;
            let variance =
                differences.iter().map(|difference| (difference - mean) * (difference - mean)).sum::<f64>() / count;
            assert!(mean.abs() < 6.0 * (variance / count).sqrt(), "{dropout:?} {group}: {mean}");
        }
    }
}

#[test]
fn histories_have_the_purchases_and_the_regularity_of_the_model() {
    let model = regular(Dropout::AfterEveryTransaction, 3, [1.5, 6.0, 0.6, 2.2]);
    let mut random = Random::new(33, 0);
    let age = Weeks::of_weeks(50.0);
    let (mut none, mut histories, mut log_gaps) = (0.0, Vec::new(), Vec::new());
    for _ in 0..DRAWS {
        let (history, sum) = model.simulate_history_with_log_gaps(age, &mut random);
        none += f64::from(u8::from(history.frequency == 0));
        histories.push(history);
        log_gaps.push(sum);
    }
    let expected = model.purchase_count_probability_of_new(0, age);
    let error = (expected * (1.0 - expected) / f64::from(DRAWS)).sqrt();
    assert!((none / f64::from(DRAWS) - expected).abs() < 6.0 * error);
    let gaps = shared::scoring::LogGaps::from_weeks(&histories, &log_gaps).unwrap();
    let regularity = gaps.estimate_regularity().expect("customers with two gaps");
    assert!((regularity.phases - 3.0).abs() < 5.0 * regularity.standard_error, "{regularity:?}");
    assert!(regularity.standard_error < 0.05);
}
