//! Intervals against what they are about: brute force, refits of generated bases.

use shared::math::{NORMAL_975, exp, ln};
use shared::random::Random;
use shared::scoring::Limit;
use shared::scoring::bg_bb::{Cells, fit};
use shared::scoring::uncertainty::Level;

use super::donations::{donations, history, model};

const DONORS: [f64; 4] = [1.204, 0.750, 0.657, 2.783];

fn generated(customers: u32, seed: u64) -> Cells {
    let (truth, mut random) = (model(DONORS), Random::new(seed, 0));
    Cells::of((0..customers).map(|_| truth.simulate_history(6, &mut random)))
}

/// The log-likelihood with α held, by coordinate search over the logarithms of the others.
fn profile_of_alpha(cells: &Cells, alpha: f64, start: [f64; 4]) -> f64 {
    let value = |point: [f64; 4]| -> f64 {
        let model = model(point.map(exp));
        cells.as_slice().iter().map(|cell| cell.customers * model.log_likelihood(cell.history)).sum()
    };
    let mut point = start.map(ln);
    point[0] = ln(alpha);
    let (mut best, mut step) = (value(point), 0.1);
    while step > 1e-5 {
        let mut climbed = false;
        // All directions of −1, 0 and 1 in three coordinates: ridges run across.
        for direction in 0..27 {
            let mut next = point;
            for (place, coordinate) in [1, 9, 3].into_iter().zip(1..) {
                next[coordinate] += step * (f64::from(direction / place % 3) - 1.0);
            }
            let reached = value(next);
            if reached > best {
                (point, best, climbed) = (next, reached, true);
            }
        }
        step *= if climbed { 1.0 } else { 0.5 };
    }
    best
}

#[test]
fn at_the_ends_the_profile_has_fallen_by_half_the_quantile() {
    let cells = donations();
    let fitted = fit(&cells).expect("a fit");
    let alpha = fitted.parameter_intervals(&cells, Level::NINETY_FIVE)[0].expect("regular");
    assert!(alpha.low < fitted.model.values().alpha && fitted.model.values().alpha < alpha.high);
    for end in [alpha.low, alpha.high] {
        let held = profile_of_alpha(&cells, end, fitted.model.values().to_array());
        let fall = fitted.certificate.log_likelihood - held;
        assert!((fall - 0.5 * NORMAL_975 * NORMAL_975).abs() < 1e-3, "{end}: {fall}");
    }
}

#[test]
fn a_distribution_at_a_limit_has_no_intervals() {
    // One dropout probability for practically all; the likelihood of about every second sample rises up to the limit.
    let truth = model([4.0, 3.0, 1.5e5, 8.5e5]);
    let bases = (0..8).map(|seed| {
        let mut random = Random::new(seed, 0);
        Cells::of((0..600).map(|_| truth.simulate_history(10, &mut random)))
    });
    let fits = bases.map(|cells| (fit(&cells).expect("a fit"), cells));
    let mut at_limit = fits.filter(|(fitted, _)| fitted.certificate.limits == [Limit::CommonDropout]);
    let (fitted, cells) = at_limit.next().expect("one of them");
    let [alpha, beta, gamma, delta] = fitted.parameter_intervals(&cells, Level::NINETY_FIVE);
    assert!(alpha.is_some_and(|alpha| alpha.low > 0.0) && beta.is_some_and(|beta| beta.high.is_finite()));
    assert_eq!((gamma, delta), (None, None));
}

#[test]
fn the_variance_of_the_expectation_is_that_of_refits() {
    let cells = generated(3_000, 1);
    let refits = 300;
    let (mut sum, mut squares, mut stated) = (0.0, 0.0, 0.0);
    let count = refits as f64;
    for seed in 1..=refits {
        let forecast = fit(&generated(3_000, 100 + seed)).expect("a fit").forecast(&cells, 5);
        sum += forecast.expected;
        squares += forecast.expected * forecast.expected;
        let deviation = forecast.parameter_deviations.expect("a covariance").above * forecast.expected;
        stated += deviation * deviation / count;
    }
    let variance = (squares - sum * sum / count) / (count - 1.0);
    // The variance of 300 values is known to within 8 %.
    assert!((stated / variance - 1.0).abs() < 0.25, "{stated} instead of {variance}");
}

#[test]
fn the_individual_variance_is_that_of_drawn_futures() {
    let truth = model(DONORS);
    let cells = Cells::of_counted([(history(0, 0, 6), 40), (history(2, 4, 6), 25), (history(6, 6, 6), 35)]);
    let fitted = shared::scoring::bg_bb::Fit { model: truth, ..fit(&donations()).expect("a fit") };
    let forecast = fitted.forecast(&cells, 5);
    let draws = 20_000;
    let mut random = Random::new(8, 0);
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..draws {
        let mut total = 0.0;
        for cell in cells.as_slice() {
            for _ in 0..cell.customers as u32 {
                total += truth.simulate_future(cell.history, 5, &mut random).len() as f64;
            }
        }
        sum += total - forecast.expected;
        squares += (total - forecast.expected) * (total - forecast.expected);
    }
    let count = f64::from(draws);
    let deviation = forecast.individual_variance.sqrt();
    assert!((sum / count).abs() < 6.0 * deviation / count.sqrt());
    // The variance of 20,000 nearly normal values is known to within 1 %.
    assert!((squares / count / forecast.individual_variance - 1.0).abs() < 0.05);
}

#[test]
fn pairs_are_what_the_probabilities_of_counts_say() {
    for parameters in [DONORS, [0.3, 3.0, 2.0, 9.0], [5.0, 2.0, 0.05, 0.4]] {
        let future = model(parameters).future(history(2, 4, 6));
        for opportunities in [0, 1, 2, 9, 60, 3_000] {
            let pairs = |count: u32| f64::from(count * count.saturating_sub(1));
            let expected: f64 = (0..=opportunities)
                .map(|count| pairs(count) * future.purchase_count_probability(count, opportunities))
                .sum();
            let actual = future.purchase_pairs(opportunities);
            assert!((actual - expected).abs() <= 1e-10 * expected, "{opportunities}: {actual} instead of {expected}");
        }
    }
}
