//! How a history can end: the two terms of its likelihood.
//!
//! With n = r + x the likelihood of a history is Γ(n)/(Γ(r) α^x) times
//!
//! e^−V(t_x) A(t_x) + e^−V(T) B(T), V(y) = n ln(1 + y/α) + s ln(1 + y/β):
//!
//! after the last purchase either dropout comes before another purchase, or the customer is alive and silent
//! up to T and will buy again. It is the likelihood of Schmittlein, Morrison and Colombo with other terms; P(alive) is
//! e^−V(T) over the sum.

use super::outlook::Outlook;
use crate::math::ln_1p;

/// What depends on a time, α and β alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// ln(1 + y/α).
    pub(super) log_alpha: f64,
    /// ln(1 + y/β).
    pub(super) log_beta: f64,
    /// y/(α + y).
    share_alpha: f64,
    /// y/(β + y).
    share_beta: f64,
}

impl Moment {
    /// At `y` weeks.
    #[inline]
    pub(super) fn new(y: f64, alpha: f64, beta: f64) -> Self {
        Self {
            log_alpha: ln_1p(y / alpha),
            log_beta: ln_1p(y / beta),
            share_alpha: y / (alpha + y),
            share_beta: y / (beta + y),
        }
    }

    /// ln(1 + y/min(α, β)).
    #[inline]
    pub(super) fn since_least(&self, least_is_alpha: bool) -> f64 {
        if least_is_alpha { self.log_alpha } else { self.log_beta }
    }
}

/// The logarithm of one term with its derivatives in ln r, ln α, ln s and ln β.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub(super) value: f64,
    pub(super) gradient: [f64; 4],
    /// Upper triangle by rows.
    pub(super) hessian: [f64; 10],
}

impl Ending {
    /// −V at this moment plus the outlook there.
    #[inline]
    pub(super) fn new(moment: &Moment, outlook: &Outlook, r: f64, n: f64, s: f64) -> Self {
        let Moment { log_alpha, log_beta, share_alpha, share_beta } = *moment;
        let [value, f_r, f_s, f_q, f_rr, f_rs, f_rq, f_ss, f_sq, f_qq] = *outlook;
        // The derivatives of ln q in ln α and ln β.
        let (of_alpha, of_beta) = (share_alpha - 1.0, 1.0 - share_beta);
        let (rate, stay) = (n + f_q, s - f_q);
        Self {
            value: value - n * log_alpha - s * log_beta,
            gradient: [
                f_r - r * log_alpha,
                n * share_alpha + f_q * of_alpha,
                f_s - s * log_beta,
                s * share_beta + f_q * of_beta,
            ],
            hessian: [
                f_rr - r * log_alpha,
                r * share_alpha + f_rq * of_alpha,
                f_rs,
                f_rq * of_beta,
                f_qq * of_alpha * of_alpha + rate * share_alpha * of_alpha,
                f_sq * of_alpha,
                f_qq * of_alpha * of_beta,
                f_ss - s * log_beta,
                s * share_beta + f_sq * of_beta,
                f_qq * of_beta * of_beta - stay * share_beta * of_beta,
            ],
        }
    }
}
