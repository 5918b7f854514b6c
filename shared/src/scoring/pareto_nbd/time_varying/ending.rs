//! One of the two terms of a history's likelihood, with its derivatives.
//!
//! Alive at T the term is f = e^−V(T); dropped out it is the integral of f(y) = e^−V(y) s b(y)/(β + B(y)). Both are
//! sums of weighted values of f whose logarithm has, with σ = s for the one and s + 1 for the other, the derivatives
//!
//! y = (−r ln(1 + A/α), nA/(α + A), −s ln(1 + B/β), σB/(β + B), −nA′/(α + A), −σB′/(β + B))
//!
//! in ln r, ln α, ln s, ln β, γ and δ, plus for the dropped out the constants 1 in ln s, −1 in ln β and z in δ. Over a
//! piece each component of y is its value at the beginning plus a multiple of one of the four [changes](super::nodes).
//! The second derivatives of the logarithm are linear in y, in the squares of y within a process and in A″ and B″.

use super::exposure::Exposure;
use super::nodes::Nodes;
use crate::scoring::optimise::Evaluation;

/// n, r, s and σ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orders {
    pub(super) n: f64,
    pub(super) r: f64,
    pub(super) s: f64,
    pub(super) sigma: f64,
}

/// One of the processes where a piece begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) exposure: &'a Exposure,
    /// Covariates of the piece.
    pub(super) covariates: &'a [f64],
    /// ln(1 + A/α) or ln(1 + B/β).
    pub(super) log: f64,
    /// 1/(α + A) or 1/(β + B).
    pub(super) inverse: f64,
}

impl Side<'_> {
    /// A/(α + A) or B/(β + B).
    fn share(&self) -> f64 {
        self.exposure.value * self.inverse
    }
}

/// Sums over nodes and pieces.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    purchase: usize,
    /// Σ wf.
    pub(super) mass: f64,
    /// Σ wf y.
    slopes: Vec<f64>,
    /// Σ wf g of the first derivatives g, constants included.
    gradient: Vec<f64>,
    /// Σ wf ggᵀ, upper triangle by rows of full length.
    squares: Vec<f64>,
    /// Σ wf yyᵀ in ln β and δ, the same.
    dropout_squares: Vec<f64>,
    /// Σ wf n A″/(α + A).
    of_purchase: Vec<f64>,
    /// Σ wf σ B″/(β + B).
    of_dropout: Vec<f64>,
    components: Vec<Component>,
}

/// A component of y and g over the piece at hand.
#[derive(Clone, Copy, Debug, Default)]
struct Component {
    /// Which of the four changes it moves with.
    of: usize,
    /// y where the piece begins.
    start: f64,
    /// By how much y grows with the change.
    change: f64,
    /// g less y.
    constant: f64,
}

impl Component {
    /// Half of Σ wf times the value at the beginning, plus what the change adds.
    fn half(&self, start: f64, nodes: &Nodes) -> f64 {
        0.5 * nodes.mass * start + self.change * nodes.sums[self.of]
    }

    fn g(&self) -> f64 {
        self.start + self.constant
    }
}

const LOG_OF_PURCHASE: usize = 0;
const LOG_OF_DROPOUT: usize = 1;
const SHARE_OF_PURCHASE: usize = 2;
const SHARE_OF_DROPOUT: usize = 3;

impl Ending {
    pub(super) fn new(purchase: usize, dropout: usize) -> Self {
        let width = 4 + purchase + dropout;
        let mut components = vec![Component::default(); width];
        components[1].of = SHARE_OF_PURCHASE;
        components[2].of = LOG_OF_DROPOUT;
        components[3].of = SHARE_OF_DROPOUT;
        for (index, component) in components[4..].iter_mut().enumerate() {
            component.of = if index < purchase { SHARE_OF_PURCHASE } else { SHARE_OF_DROPOUT };
        }
        components[0].of = LOG_OF_PURCHASE;
        Self {
            purchase,
            mass: 0.0,
            slopes: vec![0.0; width],
            gradient: vec![0.0; width],
            squares: vec![0.0; width * width],
            dropout_squares: vec![0.0; (1 + dropout) * (1 + dropout)],
            of_purchase: vec![0.0; purchase * purchase],
            of_dropout: vec![0.0; dropout * dropout],
            components,
        }
    }

    pub(super) fn clear(&mut self) {
        self.mass = 0.0;
        for sums in [
            &mut self.slopes,
            &mut self.gradient,
            &mut self.squares,
            &mut self.dropout_squares,
            &mut self.of_purchase,
            &mut self.of_dropout,
        ] {
            sums.fill(0.0);
        }
    }

    /// Adds a piece on which the customer dropped out.
    pub(super) fn add_lost(&mut self, orders: &Orders, nodes: &Nodes, purchase: &Side<'_>, dropout: &Side<'_>) {
        self.set(orders, purchase, dropout);
        self.components[2].constant = 1.0;
        self.components[3].constant = -1.0;
        for (component, z) in self.components[4 + self.purchase..].iter_mut().zip(dropout.covariates) {
            component.constant = *z;
        }
        self.add(orders, nodes, purchase, dropout);
    }

    /// Adds a point at which the customer is alive.
    pub(super) fn add_alive(&mut self, orders: &Orders, nodes: &Nodes, purchase: &Side<'_>, dropout: &Side<'_>) {
        self.set(orders, purchase, dropout);
        self.add(orders, nodes, purchase, dropout);
    }

    fn set(&mut self, orders: &Orders, purchase: &Side<'_>, dropout: &Side<'_>) {
        let Orders { n, r, s, sigma } = *orders;
        let mut set = |index: usize, start: f64, change: f64| {
            self.components[index].start = start;
            self.components[index].change = change;
        };
        set(0, -r * purchase.log, -r);
        set(1, n * purchase.share(), n * (1.0 - purchase.share()));
        set(2, -s * dropout.log, -s);
        set(3, sigma * dropout.share(), sigma * (1.0 - dropout.share()));
        for (first, shape, side) in [(4, n, purchase), (4 + self.purchase, sigma, dropout)] {
            for (index, slope) in side.exposure.first.iter().enumerate() {
                let start = side.inverse * slope;
                let x = side.covariates.get(index).copied().unwrap_or(start);
                set(first + index, -shape * start, -shape * (x - start));
            }
        }
    }

    fn add(&mut self, orders: &Orders, nodes: &Nodes, purchase: &Side<'_>, dropout: &Side<'_>) {
        let (width, first) = (self.components.len(), 4 + self.purchase);
        self.mass += nodes.mass;
        for (i, one) in self.components.iter().enumerate() {
            let slope = nodes.mass * one.start + one.change * nodes.sums[one.of];
            self.slopes[i] += slope;
            self.gradient[i] += slope + nodes.mass * one.constant;
            let (g, half) = (one.g(), one.half(one.g(), nodes));
            let products = nodes.products[one.of].map(|product| product * one.change);
            let row = &mut self.squares[i * width + i..(i + 1) * width];
            for (entry, other) in row.iter_mut().zip(&self.components[i..]) {
                *entry += g * other.half(other.g(), nodes) + half * other.g() + products[other.of] * other.change;
            }
        }
        let of_dropout = |index: usize| &self.components[if index == 0 { 3 } else { first - 1 + index }];
        let order = 1 + width - first;
        let product = nodes.products[SHARE_OF_DROPOUT][SHARE_OF_DROPOUT];
        for i in 0..order {
            let one = of_dropout(i);
            for j in i..order {
                let other = of_dropout(j);
                self.dropout_squares[i * order + j] += one.start * other.half(other.start, nodes)
                    + one.half(one.start, nodes) * other.start
                    + one.change * other.change * product;
            }
        }
        let curvature =
            |side: &Side<'_>, shape: f64, share: f64| (shape * side.inverse * (nodes.mass - share), shape * share);
        let [.., share_purchase, share_dropout] = nodes.sums;
        add_curvature(&mut self.of_purchase, purchase, curvature(purchase, orders.n, share_purchase));
        add_curvature(&mut self.of_dropout, dropout, curvature(dropout, orders.sigma, share_dropout));
    }

    /// Adds the term's gradient and the upper triangle of its Hessian, divided by the likelihood.
    pub(super) fn add_to(&self, orders: &Orders, likelihood: f64, total: &mut Evaluation) {
        let Orders { n, r, s, sigma } = *orders;
        let (width, first) = (self.components.len(), 4 + self.purchase);
        let order = 1 + width - first;
        for (sum, slope) in total.gradient.iter_mut().zip(&self.gradient) {
            *sum += slope / likelihood;
        }
        let of_purchase = |i: usize| i == 1 || (4..first).contains(&i);
        let of_dropout = |i: usize| i == 3 || i >= first;
        let dropout_square = |i: usize, j: usize| {
            let position = |i: usize| if i == 3 { 0 } else { i + 1 - first };
            self.dropout_squares[position(i) * order + position(j)]
        };
        for i in 0..width {
            for j in i..width {
                let (square, slope) = (self.squares[i * width + j], self.slopes[j]);
                // Second derivatives of the logarithm.
                let mut entry = match (i, j) {
                    (0, 0) | (2, 2) => slope,
                    (0, _) if of_purchase(j) => r / n * slope,
                    (2, _) if of_dropout(j) => s / sigma * slope,
                    _ if of_purchase(i) && of_purchase(j) => square / n - if i == 1 { slope } else { 0.0 },
                    _ if of_dropout(i) && of_dropout(j) => {
                        dropout_square(i, j) / sigma - if i == 3 { slope } else { 0.0 }
                    }
                    _ => 0.0,
                };
                if i >= first {
                    entry -= self.of_dropout[(i - first) * (width - first) + j - first];
                } else if i >= 4 && j < first {
                    entry -= self.of_purchase[(i - 4) * self.purchase + j - 4];
                }
                total.hessian[(i, j)] += (square + entry) / likelihood;
            }
        }
    }
}

/// Adds `fixed` times the second derivatives of the exposure where the piece begins, and `grown` times the products of
/// its covariates.
fn add_curvature(sums: &mut [f64], side: &Side<'_>, (fixed, grown): (f64, f64)) {
    for (sum, second) in sums.iter_mut().zip(&side.exposure.second) {
        *sum += fixed * second;
    }
    if side.covariates.is_empty() {
        return;
    }
    for (row, x) in sums.chunks_exact_mut(side.covariates.len()).zip(side.covariates) {
        for (sum, other) in row.iter_mut().zip(side.covariates) {
            *sum += grown * x * other;
        }
    }
}
