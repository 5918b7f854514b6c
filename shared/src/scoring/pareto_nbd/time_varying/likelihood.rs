//! The log-likelihood over all customers.

use super::customers::{Customer, Customers};
use super::ending::{Ending, Orders, Side};
use super::exposure::Exposure;
use super::nodes::{NEGLIGIBLE, Nodes};
use super::panel::Growth;
use crate::math::{exp, ln, ln_1p};
use crate::scoring::covariates::{CovariateData, Layout, Process};
use crate::scoring::optimise::{Evaluation, Matrix};

/// The log-likelihood of a Pareto/NBD whose covariates change over time.
#[derive(Debug)]
pub(super) struct WithDropout<'a>(pub(super) &'a Customers);

impl CovariateData for WithDropout<'_> {
    fn names(&self, process: Process) -> &[String] {
        self.0.names(process)
    }

    fn moments(&self, process: Process) -> Vec<(f64, f64)> {
        self.0.moments(process)
    }

    fn correlations(&self, process: Process) -> Matrix {
        self.0.correlations(process)
    }

    fn customers(&self) -> f64 {
        self.0.customers.len() as f64
    }

    fn distinct_histories(&self) -> usize {
        self.0.customers.len()
    }

    fn log_likelihood(&self, layout: &Layout, point: &[f64]) -> Evaluation {
        let coordinates = coordinates(layout);
        let own: Vec<f64> = coordinates.iter().map(|at| point[*at]).collect();
        let mut terms = Terms::new(&own, self.names(Process::Purchase).len());
        let mut total = Evaluation::zero(own.len());
        for customer in &self.0.customers {
            terms.add(customer, &mut total);
        }
        total.hessian.mirror_upper();
        gather(&total, &coordinates, layout.len())
    }
}

/// The coordinate of each log parameter and coefficient.
pub(super) fn coordinates(layout: &Layout) -> Vec<usize> {
    let coefficients = [Process::Purchase, Process::Dropout].map(|process| layout.coefficients(process));
    (0..layout.plain()).chain(coefficients.concat()).collect()
}

/// Derivatives in the coordinates, some of which may stand for two coefficients.
pub(super) fn gather(own: &Evaluation, coordinates: &[usize], len: usize) -> Evaluation {
    let mut total = Evaluation::zero(len);
    total.value = if own.value.is_finite() { own.value } else { f64::NEG_INFINITY };
    for (i, at) in coordinates.iter().enumerate() {
        total.gradient[*at] += own.gradient[i];
        for (j, other) in coordinates.iter().enumerate() {
            total.hessian[(*at, *other)] += own.hessian[(i, j)];
        }
    }
    total
}

/// The covariates' effect on a piece.
pub(super) fn factor(coefficients: &[f64], covariates: &[f64]) -> f64 {
    if covariates.is_empty() {
        return 1.0;
    }
    exp(coefficients.iter().zip(covariates).map(|(coefficient, value)| coefficient * value).sum())
}

/// Adds ln Γ(r + x)/Γ(r) α^−x and γ·x of every purchase, with derivatives in ln r, ln α and γ; the coefficients follow
/// `plain` log parameters.
pub(super) fn add_purchases(customer: &Customer, point: &[f64], plain: usize, total: &mut Evaluation) {
    let (r, log_alpha, frequency) = (exp(point[0]), point[1], f64::from(customer.frequency));
    total.value -= frequency * log_alpha;
    total.gradient[1] -= frequency;
    for earlier in 0..customer.frequency {
        let earlier = f64::from(earlier);
        let share = r / (r + earlier);
        total.value += ln(r + earlier);
        total.gradient[0] += share;
        total.hessian[(0, 0)] += share * (1.0 - share);
    }
    for ((slope, coefficient), met) in total.gradient[plain..].iter_mut().zip(&point[plain..]).zip(&customer.met) {
        total.value += coefficient * met;
        *slope += met;
    }
}

/// Parameters, coefficients and space to compute in.
struct Terms<'a> {
    point: &'a [f64],
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
    /// γ.
    purchase: &'a [f64],
    /// δ.
    dropout: &'a [f64],
    lived: Exposure,
    risked: Exposure,
    lost: Ending,
    alive: Ending,
    gradient_before: Vec<f64>,
}

impl<'a> Terms<'a> {
    /// At ln r, ln α, ln s, ln β, γ and δ.
    fn new(point: &'a [f64], covariates_of_purchase: usize) -> Self {
        let (purchase, dropout) = point[4..].split_at(covariates_of_purchase);
        let ending = || Ending::new(purchase.len(), dropout.len());
        Self {
            point,
            r: exp(point[0]),
            alpha: exp(point[1]),
            s: exp(point[2]),
            beta: exp(point[3]),
            purchase,
            dropout,
            lived: Exposure::none(purchase.len()),
            risked: Exposure::none(dropout.len()),
            lost: ending(),
            alive: ending(),
            gradient_before: vec![0.0; point.len()],
        }
    }

    /// Adds the log-likelihood of a customer.
    fn add(&mut self, customer: &Customer, total: &mut Evaluation) {
        let Self { alpha, beta, lived, risked, lost, alive, .. } = self;
        let n = self.r + f64::from(customer.frequency);
        let orders = Orders { n, r: self.r, s: self.s, sigma: self.s + 1.0 };
        lived.clear();
        risked.clear();
        lost.clear();
        alive.clear();
        for piece in customer.before.pieces() {
            lived.add(piece.weeks * factor(self.purchase, piece.purchase), piece.purchase);
            risked.add(piece.weeks * factor(self.dropout, piece.dropout), piece.dropout);
        }
        let logs = |lived: &Exposure, risked: &Exposure| (ln_1p(lived.value / *alpha), ln_1p(risked.value / *beta));
        let (mut of_purchase, mut of_dropout) = logs(lived, risked);
        let waited = n * of_purchase + orders.s * of_dropout;
        let mut left = 1.0;
        for piece in customer.silent.pieces() {
            let (pace, risk) = (factor(self.purchase, piece.purchase), factor(self.dropout, piece.dropout));
            let purchase = side(lived, piece.purchase, *alpha, of_purchase);
            let dropout = side(risked, piece.dropout, *beta, of_dropout);
            let nodes = Nodes::over(
                Growth { shape: n, speed: pace * purchase.inverse },
                Growth { shape: orders.s, speed: risk * dropout.inverse },
                piece.weeks,
                left,
                lost.mass,
            );
            lost.add_lost(&orders, &nodes, &purchase, &dropout);
            lived.add(piece.weeks * pace, piece.purchase);
            risked.add(piece.weeks * risk, piece.dropout);
            (of_purchase, of_dropout) = logs(lived, risked);
            left = exp(waited - n * of_purchase - orders.s * of_dropout);
            if left < NEGLIGIBLE * lost.mass {
                break;
            }
        }
        let orders_alive = Orders { sigma: self.s, ..orders };
        let (purchase, dropout) = (side(lived, &[], *alpha, of_purchase), side(risked, &[], *beta, of_dropout));
        alive.add_alive(&orders_alive, &Nodes::at_start(left), &purchase, &dropout);

        let likelihood = lost.mass + left;
        self.gradient_before.copy_from_slice(&total.gradient);
        total.value += ln(likelihood) - waited;
        // Beyond the largest float the nodes say nothing.
        if !(lived.value / *alpha + risked.value / *beta).is_finite() {
            total.value = f64::NEG_INFINITY;
        }
        lost.add_to(&orders, likelihood, total);
        alive.add_to(&orders_alive, likelihood, total);
        // The second derivative of a logarithm lacks the square of the first.
        for (slope, after) in self.gradient_before.iter_mut().zip(&total.gradient) {
            *slope = after - *slope;
        }
        for (i, slope) in self.gradient_before.iter().enumerate() {
            for (j, other) in self.gradient_before.iter().enumerate().skip(i) {
                total.hessian[(i, j)] -= slope * other;
            }
        }
        add_purchases(customer, self.point, 4, total);
    }
}

/// A process where a piece begins; `time` is α or β.
fn side<'a>(exposure: &'a Exposure, covariates: &'a [f64], time: f64, log: f64) -> Side<'a> {
    Side { exposure, covariates, log, inverse: 1.0 / (time + exposure.value) }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::super::purchases::WithoutDropout;
    use super::super::{VaryingColumn, VaryingCovariates, VaryingHistory};
    use super::{Customers, WithDropout};
    use crate::math::gauss_legendre;
    use crate::scoring::Weeks;
    use crate::scoring::covariates::{CovariateData, Layout};
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::pareto_nbd::covariates::EFFECTS;

    const PERIODS: usize = 30;

    fn season(period: usize) -> f64 {
        f64::from(u8::from(period % 5 == 2)) - 0.3
    }

    fn mailings(customer: usize, period: usize) -> f64 {
        ((customer * 7 + period * 3) % 4) as f64 * 0.5
    }

    fn histories() -> Vec<VaryingHistory> {
        [
            (0.0, vec![], 30.0),
            (2.25, vec![3.0, 3.5, 9.75], 21.0),
            (1.0, vec![0.5, 28.0], 28.0),
            (10.5, vec![1.0, 1.0, 2.0, 2.5, 3.0], 15.0),
            (29.0, vec![], 0.0),
        ]
        .into_iter()
        .map(|(first, repeats, age)| VaryingHistory::new(first, repeats, age).expect("in order"))
        .collect()
    }

    fn customers() -> Customers {
        let histories = histories();
        let season = || ("season".to_owned(), VaryingColumn::OfPeriods((0..PERIODS).map(season).collect()));
        let mailings = (0..histories.len()).flat_map(|row| (0..PERIODS).map(move |period| mailings(row, period)));
        let mailings = ("mailings".to_owned(), VaryingColumn::OfBoth(mailings.collect()));
        let table = |columns| VaryingCovariates::new(Weeks::of_weeks(1.0), PERIODS, histories.len(), columns);
        let (purchase, dropout) = (table(vec![season(), mailings]), table(vec![season()]));
        Customers::new(&histories, &purchase.expect("a table"), &dropout.expect("a table")).expect("long enough")
    }

    /// A and B up to each time asked for, in one walk over small steps between boundaries.
    fn exposures(row: usize, first: f64, until: f64, coefficients: &[HyperDual64]) -> (HyperDual64, HyperDual64) {
        let (mut lived, mut risked) = (HyperDual64::from_re(0.0), HyperDual64::from_re(0.0));
        for period in 0..PERIODS {
            let overlap = (until.min((period + 1) as f64 - first) - (period as f64 - first).max(0.0)).max(0.0);
            lived += pace(row, period, coefficients) * overlap;
            risked += (coefficients[2] * season(period)).exp() * overlap;
        }
        (lived, risked)
    }

    fn pace(row: usize, period: usize, coefficients: &[HyperDual64]) -> HyperDual64 {
        (coefficients[0] * season(period) + coefficients[1] * mailings(row, period)).exp()
    }

    /// The log-likelihood by its definition.
    fn plain(point: [HyperDual64; 7], row: usize, history: &VaryingHistory) -> HyperDual64 {
        let [r, alpha, s, beta] = [point[0], point[1], point[2], point[3]].map(|x| x.exp());
        let coefficients = &point[4..];
        let (first, summary) = (history.first(), history.summary());
        let n = r + f64::from(summary.frequency);
        let waiting = |until: f64| {
            let (lived, risked) = exposures(row, first, until, coefficients);
            (n * (lived / alpha + 1.0).ln() + s * (risked / beta + 1.0).ln(), beta + risked)
        };
        let mut sum = (-waiting(summary.age).0).exp();
        let rule = gauss_legendre(30);
        for period in 0..PERIODS {
            let from = (period as f64 - first).max(summary.recency);
            let width = ((period + 1) as f64 - first).min(summary.age) - from;
            for (node, weight) in rule.nodes.iter().zip(&rule.weights).filter(|_| width > 0.0) {
                // Finer towards t_x, where the integrand is steep.
                let (waited, risked) = waiting(from + width * node * node * node);
                let share = weight * width * 3.0 * node * node;
                sum += (coefficients[2] * season(period) - waited).exp() * s / risked * share;
            }
        }
        let mut value = sum.ln() - alpha.ln() * f64::from(summary.frequency);
        for earlier in 0..summary.frequency {
            value += (r + f64::from(earlier)).ln();
        }
        for time in history.repeats() {
            value += pace(row, (first + time) as usize, coefficients).ln();
        }
        value
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let customers = customers();
        let data = WithDropout(&customers);
        let names = |process| data.names(process);
        let (purchase, dropout) = (names(super::Process::Purchase), names(super::Process::Dropout));
        let layout = Layout::new(&EFFECTS, purchase, dropout, &[]).expect("nothing shared");
        for point in [
            [-0.6, 2.36, -0.5, 2.46, 0.4, -0.2, 0.7],
            [0.7, 4.0, 0.0, -1.0, -1.5, 0.5, 2.0],
            [1.0, -1.0, 1.4, 5.0, 0.1, 1.0, -1.0],
        ] {
            let sum = |x: [HyperDual64; 7]| histories().iter().enumerate().map(|(row, h)| plain(x, row, h)).sum();
            assert_agree(&data.log_likelihood(&layout, &point), &derivatives(sum, point), 1e-10);
        }

        let layout = Layout::new(&EFFECTS, purchase, dropout, &["season".to_owned()]).expect("in both");
        let sum = |[r, alpha, s, beta, season, mailings]: [HyperDual64; 6]| {
            let point = [r, alpha, s, beta, season, mailings, season];
            histories().iter().enumerate().map(|(row, h)| plain(point, row, h)).sum()
        };
        let point = [-0.6, 2.36, -0.5, 2.46, 0.4, -0.2];
        assert_agree(&data.log_likelihood(&layout, &point), &derivatives(sum, point), 1e-10);
    }

    #[test]
    fn derivatives_without_dropout_agree_with_hyper_dual_numbers() {
        let customers = customers();
        let data = WithoutDropout(&customers);
        let purchase = data.names(super::Process::Purchase);
        let layout = Layout::new(&EFFECTS[..2], purchase, &[], &[]).expect("nothing shared");
        let sum = |[log_r, log_alpha, season_slope, mailings_slope]: [HyperDual64; 4]| {
            let coefficients = [season_slope, mailings_slope, HyperDual64::from_re(0.0)];
            let (r, alpha) = (log_r.exp(), log_alpha.exp());
            let of = |(row, history): (usize, &VaryingHistory)| {
                let summary = history.summary();
                let (lived, _) = exposures(row, history.first(), summary.age, &coefficients);
                let frequency = f64::from(summary.frequency);
                let mut value = -((lived / alpha + 1.0).ln() * (r + frequency)) - log_alpha * frequency;
                for earlier in 0..summary.frequency {
                    value += (r + f64::from(earlier)).ln();
                }
                for time in history.repeats() {
                    value += pace(row, (history.first() + time) as usize, &coefficients).ln();
                }
                value
            };
            histories().iter().enumerate().map(of).sum()
        };
        for point in [[-0.6, 2.36, 0.4, -0.2], [1.0, -1.0, -1.0, 1.0]] {
            assert_agree(&data.log_likelihood(&layout, &point), &derivatives(sum, point), 1e-12);
        }
    }
}
