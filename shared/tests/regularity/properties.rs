//! What holds for every history and all parameters.

use proptest::prelude::*;
use shared::math::{exp, ln};
use shared::scoring::beta_geometric::Dropout;
use shared::scoring::beta_geometric_erlang::{Model, Parameters, Regularity};
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::regular;

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (ln(low)..ln(high)).prop_map(exp)
}

fn model() -> impl Strategy<Value = Model> {
    let values = [
        log_uniform(0.05, 20.0).boxed(),
        log_uniform(0.5, 200.0).boxed(),
        log_uniform(0.01, 20.0).boxed(),
        log_uniform(0.05, 200.0).boxed(),
    ];
    let dropout = prop_oneof![Just(Dropout::AfterRepeats), Just(Dropout::AfterEveryTransaction)];
    (1_u32..=12, values, dropout).prop_map(|(phases, values, dropout)| regular(dropout, phases, values))
}

fn history() -> impl Strategy<Value = History> {
    (0_u32..60, 0.0..1.0, 0.1..300.0).prop_map(|(frequency, share, age)| History {
        frequency,
        recency: if frequency == 0 { 0.0 } else { share * age },
        age,
    })
}

fn close(actual: f64, expected: f64, tolerance: f64) -> bool {
    (actual - expected).abs() <= tolerance * expected.abs() + 1e-290
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn probabilities_are_probabilities(model in model(), h in history(), weeks in 0.1..500.0, count in 0_u32..30) {
        let horizon = Weeks::of_weeks(weeks);
        let alive = model.probability_alive(&h);
        prop_assert!((0.0..=1.0).contains(&alive));
        let later = model.probability_alive_after(&h, horizon);
        prop_assert!((0.0..=alive * (1.0 + 1e-12)).contains(&later));
        prop_assert!((0.0..=1.0 + 1e-12).contains(&model.purchase_count_probability(&h, count, horizon)));
        let none = model.no_purchase_probability(&h, horizon);
        prop_assert!((0.0..=1.0).contains(&none));
        let never = model.no_purchase_probability(&h, Weeks::FOREVER);
        prop_assert!(never <= none * (1.0 + 1e-12) && (never + alive - 1.0).abs() < 1e-12);
    }

    #[test]
    fn later_last_purchases_mean_more_life(model in model(), h in history(), share in 0.0..1.0) {
        let earlier = History { recency: h.recency * share, ..h };
        prop_assert!(model.probability_alive(&earlier) <= model.probability_alive(&h) * (1.0 + 1e-12));
    }

    #[test]
    fn longer_horizons_bring_more(model in model(), h in history(), weeks in 0.5..300.0) {
        let (near, far) = (Weeks::of_weeks(weeks), Weeks::of_weeks(1.5 * weeks));
        let expected = |horizon| model.expected_purchases(&h, horizon);
        prop_assert!(expected(near) >= 0.0 && expected(far) >= expected(near) * (1.0 - 1e-12));
        prop_assert!(model.probability_alive_after(&h, far) <= model.probability_alive_after(&h, near) * (1.0 + 1e-12));
        let rate = DiscountRate::continuous_per_week(0.01).unwrap();
        let discounted = model.discounted_purchases(&h, rate, near);
        prop_assert!(discounted >= 0.0 && discounted <= expected(near) * (1.0 + 1e-9), "{} {}", discounted, expected(near));
        prop_assert!(model.discounted_purchases(&h, rate, Weeks::FOREVER) >= discounted * (1.0 - 1e-9));
    }

    #[test]
    fn the_unit_of_time_does_not_matter(model in model(), h in history(), unit in log_uniform(0.01, 100.0), weeks in 1.0..200.0) {
        let values = model.values();
        let scaled = Parameters { alpha: values.alpha * unit, ..values }.check(model.dropout()).unwrap();
        let longer = History { recency: h.recency * unit, age: h.age * unit, ..h };
        prop_assert!(close(scaled.probability_alive(&longer), model.probability_alive(&h), 1e-9));
        let (one, other) = (Weeks::of_weeks(weeks), Weeks::of_weeks(weeks * unit));
        prop_assert!(close(scaled.expected_purchases(&longer, other), model.expected_purchases(&h, one), 1e-9));
        let density = model.log_likelihood(&h) - f64::from(h.frequency) * ln(unit);
        prop_assert!((scaled.log_likelihood(&longer) - density).abs() < 1e-8 * density.abs().max(1.0));
    }

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean(model in model(), h in history()) {
        // Up to when few purchases are likely, so that the sum is short.
        let values = model.values();
        let phases = f64::from(values.regularity.phases());
        let a_few = 3.0 * phases * (values.alpha + h.age) / (values.r + phases * f64::from(h.frequency)).max(1.0);
        let horizon = Weeks::of_weeks(a_few);
        let (mut sum, mut mean) = (0.0, 0.0);
        for count in 0..1_000 {
            let probability = model.purchase_count_probability(&h, count, horizon);
            sum += probability;
            mean += f64::from(count) * probability;
            if count > 20 && f64::from(count) * probability < 1e-12 * mean {
                break;
            }
        }
        prop_assert!((sum - 1.0).abs() < 1e-10, "{}", sum);
        prop_assert!(close(mean, model.expected_purchases(&h, horizon), 1e-8), "{}", mean);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_is_too_extreme(
        phases in 1_u32..=12,
        values in [log_uniform(1e-6, 1e6), log_uniform(1e-6, 1e6), log_uniform(1e-6, 1e6), log_uniform(1e-6, 1e6)],
        frequency in 0_u32..5_000,
        times in (0.0..1.0, log_uniform(1e-3, 1e5)),
        weeks in log_uniform(1e-3, 1e5),
        rate in log_uniform(1e-5, 1.0),
    ) {
        let regularity = Regularity::new(phases).unwrap();
        let age = times.1;
        let recency = if frequency == 0 { 0.0 } else { times.0 * age };
        let history = History { frequency, recency, age };
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = Parameters::from_array(regularity, values).check(dropout).unwrap();
            let horizon = Weeks::of_weeks(weeks);
            let is_probability = |p: f64| (0.0..=1.0 + 1e-9).contains(&p);
            prop_assert!(model.log_likelihood(&history).is_finite());
            prop_assert!(is_probability(model.probability_alive(&history)));
            prop_assert!(is_probability(model.probability_alive_after(&history, horizon)));
            prop_assert!(is_probability(model.no_purchase_probability(&history, horizon)));
            for count in [1, 3, 1_000] {
                prop_assert!(is_probability(model.purchase_count_probability(&history, count, horizon)));
            }
            let expected = model.expected_purchases(&history, horizon);
            prop_assert!(expected.is_finite() && expected >= 0.0);
            let rate = DiscountRate::continuous_per_week(rate).unwrap();
            for horizon in [horizon, Weeks::FOREVER] {
                let discounted = model.discounted_purchases(&history, rate, horizon);
                prop_assert!(discounted.is_finite() && discounted >= 0.0, "{}", discounted);
            }
        }
    }
}
