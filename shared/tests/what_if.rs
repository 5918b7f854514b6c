//! What-ifs against each customer alone with a quadrature of its own, and against the scores.

use shared::base::Customers;
use shared::domain::{Day, Settings};
use shared::math::{exp, exp_m1, ln_1p};
use shared::planning::{Assessment, ModelName, Ranges, Scenario, Scope, VALUE_BINS, WhatIf, assess, score};
use shared::sample::{SampleShop, sample_shop};

fn shop(customers: u32) -> (Customers, Assessment, Settings) {
    let shop = SampleShop { seed: 7, customers, last_day: Day(20_000), days: 900 };
    let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
    let mut customers = shared::base::build(&histories).customers;
    let settings = Settings::initial("Sample");
    let assessment = assess(&customers);
    score(&mut customers, &assessment, &settings);
    (customers, assessment, settings)
}

/// One customer's figures by the definitions: a mixture over the dropout probability, integrated by the midpoint rule
/// on a fine grid of p = 1/(1 + e^−y), of closed forms in the mean rate, integrated over time by Simpson's rule.
struct Alone {
    discounted: f64,
    orders: f64,
    alive_at_end: f64,
}

fn alone([r, alpha, a, b]: [f64; 4], frequency: f64, age: f64, scenario: &Scenario) -> Alone {
    let weeks_per_year = 365.25 / 7.0;
    let horizon = f64::from(scenario.horizon_months) * weeks_per_year / 12.0;
    let rate = ln_1p(scenario.annual_discount_rate) / weeks_per_year;
    let n = r + frequency;
    let tau = alpha + age;
    let turn = horizon.min(f64::from(scenario.purchase_rate_months) * weeks_per_year / 12.0);
    let clock = |t: f64| t + (scenario.purchase_rate - 1.0) * t.min(turn);
    let shape_a = scenario.dropout * a;
    let shape_b = a + b + frequency + 1.0 - shape_a;
    let (mut sum, mut discounted, mut orders, mut alive_at_end) = (0.0, 0.0, 0.0, 0.0);
    // The integrand is analytic and falls exponentially on both sides: the rule converges exponentially.
    let step = 0.25;
    for index in -500..100 {
        let y = step * (f64::from(index) + 0.5);
        let (ln_p, ln_rest) = (-ln_1p(exp(-y)), -ln_1p(exp(y)));
        let weight = exp(shape_a * ln_p + shape_b * ln_rest);
        if weight < 1e-25 {
            continue;
        }
        let p = exp(ln_p);
        let intensity = |t: f64, pace: f64| pace * n / tau * exp(-(n + 1.0) * ln_1p(p * clock(t) / tau) - rate * t);
        sum += weight;
        alive_at_end += weight * exp(-n * ln_1p(p * clock(horizon) / tau));
        orders -= weight * exp_m1(-n * ln_1p(p * clock(horizon) / tau)) / p;
        let parts = [(0.0, turn, scenario.purchase_rate), (turn, horizon, 1.0)];
        discounted +=
            weight * parts.map(|(from, to, pace)| simpson(from, to, |t| intensity(t, pace))).iter().sum::<f64>();
    }
    Alone { discounted: discounted / sum, orders: orders / sum, alive_at_end: alive_at_end / sum }
}

/// In s with t = from + (to − from) s², which is fine where an intensity falls fastest.
fn simpson(from: f64, to: f64, integrand: impl Fn(f64) -> f64) -> f64 {
    let panels = 80;
    let mut integral = 0.0;
    for panel in 0..=2 * panels {
        let s = f64::from(panel) / f64::from(2 * panels);
        let weight = if panel == 0 || panel == 2 * panels { 1.0 } else { 2.0 + 2.0 * f64::from(panel % 2) };
        integral += weight * integrand(from + (to - from) * s * s) * 2.0 * (to - from) * s;
    }
    integral / f64::from(6 * panels)
}

fn scenarios(settings: &Settings) -> Vec<Scenario> {
    let base = Scenario::base(settings);
    vec![
        base.clone(),
        Scenario { purchase_rate: 1.6, dropout: 0.4, ..base.clone() },
        Scenario { purchase_rate: 0.5, dropout: 1.5, horizon_months: 1, ..base.clone() },
        Scenario { purchase_rate: 1.5, purchase_rate_months: 3, ..base.clone() },
        Scenario {
            purchase_rate: 0.6,
            purchase_rate_months: 30,
            dropout: 0.7,
            annual_discount_rate: 0.5,
            ..base.clone()
        },
        Scenario { purchase_rate: 2.0, purchase_rate_months: 36, annual_discount_rate: 0.0, ..base.clone() },
        Scenario { annual_discount_rate: 1.0, horizon_months: 120, order_value: 1.3, margin_share: 0.7, ..base },
    ]
}

#[test]
fn outcomes_agree_with_each_customer_alone() {
    let (customers, assessment, settings) = shop(120);
    let fit = assessment.fit(ModelName::MbgNbd).unwrap();
    let parameters: [f64; 4] = std::array::from_fn(|i| fit.parameters[i].value);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    for scenario in scenarios(&settings) {
        let outcome = what_if.evaluate(&scenario).unwrap();
        let (mut equity, mut orders, mut active) = (0.0, 0.0, 0.0);
        for row in 0..customers.len() {
            let age = f64::from(customers.age_days[row]) / 7.0;
            let alone = alone(parameters, f64::from(customers.frequency[row]), age, &scenario);
            let alive = customers.probability_alive[row];
            let value = alive
                * customers.expected_spend_minor[row]
                * alone.discounted
                * scenario.margin_share
                * scenario.order_value;
            assert!((what_if.values()[row] / value - 1.0).abs() < 1e-7, "{scenario:?} row {row}");
            equity += value;
            orders += alive * alone.orders;
            active += alive * alone.alive_at_end;
        }
        assert!((outcome.customer_equity_minor / equity - 1.0).abs() < 1e-7);
        assert!((outcome.expected_orders / orders - 1.0).abs() < 1e-9);
        assert!((outcome.active_at_end / active - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_base_scenario_is_the_scores_to_the_bit() {
    let (customers, assessment, settings) = shop(3_000);
    for months in [3, 36] {
        let settings = Settings { horizon_months: months, ..settings.clone() };
        let mut scored = customers.clone();
        score(&mut scored, &assessment, &settings);
        let mut what_if = WhatIf::new(&scored, &assessment).unwrap();
        let outcome = what_if.evaluate(&Scenario::base(&settings)).unwrap();
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(what_if.values()), bits(&scored.lifetime_value_minor));
        assert_eq!(outcome.customer_equity_minor, scored.lifetime_value_minor.iter().sum::<f64>());
    }
}

#[test]
fn what_was_kept_from_earlier_scenarios_changes_nothing() {
    let (customers, assessment, settings) = shop(1_000);
    let mut used = WhatIf::new(&customers, &assessment).unwrap();
    let scenarios = scenarios(&settings);
    for scenario in scenarios.iter().chain(scenarios.iter().rev()) {
        let fresh = WhatIf::new(&customers, &assessment).unwrap().evaluate(scenario).unwrap();
        assert_eq!(used.evaluate(scenario).unwrap(), fresh);
    }
}

#[test]
fn bins_hold_every_customer_on_one_scale() {
    let (customers, assessment, settings) = shop(1_000);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    let mut widths = Vec::new();
    for scenario in scenarios(&settings) {
        let values = what_if.evaluate(&scenario).unwrap().values;
        assert_eq!(values.customers.len(), VALUE_BINS);
        assert_eq!(values.customers.iter().sum::<u32>(), 1_000);
        widths.push(values.width_minor);
    }
    widths.dedup();
    assert_eq!(widths.len(), 1);
}

#[test]
fn the_hash_tells_scenarios_apart() {
    let (customers, assessment, settings) = shop(1_000);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    let base = Scenario::base(&settings);
    let changed = [
        base.clone(),
        Scenario { purchase_rate: 1.01, ..base.clone() },
        Scenario { dropout: 0.99, ..base.clone() },
        Scenario { order_value: 1.01, ..base.clone() },
        Scenario { margin_share: 0.41, ..base.clone() },
        Scenario { annual_discount_rate: 0.11, ..base.clone() },
        Scenario { horizon_months: 35, ..base.clone() },
        Scenario { cost_to_serve_minor: 1.0, ..base.clone() },
        Scenario { purchase_rate: 1.01, purchase_rate_months: 35, ..base },
    ];
    let mut hashes: Vec<String> = changed.iter().map(|s| what_if.evaluate(s).unwrap().result_hash).collect();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), changed.len());
    assert!(hashes.iter().all(|hash| hash.len() == 16));
}

#[test]
fn intervals_hold_the_point_and_the_difference_is_the_narrower() {
    let (customers, assessment, settings) = shop(2_000);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    let base = Scenario::base(&settings);
    let kept = Scenario { dropout: 0.9, ..base.clone() };
    let Ranges { equity_minor: equity, difference_minor: difference, .. } = what_if.intervals(&base, &kept).unwrap();
    let outcome = what_if.evaluate(&kept).unwrap();
    assert!((equity.value / outcome.customer_equity_minor - 1.0).abs() < 1e-10);
    assert!(equity.low < equity.value && equity.value < equity.high);
    assert!(difference.low > 0.0 && difference.high - difference.low < equity.high - equity.low);
    let none = what_if.intervals(&base, &base).unwrap().difference_minor;
    assert_eq!((none.low, none.value, none.high), (0.0, 0.0, 0.0));
}

#[test]
fn a_purchase_rate_for_a_month_less_than_the_horizon_is_hardly_less_sure() {
    let (customers, assessment, settings) = shop(2_000);
    let what_if = WhatIf::new(&customers, &assessment).unwrap();
    let base = Scenario::base(&settings);
    let faster = |purchase_rate_months| Scenario { purchase_rate: 1.3, purchase_rate_months, ..base.clone() };
    let [nearly, lasting, beyond] = [35, 36, 90].map(|months| what_if.intervals(&base, &faster(months)).unwrap());
    assert_eq!(lasting, beyond, "no one looks beyond the horizon");
    for figure in [|it: &Ranges| it.equity_minor, |it: &Ranges| it.difference_minor] {
        let width = |it: &Ranges| figure(it).high - figure(it).low;
        assert!((width(&nearly) / width(&lasting) - 1.0).abs() < 0.04);
        assert!(figure(&nearly).value < figure(&lasting).value);
    }
}

#[test]
fn levers_out_of_range_are_named() {
    let (customers, assessment, settings) = shop(1_000);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    let base = Scenario::base(&settings);
    let error = what_if.evaluate(&Scenario { purchase_rate: 3.0, ..base.clone() }).unwrap_err();
    assert_eq!((error.lever, error.max), ("purchase_rate", 2.0));
    let most = what_if.largest_dropout();
    assert!(what_if.evaluate(&Scenario { dropout: most, ..base }).is_ok());
}

#[test]
fn serving_costs_what_it_costs_times_the_discounted_orders() {
    let (customers, assessment, settings) = shop(2_000);
    let mut what_if = WhatIf::new(&customers, &assessment).unwrap();
    let base = Scenario { annual_discount_rate: 0.0, purchase_rate: 1.2, ..Scenario::base(&settings) };
    let free = what_if.evaluate(&base).unwrap();
    let served = Scenario { cost_to_serve_minor: 250.0, ..base.clone() };
    let dearer = what_if.evaluate(&served).unwrap();
    let cost = free.customer_equity_minor - dearer.customer_equity_minor;
    assert!((cost / (250.0 * free.expected_orders) - 1.0).abs() < 1e-9, "undiscounted, orders times their cost");
    assert_ne!(free.result_hash, dearer.result_hash);
    // Where an order costs what it leaves nothing is left, whoever buys.
    let ruinous = Scenario { cost_to_serve_minor: 1e7, ..base.clone() };
    let Ranges { equity_minor: equity, difference_minor: difference, .. } = what_if.intervals(&base, &ruinous).unwrap();
    assert!(equity.low < equity.value && equity.value < equity.high && equity.high < 0.0);
    assert!(difference.high < 0.0);
}

#[test]
fn what_parts_of_the_base_are_worth_adds_up_to_the_whole() {
    let shop = SampleShop { seed: 7, customers: 2_000, last_day: Day(20_000), days: 900 };
    let base = shared::base::build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
    let assessment = assess(&base.customers);
    let scenario = Scenario { dropout: 0.8, cost_to_serve_minor: 90.0, ..Scenario::base(&Settings::initial("Sample")) };
    let mut everyone = WhatIf::new(&base.customers, &assessment).unwrap();
    let whole = everyone.evaluate(&scenario).unwrap();
    let mut equity = 0.0;
    for name in &base.sources {
        let scope = Scope::Source { name: name.clone() };
        let mut part = WhatIf::of_scope(&base, &assessment, &scope).unwrap();
        equity += part.evaluate(&Scenario { scope: scope.clone(), ..scenario.clone() }).unwrap().customer_equity_minor;
        for (value, row) in part.values().iter().zip(scope.rows(&base)) {
            // To rounding: curves begin at the youngest customer of the part.
            assert!((value / everyone.values()[row as usize] - 1.0).abs() < 1e-12, "the model is everyone's");
        }
    }
    assert!((equity / whole.customer_equity_minor - 1.0).abs() < 1e-12);
}
