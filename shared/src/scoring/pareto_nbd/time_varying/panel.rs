//! How finely the density of dropout is integrated.
//!
//! Where covariates do not change, e^−V(y) s b/(β + B(y)) is proportional to (c + y)^−n (d + y)^−(s + 1): completely
//! monotone, so that every derivative is largest where the panel begins. The rule with m nodes over a panel of length h
//! is then off by at most K_m (p)_2m (h/min(c, d))^2m times the value at the beginning, with p = n + s + 1 and
//! K_m = m!⁴/((2m + 1)(2m)!³), and (p)_2m ≤ (p + m)^2m.

use std::sync::LazyLock;

use crate::math::{Quadrature, gauss_legendre};

/// Nodes of the rules, and the greatest (p + m)h/min(c, d) at which a rule is off by less than 10^−13.
const REACHES: [(usize, f64); 6] = [(2, 4.5e-3), (3, 0.0765), (4, 0.34), (6, 1.68), (8, 4.07), (12, 11.0)];

static RULES: LazyLock<[Quadrature; 6]> = LazyLock::new(|| REACHES.map(|(nodes, _)| gauss_legendre(nodes)));

/// The length of the next panel and its rule, with `left` weeks to go; `power` is p and `distance` min(c, d).
pub(super) fn next_panel(power: f64, distance: f64, left: f64) -> (f64, &'static Quadrature) {
    for ((nodes, reach), rule) in REACHES.into_iter().zip(&*RULES) {
        if (power + nodes as f64) * left <= reach * distance {
            return (left, rule);
        }
    }
    let (nodes, reach) = REACHES[REACHES.len() - 1];
    let width = reach * distance / (power + nodes as f64);
    // Where rounding would keep the panel from moving on, the rest is taken at once.
    if left - width < left { (width, &RULES[RULES.len() - 1]) } else { (left, &RULES[RULES.len() - 1]) }
}

#[cfg(test)]
mod tests {
    use super::{REACHES, next_panel};
    use crate::math::{exp_m1, ln_1p, powf};

    #[test]
    fn panels_are_as_exact_as_they_promise() {
        for power in [0.01, 1.0, 8.0, 300.0] {
            for distance in [0.1, 1.0, 60.0] {
                for length in [1e-3, 0.1, 1.0, 50.0] {
                    let (mut from, mut sum) = (0.0, 0.0);
                    while from < length {
                        let (width, rule) = next_panel(power, distance + from, length - from);
                        sum += rule.integrate(from, from + width, |y| powf(1.0 + y / distance, -power - 1.0));
                        from += width;
                    }
                    let exact = -distance / power * exp_m1(-power * ln_1p(length / distance));
                    assert!((sum / exact - 1.0).abs() < 1e-11, "{power} {distance} {length}: {sum} {exact}");
                }
            }
        }
    }

    #[test]
    fn every_reach_follows_from_the_bound() {
        for (nodes, reach) in REACHES {
            let factorial = |count: usize| (1..=count).map(|k| k as f64).product::<f64>();
            let (of_nodes, of_twice) = (factorial(nodes), factorial(2 * nodes));
            let bound = powf(of_nodes, 4.0) / ((2 * nodes + 1) as f64 * powf(of_twice, 3.0));
            let error = bound * powf(reach, 2.0 * nodes as f64);
            assert!(error < 1.1e-13 && error > 0.3e-13, "{nodes}: {error}");
        }
    }
}
