//! Every answer by quadrature over both rates, in which the time of dropout is integrated out instead.

use shared::math::{exp, gauss_legendre, ln, ln_gamma};
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
use shared::scoring::purchase_model::{Moments, Posterior};
use shared::scoring::{DiscountRate, Levers, Weeks};

use crate::base::named;

const PERIODS: usize = 10;
/// Weeks: periods need not be weeks.
const PERIOD: f64 = 4.0;
const HORIZON: f64 = 9.0;
const RATE: f64 = 0.01;
const LEVERS: Levers = Levers { purchase_rate: 1.3, dropout: 0.4 };
/// Where the generating function Σ P(k) z^k of the counts is compared.
const POINTS: [f64; 4] = [-0.6, 0.3, 0.8, 0.99];

fn x(period: usize) -> [f64; 2] {
    [f64::from(u8::from(period % 4 == 3)), ((period * 5 % 7) as f64 - 3.0) / 3.0]
}

fn z(period: usize) -> f64 {
    (period * 3 % 5) as f64 / 2.0 - 1.0
}

/// Weeks, e^(γ·x) and e^(δ·z) of the pieces between two times on the calendar.
fn pieces(model: &VaryingModel, from: f64, to: f64) -> Vec<[f64; 3]> {
    (0..PERIODS)
        .filter_map(|period| {
            let (start, end) = ((period as f64 * PERIOD).max(from), ((period + 1) as f64 * PERIOD).min(to));
            let pace: f64 = model.purchase().iter().zip(x(period)).map(|((_, gamma), x)| gamma * x).sum();
            let risk = model.dropout()[0].1 * z(period);
            (end > start).then(|| [end - start, exp(pace), exp(risk)])
        })
        .collect()
}

/// Given λ and μ, over some pieces without a purchase: the chance to be alive at their end and to have dropped out.
fn silence(pieces: &[[f64; 3]], rate: f64, dropout: f64) -> (f64, f64) {
    let (mut alive, mut lost) = (1.0, 0.0);
    for [weeks, pace, risk] in pieces {
        let both = rate * pace + dropout * risk;
        let stays = exp(-both * weeks);
        lost += alive * dropout * risk / both * (1.0 - stays);
        alive *= stays;
    }
    (alive, lost)
}

/// Expected purchases of an alive customer given λ and μ, each discounted.
fn purchases(pieces: &[[f64; 3]], rate: f64, dropout: f64, discount: f64) -> f64 {
    let (mut left, mut sum) = (1.0, 0.0);
    for [weeks, pace, risk] in pieces {
        let fall = dropout * risk + discount;
        let stays = exp(-fall * weeks);
        sum += left * rate * pace * if fall * weeks > 1e-8 { (1.0 - stays) / fall } else { *weeks };
        left *= stays;
    }
    sum
}

/// Likelihood, and then given the history: P(alive), P(alive after the horizon), expected purchases, the same
/// discounted, the chance of no purchase, the means of λ, λ², μ and μ², under the levers P(alive after the horizon),
/// expected purchases and the chance of no purchase, and the generating function of the counts.
fn by_quadrature(model: &VaryingModel, history: &VaryingHistory) -> [f64; 17] {
    let Parameters { r, alpha, s, beta } = model.parameters();
    let (summary, first) = (history.summary(), history.first());
    let before = pieces(model, first, first + summary.recency);
    let silent = pieces(model, first + summary.recency, first + summary.age);
    let ahead = pieces(model, first + summary.age, first + summary.age + HORIZON);
    let met: f64 =
        history.repeats().iter().map(|time| ln(pieces(model, first + time, first + time + 1e-6)[0][1])).sum();
    let lived: f64 = before.iter().map(|[weeks, pace, _]| weeks * pace).sum();
    let risked: f64 = before.iter().map(|[weeks, _, risk]| weeks * risk).sum();
    let risked_ahead: f64 = ahead.iter().map(|[weeks, _, risk]| weeks * risk).sum();
    let levered: Vec<[f64; 3]> =
        ahead.iter().map(|[weeks, pace, risk]| [*weeks, pace * LEVERS.purchase_rate, risk * LEVERS.dropout]).collect();
    let constant = met + r * ln(alpha) - ln_gamma(r) + s * ln(beta) - ln_gamma(s);
    let rule = gauss_legendre(14);
    let mut sums = [0.0; 17];
    // In ln λ and ln μ.
    for panel in -34..4 {
        for (node, share) in rule.nodes.iter().zip(&rule.weights) {
            let rate = exp(f64::from(panel) + node);
            for panel in -42..4 {
                for (node, inner_share) in rule.nodes.iter().zip(&rule.weights) {
                    let dropout = exp(f64::from(panel) + node);
                    let log = (r + f64::from(summary.frequency)) * ln(rate) - (alpha + lived) * rate + s * ln(dropout)
                        - (beta + risked) * dropout;
                    let mass = share * inner_share * exp(constant + log);
                    let (alive, lost) = silence(&silent, rate, dropout);
                    let none = |pieces: &[[f64; 3]], rate: f64| {
                        let (still, gone) = silence(pieces, rate, dropout);
                        lost + alive * (still + gone)
                    };
                    let known = alive + lost;
                    let points = POINTS.map(|z| none(&ahead, (1.0 - z) * rate));
                    let values = [
                        alive + lost,
                        alive,
                        alive * exp(-dropout * risked_ahead),
                        alive * purchases(&ahead, rate, dropout, 0.0),
                        alive * purchases(&ahead, rate, dropout, RATE),
                        none(&ahead, rate),
                        known * rate,
                        known * rate * rate,
                        known * dropout,
                        known * dropout * dropout,
                        alive * exp(-dropout * risked_ahead * LEVERS.dropout),
                        alive * purchases(&levered, rate, dropout, 0.0),
                        none(&levered, rate),
                        points[0],
                        points[1],
                        points[2],
                        points[3],
                    ];
                    for (sum, value) in sums.iter_mut().zip(values) {
                        *sum += mass * value;
                    }
                }
            }
        }
    }
    std::array::from_fn(|index| if index == 0 { sums[0] } else { sums[index] / sums[0] })
}

#[test]
fn all_answers_agree_with_quadrature_over_both_rates() {
    let column = |of: &dyn Fn(usize) -> f64| VaryingColumn::OfPeriods((0..PERIODS).map(of).collect());
    let columns = |columns: Vec<(&str, VaryingColumn)>| {
        let columns = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
        VaryingCovariates::new(Weeks::of_weeks(PERIOD), PERIODS, 1, columns).expect("a table")
    };
    let purchase =
        columns(vec![("campaign", column(&|period| x(period)[0])), ("price", column(&|period| x(period)[1]))]);
    let dropout = columns(vec![("price", column(&z))]);
    let horizon = Weeks::of_weeks(HORIZON);
    let rate = DiscountRate::continuous_per_week(RATE).expect("a rate");
    for ([r, alpha, s, beta], gamma, delta) in [
        ([0.9, 10.6, 0.8, 11.7], [0.7, -0.4], 0.5),
        ([2.0, 5.0, 1.5, 60.0], [-1.0, 1.2], -1.5),
        ([1.2, 30.0, 0.7, 3.0], [0.3, 0.3], 1.0),
    ] {
        let coefficients = named(&[("campaign", gamma[0]), ("price", gamma[1])]);
        let model = VaryingModel::new(Parameters { r, alpha, s, beta }, coefficients, named(&[("price", delta)]));
        let model = model.expect("possible");
        for (first, repeats, age) in [
            (0.0, vec![], 30.0),
            (2.5, vec![1.0, 9.5, 22.0], 28.0),
            (5.0, vec![1.0, 1.5, 2.0, 3.0, 3.25, 6.0, 6.5], 25.0),
            (9.0, vec![3.0], 3.0),
            (7.0, vec![], 0.0),
        ] {
            let history = VaryingHistory::new(first, repeats, age).expect("in order");
            let expected = by_quadrature(&model, &history);
            let customer = model.customer(0, &history, &purchase, &dropout).expect("long enough");
            let levered = customer.clone().with_levers(&LEVERS).expect("possible");
            let Posterior { purchase_rate, dropout: dropout_rate } = customer.posterior();
            let square = |moments: Moments| moments.variance + moments.mean * moments.mean;
            let counts: Vec<f64> =
                (0..400).map(|count| customer.purchase_count_probability(count, horizon).expect("covered")).collect();
            let at = |z: f64| counts.iter().rev().fold(0.0, |sum, probability| sum * z + probability);
            let [first, second, third, fourth] = POINTS.map(at);
            let found = [
                exp(customer.log_likelihood() - ln(expected[0])) * expected[0],
                customer.probability_alive(),
                customer.probability_alive_after(horizon).expect("covered"),
                customer.expected_purchases(horizon).expect("covered"),
                customer.discounted_purchases(rate, horizon).expect("covered"),
                customer.no_purchase_probability(horizon).expect("covered"),
                purchase_rate.mean,
                square(purchase_rate),
                dropout_rate.mean,
                square(dropout_rate),
                levered.probability_alive_after(horizon).expect("covered"),
                levered.expected_purchases(horizon).expect("covered"),
                levered.no_purchase_probability(horizon).expect("covered"),
                first,
                second,
                third,
                fourth,
            ];
            for (index, (found, expected)) in found.into_iter().zip(expected).enumerate() {
                assert!(
                    (found - expected).abs() < 1e-10 * expected.abs().max(0.1),
                    "{history:?} {index}: {found} {expected}"
                );
            }
        }
    }
}
