//! Maximum profit and its expectation, against values of the R package EMP 2.0.6 and of EMP-PY, which agree to 12 digits.

use proptest::prelude::*;
use shared::scoring::classification::profit::{CustomerValue, OfferError, RetentionOffer, campaign_profit};

const TINY_SCORES: [f64; 10] = [0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1];
const TINY_LEFT: [bool; 10] = [true, true, false, true, false, false, true, false, false, false];

/// Equality to 12 digits.
#[track_caller]
fn assert_close(actual: f64, expected: f64) {
    assert!((actual / expected - 1.0).abs() < 1e-12, "{actual} instead of {expected}");
}

#[test]
fn ten_customers_at_the_published_defaults() {
    let value = CustomerValue::Same(200.0);
    let profit = campaign_profit(&TINY_SCORES, &TINY_LEFT, value, &RetentionOffer::default()).unwrap();
    assert_close(profit.maximum, 19.1);
    assert_close(profit.maximum_share, 0.7);
    assert_close(profit.expected_maximum, 19.108_546_234_783);
    assert_close(profit.expected_share, 0.693_519_937_437);
    assert_eq!(profit.cut_off, Some(0.4));
}

#[test]
fn values_of_each_customer_decide_whom_to_contact() {
    // Two leavers, the second of whom is worth less than the offer. The first is contacted where γ (200 − 10) > 1, and
    // with the stayer between them the second never is.
    let each = [200.0, 50.0, 5.0];
    let left = [true, false, true];
    let offer = RetentionOffer { acceptance_alpha: 1.0, acceptance_beta: 1.0, ..RetentionOffer::default() };
    let profit = campaign_profit(&[0.9, 0.5, 0.1], &left, CustomerValue::Each(&each), &offer).unwrap();
    assert_close(profit.maximum, (0.5 * 190.0 - 1.0) / 3.0);
    assert_eq!(profit.cut_off, Some(0.9));
    // The mean over γ, uniform on [0, 1], of the positive part of 190 γ − 1.
    assert_close(profit.expected_maximum, 189.0 * 189.0 / (2.0 * 190.0) / 3.0);
    assert_close(profit.expected_share, (1.0 - 1.0 / 190.0) / 3.0);
}

#[test]
fn nobody_is_contacted_where_nothing_can_be_won() {
    let profit =
        campaign_profit(&TINY_SCORES, &TINY_LEFT, CustomerValue::Same(9.0), &RetentionOffer::default()).unwrap();
    assert_eq!((profit.maximum, profit.maximum_share, profit.cut_off), (0.0, 0.0, None));
    assert_eq!((profit.expected_maximum, profit.expected_share), (0.0, 0.0));
}

#[test]
fn says_what_cannot_be_computed_with() {
    let refused =
        |values, offer: RetentionOffer| campaign_profit(&TINY_SCORES, &TINY_LEFT, values, &offer).unwrap_err();
    let usual = RetentionOffer::default;
    let same = CustomerValue::Same(200.0);
    assert!(matches!(refused(same, RetentionOffer { contact_cost: -1.0, ..usual() }), OfferError::Cost { .. }));
    assert!(matches!(refused(same, RetentionOffer { acceptance_beta: 0.0, ..usual() }), OfferError::Acceptance { .. }));
    assert_eq!(refused(CustomerValue::Same(f64::NAN), usual()), OfferError::Value { row: 0 });
    assert_eq!(refused(CustomerValue::Each(&[1.0; 9]), usual()), OfferError::Value { row: 9 });
    let one_class = campaign_profit(&TINY_SCORES, &[true; 10], same, &usual()).unwrap_err();
    assert!(matches!(one_class, OfferError::Ranking(_)));
}

proptest! {
    #[test]
    fn the_expectation_is_that_of_the_best_reach_at_every_acceptance(
        customers in prop::collection::vec((0_u8..8, any::<bool>(), -50.0..400.0), 2..40),
        (offer_cost, contact_cost) in (0.0..40.0, 0.0..5.0),
    ) {
        let scores: Vec<f64> = customers.iter().map(|customer| f64::from(customer.0)).collect();
        let left: Vec<bool> = customers.iter().map(|customer| customer.1).collect();
        let values: Vec<f64> = customers.iter().map(|customer| customer.2).collect();
        let offer = RetentionOffer { offer_cost, contact_cost, acceptance_alpha: 1.0, acceptance_beta: 1.0 };
        let Ok(profit) = campaign_profit(&scores, &left, CustomerValue::Each(&values), &offer) else { return Ok(()) };
        // All down to each score, over every acceptance from 0 to 1, by brute force.
        let best_at = |acceptance: f64| {
            (0_u8..=8).map(|lowest| customers.iter().filter(|customer| customer.0 >= lowest).map(|(_, left, value)| {
                if *left { acceptance * (value - offer_cost) - contact_cost } else { -offer_cost - contact_cost }
            }).sum::<f64>()).fold(0.0, f64::max) / customers.len() as f64
        };
        prop_assert!((profit.maximum - best_at(0.5)).abs() < 1e-9);
        let steps = 2_000;
        let mean: f64 = (0..steps).map(|step| best_at((f64::from(step) + 0.5) / f64::from(steps))).sum();
        prop_assert!((profit.expected_maximum - mean / f64::from(steps)).abs() < 1e-3, "{:?}", profit);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&profit.expected_share));
        prop_assert!(profit.expected_maximum >= profit.maximum - 1e-9, "varying acceptance can only help");
    }
}
