//! The same purchases without dropout: an NBD whose covariates change over time.
//!
//! L = Γ(n)/(Γ(r) α^x) Π e^(γ·x(t_j)) (1 + A(T)/α)^−n.

use super::customers::{Customer, Customers};
use super::exposure::Exposure;
use super::likelihood::{add_purchases, coordinates, factor, gather};
use crate::math::{exp, ln_1p};
use crate::scoring::covariates::{CovariateData, Layout, Process};
use crate::scoring::optimise::{Evaluation, Matrix};

/// The log-likelihood of that NBD.
#[derive(Debug)]
pub(super) struct WithoutDropout<'a>(pub(super) &'a Customers);

impl CovariateData for WithoutDropout<'_> {
    fn names(&self, process: Process) -> &[String] {
        match process {
            Process::Purchase => self.0.names(process),
            Process::Dropout => &[],
        }
    }

    fn moments(&self, process: Process) -> Vec<(f64, f64)> {
        match process {
            Process::Purchase => self.0.moments(process),
            Process::Dropout => Vec::new(),
        }
    }

    fn correlations(&self, process: Process) -> Matrix {
        match process {
            Process::Purchase => self.0.correlations(process),
            Process::Dropout => Matrix::zero(0),
        }
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
        let mut total = Evaluation::zero(own.len());
        let mut lived = Exposure::none(own.len() - 2);
        for customer in &self.0.customers {
            lived.clear();
            for piece in customer.pieces() {
                lived.add(piece.weeks * factor(&own[2..], piece.purchase), piece.purchase);
            }
            add_silence(customer, &own, &lived, &mut total);
            add_purchases(customer, &own, 2, &mut total);
        }
        total.hessian.mirror_upper();
        gather(&total, &coordinates, layout.len())
    }
}

/// Adds −n ln(1 + A/α) with its derivatives in ln r, ln α and γ.
fn add_silence(customer: &Customer, point: &[f64], lived: &Exposure, total: &mut Evaluation) {
    let (r, alpha) = (exp(point[0]), exp(point[1]));
    let n = r + f64::from(customer.frequency);
    let inverse = 1.0 / (alpha + lived.value);
    let (log, share) = (ln_1p(lived.value / alpha), lived.value * inverse);
    total.value -= n * log;
    total.gradient[0] -= r * log;
    total.gradient[1] += n * share;
    total.hessian[(0, 0)] -= r * log;
    total.hessian[(0, 1)] += r * share;
    total.hessian[(1, 1)] -= n * share * (1.0 - share);
    let width = lived.first.len();
    for (i, first) in lived.first.iter().enumerate() {
        let slope = inverse * first;
        total.gradient[2 + i] -= n * slope;
        total.hessian[(0, 2 + i)] -= r * slope;
        total.hessian[(1, 2 + i)] += n * (1.0 - share) * slope;
        for (j, other) in lived.first.iter().enumerate().skip(i) {
            let curvature = inverse * lived.second[i * width + j] - slope * inverse * other;
            total.hessian[(2 + i, 2 + j)] -= n * curvature;
        }
    }
}
