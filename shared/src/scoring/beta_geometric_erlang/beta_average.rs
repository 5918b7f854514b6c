//! Averages over a beta distribution by quadrature.

use crate::math::{Quadrature, beta_power, exp, gauss_legendre, ln, ln_1p};

/// Nodes a panel.
const NODES: usize = 12;
/// Widest panel in the logit.
const WIDEST: f64 = 1.0;
/// Panels below this share of the sum end it.
const NEGLIGIBLE: f64 = 1e-17;
/// A probability so many times smaller than where the function bends is as good as at the end.
const CLOSE_TO_END: f64 = 1e-7;
/// More panels than any shapes need.
const MOST_PANELS: usize = 4_000;

/// E[function(p, 1 − p)] for p ~ Beta(a, b), a, b > 0, and a function that is not negative, bends near 0 no sooner
/// than at 1/`steepness`, and smoothly elsewhere.
///
/// Gauss-Legendre panels in ln(p/(1 − p)) to both sides of the distribution's bulk, until a panel adds nothing or
/// p is so close to an end that the function is linear from there on: there the rest is known.
pub(super) fn beta_average<const N: usize>(
    a: f64,
    b: f64,
    steepness: f64,
    function: impl Fn(f64, f64) -> [f64; N],
) -> [f64; N] {
    let rule = gauss_legendre(NODES);
    let centre = ln(a / b);
    let width = WIDEST.min((1.0 / a + 1.0 / b).sqrt());
    let lowest = ln(CLOSE_TO_END / (steepness + b));
    let highest = -ln(CLOSE_TO_END / (1.0 + a));
    let mut sum = [0.0; N];
    let mut weight = 0.0;
    let mut march = |end: f64, direction: f64| {
        let mut from = centre.clamp(lowest, highest);
        for _ in 0..MOST_PANELS {
            if (end - from) * direction <= 0.0 {
                return true;
            }
            let to = if direction > 0.0 { (from + width).min(end) } else { (from - width).max(end) };
            let (added, mass) = panel(&rule, a, b, from.min(to), from.max(to), &function);
            weight += mass;
            let mut negligible = mass <= NEGLIGIBLE * weight;
            for (sum, added) in sum.iter_mut().zip(added) {
                *sum += added;
                negligible &= added <= NEGLIGIBLE * *sum;
            }
            if negligible {
                return false;
            }
            from = to;
        }
        false
    };
    let (to_lowest, to_highest) = (march(lowest, -1.0), march(highest, 1.0));
    if to_lowest {
        add_end(&mut sum, a, b, lowest, &function);
    }
    if to_highest {
        add_end(&mut sum, b, a, -highest, |rest, p| function(p, rest));
    }
    sum
}

/// ∫ over a panel of the density in the logit, alone and times the function.
fn panel<const N: usize>(
    rule: &Quadrature,
    a: f64,
    b: f64,
    from: f64,
    to: f64,
    function: &impl Fn(f64, f64) -> [f64; N],
) -> ([f64; N], f64) {
    let (mut sum, mut mass) = ([0.0; N], 0.0);
    for (node, weight) in rule.nodes.iter().zip(&rule.weights) {
        let [p, rest] = probabilities(from + (to - from) * node);
        let density = weight * (to - from) * beta_power(a, b, p, rest);
        mass += density;
        for (sum, value) in sum.iter_mut().zip(function(p, rest)) {
            *sum += density * value;
        }
    }
    (sum, mass)
}

/// ∫ over p from 0 to the `logit`'s: p^(a−1) times what is linear there, by the one node that is exact for it.
fn add_end<const N: usize>(sum: &mut [f64; N], a: f64, b: f64, logit: f64, function: impl Fn(f64, f64) -> [f64; N]) {
    let [p, rest] = probabilities(logit);
    let node = p * a / (a + 1.0);
    let mass = beta_power(a, b, p, rest) / a * exp((b - 1.0) * ln_1p(-node) - b * ln_1p(-p));
    for (sum, value) in sum.iter_mut().zip(function(node, 1.0 - node)) {
        *sum += mass * value;
    }
}

/// p and 1 − p.
fn probabilities(logit: f64) -> [f64; 2] {
    let small = exp(-logit.abs());
    let part = 1.0 / (1.0 + small);
    if logit < 0.0 { [small * part, part] } else { [part, small * part] }
}

#[cfg(test)]
mod tests {
    use super::beta_average;
    use crate::math::{exp, ln_1p, mean_power_of_beta};

    #[test]
    fn moments_are_those_of_the_distribution() {
        for a in [1e-6, 0.003, 0.8, 2.0, 70.0, 1e6] {
            for b in [0.02, 1.0, 3.4, 900.0, 1e6] {
                let [one, p, square] = beta_average(a, b, 1.0, |p, _| [1.0, p, p * p]);
                let mean = a / (a + b);
                assert!((one - 1.0).abs() < 2e-12, "{a} {b}: {one}");
                assert!((p / mean - 1.0).abs() < 2e-12, "{a} {b}: {p}");
                assert!((square / (mean * (a + 1.0) / (a + b + 1.0)) - 1.0).abs() < 2e-12, "{a} {b}");
            }
        }
    }

    #[test]
    fn powers_are_hypergeometric_functions() {
        for (a, b) in [(0.01, 2.5), (0.8, 0.3), (3.4, 40.0)] {
            for (s, w) in [(0.3, 1e4), (8.0, 120.0), (300.0, 30.0)] {
                let [power] = beta_average(a, b, s * w, |p, _| [exp(-s * ln_1p(w * p))]);
                assert!((power / mean_power_of_beta(s, a, b, w) - 1.0).abs() < 1e-11, "{a} {b} {s} {w}");
            }
        }
    }
}
