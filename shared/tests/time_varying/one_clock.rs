//! Where both processes run equally fast at all times, there is one clock on which the model is a plain Pareto/NBD.

use shared::math::exp;
use shared::random::Random;
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
use shared::scoring::pareto_nbd::{Model, Parameters};
use shared::scoring::purchase_model::{NextPurchase, next_purchase_quantile, silence_until_alive_below};
use shared::scoring::{DiscountRate, History, Levers, PurchaseModel, Weeks};

use crate::base::{PARAMETERS, WEEKS, named, table};

const SPEED: f64 = 0.8;
/// Weeks from the calendar's beginning to the as-of day.
const AS_OF: f64 = 60.0;

fn speed(week: usize) -> f64 {
    (week * 5 % 9) as f64 / 4.0 - 1.0
}

/// What the clock shows at a time of the calendar; after the last period it goes as it does where the covariate is ½.
fn clock(weeks: f64) -> f64 {
    let known = (0..WEEKS).map(|week| exp(SPEED * speed(week)) * (weeks - week as f64).clamp(0.0, 1.0)).sum::<f64>();
    known + exp(0.5 * SPEED) * (weeks - WEEKS as f64).max(0.0)
}

fn covariates() -> VaryingCovariates {
    table(1, vec![("speed", VaryingColumn::OfPeriods((0..WEEKS).map(speed).collect()))])
}

fn histories() -> Vec<VaryingHistory> {
    let mut random = Random::new(41, 0);
    let many = (0..30).map(|_| {
        let first = 30.0 * random.uniform();
        let age = AS_OF - first;
        let mut repeats: Vec<f64> = (0..random.below(9)).map(|_| age * random.uniform()).collect();
        repeats.sort_by(f64::total_cmp);
        VaryingHistory::new(first, repeats, age)
    });
    many.chain([VaryingHistory::new(AS_OF, Vec::new(), 0.0)]).map(|history| history.expect("in order")).collect()
}

/// The same history on the clock.
fn on_clock(history: &VaryingHistory) -> History {
    let since_first = |weeks: f64| clock(history.first() + weeks) - clock(history.first());
    let History { frequency, recency, age } = history.summary();
    History { frequency, recency: since_first(recency), age: since_first(age) }
}

#[track_caller]
fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-11 * expected.abs().max(1.0), "{what}: {found} {expected}");
}

fn models() -> Vec<(VaryingModel, Model)> {
    [PARAMETERS, Parameters { r: 0.3, alpha: 2.0, s: 3.0, beta: 0.4 }, Parameters { s: 1.0, ..PARAMETERS }]
        .into_iter()
        .map(|parameters| {
            let of_speed = || named(&[("speed", SPEED)]);
            let varying = VaryingModel::new(parameters, of_speed(), of_speed()).expect("possible");
            (varying, parameters.check().expect("positive"))
        })
        .collect()
}

#[test]
fn counts_and_moments_are_those_of_the_plain_model_on_the_clock() {
    let covariates = covariates();
    for (varying, plain) in models() {
        for history in histories() {
            let customer = varying.customer(0, &history, &covariates, &covariates).expect("long enough");
            let customer = customer.with_afterwards(&[0.5], &[0.5]).expect("one value each");
            let clocked = on_clock(&history);
            let (found, expected) = (customer.posterior(), plain.posterior(&clocked).expect("a posterior"));
            for (found, expected) in [(found.purchase_rate, expected.purchase_rate), (found.dropout, expected.dropout)]
            {
                close(found.mean / expected.mean, 1.0, "mean");
                close(found.variance / expected.variance, 1.0, "variance");
            }
            for horizon in [0.0, 4.5, 26.0, 44.0, 300.0, 1e6] {
                let clocked_horizon = Weeks::of_weeks(clock(AS_OF + horizon) - clock(AS_OF));
                let horizon = Weeks::of_weeks(horizon);
                for count in [0, 1, 2, 5, 19, 80] {
                    let found = customer.purchase_count_probability(count, horizon).expect("without end");
                    let expected = plain.purchase_count_probability(&clocked, count, clocked_horizon);
                    close(found, expected, &format!("{count} within {horizon:?}, {history:?}"));
                }
                let found = customer.expected_purchases(horizon).expect("without end");
                close(found, plain.expected_purchases(&clocked, clocked_horizon), "purchases");
            }
        }
    }
}

#[test]
fn dates_are_those_of_the_plain_model_on_the_clock() {
    let covariates = covariates();
    for (varying, plain) in models() {
        for history in histories() {
            let customer = varying.customer(0, &history, &covariates, &covariates).expect("long enough");
            let customer = customer.with_afterwards(&[0.5], &[0.5]).expect("one value each");
            let clocked = on_clock(&history);
            let never = customer.no_purchase_probability(Weeks::FOREVER).expect("without end");
            close(never, plain.no_purchase_probability(&clocked, Weeks::FOREVER), "never");
            for probability in [1e-6, 0.05, 0.3, 0.6, 0.9, 0.99] {
                let found = customer.next_purchase_quantile(probability).expect("without end");
                match (found, next_purchase_quantile(&plain, &clocked, probability)) {
                    (NextPurchase::Within(found), NextPurchase::Within(expected)) => {
                        let found = clock(AS_OF + found.get()) - clock(AS_OF);
                        let chance = |weeks: f64| plain.no_purchase_probability(&clocked, Weeks::of_weeks(weeks));
                        close(chance(found), 1.0 - probability, "quantile");
                        // Where hardly anybody is left to buy the date is as uncertain as the probability is rounded.
                        assert!((found / expected.get() - 1.0).abs() < 1e-6, "{found} {expected:?}");
                    }
                    (found, expected) => assert_eq!(found, expected, "{history:?} {probability}"),
                }
                let expected = silence_until_alive_below(&plain, &clocked, probability).expect("all leave");
                let found = customer.silence_until_alive_below(probability).expect("without end").expect("all leave");
                let last = history.first() + history.summary().recency;
                let found = clock(last + found.get()) - clock(last);
                assert!((found - expected.get()).abs() <= 1e-8 * expected.get(), "{history:?}: {found} {expected:?}");
            }
        }
    }
}

#[test]
fn time_itself_takes_customers_away() {
    let covariates = covariates();
    for (varying, _) in models() {
        for history in histories() {
            let customer = varying.customer(0, &history, &covariates, &covariates).expect("long enough");
            let customer = customer.with_afterwards(&[0.5], &[0.5]).expect("one value each");
            for level in [0.9, 0.5, 0.2, 0.05] {
                let time = customer.time_until_alive_below(level).expect("without end").expect("all leave");
                let then = customer.probability_alive_after(time).expect("without end");
                close(then, level.min(customer.probability_alive()), "alive");
            }
            assert_eq!(customer.time_until_alive_below(0.0), Ok(None));
        }
    }
}

#[test]
fn levers_are_those_of_the_plain_model_on_the_clock() {
    let covariates = covariates();
    let levers = Levers { purchase_rate: 1.4, dropout: 0.3 };
    for (varying, plain) in models() {
        for history in histories() {
            let customer = varying.customer(0, &history, &covariates, &covariates).expect("long enough");
            let levered = customer.clone().with_levers(&levers).expect("possible");
            let alive = customer.probability_alive();
            assert_eq!((levered.probability_alive(), levered.posterior()), (alive, customer.posterior()));
            let future = plain.alive_future(&on_clock(&history), &levers).expect("a future");
            let horizon = Weeks::of_weeks(30.0);
            let clocked_horizon = Weeks::of_weeks(clock(AS_OF + 30.0) - clock(AS_OF));
            let of = |found: Result<f64, _>| found.expect("covered");
            close(
                of(levered.expected_purchases(horizon)),
                alive * future.expected_purchases(clocked_horizon),
                "orders",
            );
            let expected = alive * future.probability_alive_after(clocked_horizon);
            close(of(levered.probability_alive_after(horizon)), expected, "alive");
            let expected = 1.0 - alive + alive * future.no_purchase_probability(clocked_horizon);
            close(of(levered.no_purchase_probability(horizon)), expected, "no purchase");
        }
    }
}

#[test]
fn residual_value_has_its_limit() {
    let covariates = covariates();
    let rate = DiscountRate::annual_effective(0.1).expect("a rate");
    for (varying, _) in models() {
        for history in histories() {
            let customer = varying.customer(0, &history, &covariates, &covariates).expect("long enough");
            let customer = customer.with_afterwards(&[0.5], &[0.5]).expect("one value each");
            let of = |rate, horizon| customer.discounted_purchases(rate, horizon).expect("without end");
            close(of(rate, Weeks::FOREVER) / of(rate, Weeks::of_years(600.0)), 1.0, "residual value");
            let ever = of(DiscountRate::none(), Weeks::FOREVER);
            assert_eq!(ever.is_finite(), varying.parameters().s > 1.0, "{ever}");
        }
    }
}
