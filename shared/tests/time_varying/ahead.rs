//! What follows the tables, what is asked beyond them, and dates against simulation.

use shared::random::Random;
use shared::scoring::pareto_nbd::time_varying::{
    VaryingColumn, VaryingCovariates, VaryingCustomer, VaryingError, VaryingHistory, VaryingModel,
};
use shared::scoring::purchase_model::NextPurchase;
use shared::scoring::{DiscountRate, Levers, Weeks};

use crate::base::{PARAMETERS, base, named};

const DRAWS: u32 = 40_000;

fn history() -> VaryingHistory {
    VaryingHistory::new(3.0, vec![8.0, 20.0, 41.0, 43.5], 50.0).expect("in order")
}

fn model() -> VaryingModel {
    VaryingModel::new(PARAMETERS, named(&[("season", 1.1)]), named(&[("season", -0.7)])).expect("possible")
}

/// A season that covers `periods` half weeks; from week 60 on the covariate is ¼.
fn season(periods: usize) -> VaryingCovariates {
    let value = |period: usize| if period < 120 { (period % 13) as f64 / 12.0 } else { 0.25 };
    let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods((0..periods).map(value).collect()))];
    VaryingCovariates::new(Weeks::of_weeks(0.5), periods, 1, columns).expect("a table")
}

/// All that concerns the future, within forty weeks.
fn answers(customer: &VaryingCustomer<'_>) -> Vec<f64> {
    let horizon = Weeks::of_weeks(40.0);
    let rate = DiscountRate::annual_effective(0.1).expect("a rate");
    let NextPurchase::Within(quantile) = customer.next_purchase_quantile(0.4).expect("known") else {
        panic!("four in ten come back");
    };
    let date = |date: Result<Option<Weeks>, VaryingError>| date.expect("known").expect("it comes to that").get();
    vec![
        customer.probability_alive_after(horizon).expect("known"),
        customer.expected_purchases(horizon).expect("known"),
        customer.discounted_purchases(rate, horizon).expect("known"),
        customer.no_purchase_probability(horizon).expect("known"),
        customer.purchase_count_probability(1, horizon).expect("known"),
        customer.purchase_count_probability(6, horizon).expect("known"),
        quantile.get(),
        date(customer.silence_until_alive_below(0.7)),
        date(customer.time_until_alive_below(0.7)),
    ]
}

#[test]
fn what_follows_the_tables_is_as_good_as_more_of_them() {
    let (model, history) = (model(), history());
    let (short, long) = (season(120), season(300));
    for levers in [Levers::NONE, Levers { purchase_rate: 0.8, dropout: 2.0 }] {
        let said = model.customer(0, &history, &short, &short).expect("long enough");
        let said = said.with_afterwards(&[0.25], &[0.25]).expect("one value each").with_levers(&levers);
        let shown = model.customer(0, &history, &long, &long).expect("long enough").with_levers(&levers);
        let (said, shown) = (answers(&said.expect("possible")), answers(&shown.expect("possible")));
        for (index, (said, shown)) in said.into_iter().zip(shown).enumerate() {
            assert!((said / shown - 1.0).abs() < 1e-11, "{index}: {said} {shown}");
        }
    }
}

#[test]
fn periods_ahead_may_be_cut_in_two() {
    let (model, history) = (model(), history());
    let table = |length: f64, parts: usize| {
        let value = |period: usize| (period / parts * 7 % 5) as f64 / 4.0;
        let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods((0..100 * parts).map(value).collect()))];
        VaryingCovariates::new(Weeks::of_weeks(length), 100 * parts, 1, columns).expect("a table")
    };
    let (whole, halves) = (table(2.0, 1), table(1.0, 2));
    let expected = answers(&model.customer(0, &history, &whole, &whole).expect("long enough"));
    for (purchase, dropout) in [(&halves, &halves), (&whole, &halves)] {
        let found = answers(&model.customer(0, &history, purchase, dropout).expect("long enough"));
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found / expected - 1.0).abs() < 1e-11, "{found} {expected}");
        }
    }
}

#[test]
fn answers_beyond_the_tables_are_refused() {
    let (model, history) = (model(), history());
    let short = season(120);
    let customer = model.customer(0, &history, &short, &short).expect("long enough");
    let too_short = |found: Result<f64, VaryingError>| matches!(found, Err(VaryingError::TooShort { .. }));
    assert!(too_short(customer.purchase_count_probability(2, Weeks::of_weeks(8.0))));
    assert!(too_short(customer.no_purchase_probability(Weeks::FOREVER)));
    assert!(customer.purchase_count_probability(2, Weeks::of_weeks(7.0)).is_ok());
    let unknown = VaryingError::NotKnownYet { known: 7.0 };
    assert_eq!(customer.next_purchase_quantile(0.9), Err(unknown.clone()));
    assert_eq!(customer.silence_until_alive_below(0.01), Err(unknown.clone()));
    assert_eq!(customer.time_until_alive_below(0.01), Err(unknown));
    // More than who are alive can buy, whatever the calendar brings.
    assert_eq!(customer.next_purchase_quantile(1.0), Ok(NextPurchase::Never));
    let wrong = |purchase: &[f64], dropout: &[f64]| customer.clone().with_afterwards(purchase, dropout).map(drop);
    assert!(matches!(wrong(&[], &[0.0]), Err(VaryingError::Length { found: 0, expected: 1, .. })));
    assert!(matches!(wrong(&[0.0], &[f64::NAN]), Err(VaryingError::Value { .. })));
    for value in [0.0, -1.0, f64::INFINITY, f64::NAN] {
        for levers in [Levers { purchase_rate: value, ..Levers::NONE }, Levers { dropout: value, ..Levers::NONE }] {
            assert!(matches!(customer.clone().with_levers(&levers), Err(VaryingError::Lever { .. })), "{levers:?}");
        }
    }
}

#[test]
fn drawn_futures_have_the_counts_and_the_dates_the_model_says() {
    let base = base(34, 2);
    let horizon = Weeks::of_weeks(30.0);
    let levers = Levers { purchase_rate: 1.5, dropout: 0.5 };
    for (row, history) in [history(), VaryingHistory::new(33.0, vec![], 0.0).expect("in order")].iter().enumerate() {
        let customer = base.truth.customer(row, history, &base.purchase, &base.dropout).expect("long enough");
        for customer in [customer.clone(), customer.with_levers(&levers).expect("possible")] {
            let NextPurchase::Within(quartile) = customer.next_purchase_quantile(0.25).expect("known") else {
                panic!("more than a quarter come back");
            };
            let mut random = Random::new(35, row as u64);
            let (mut seen, mut soon) = ([0.0; 6], 0.0);
            for _ in 0..DRAWS {
                let times = customer.simulate_future(horizon, &mut random).expect("covered");
                if let Some(count) = seen.get_mut(times.len()) {
                    *count += 1.0 / f64::from(DRAWS);
                }
                soon +=
                    f64::from(u8::from(times.first().is_some_and(|time| *time <= quartile.get()))) / f64::from(DRAWS);
            }
            let error = |chance: f64| (chance * (1.0 - chance) / f64::from(DRAWS)).sqrt();
            for (count, seen) in (0..).zip(seen) {
                let expected = customer.purchase_count_probability(count, horizon).expect("covered");
                assert!((seen - expected).abs() < 6.0 * error(expected), "{row} {count}: {seen} {expected}");
            }
            assert!(quartile < horizon && (soon - 0.25).abs() < 6.0 * error(0.25), "{row}: {soon}");
        }
    }
}
