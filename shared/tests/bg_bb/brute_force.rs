//! A second implementation: every path of a customer, one by one.

use shared::math::{exp, ln_beta};
use shared::scoring::bg_bb::{DiscreteHistory, Model};

use super::donations::{history, model, per_year};

fn models() -> Vec<Model> {
    [[1.203, 0.75, 0.657, 2.783], [0.05, 0.2, 3.0, 0.4], [12.0, 30.0, 0.02, 0.5], [0.9, 4.0, 1.0, 6.0]]
        .into_iter()
        .map(model)
        .collect()
}

/// The probability of `taken` of the first `alive_for` opportunities (those very ones) and of being alive at
/// exactly `alive_for` of `all`.
fn path(model: &Model, taken: u32, alive_for: u32, all: u32) -> f64 {
    let [alpha, beta, gamma, delta] = model.values().to_array();
    let [x, i] = [taken, alive_for].map(f64::from);
    let dropped_out = f64::from(u8::from(alive_for < all));
    exp(ln_beta(alpha + x, beta + i - x) - ln_beta(alpha, beta) + ln_beta(gamma + dropped_out, delta + i)
        - ln_beta(gamma, delta))
}

fn likelihood(model: &Model, donor: DiscreteHistory) -> f64 {
    let n = donor.opportunities();
    (donor.last()..=n).map(|alive_for| path(model, donor.transactions(), alive_for, n)).sum()
}

/// The probability of each whole future over `ahead` opportunities, with its purchases.
fn futures(model: &Model, donor: DiscreteHistory, ahead: u32) -> impl Iterator<Item = (Vec<bool>, f64)> {
    let past = likelihood(model, donor);
    (0..1_u32 << ahead).map(move |bits| {
        let bought: Vec<bool> = (0..ahead).map(|j| bits >> j & 1 == 1).collect();
        let taken = donor.transactions() + bits.count_ones();
        let n = donor.opportunities();
        let last = bought.iter().rposition(|bought| *bought).map_or(donor.last(), |j| n + j as u32 + 1);
        let joint = likelihood(model, history(taken, last, n + ahead));
        (bought, joint / past)
    })
}

fn donors() -> [DiscreteHistory; 5] {
    [history(0, 0, 0), history(0, 0, 7), history(3, 4, 9), history(5, 5, 5), history(1, 1, 40)]
}

#[track_caller]
fn close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-11 * expected.abs().max(1e-3), "{actual} instead of {expected}");
}

#[test]
fn every_forecast_is_the_sum_over_all_futures() {
    const AHEAD: u32 = 8;
    for model in models() {
        for donor in donors() {
            close(exp(model.log_likelihood(donor)), likelihood(&model, donor));
            let alive = path(&model, donor.transactions(), donor.opportunities(), donor.opportunities());
            close(model.probability_alive(donor), alive / likelihood(&model, donor));
            let (mut mean, mut discounted, mut counts) = (0.0, 0.0, [0.0; AHEAD as usize + 1]);
            for (bought, probability) in futures(&model, donor, AHEAD) {
                counts[bought.iter().filter(|bought| **bought).count()] += probability;
                for (j, _) in bought.iter().enumerate().filter(|(_, bought)| **bought) {
                    mean += probability;
                    discounted += probability * shared::math::powf(1.07, -(j as f64 + 1.0));
                }
            }
            close(model.expected_purchases(donor, AHEAD), mean);
            close(model.discounted_purchases(donor, per_year(0.07), Some(AHEAD)), discounted);
            close(model.no_purchase_probability(donor, Some(AHEAD)), counts[0]);
            for (count, probability) in (0..).zip(counts) {
                close(model.purchase_count_probability(donor, count, AHEAD), probability);
            }
        }
    }
}

#[test]
fn endless_forecasts_are_the_limits_of_long_ones() {
    for model in models() {
        for donor in donors() {
            let long = model.discounted_purchases(donor, per_year(0.01), Some(20_000));
            assert!((model.discounted_purchases(donor, per_year(0.01), None) / long - 1.0).abs() < 1e-9);
            let (never, late) =
                (model.no_purchase_probability(donor, None), model.no_purchase_probability(donor, Some(u32::MAX)));
            let tail = model.probability_alive(donor) * model.future(donor).first_purchase_after(u32::MAX);
            close(late, never + tail);
            close(1.0 - never, model.probability_alive(donor) * model.future(donor).first_purchase_after(0));
        }
    }
}

#[test]
fn quantiles_of_the_next_purchase_are_where_the_probability_passes() {
    for model in models() {
        for donor in donors() {
            for probability in [0.001, 0.1, 0.5, 0.9] {
                let reached = |m: u32| 1.0 - model.no_purchase_probability(donor, Some(m)) >= probability;
                match model.next_purchase_quantile(donor, probability) {
                    Some(m) => assert!(reached(m) && (m == 1 || !reached(m - 1)), "{donor:?} {probability} {m}"),
                    None => assert!(1.0 - model.no_purchase_probability(donor, None) < probability),
                }
            }
        }
    }
}
