//! What holds for every history, every parameter and every base.

use proptest::prelude::*;
use shared::base::Customers;
use shared::domain::{CustomerId, Day, Settings};
use shared::math::{exp, ln};
use shared::planning::{Scenario, WhatIf, assess, score};
use shared::sample::{SampleShop, sample_shop};
use shared::scoring::beta_geometric::{self, Dropout, Model, Parameters};
use shared::scoring::gamma_gamma::{self, Spend, Spends};
use shared::scoring::{Histories, History, PurchaseModel, Weeks};

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (ln(low)..ln(high)).prop_map(exp)
}

fn parameters() -> impl Strategy<Value = Parameters> {
    (log_uniform(0.05, 20.0), log_uniform(0.5, 200.0), log_uniform(0.01, 20.0), log_uniform(0.05, 200.0))
        .prop_map(|(r, alpha, a, b)| Parameters { r, alpha, a, b })
}

fn dropout() -> impl Strategy<Value = Dropout> {
    prop_oneof![Just(Dropout::AfterRepeats), Just(Dropout::AfterEveryTransaction)]
}

fn history() -> impl Strategy<Value = History> {
    (0_u32..60, 0.0..1.0, 0.0..300.0).prop_map(|(frequency, share, age)| History {
        frequency,
        recency: if frequency == 0 { 0.0 } else { share * age },
        age,
    })
}

fn model(parameters: Parameters, dropout: Dropout) -> Model {
    parameters.check(dropout).expect("positive parameters")
}

fn close(actual: f64, expected: f64, tolerance: f64) -> bool {
    (actual - expected).abs() <= tolerance * expected.abs().max(1e-300)
}

proptest! {
    #[test]
    fn probabilities_are_probabilities(p in parameters(), d in dropout(), h in history(), weeks in 0.1..500.0) {
        let model = model(p, d);
        let alive = model.probability_alive(&h);
        prop_assert!((0.0..=1.0).contains(&alive));
        let future = model.future(&h);
        let survival = future.survival(weeks);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&survival), "{}", survival);
        prop_assert!((0.0..=1.0).contains(&future.no_purchase(weeks)));
        prop_assert!((0.0..=1.0).contains(&model.purchase_count_probability_of_new(h.frequency, Weeks::of_weeks(weeks))));
    }

    #[test]
    fn later_last_purchases_mean_more_life(p in parameters(), d in dropout(), h in history(), share in 0.0..1.0) {
        let earlier = History { recency: h.recency * share, ..h };
        let model = model(p, d);
        prop_assert!(model.probability_alive(&earlier) <= model.probability_alive(&h) * (1.0 + 1e-12));
    }

    #[test]
    fn longer_horizons_bring_more(p in parameters(), d in dropout(), h in history(), weeks in 0.5..300.0) {
        let future = model(p, d).future(&h);
        let (near, far) = (future.expected_purchases(weeks), future.expected_purchases(1.5 * weeks));
        prop_assert!(near > 0.0 && far > near * (1.0 - 1e-9));
        prop_assert!(future.survival(1.5 * weeks) <= future.survival(weeks) * (1.0 + 1e-9));
        prop_assert!(future.discounted_purchases(0.01, weeks) < near);
        // Variance: E[N(N − 1)] + E[N] is at least E[N]².
        prop_assert!(future.discounted_pairs(0.0, weeks) + near >= near * near * (1.0 - 1e-9));
    }

    #[test]
    fn the_unit_of_time_does_not_matter(p in parameters(), d in dropout(), h in history(), unit in log_uniform(0.01, 100.0)) {
        let scaled = Parameters { alpha: p.alpha * unit, ..p };
        let longer = History { recency: h.recency * unit, age: h.age * unit, ..h };
        let (one, other) = (model(p, d), model(scaled, d));
        prop_assert!(close(other.probability_alive(&longer), one.probability_alive(&h), 1e-9));
        let (year, as_long) = (Weeks::of_weeks(52.0), Weeks::of_weeks(52.0 * unit));
        prop_assert!(close(other.expected_purchases(&longer, as_long), one.expected_purchases(&h, year), 1e-9));
        let density = one.log_likelihood(&h) - f64::from(h.frequency) * ln(unit);
        prop_assert!((other.log_likelihood(&longer) - density).abs() < 1e-8 * density.abs().max(1.0));
    }

    #[test]
    fn levers_move_the_future_their_way(p in parameters(), h in history(), weeks in 1.0..300.0, factor in 1.01..2.0) {
        let future = model(p, Dropout::AfterEveryTransaction).future(&h);
        let faster = future.with_purchase_rate(factor);
        let rounding = 1.0 + 1e-12;
        prop_assert!(faster.expected_purchases(weeks) * rounding >= future.expected_purchases(weeks));
        prop_assert!(faster.survival(weeks) <= future.survival(weeks) * rounding);
        let safer = future.with_dropout(1.0 / factor).unwrap();
        prop_assert!(safer.expected_purchases(weeks) * rounding >= future.expected_purchases(weeks));
        prop_assert!(safer.survival(weeks) * rounding >= future.survival(weeks));
        prop_assert!(close(future.with_purchase_rate(1.0).expected_purchases(weeks), future.expected_purchases(weeks), 1e-14));
    }

    #[test]
    fn expected_spend_lies_between_the_bases_and_the_customers_own(
        p in log_uniform(0.2, 50.0), q in log_uniform(1.1, 50.0), v in log_uniform(0.1, 1e5),
        frequency in 1_u32..50, mean in log_uniform(0.01, 1e5), unit in log_uniform(0.01, 100.0),
    ) {
        let model = gamma_gamma::Parameters { p, q, v }.check().unwrap();
        let base = model.expected_spend(Spend { frequency: 0, mean: 0.0 }).unwrap();
        let spend = model.expected_spend(Spend { frequency, mean }).unwrap();
        prop_assert!(spend >= base.min(mean) * (1.0 - 1e-12) && spend <= base.max(mean) * (1.0 + 1e-12));
        let other = gamma_gamma::Parameters { p, q, v: v * unit }.check().unwrap();
        let scaled = other.expected_spend(Spend { frequency, mean: mean * unit }).unwrap();
        prop_assert!(close(scaled, spend * unit, 1e-12));
    }
}

/// A sample shop's customers.
fn shop(seed: u64) -> Customers {
    let shop = SampleShop { seed, customers: 600, last_day: Day(20_000), days: 700 };
    let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
    shared::base::build(&histories).customers
}

/// The rows of a base in another order.
fn reordered(customers: &Customers, order: &[usize]) -> Customers {
    let pick = |column: &[u32]| order.iter().map(|row| column[*row]).collect();
    Customers {
        id: (0..order.len() as u64).map(CustomerId).collect(),
        frequency: pick(&customers.frequency),
        recency_days: pick(&customers.recency_days),
        age_days: pick(&customers.age_days),
        first_spend_minor: order.iter().map(|row| customers.first_spend_minor[*row]).collect(),
        repeat_spend_minor: order.iter().map(|row| customers.repeat_spend_minor[*row]).collect(),
        refunds_minor: vec![0; order.len()],
        ..Customers::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn grouping_merges_nothing_that_differs(seed in 0_u64..1_000) {
        let customers = shop(seed);
        let grouped = Histories::from_days(&customers.frequency, &customers.recency_days, &customers.age_days);
        let model = model(Parameters { r: 0.7, alpha: 8.0, a: 0.9, b: 1.5 }, Dropout::AfterEveryTransaction);
        let distinct: Vec<History> = grouped.iter().collect();
        let (mut merged, mut single) = (0.0, 0.0);
        for (history, count) in distinct.iter().zip(grouped.count()) {
            merged += count * model.log_likelihood(history);
        }
        for row in 0..customers.len() {
            let history = distinct[grouped.history_of_customer()[row] as usize];
            prop_assert_eq!(history.frequency, customers.frequency[row]);
            prop_assert_eq!(history.recency, f64::from(customers.recency_days[row]) / 7.0);
            prop_assert_eq!(history.age, f64::from(customers.age_days[row]) / 7.0);
            single += model.log_likelihood(&history);
        }
        prop_assert!(close(merged, single, 1e-12));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(seed in 0_u64..1_000) {
        let customers = shop(seed);
        let settings = Settings::initial("Sample");
        let order: Vec<usize> = (0..customers.len()).map(|row| row * 7 % customers.len()).collect();
        let mut distinct = order.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assume!(distinct.len() == order.len());
        let (mut straight, mut shuffled) = (customers.clone(), reordered(&customers, &order));
        let (one, other) = (assess(&straight), assess(&shuffled));
        score(&mut straight, &one, &settings);
        score(&mut shuffled, &other, &settings);
        prop_assert_eq!(one.fits, other.fits);
        for (row, from) in order.iter().enumerate() {
            let pair = (shuffled.lifetime_value_minor[row], straight.lifetime_value_minor[*from]);
            prop_assert!(pair.0.to_bits() == pair.1.to_bits() || (pair.0.is_nan() && pair.1.is_nan()));
        }
    }

    #[test]
    fn ten_times_the_money_is_ten_times_the_value(seed in 0_u64..1_000) {
        let customers = shop(seed);
        let settings = Settings::initial("Sample");
        let mut richer = customers.clone();
        richer.repeat_spend_minor.iter_mut().for_each(|minor| *minor *= 10);
        let mut poorer = customers;
        for base in [&mut poorer, &mut richer] {
            let assessment = assess(base);
            score(base, &assessment, &settings);
        }
        for row in 0..poorer.len() {
            let (low, high) = (poorer.lifetime_value_minor[row], richer.lifetime_value_minor[row]);
            prop_assert!(low.is_nan() && high.is_nan() || close(high, 10.0 * low, 1e-6), "{} {}", low, high);
        }
    }

    #[test]
    fn better_futures_are_worth_more(seed in 0_u64..1_000, factor in 1.01..1.9) {
        let customers = shop(seed);
        let Some(mut what_if) = WhatIf::new(&customers, &assess(&customers)) else { return Ok(()) };
        let base = Scenario::base(&Settings::initial("Sample"));
        let equity = |what_if: &mut WhatIf, scenario: Scenario| what_if.evaluate(&scenario).unwrap();
        let now = equity(&mut what_if, base.clone());
        let faster = equity(&mut what_if, Scenario { purchase_rate: factor, ..base.clone() });
        let kept = equity(&mut what_if, Scenario { dropout: 1.0 / factor, ..base.clone() });
        let dearer = equity(&mut what_if, Scenario { order_value: factor, ..base.clone() });
        let longer = equity(&mut what_if, Scenario { horizon_months: 48, ..base.clone() });
        let impatient = equity(&mut what_if, Scenario { annual_discount_rate: 0.2, ..base });
        for more in [&faster, &kept, &dearer, &longer] {
            prop_assert!(more.customer_equity_minor > now.customer_equity_minor);
        }
        prop_assert!(impatient.customer_equity_minor < now.customer_equity_minor);
        prop_assert!(kept.active_at_end > now.active_at_end && faster.active_at_end < now.active_at_end);
        prop_assert!(close(dearer.customer_equity_minor, factor * now.customer_equity_minor, 1e-12));
        prop_assert!(dearer.expected_orders == now.expected_orders);
    }
}

#[test]
fn fits_do_not_depend_on_the_unit_of_time_or_money() {
    let customers = shop(3);
    let histories: Vec<History> =
        Histories::from_days(&customers.frequency, &customers.recency_days, &customers.age_days).iter().collect();
    let in_days: Vec<History> =
        histories.iter().map(|h| History { recency: h.recency * 7.0, age: h.age * 7.0, ..*h }).collect();
    for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
        let weeks = beta_geometric::fit(dropout, &Histories::from_weeks(&histories)).unwrap().model.values();
        let days = beta_geometric::fit(dropout, &Histories::from_weeks(&in_days)).unwrap().model.values();
        assert!(close(days.r, weeks.r, 1e-6) && close(days.alpha, 7.0 * weeks.alpha, 1e-6));
        assert!(close(days.a, weeks.a, 1e-6) && close(days.b, weeks.b, 1e-6));
    }
    let spends = |unit: f64| {
        Spends::group((0..customers.len()).map(|row| Spend {
            frequency: customers.frequency[row],
            mean: unit * customers.repeat_spend_minor[row] as f64 / f64::from(customers.frequency[row].max(1)),
        }))
    };
    let cents = gamma_gamma::fit(&spends(1.0)).unwrap().model.parameters();
    let euros = gamma_gamma::fit(&spends(0.01)).unwrap().model.parameters();
    assert!(close(euros.p, cents.p, 1e-6) && close(euros.q, cents.q, 1e-6) && close(euros.v, 0.01 * cents.v, 1e-6));
}
