//! Draws against probabilities: |z| < 6.

use shared::random::Random;
use shared::scoring::bg_bb::DiscreteHistory;

use super::donations::{history, model};

const DRAWS: u32 = 40_000;
const MODELS: [[f64; 4]; 3] = [[1.203, 0.75, 0.657, 2.783], [0.3, 3.0, 2.0, 9.0], [5.0, 2.0, 0.05, 0.4]];

/// Whether a mean of `DRAWS` draws with this variance may be this far off.
#[track_caller]
fn assert_mean(sum: f64, mean: f64, variance: f64, what: &str) {
    let z = (sum / f64::from(DRAWS) - mean) / (variance / f64::from(DRAWS)).sqrt().max(1e-9);
    assert!(z.abs() < 6.0, "{what}: {} instead of {mean}, z = {z}", sum / f64::from(DRAWS));
}

fn histories() -> [DiscreteHistory; 4] {
    [DiscreteHistory::NEW, history(0, 0, 6), history(2, 4, 6), history(3, 3, 12)]
}

#[test]
fn futures_have_the_probabilities_the_model_says() {
    for parameters in MODELS {
        let model = model(parameters);
        for history in histories() {
            let mut random = Random::new(5, 0);
            let mut counts = [0.0; 9];
            for _ in 0..DRAWS {
                counts[model.simulate_future(history, 8, &mut random).len()] += 1.0;
            }
            for (count, seen) in (0..).zip(counts) {
                let probability = model.purchase_count_probability(history, count, 8);
                assert_mean(seen, probability, probability * (1.0 - probability), &format!("{history:?} {count}"));
            }
        }
    }
}

#[test]
fn customers_drawn_have_the_moments_of_the_posterior() {
    for parameters in MODELS {
        let model = model(parameters);
        for history in histories() {
            let mut random = Random::new(6, 0);
            let posterior = model.posterior(history);
            let (mut purchase, mut dropout, mut purchase_square, mut alive) = (0.0, 0.0, 0.0, 0.0);
            for _ in 0..DRAWS {
                let customer = model.draw_customer(history, &mut random);
                purchase += customer.purchase;
                purchase_square += customer.purchase * customer.purchase;
                dropout += customer.dropout;
                alive += f64::from(u8::from(customer.lived.is_none()));
                assert!(customer.lived.is_none_or(|lived| (history.last()..history.opportunities()).contains(&lived)));
            }
            let probability = model.probability_alive(history);
            assert_mean(alive, probability, probability * (1.0 - probability), "alive");
            assert_mean(purchase, posterior.purchase.mean, posterior.purchase.variance, "p");
            assert_mean(dropout, posterior.dropout.mean, posterior.dropout.variance, "θ");
            let square = posterior.purchase.variance + posterior.purchase.mean * posterior.purchase.mean;
            assert_mean(purchase_square, square, square * (1.0 - square), "p²");
        }
    }
}

/// Whole lives, sorted by what was seen of them: what follows is what the model expects of such a customer.
#[test]
fn what_follows_a_history_is_what_the_model_expects() {
    for parameters in MODELS {
        let model = model(parameters);
        let mut random = Random::new(7, 0);
        let mut seen = std::collections::BTreeMap::<DiscreteHistory, (f64, f64, f64)>::new();
        for _ in 0..4 * DRAWS {
            let taken = model.future(DiscreteHistory::NEW).draw(9, &mut random);
            let before: Vec<u32> = taken.iter().copied().filter(|opportunity| *opportunity <= 4).collect();
            let past = history(before.len() as u32, before.last().copied().unwrap_or(0), 4);
            let later = (taken.len() - before.len()) as f64;
            let (customers, purchases, silent) = seen.entry(past).or_default();
            *customers += 1.0;
            *purchases += later;
            *silent += f64::from(u8::from(later == 0.0));
        }
        assert_eq!(seen.len(), 11);
        for (past, (customers, purchases, silent)) in seen {
            let expected = model.expected_purchases(past, 5);
            // Five at most: the variance is at most 5 times the mean.
            assert!((purchases - customers * expected).abs() < 6.0 * (5.0 * expected * customers).sqrt(), "{past:?}");
            let none = model.no_purchase_probability(past, Some(5));
            let error = (none * (1.0 - none) * customers).sqrt();
            assert!((silent - customers * none).abs() < 6.0 * error + 1e-9, "{past:?}");
        }
    }
}
