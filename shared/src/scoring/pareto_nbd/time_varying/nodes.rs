//! The integral over one piece, before covariates come in.
//!
//! From where a piece begins, with A₀ and B₀, the exposures grow evenly: by a·t and b·t. With ρ = at/(α + A₀) the
//! quantities that change are λ = ln(1 + ρ) and d = ρ/(1 + ρ), and the same for b and β + B₀; whatever the likelihood
//! and its derivatives need is linear or quadratic in these four.

use super::panel::{Growth, next_panel};
use crate::math::{exp_each, ln_each};

/// Nodes computed at once.
pub(super) const LANES: usize = 4;
/// What is smaller beside the rest is left out.
pub(super) const NEGLIGIBLE: f64 = 1e-20;

/// Sums over the nodes of a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Nodes {
    /// Σ wf.
    pub(super) mass: f64,
    /// Σ wf c with c = (λ of purchases, λ of dropout, d of purchases, d of dropout).
    pub(super) sums: [f64; 4],
    /// Σ wf ccᵀ.
    pub(super) products: [[f64; 4]; 4],
}

impl Nodes {
    /// A single point where a piece begins.
    pub(super) fn at_start(mass: f64) -> Self {
        Self { mass, ..Self::default() }
    }

    /// The integral over a piece of so many weeks of f(t) = s b/(β + B) · (1 + ρ)^−n (1 + ρ′)^−s times `left`, which is
    /// what is left where the piece begins; `beside` is what is already there.
    pub(super) fn over(purchase: Growth, dropout: Growth, weeks: f64, left: f64, beside: f64) -> Self {
        let mut nodes = Self::default();
        let front = left * dropout.shape * dropout.speed;
        let (mut from, mut last) = (0.0, left);
        while from < weeks && front > 0.0 && last > NEGLIGIBLE * (beside + nodes.mass) {
            let (width, rule) = next_panel(purchase, dropout, from, weeks - from);
            for (at, weight) in rule.nodes.chunks_exact(LANES).zip(rule.weights.chunks_exact(LANES)) {
                let at: [f64; LANES] = std::array::from_fn(|lane| from + width * at[lane]);
                let fallen = nodes.add(purchase, dropout, at, |lane| front * width * weight[lane]);
                last = left * fallen;
            }
            from += width;
        }
        nodes
    }

    /// Adds nodes; what is left of 1 at the last.
    fn add(&mut self, purchase: Growth, dropout: Growth, at: [f64; LANES], weight: impl Fn(usize) -> f64) -> f64 {
        let of_purchase = at.map(|at| 1.0 + purchase.speed * at);
        let of_dropout = at.map(|at| 1.0 + dropout.speed * at);
        let (log_purchase, log_dropout) = (ln_each(of_purchase), ln_each(of_dropout));
        let left: [f64; LANES] = exp_each(std::array::from_fn(|lane| {
            -purchase.shape * log_purchase[lane] - dropout.shape * log_dropout[lane]
        }));
        let share_purchase: [f64; LANES] = std::array::from_fn(|lane| purchase.speed * at[lane] / of_purchase[lane]);
        let inverse = of_dropout.map(|grown| 1.0 / grown);
        let share_dropout: [f64; LANES] = std::array::from_fn(|lane| dropout.speed * at[lane] * inverse[lane]);
        let mass: [f64; LANES] = std::array::from_fn(|lane| weight(lane) * left[lane] * inverse[lane]);
        let changes = [log_purchase, log_dropout, share_purchase, share_dropout];
        self.mass += sum(mass);
        for (i, change) in changes.iter().enumerate() {
            let weighted: [f64; LANES] = std::array::from_fn(|lane| mass[lane] * change[lane]);
            self.sums[i] += sum(weighted);
            for (j, other) in changes.iter().enumerate().skip(i) {
                let product = sum(std::array::from_fn(|lane| weighted[lane] * other[lane]));
                self.products[i][j] += product;
                if j > i {
                    self.products[j][i] += product;
                }
            }
        }
        left[LANES - 1]
    }
}

fn sum(lanes: [f64; LANES]) -> f64 {
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
}

#[cfg(test)]
mod tests {
    use super::super::panel::Growth;
    use super::Nodes;
    use crate::math::{gauss_legendre, ln_1p, powf};

    #[test]
    fn sums_are_the_integrals_they_stand_for() {
        let rule = gauss_legendre(200);
        for (n, a, s, b, weeks) in [
            (1.2, 0.02, 0.6, 0.05, 1.0),
            (30.0, 0.1, 0.6, 0.02, 4.0),
            (0.5, 1.5, 2.0, 3.0, 7.0),
            (2.0, 0.0, 1.0, 0.3, 2.0),
        ] {
            let (purchase, dropout) = (Growth { shape: n, speed: a }, Growth { shape: s, speed: b });
            let nodes = Nodes::over(purchase, dropout, weeks, 0.7, 0.0);
            let over = |of: &dyn Fn([f64; 4]) -> f64| {
                rule.integrate(0.0, weeks, |t| {
                    let changes = [ln_1p(a * t), ln_1p(b * t), a * t / (1.0 + a * t), b * t / (1.0 + b * t)];
                    0.7 * s * b * powf(1.0 + a * t, -n) * powf(1.0 + b * t, -s - 1.0) * of(changes)
                })
            };
            let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
            close(nodes.mass, over(&|_| 1.0));
            for i in 0..4 {
                close(nodes.sums[i], over(&|changes| changes[i]));
                for j in 0..4 {
                    close(nodes.products[i][j], over(&|changes| changes[i] * changes[j]));
                }
            }
        }
    }
}
