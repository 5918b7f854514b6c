//! What must hold for every model of purchases, whatever its parameters and the history.

use std::sync::OnceLock;

use proptest::prelude::*;
use shared::base;
use shared::domain::Day;
use shared::math::exp;
use shared::random::Random;
use shared::sample::{SampleShop, sample_shop};
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::purchase_model::{NextPurchase, next_purchase_quantile, silence_until_alive_below};
use shared::scoring::{DiscountRate, Histories, History, Levers, LogGaps, PurchaseModel, Weeks};

/// Every model, fitted to a small shop.
fn fitted() -> &'static [Box<dyn PurchaseModel>] {
    static MODELS: OnceLock<Vec<Box<dyn PurchaseModel>>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let shop = SampleShop { seed: 5, customers: 600, last_day: Day(20_000), days: 700 };
        let customers = base::build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>()).customers;
        let (frequency, recency) = (&customers.frequency, &customers.recency_days);
        let histories = Histories::from_days(frequency, recency, &customers.age_days);
        let log_gaps = LogGaps::from_days(frequency, recency, &customers.log_gaps).expect("sums of real gaps");
        let histories = histories.with_log_gaps(log_gaps).expect("of the same customers");
        let model = |kind| catalogue::fit(kind, &histories).expect("a fit").model;
        ModelKind::ALL.into_iter().map(model).collect()
    })
}

/// Any model, each parameter but the number of phases up to e^`spread` times off its estimate.
fn model(spread: f64) -> impl Strategy<Value = Box<dyn PurchaseModel>> {
    (0..ModelKind::ALL.len(), prop::array::uniform6(-spread..spread)).prop_map(|(kind, offsets)| {
        let fitted = fitted()[kind].as_ref();
        let moved = |((name, value), offset): ((&str, f64), f64)| if name == "k" { value } else { value * exp(offset) };
        let values: Vec<f64> = fitted.parameters().into_iter().zip(offsets).map(moved).collect();
        catalogue::with_parameters(fitted, &values).expect("positive parameters")
    })
}

fn history() -> impl Strategy<Value = History> {
    (0_u32..40, 0.0..1.0, 0.5..200.0).prop_map(|(frequency, share, age): (u32, f64, f64)| History {
        frequency,
        recency: if frequency == 0 { 0.0 } else { (share * age).max(1e-3) },
        age,
    })
}

/// So few that every test run has time for them; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(120) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean(model in model(1.0), h in history(), weeks in 0.5..30.0) {
        let horizon = Weeks::of_weeks(weeks);
        let (mut sum, mut mean, mut count) = (0.0, 0.0, 0_u32);
        // Until the tail is below 10⁻¹² of the mean too.
        while count < 20 || (1.0 - sum) * f64::from(count) > 1e-13 && count < 1_500 {
            let probability = model.purchase_count_probability(&h, count, horizon);
            prop_assert!((0.0..=1.0).contains(&probability), "{:?} {:?} {} {}", model, h, count, probability);
            sum += probability;
            mean += f64::from(count) * probability;
            count += 1;
        }
        prop_assume!(count < 1_500);
        let expected = model.expected_purchases(&h, horizon);
        prop_assert!((sum - 1.0).abs() < 1e-9, "{:?} {:?}: {}", model, h, sum);
        prop_assert!((mean - expected).abs() < 1e-8 * expected.max(1e-3), "{:?} {:?}: {} {}", model, h, mean, expected);
        let none = model.no_purchase_probability(&h, horizon);
        prop_assert!((none - model.purchase_count_probability(&h, 0, horizon)).abs() < 1e-12);
    }

    #[test]
    fn time_moves_everything_its_way(model in model(1.5), h in history(), weeks in 0.1..300.0) {
        let (near, far) = (Weeks::of_weeks(weeks), Weeks::of_weeks(2.0 * weeks));
        let rounding = 1.0 + 1e-9;
        let alive = model.probability_alive(&h);
        prop_assert!((0.0..=1.0).contains(&alive));
        let (soon, late) = (model.probability_alive_after(&h, near), model.probability_alive_after(&h, far));
        prop_assert!(0.0 <= late && late <= soon * rounding && soon <= alive * rounding, "{:?} {:?}", model, h);
        let (few, more) = (model.expected_purchases(&h, near), model.expected_purchases(&h, far));
        prop_assert!(0.0 <= few && few <= more * rounding, "{:?} {:?} {} {}", model, h, few, more);
        let (none, none_later) = (model.no_purchase_probability(&h, near), model.no_purchase_probability(&h, far));
        let never = model.no_purchase_probability(&h, Weeks::FOREVER);
        prop_assert!(0.0 <= never && never <= none_later * rounding && none_later <= none * rounding);
        prop_assert!(1.0 - alive <= never + 1e-12);
        // At most one purchase is missed by counting only whether there is any.
        prop_assert!(1.0 - none <= few * rounding + 1e-12);
        let rate = DiscountRate::annual_effective(0.2).unwrap();
        let discounted = model.discounted_purchases(&h, rate, near);
        prop_assert!(0.0 <= discounted && discounted <= few * rounding);
        prop_assert!(discounted <= model.discounted_purchases(&h, rate, Weeks::FOREVER) * rounding + 1e-300);
        prop_assert!(model.log_likelihood(&h).is_finite());
    }

    #[test]
    fn quantiles_and_silences_are_where_their_probabilities_are(model in model(1.0), h in history(), p in 0.01..0.99) {
        match next_purchase_quantile(model.as_ref(), &h, p) {
            NextPurchase::Within(weeks) => {
                let within = 1.0 - model.no_purchase_probability(&h, weeks);
                prop_assert!((within - p).abs() < 1e-9, "{:?} {:?} {} {}", model, h, p, within);
            }
            NextPurchase::Never => {
                // What takes a billion years counts as never.
                prop_assert!(1.0 - model.no_purchase_probability(&h, Weeks::of_years(1e9)) < p + 1e-9);
            }
        }
        if let Some(silence) = silence_until_alive_below(model.as_ref(), &h, p) {
            let then = |silence: f64| model.probability_alive(&History { age: h.recency + silence, ..h });
            prop_assert!(then(silence.get() * (1.0 + 1e-9) + 1e-9) <= p + 1e-9, "{:?} {:?} {:?}", model, h, silence);
            prop_assert!(silence == Weeks::ZERO || then(silence.get() * (1.0 - 1e-6)) >= p - 1e-4);
        }
    }

    #[test]
    fn levers_at_rest_change_nothing_and_moved_go_their_way(model in model(1.0), h in history(), weeks in 1.0..100.0) {
        let horizon = Weeks::of_weeks(weeks);
        let alive = model.probability_alive(&h);
        let Some(plain) = model.alive_future(&h, &Levers::NONE) else { return Ok(()) };
        let close = |x: f64, y: f64| (x - y).abs() <= 1e-9 * y.abs().max(1e-9);
        prop_assert!(close(alive * plain.expected_purchases(horizon), model.expected_purchases(&h, horizon)));
        prop_assert!(close(alive * plain.probability_alive_after(horizon), model.probability_alive_after(&h, horizon)));
        let safer = model.alive_future(&h, &Levers { purchase_rate: 1.0, dropout: 0.5 }).expect("less dropout exists");
        prop_assert!(safer.expected_purchases(horizon) * (1.0 + 1e-9) >= plain.expected_purchases(horizon));
        prop_assert!(safer.probability_alive_after(horizon) * (1.0 + 1e-9) >= plain.probability_alive_after(horizon));
        let faster = model.alive_future(&h, &Levers { purchase_rate: 2.0, dropout: 1.0 }).expect("faster exists");
        prop_assert!(faster.no_purchase_probability(horizon) <= plain.no_purchase_probability(horizon) * (1.0 + 1e-9));
    }

    #[test]
    fn no_parameter_and_no_history_makes_nonsense(model in model(7.0), h in history(), weeks in 0.01..5_000.0) {
        let horizon = Weeks::of_weeks(weeks);
        let rate = DiscountRate::annual_effective(0.1).unwrap();
        let probability = |p: f64| (0.0..=1.0 + 1e-9).contains(&p);
        prop_assert!(probability(model.probability_alive(&h)), "{:?} {:?}", model, h);
        prop_assert!(probability(model.probability_alive_after(&h, horizon)), "{:?} {:?}", model, h);
        prop_assert!(probability(model.no_purchase_probability(&h, horizon)), "{:?} {:?}", model, h);
        for count in [0, 1, 7, 1_000] {
            let p = model.purchase_count_probability(&h, count, horizon);
            prop_assert!(probability(p), "{:?} {:?} {} {}", model, h, count, p);
        }
        let expected = model.expected_purchases(&h, horizon);
        prop_assert!(expected.is_finite() && expected >= 0.0, "{:?} {:?} {}", model, h, expected);
        let value = model.discounted_purchases(&h, rate, Weeks::FOREVER);
        prop_assert!(value.is_finite() && value >= 0.0, "{:?} {:?} {}", model, h, value);
        prop_assert!(!model.log_likelihood(&h).is_nan());
    }
}

#[test]
fn drawn_futures_have_the_expected_purchases() {
    const DRAWS: usize = 20_000;
    let histories = [(0, 0.0, 12.0), (3, 20.0, 24.0)];
    let horizon = Weeks::of_weeks(40.0);
    for model in fitted() {
        for (frequency, recency, age) in histories {
            let history = History { frequency, recency, age };
            let mut random = Random::new(3, u64::from(frequency));
            let counts: Vec<f64> =
                (0..DRAWS).map(|_| model.simulate_future(&history, horizon, &mut random).len() as f64).collect();
            let mean = counts.iter().sum::<f64>() / DRAWS as f64;
            let variance = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>() / DRAWS as f64;
            let error = (variance / DRAWS as f64).sqrt();
            let expected = model.expected_purchases(&history, horizon);
            assert!((mean - expected).abs() < 6.0 * error, "{model:?} {history:?}: {mean} instead of {expected}");
            let none = counts.iter().filter(|count| **count == 0.0).count() as f64 / DRAWS as f64;
            let expected = model.no_purchase_probability(&history, horizon);
            let error = (expected * (1.0 - expected) / DRAWS as f64).sqrt();
            assert!((none - expected).abs() < 6.0 * error, "{model:?} {history:?}: {none} instead of {expected}");
        }
    }
}

#[test]
fn drawn_histories_are_those_the_model_expects() {
    const DRAWS: usize = 20_000;
    let age = Weeks::of_weeks(50.0);
    for model in fitted() {
        let mut random = Random::new(4, 0);
        let histories: Vec<History> = (0..DRAWS).map(|_| model.simulate_history(age, &mut random)).collect();
        let mean = histories.iter().map(|history| f64::from(history.frequency)).sum::<f64>() / DRAWS as f64;
        let square = histories.iter().map(|history| f64::from(history.frequency) * f64::from(history.frequency));
        let error = ((square.sum::<f64>() / DRAWS as f64 - mean * mean) / DRAWS as f64).sqrt();
        let expected = model.expected_purchases_of_new(age);
        assert!((mean - expected).abs() < 6.0 * error, "{model:?}: {mean} instead of {expected}");
        // Who is alive cannot be seen, but the mean P(alive) of the histories is that of a new customer.
        let alive = histories.iter().map(|history| model.probability_alive(history)).sum::<f64>() / DRAWS as f64;
        let expected = model.probability_alive_after(&History::NEW, age);
        assert!((alive - expected).abs() < 6.0 * 0.5 / (DRAWS as f64).sqrt(), "{model:?}: {alive} {expected}");
    }
}
