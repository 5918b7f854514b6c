//! One of the two terms of a history's likelihood, with its derivatives.
//!
//! Alive at T the term is f = e^−V(T); dropped out it is the integral of f(y) = e^−V(y) s b(y)/(β + B(y)), a sum over the
//! nodes of a quadrature. Both are sums of weighted values of f whose logarithm has the derivatives, with σ = s for the
//! one and s + 1 for the other,
//!
//! y = (−r ln(1 + A/α), nA/(α + A), −s ln(1 + B/β), σB/(β + B), −nA′/(α + A), −σB′/(β + B))
//!
//! in ln r, ln α, ln s, ln β, γ and δ, plus for the dropped out the constants 1 in ln s, −1 in ln β and z in δ. The second
//! derivatives of the logarithm are linear in y, in yyᵀ and in the two terms with A″ and B″.

use super::exposure::Exposure;
use crate::math::ln_1p;
use crate::scoring::optimise::Evaluation;

/// n, r, s and σ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orders {
    pub(super) n: f64,
    pub(super) r: f64,
    pub(super) s: f64,
    pub(super) sigma: f64,
}

/// Sums over nodes.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    purchase: usize,
    /// Σ wf.
    pub(super) mass: f64,
    /// Σ wf y.
    slopes: Vec<f64>,
    /// Σ wf yyᵀ, upper triangle by rows of full length.
    squares: Vec<f64>,
    /// Σ wf n A″/(α + A).
    of_purchase: Vec<f64>,
    /// Σ wf σ B″/(β + B).
    of_dropout: Vec<f64>,
    constant: Constant,
    /// y of the node at hand.
    node: Vec<f64>,
}

/// Sums over pieces of what is constant on each.
#[derive(Clone, Debug)]
struct Constant {
    /// Σ wf g₀.
    slopes: Vec<f64>,
    /// Σ wf (g₀yᵀ + yg₀ᵀ + g₀g₀ᵀ), upper triangle.
    squares: Vec<f64>,
    /// g₀ of the piece at hand.
    piece: Vec<f64>,
}

impl Ending {
    pub(super) fn new(purchase: usize, dropout: usize) -> Self {
        let width = 4 + purchase + dropout;
        Self {
            purchase,
            mass: 0.0,
            slopes: vec![0.0; width],
            squares: vec![0.0; width * width],
            of_purchase: vec![0.0; purchase * purchase],
            of_dropout: vec![0.0; dropout * dropout],
            constant: Constant { slopes: vec![0.0; width], squares: vec![0.0; width * width], piece: vec![0.0; width] },
            node: vec![0.0; width],
        }
    }

    pub(super) fn clear(&mut self) {
        self.mass = 0.0;
        for sums in [
            &mut self.slopes,
            &mut self.squares,
            &mut self.of_purchase,
            &mut self.of_dropout,
            &mut self.constant.slopes,
            &mut self.constant.squares,
        ] {
            sums.fill(0.0);
        }
    }

    /// Makes y that of a node.
    pub(super) fn set_node(&mut self, orders: &Orders, purchase: &Side<'_>, dropout: &Side<'_>) {
        let Orders { n, r, s, sigma } = *orders;
        self.node[0] = -r * purchase.log;
        self.node[1] = n * purchase.share();
        self.node[2] = -s * dropout.log;
        self.node[3] = sigma * dropout.share();
        let (of_purchase, of_dropout) = self.node[4..].split_at_mut(self.purchase);
        purchase.write(-n, of_purchase);
        dropout.write(-sigma, of_dropout);
    }

    /// Adds the node that was set, with this weight times value.
    pub(super) fn add_node(&mut self, mass: f64) {
        self.mass += mass;
        let width = self.node.len();
        for (i, (row, y)) in self.squares.chunks_exact_mut(width).zip(&self.node).enumerate() {
            let weighted = mass * y;
            self.slopes[i] += weighted;
            for (entry, other) in row[i..].iter_mut().zip(&self.node[i..]) {
                *entry += weighted * other;
            }
        }
    }

    /// Adds the second derivatives of the exposures over the nodes of a piece.
    pub(super) fn add_curvature(&mut self, purchase: &Curvature<'_>, dropout: &Curvature<'_>) {
        purchase.add_to(&mut self.of_purchase);
        dropout.add_to(&mut self.of_dropout);
    }

    /// Closes a piece on which the mass and the sums of y have grown from what they were, with covariates z.
    pub(super) fn close_piece(&mut self, mass_before: f64, slopes_before: &[f64], z: &[f64]) {
        let mass = self.mass - mass_before;
        let Constant { slopes, squares, piece } = &mut self.constant;
        piece[2] = 1.0;
        piece[3] = -1.0;
        let first = 4 + self.purchase;
        piece[first..].copy_from_slice(z);
        let width = piece.len();
        for (sum, constant) in slopes.iter_mut().zip(&*piece) {
            *sum += mass * constant;
        }
        for (i, row) in squares.chunks_exact_mut(width).enumerate() {
            let (constant, grown) = (piece[i], self.slopes[i] - slopes_before[i]);
            for (j, entry) in row.iter_mut().enumerate().skip(i) {
                let other = self.slopes[j] - slopes_before[j];
                *entry += constant * other + piece[j] * (grown + mass * constant);
            }
        }
    }

    /// The sums of y so far.
    pub(super) fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    /// Adds the term's gradient and the upper triangle of its Hessian, divided by the likelihood.
    pub(super) fn add_to(&self, orders: &Orders, likelihood: f64, total: &mut Evaluation) {
        let Orders { n, r, s, sigma } = *orders;
        let (width, first) = (self.node.len(), 4 + self.purchase);
        for (i, sum) in total.gradient.iter_mut().enumerate() {
            *sum += (self.slopes[i] + self.constant.slopes[i]) / likelihood;
        }
        let purchase = |i: usize| i == 1 || (4..first).contains(&i);
        let dropout = |i: usize| i == 3 || i >= first;
        for i in 0..width {
            for j in i..width {
                let (square, slope) = (self.squares[i * width + j], self.slopes[j]);
                let mut entry = square + self.constant.squares[i * width + j];
                // Second derivatives of the logarithm.
                entry += match (i, j) {
                    (0, 0) | (2, 2) => slope,
                    (0, _) if purchase(j) => r / n * slope,
                    (2, _) if dropout(j) => s / sigma * slope,
                    _ if purchase(i) && purchase(j) => square / n - if i == 1 { slope } else { 0.0 },
                    _ if dropout(i) && dropout(j) => square / sigma - if i == 3 { slope } else { 0.0 },
                    _ => 0.0,
                };
                if i >= first {
                    entry -= self.of_dropout[(i - first) * (width - first) + j - first];
                } else if i >= 4 && j < first {
                    entry -= self.of_purchase[(i - 4) * self.purchase + j - 4];
                }
                total.hessian[(i, j)] += entry / likelihood;
            }
        }
    }
}

/// What a node takes from one of the processes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    /// The exposure where the piece begins.
    exposure: &'a Exposure,
    /// The piece's covariates; none where it has no length.
    covariates: &'a [f64],
    /// By how much the exposure has grown since.
    grown: f64,
    /// ln(1 + A/α) or ln(1 + B/β).
    pub(super) log: f64,
    /// 1/(α + A) or 1/(β + B).
    pub(super) inverse: f64,
}

impl<'a> Side<'a> {
    /// `time` is α or β.
    pub(super) fn new(exposure: &'a Exposure, covariates: &'a [f64], time: f64, grown: f64) -> Self {
        let value = exposure.value + grown;
        Self { exposure, covariates, grown, log: ln_1p(value / time), inverse: 1.0 / (time + value) }
    }

    /// A/(α + A) or B/(β + B).
    fn share(&self) -> f64 {
        (self.exposure.value + self.grown) * self.inverse
    }

    fn write(&self, factor: f64, to: &mut [f64]) {
        let factor = factor * self.inverse;
        for (slope, first) in to.iter_mut().zip(&self.exposure.first) {
            *slope = factor * first;
        }
        for (slope, x) in to.iter_mut().zip(self.covariates) {
            *slope += factor * self.grown * x;
        }
    }
}

/// Second derivatives of an exposure over the nodes of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curvature<'a> {
    /// The exposure where the piece begins.
    pub(super) exposure: &'a Exposure,
    /// The piece's covariates; none where it has no length.
    pub(super) covariates: &'a [f64],
    /// Σ wf n/(α + A) or Σ wf σ/(β + B).
    pub(super) fixed: f64,
    /// The same times the growth of the exposure.
    pub(super) grown: f64,
}

impl Curvature<'_> {
    /// Adds a node.
    pub(super) fn add(&mut self, mass: f64, grown: f64) {
        self.fixed += mass;
        self.grown += mass * grown;
    }

    fn add_to(&self, sums: &mut [f64]) {
        for (sum, second) in sums.iter_mut().zip(&self.exposure.second) {
            *sum += self.fixed * second;
        }
        if self.covariates.is_empty() {
            return;
        }
        for (row, x) in sums.chunks_exact_mut(self.covariates.len()).zip(self.covariates) {
            for (sum, other) in row.iter_mut().zip(self.covariates) {
                *sum += self.grown * x * other;
            }
        }
    }
}
