//! What holds for every parameter and history.

use proptest::prelude::*;
use shared::math::exp;
use shared::scoring::gompertz_nbd::Model;
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::fixtures::model;

/// Any history of up to 20 years.
fn histories() -> impl Strategy<Value = History> {
    (0.0..1_000.0_f64, 0.0..1.0_f64, 0.0..7.0_f64).prop_map(|(age, recency, log_frequency)| {
        let frequency = exp(log_frequency) as u32 - 1;
        History { frequency, recency: if frequency == 0 { 0.0 } else { age * recency }, age }
    })
}

/// Shapes from 1e-3 to 1e3, times from 1e-2 to 1e6, hazards that grow by up to a thousandfold a year.
fn models() -> impl Strategy<Value = Model> {
    (-7.0..7.0_f64, -4.6..14.0_f64, -30.0..-2.0_f64, -7.0..7.0_f64, -4.6..14.0_f64)
        .prop_map(|(r, alpha, b, s, scale)| model([exp(r), exp(alpha), exp(b), exp(s), exp(scale + b)]))
}

/// Floats below it have fewer digits: what is computed from them is right to this.
const LEAST: f64 = f64::MIN_POSITIVE;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_is_nonsense(model in models(), history in histories(), horizon in 0.0..500.0_f64, count in 1..300_u32) {
        let time = Weeks::of_weeks(horizon);
        let alive = model.probability_alive(&history);
        prop_assert!((0.0..=1.0).contains(&alive));
        prop_assert!(model.log_likelihood(&history).is_finite());
        let later = model.probability_alive_after(&history, time);
        prop_assert!((0.0..=alive).contains(&later));
        let none = model.no_purchase_probability(&history, time);
        let never = model.no_purchase_probability(&history, Weeks::FOREVER);
        prop_assert!((0.0..=1.0).contains(&none) && (0.0..=1.0).contains(&never) && never <= none + 1e-12);
        let pmf = model.purchase_count_probability(&history, count, time);
        prop_assert!((0.0..=1.0).contains(&pmf), "{}", pmf);
        let expected = model.expected_purchases(&history, time);
        prop_assert!(expected.is_finite() && expected >= 0.0);
        // No more than if the customer never dropped out, and at least the chance of one.
        let future = model.future(&history);
        prop_assert!(expected <= alive * future.rate_shape / future.rate_time * horizon * (1.0 + 1e-12) + LEAST);
        prop_assert!(expected >= (1.0 - none) - 1e-12);
        let further = model.expected_purchases(&history, Weeks::of_weeks(1.5 * horizon));
        prop_assert!(further >= expected * (1.0 - 1e-12) - LEAST);
        let rate = DiscountRate::annual_effective(0.1).expect("a rate");
        let discounted = model.discounted_purchases(&history, rate, time);
        let residual = model.discounted_purchases(&history, rate, Weeks::FOREVER);
        prop_assert!(discounted.is_finite() && residual.is_finite());
        let at_most = |value: f64| value * (1.0 + 1e-12) + LEAST;
        prop_assert!(discounted <= at_most(expected) && discounted <= at_most(residual));
        let pairs = model.discounted_pairs(&history, DiscountRate::none(), time);
        prop_assert!(pairs + expected >= expected * expected * (1.0 - 1e-9), "{} {}", pairs, expected);
        let posterior = model.posterior(&history).expect("there is one");
        for moments in [posterior.purchase_rate, posterior.dropout] {
            prop_assert!(moments.mean >= 0.0 && moments.variance >= 0.0, "{:?}", posterior);
        }
    }

    #[test]
    fn later_last_purchases_mean_more_life(model in models(), history in histories(), share in 0.0..1.0_f64) {
        let earlier = History { recency: history.recency * share, ..history };
        prop_assert!(model.probability_alive(&earlier) <= model.probability_alive(&history) * (1.0 + 1e-10));
    }

    #[test]
    fn time_has_no_scale(model in models(), history in histories(), factor in 0.01..100.0_f64) {
        let [r, alpha, b, s, beta] = model.values().to_array();
        let other = super::fixtures::model([r, alpha * factor, b / factor, s, beta]);
        let scaled = History { recency: history.recency * factor, age: history.age * factor, ..history };
        let close = |one: f64, two: f64| (one - two).abs() <= 1e-9 * one.abs().max(1e-290);
        prop_assert!(close(model.probability_alive(&history), other.probability_alive(&scaled)));
        let expected = model.expected_purchases(&history, Weeks::of_weeks(20.0));
        prop_assert!(close(expected, other.expected_purchases(&scaled, Weeks::of_weeks(20.0 * factor))));
        let logarithm = model.log_likelihood(&history) - f64::from(history.frequency) * shared::math::ln(factor);
        prop_assert!((logarithm - other.log_likelihood(&scaled)).abs() <= 1e-9 * logarithm.abs().max(1.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn counts_have_the_expected_mean(model in models(), history in histories(), ahead in 0.01..300.0_f64) {
        let weeks = Weeks::of_weeks(ahead);
        let future = model.future(&history);
        prop_assume!(future.rate_shape / future.rate_time * ahead < 20.0);
        let (mut sum, mut mean) = (0.0, 0.0);
        for count in 0..400 {
            let probability = model.purchase_count_probability(&history, count, weeks);
            sum += probability;
            mean += f64::from(count) * probability;
            if sum > 0.5 && probability * f64::from(count) < 1e-14 && count > 10 {
                break;
            }
        }
        // A thin tail may lie beyond.
        prop_assert!(sum < 1.0 + 1e-10 && sum > 1.0 - 1e-3, "{}", sum);
        let expected = model.expected_purchases(&history, weeks);
        prop_assert!(mean < expected * (1.0 + 1e-9) + 1e-12 && mean > expected * (0.9 - 400.0 * (1.0 - sum)) - 1e-12);
        if future.rate_shape / future.rate_time * ahead < 2.0 && future.rate_shape > 0.5 {
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
            prop_assert!((mean - expected).abs() < 1e-9 * expected.max(1e-3), "{} {}", mean, expected);
        }
    }
}
