//! How finely the density of dropout is integrated.
//!
//! Where covariates do not change, e^−V(y) s b/(β + B(y)) is proportional to (1 + ay)^−n (1 + by)^−(s + 1): completely
//! monotone, so that every derivative is largest where the panel begins. The rule with m nodes over a panel of length h
//! is then off by at most K_m h^2m Σ_k C(2m, k) (n)_k a^k (s + 1)_(2m − k) b^(2m − k) times the value at the beginning,
//! with K_m = m!⁴/((2m + 1)(2m)!³), and since (n)_k ≤ (n + m)^k by K_m (h((n + m)a + (s + 1 + m)b))^2m.

use std::sync::LazyLock;

use crate::math::{Quadrature, gauss_legendre};

/// Nodes of the rules, which are computed four at once, and the greatest h((n + m)a + (s + 1 + m)b) at which a rule is
/// off by less than 10^−13.
const REACHES: [(usize, f64); 3] = [(4, 0.34), (8, 4.07), (12, 11.0)];

static RULES: LazyLock<[Quadrature; 3]> = LazyLock::new(|| REACHES.map(|(nodes, _)| gauss_legendre(nodes)));

/// Growth of one process's exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Growth {
    /// n or s.
    pub(super) shape: f64,
    /// a = e^(γ·x)/(α + A) or b = e^(δ·z)/(β + B): growth a week, beside what there is.
    pub(super) speed: f64,
}

impl Growth {
    /// The same seen from some weeks later.
    fn after(self, weeks: f64) -> f64 {
        self.speed / (1.0 + self.speed * weeks)
    }
}

/// The length of the next panel and its rule, `from` weeks after the growths are those given and with `left` to go.
pub(super) fn next_panel(purchase: Growth, dropout: Growth, from: f64, left: f64) -> (f64, &'static Quadrature) {
    let (a, b) = (purchase.after(from), dropout.after(from));
    let strength = |nodes: usize| {
        let nodes = nodes as f64;
        (purchase.shape + nodes) * a + (dropout.shape + 1.0 + nodes) * b
    };
    for ((nodes, reach), rule) in REACHES.into_iter().zip(&*RULES) {
        if strength(nodes) * left <= reach {
            return (left, rule);
        }
    }
    let (nodes, reach) = REACHES[REACHES.len() - 1];
    let width = reach / strength(nodes);
    // Growth beyond the largest float leaves no panel: the rest is taken at once.
    (if width > 0.0 && from + width > from { width.min(left) } else { left }, &RULES[RULES.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::{Growth, REACHES, next_panel};
    use crate::math::{exp_m1, ln_1p, powf};

    #[test]
    fn panels_are_as_exact_as_they_promise() {
        for (n, s) in [(0.01, 0.0), (0.5, 0.5), (8.0, 0.0), (150.0, 150.0)] {
            for speed in [10.0, 1.0, 0.016] {
                for length in [1e-3, 0.1, 1.0, 50.0] {
                    let (purchase, dropout) = (Growth { shape: n, speed }, Growth { shape: s, speed });
                    let power = n + s;
                    let (mut from, mut sum) = (0.0, 0.0);
                    while from < length {
                        let (width, rule) = next_panel(purchase, dropout, from, length - from);
                        sum += rule.integrate(from, from + width, |y| powf(1.0 + speed * y, -power - 1.0));
                        from += width;
                    }
                    let exact = -exp_m1(-power * ln_1p(length * speed)) / (power * speed);
                    assert!((sum / exact - 1.0).abs() < 1e-11, "{power} {speed} {length}: {sum} {exact}");
                }
            }
        }
    }

    #[test]
    fn extremes_take_few_panels() {
        for (n, a, s, b) in
            [(5.0, 0.03, 1e6, 1e-8), (1e6, 1e-7, 0.5, 30.0), (3.0, 1e300, 1e6, 1e-9), (3.0, 0.1, 1e6, 0.1)]
        {
            let (purchase, dropout) = (Growth { shape: n, speed: a }, Growth { shape: s, speed: b });
            let (mut from, mut panels, mut left) = (0.0, 0, 1.0);
            while from < 100.0 && left > 1e-20 {
                from += next_panel(purchase, dropout, from, 100.0 - from).0;
                left = powf(1.0 + a * from, -n) * powf(1.0 + b * from, -s);
                panels += 1;
            }
            assert!(panels < 40, "{n} {a} {s} {b}: {panels}");
        }
        let growth = |speed: f64| Growth { shape: 1.0, speed };
        for speed in [f64::INFINITY, f64::NAN] {
            assert_eq!(next_panel(growth(speed), growth(1.0), 0.0, 3.0).0, 3.0);
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
