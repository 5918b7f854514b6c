//! The log-likelihood over distinct histories.
//!
//! L = B(α + x, β + n − x)/B(α, β) · B(γ, δ + n)/B(γ, δ)
//!   + Σ B(α + x, β + m − x)/B(α, β) · B(γ + 1, δ + m)/B(γ, δ) over t_x ≤ m < n,
//!
//! alive at the last opportunity, or dropped out after m of them (Fader, Hardie and Shang 2010, equation 6).
//! Customers of equal x and n share these terms: those with an earlier last purchase have some more. So all
//! cells of one x and n cost one pass over the opportunities.

use super::{Cell, Cells};
use crate::math::{exp, ln};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood of a BG/BB over distinct histories with counts, in the logarithms of α, β, γ, δ.
///
/// L = B(α + x, β + n − x)/B(α, β) · B(γ, δ + n)/B(γ, δ) + Σ B(α + x, β + m − x)/B(α, β) · B(γ + 1, δ + m)/B(γ, δ) over
/// t_x ≤ m < n, of the very opportunities taken (Fader, Hardie and Shang 2010, equation 6).
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::bg_bb::{Cells, DiscreteHistory, DistinctLikelihood, Parameters};
/// use shared::scoring::optimise::LogLikelihood;
/// let history = DiscreteHistory::new(2, 4, 6)?;
/// let parameters = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };
/// let cells = Cells::of_counted([(history, 240)]);
/// let value = DistinctLikelihood { cells: &cells }.evaluate(&parameters.to_array().map(ln)).value;
/// assert!((value - 240.0 * parameters.check()?.log_likelihood(history)).abs() < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DistinctLikelihood<'a> {
    /// The data.
    pub cells: &'a Cells,
}

impl LogLikelihood for DistinctLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let most = self.cells.most_opportunities();
        let purchases = BetaTable::new(exp(point[0]), exp(point[1]), most);
        let dropout = BetaTable::new(exp(point[2]), exp(point[3]), most + 1);
        let mut total = Evaluation::zero(4);
        let same = |one: &Cell, other: &Cell| {
            one.history.opportunities() == other.history.opportunities()
                && one.history.transactions() == other.history.transactions()
        };
        for group in self.cells.as_slice().chunk_by(same) {
            let (all, taken) = (group[0].history.opportunities(), group[0].history.transactions());
            let mut mixture = Mixture::default();
            mixture.add(&purchases.rising(taken, all - taken), &dropout.rising(0, all));
            let mut from = all;
            for cell in group.iter().rev() {
                while from > cell.history.last() {
                    from -= 1;
                    mixture.add(&purchases.rising(taken, from - taken), &dropout.rising(1, from));
                }
                mixture.add_to(&mut total, cell.customers);
            }
        }
        total.hessian.mirror_upper();
        total
    }
}

/// The log-likelihood of the same purchases without dropout, in the logarithms of α and β: beta-binomial.
#[derive(Clone, Copy, Debug)]
pub(super) struct WithoutDropout<'a> {
    pub(super) cells: &'a Cells,
}

impl LogLikelihood for WithoutDropout<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let purchases = BetaTable::new(exp(point[0]), exp(point[1]), self.cells.most_opportunities());
        let mut total = Evaluation::zero(2);
        for Cell { history, customers } in self.cells.as_slice() {
            let taken = history.transactions();
            let term = purchases.rising(taken, history.opportunities() - taken);
            total.value += customers * term.value;
            for i in 0..2 {
                total.gradient[i] += customers * term.slope[i];
                for j in i..2 {
                    total.hessian[(i, j)] += customers * term.curvature[i + j];
                }
            }
        }
        total.hessian.mirror_upper();
        total
    }
}

/// A logarithm with its derivatives in two log parameters.
struct Term {
    value: f64,
    slope: [f64; 2],
    /// First, mixed and second.
    curvature: [f64; 3],
}

/// ln B(a + x, b + y)/B(a, b) for all small x and y, and its derivatives in ln a and ln b.
struct BetaTable {
    a: f64,
    b: f64,
    /// Σ over j < x of ln(a + j) and its derivatives in ln a; the same for b.
    first: Vec<[f64; 3]>,
    second: Vec<[f64; 3]>,
    /// Σ over j < x + y of ln(a + b + j), 1/(a + b + j) and its square.
    both: Vec<[f64; 3]>,
}

impl BetaTable {
    fn new(a: f64, b: f64, most: u32) -> Self {
        let rising = |start: f64| {
            running_sums(most, |j| {
                let share = start / (start + j);
                [ln(start + j), share, share * (1.0 - share)]
            })
        };
        let both = running_sums(most, |j| {
            let inverse = 1.0 / (a + b + j);
            [ln(a + b + j), inverse, inverse * inverse]
        });
        Self { a, b, first: rising(a), second: rising(b), both }
    }

    fn rising(&self, x: u32, y: u32) -> Term {
        let Self { a, b, .. } = *self;
        let (first, second) = (self.first[x as usize], self.second[y as usize]);
        let [log, inverse, square] = self.both[(x + y) as usize];
        Term {
            value: first[0] + second[0] - log,
            slope: [first[1] - a * inverse, second[1] - b * inverse],
            curvature: [
                first[2] - a * inverse + a * a * square,
                a * b * square,
                second[2] - b * inverse + b * b * square,
            ],
        }
    }
}

/// Sums over j < 0, j < 1, … j < `most`.
fn running_sums(most: u32, term: impl Fn(f64) -> [f64; 3]) -> Vec<[f64; 3]> {
    let mut sum = [0.0; 3];
    let mut sums = vec![sum];
    for j in 0..most {
        for (total, part) in sum.iter_mut().zip(term(f64::from(j))) {
            *total += part;
        }
        sums.push(sum);
    }
    sums
}

/// A sum of terms given by their logarithms, and the sums its derivatives need.
#[derive(Default)]
struct Mixture {
    /// Logarithm of the factor that all sums lack.
    scale: f64,
    weight: f64,
    slopes: [f64; 4],
    products: [[f64; 4]; 4],
}

/// A term larger than the first by this logarithm becomes the new scale.
const LARGEST_LOG: f64 = 300.0;

impl Mixture {
    /// Adds a product of a purchase and a dropout term.
    fn add(&mut self, purchases: &Term, dropout: &Term) {
        let log = purchases.value + dropout.value;
        if self.weight == 0.0 {
            self.scale = log;
        } else if log > self.scale + LARGEST_LOG {
            self.rescale(log);
        }
        let weight = exp(log - self.scale);
        let slope = [purchases.slope[0], purchases.slope[1], dropout.slope[0], dropout.slope[1]];
        self.weight += weight;
        for i in 0..4 {
            self.slopes[i] += weight * slope[i];
            for j in i..4 {
                self.products[i][j] += weight * slope[i] * slope[j];
            }
        }
        for (corner, term) in [(0, purchases), (2, dropout)] {
            self.products[corner][corner] += weight * term.curvature[0];
            self.products[corner][corner + 1] += weight * term.curvature[1];
            self.products[corner + 1][corner + 1] += weight * term.curvature[2];
        }
    }

    fn rescale(&mut self, scale: f64) {
        let factor = exp(self.scale - scale);
        self.scale = scale;
        self.weight *= factor;
        self.slopes.iter_mut().for_each(|sum| *sum *= factor);
        self.products.as_flattened_mut().iter_mut().for_each(|sum| *sum *= factor);
    }

    /// Adds the logarithm of the sum, for that many customers, and the upper triangle of its Hessian.
    fn add_to(&self, total: &mut Evaluation, customers: f64) {
        total.value += customers * (self.scale + ln(self.weight));
        let slope = self.slopes.map(|sum| sum / self.weight);
        for i in 0..4 {
            total.gradient[i] += customers * slope[i];
            for j in i..4 {
                total.hessian[(i, j)] += customers * (self.products[i][j] / self.weight - slope[i] * slope[j]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::super::{Cells, DiscreteHistory, Parameters};
    use super::{DistinctLikelihood, WithoutDropout};
    use crate::math::{exp, ln};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    fn cells() -> Cells {
        let counted =
            [((0, 0, 6), 31), ((1, 1, 6), 7), ((1, 5, 6), 3), ((4, 6, 6), 2), ((2, 9, 30), 5), ((30, 30, 30), 1)];
        Cells::of_counted(counted.into_iter().map(|((x, t, n), count)| (DiscreteHistory::new(x, t, n).unwrap(), count)))
    }

    /// B(a + x, b + y)/B(a, b).
    fn beta_ratio(a: HyperDual64, b: HyperDual64, x: u32, y: u32) -> HyperDual64 {
        let rising = |start: HyperDual64, count: u32| (0..count).map(|j| start + f64::from(j)).product::<HyperDual64>();
        rising(a, x) * rising(b, y) / rising(a + b, x + y)
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let cells = cells();
        for point in [[0.2, -0.3, -0.4, 1.0], [-2.0, 1.5, 0.7, -1.0]] {
            let plain = |x: [HyperDual64; 4]| {
                let [alpha, beta, gamma, delta] = x.map(|x| x.exp());
                let one = |x: u32, last: u32, n: u32| {
                    let alive = beta_ratio(alpha, beta, x, n - x) * beta_ratio(gamma, delta, 0, n);
                    let dropped_out = |m: u32| beta_ratio(alpha, beta, x, m - x) * beta_ratio(gamma, delta, 1, m);
                    (last..n).map(dropped_out).fold(alive, |sum, term| sum + term)
                };
                let logs = cells.as_slice().iter().map(|cell| {
                    let history = cell.history;
                    one(history.transactions(), history.last(), history.opportunities()).ln() * cell.customers
                });
                logs.sum()
            };
            assert_agree(&DistinctLikelihood { cells: &cells }.evaluate(&point), &derivatives(plain, point), 1e-11);
        }
    }

    #[test]
    fn without_dropout_the_derivatives_agree_too() {
        let cells = cells();
        let plain = |x: [HyperDual64; 2]| {
            let [alpha, beta] = x.map(|x| x.exp());
            let one = |x: u32, n: u32| beta_ratio(alpha, beta, x, n - x).ln();
            let logs = cells
                .as_slice()
                .iter()
                .map(|cell| one(cell.history.transactions(), cell.history.opportunities()) * cell.customers);
            logs.sum()
        };
        let point = [0.4, -1.2];
        assert_agree(&WithoutDropout { cells: &cells }.evaluate(&point), &derivatives(plain, point), 1e-12);
    }

    #[test]
    fn it_is_the_sum_over_the_customers() {
        let cells = cells();
        let parameters = [1.2, 0.75, 0.66, 2.8];
        let model = Parameters::from_array(parameters).check().unwrap();
        let expected: f64 =
            cells.as_slice().iter().map(|cell| cell.customers * model.log_likelihood(cell.history)).sum();
        let actual = DistinctLikelihood { cells: &cells }.evaluate(&parameters.map(ln)).value;
        assert!((actual / expected - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_thousand_opportunities_neither_overflow_nor_vanish() {
        let long = [(0, 0), (3, 4), (900, 950), (1, 1_000)].map(|(x, t)| DiscreteHistory::new(x, t, 1_000).unwrap());
        let cells = Cells::of(long);
        for point in [[1e-6, 1e6, 1e-6, 1e6], [1e6, 1e-6, 1e-3, 1e-3], [1.0, 1.0, 1e6, 1.0]] {
            let evaluation = DistinctLikelihood { cells: &cells }.evaluate(&point.map(ln));
            let expected: f64 = long
                .iter()
                .map(|history| Parameters::from_array(point).check().unwrap().log_likelihood(*history))
                .sum();
            assert!((evaluation.value / expected - 1.0).abs() < 1e-9, "{} {expected}", evaluation.value);
            assert!(evaluation.gradient.iter().all(|x| x.is_finite()) && exp(evaluation.value) >= 0.0);
            assert!(evaluation.hessian.entries().iter().all(|x| x.is_finite()));
        }
    }
}
