//! What holds for every parameter and history.

use proptest::prelude::*;
use shared::math::exp;
use shared::scoring::bg_bb::{DiscreteHistory, Model, Parameters};

use super::donations::per_year;

/// Shapes from 1e-4 to 1e4.
fn models() -> impl Strategy<Value = Model> {
    let shape = || -9.2..9.2_f64;
    (shape(), shape(), shape(), shape())
        .prop_map(|(a, b, c, d)| Parameters::from_array([a, b, c, d].map(exp)).check().expect("positive"))
}

fn histories() -> impl Strategy<Value = DiscreteHistory> {
    (0_u32..400, 0.0..=1.0_f64, 0.0..=1.0_f64).prop_map(|(opportunities, last, taken)| {
        let last = (f64::from(opportunities) * last) as u32;
        let transactions = if last == 0 { 0 } else { 1 + (f64::from(last - 1) * taken) as u32 };
        DiscreteHistory::new(transactions, last, opportunities).expect("possible")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_nonsense(model in models(), history in histories(), ahead in 1_u32..3_000, count in 0_u32..300) {
        let alive = model.probability_alive(history);
        prop_assert!((0.0..=1.0).contains(&alive));
        prop_assert!(model.log_likelihood(history).is_finite() && model.log_likelihood(history) <= 1e-9);
        let later = model.probability_alive_after(history, ahead);
        prop_assert!((0.0..=alive).contains(&later));
        let expected = model.expected_purchases(history, ahead);
        prop_assert!((0.0..=f64::from(ahead)).contains(&expected));
        prop_assert!(expected <= model.expected_purchases(history, ahead + 1) * (1.0 + 1e-11));
        let none = model.no_purchase_probability(history, Some(ahead));
        let never = model.no_purchase_probability(history, None);
        prop_assert!((0.0..=1.0).contains(&none) && (0.0..=1.0).contains(&never) && never <= none + 1e-11);
        prop_assert!(expected >= (1.0 - none) - 1e-10, "{} {}", expected, none);
        prop_assert!((0.0..=1.0).contains(&model.purchase_count_probability(history, count, ahead)));
        let discounted = model.discounted_purchases(history, per_year(0.05), Some(ahead));
        let ever = model.discounted_purchases(history, per_year(0.05), None);
        prop_assert!(discounted <= expected * (1.0 + 1e-11), "{} {}", discounted, expected);
        prop_assert!(discounted <= ever * (1.0 + 1e-9), "{} {}", discounted, ever);
        let posterior = model.posterior(history);
        prop_assert!((0.0..=1.0 + 1e-9).contains(&posterior.purchase.mean), "{:?}", posterior);
        prop_assert!((0.0..=1.0 + 1e-9).contains(&posterior.dropout.mean), "{:?}", posterior);
    }

    #[test]
    fn later_last_purchases_mean_more_life(model in models(), history in histories()) {
        prop_assume!(history.last() > history.transactions());
        let [taken, last, all] = [history.transactions(), history.last() - 1, history.opportunities()];
        let earlier = DiscreteHistory::new(taken, last, all).unwrap();
        prop_assume!(history.transactions() > 0);
        prop_assert!(model.probability_alive(earlier) <= model.probability_alive(history) * (1.0 + 1e-11));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean(model in models(), history in histories(), ahead in 1_u32..80) {
        let (mut sum, mut mean) = (0.0, 0.0);
        for count in 0..=ahead {
            let probability = model.purchase_count_probability(history, count, ahead);
            sum += probability;
            mean += f64::from(count) * probability;
        }
        prop_assert!((sum - 1.0).abs() < 1e-10, "{}", sum);
        let expected = model.expected_purchases(history, ahead);
        prop_assert!((mean - expected).abs() < 1e-9 * expected.max(1e-3), "{} {}", mean, expected);
    }

    #[test]
    fn quantiles_are_where_the_probability_passes(model in models(), history in histories(), p in 0.001..0.999_f64) {
        let reached = |m: u32| 1.0 - model.no_purchase_probability(history, Some(m));
        match model.next_purchase_quantile(history, p) {
            Some(m) => {
                prop_assert!(reached(m) >= p - 1e-9);
                prop_assert!(m == 1 || reached(m - 1) <= p + 1e-9);
            }
            // Four billion opportunities count as never.
            None => prop_assert!(reached(u32::MAX) <= p + 1e-6),
        }
    }
}
