//! The logarithms of the race's probabilities, as the likelihood wants them.

use super::race::Race;
use crate::math::ln;

/// A function and its derivatives in ln r, ln s and ln q:
/// f, f_r, f_s, f_q, f_rr, f_rs, f_rq, f_ss, f_sq, f_qq.
pub(super) type Outlook = [f64; 10];

/// From this n|1 − q| on, ∂²B/∂(ln q)² comes from the differential equation instead of from differences.
const FAR_FROM_ONE: f64 = 4.0;

/// ln A: the logarithm of the probability that dropout comes before the next purchase, from the races at
/// n, n + 1 and n + 2.
pub(super) fn of_dropout(races: &[Race; 3], r: f64, n: f64, s: f64, q: f64) -> Outlook {
    let derivatives = purchase_derivatives(races, r, n, s, q).map(|x| -x);
    logarithm(races[0].dropout, &derivatives)
}

/// ln B: the logarithm of the probability that the next purchase comes before dropout.
pub(super) fn of_purchase(races: &[Race; 3], r: f64, n: f64, s: f64, q: f64) -> Outlook {
    logarithm(races[0].purchase, &purchase_derivatives(races, r, n, s, q))
}

/// The derivatives of B in ln r, ln s and ln q, in the order of [`Outlook`].
///
/// q ∂B/∂q = n(B(n + 1) − B(n)) and (1 − q) q ∂B/∂q = sB − nqA.
fn purchase_derivatives([first, second, third]: &[Race; 3], r: f64, n: f64, s: f64, q: f64) -> [f64; 9] {
    // Of the two complements the smaller has the digits.
    let rise = |from: &Race, to: &Race| {
        if from.dropout < from.purchase { from.dropout - to.dropout } else { to.purchase - from.purchase }
    };
    let of_q = n * rise(first, second);
    let of_q_q = if n * (1.0 - q).abs() > FAR_FROM_ONE {
        ((s + (n + 1.0) * q) * of_q - n * q * first.dropout) / (1.0 - q)
    } else {
        n * ((n + 1.0) * rise(second, third) - of_q)
    };
    let slopes = &first.slopes;
    let of_n_q = rise(first, second) + n * (second.slopes.n - slopes.n);
    let of_s_q = n * (second.slopes.s - slopes.s);
    [
        r * slopes.n,
        s * slopes.s,
        of_q,
        r * (r * slopes.nn + slopes.n),
        r * s * slopes.ns,
        r * of_n_q,
        s * (s * slopes.ss + slopes.s),
        s * of_s_q,
        of_q_q,
    ]
}

/// The logarithm of a value with these derivatives.
fn logarithm(value: f64, derivatives: &[f64; 9]) -> Outlook {
    let [r, s, q, rr, rs, rq, ss, sq, qq] = derivatives.map(|x| x / value);
    [ln(value), r, s, q, rr - r * r, rs - r * s, rq - r * q, ss - s * s, sq - s * q, qq - q * q]
}
