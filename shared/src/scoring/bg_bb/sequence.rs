//! Sums of the sequences that beta distributions make of whole opportunities.
//!
//! Survival, first purchases and counts of purchases over opportunities are all sums of terms
//! t_0 = 1, t_{j+1}/t_j = z · Π (b_i + j)/(e_i + j). The first terms are added one by one; once neighbours differ
//! by little, the rest is an integral with the Euler-Maclaurin corrections, so that a sum over a million
//! opportunities, or over all of them, costs no more than one over a thousand.

use crate::math::{Quadrature, digamma, exp, exp_m1, gauss_legendre, ln, ln_rising_ratio, trigamma};

/// A sequence of terms, given by the ratio of neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sequence<const PAIRS: usize> {
    /// (b_i, e_i), all positive.
    pub(super) pairs: [(f64, f64); PAIRS],
    /// −ln z, not negative.
    pub(super) decay: f64,
}

/// Up to here terms are added one by one.
const SMOOTH_FROM: f64 = 1_000.0;
/// And until neighbours differ by less than this share: the corrections leave a 1e-15th then.
const SMOOTH_BELOW: f64 = 0.02;
/// A falling term below this share of the sum leaves nothing visible behind it.
const NEGLIGIBLE: f64 = 1e-22;
/// Sums above this are scaled down.
const LARGEST_SUM: f64 = 1e200;
/// Widest panel in ln y, and how much the integrand's logarithm may change over a panel.
const WIDEST_PANEL: f64 = 2.0;
const LARGEST_CHANGE: f64 = 3.0;
/// Relative to the parameters' square, from here on the terms are a power of y.
const POWER_FROM: f64 = 1e17;

impl<const PAIRS: usize> Sequence<PAIRS> {
    /// ln Σ t_j over from ≤ j < to; `to` may be infinite where the sum converges.
    pub(super) fn ln_sum(&self, from: f64, to: f64) -> f64 {
        let mut log_scale = self.ln_term(from);
        let (mut term, mut sum, mut j) = (1.0, 0.0, from);
        while j < to {
            let ratio = self.ratio(j);
            if j >= SMOOTH_FROM && (ratio - 1.0).abs() <= SMOOTH_BELOW {
                sum += term * self.smooth_sum(j, to);
                break;
            }
            sum += term;
            if ratio < 1.0 && term <= NEGLIGIBLE * sum {
                break;
            }
            term *= ratio;
            j += 1.0;
            if sum > LARGEST_SUM {
                (term, sum) = (term / LARGEST_SUM, sum / LARGEST_SUM);
                log_scale += ln(LARGEST_SUM);
            }
        }
        log_scale + ln(sum)
    }

    fn ratio(&self, j: f64) -> f64 {
        self.pairs.iter().fold(exp(-self.decay), |ratio, (b, e)| ratio * ((b + j) / (e + j)))
    }

    fn ln_term(&self, y: f64) -> f64 {
        self.pairs.iter().map(|(b, e)| ln_rising_ratio(*b, *e, y)).sum::<f64>() - self.decay * y
    }

    /// d/dy of the logarithm of a term.
    fn slope(&self, y: f64) -> f64 {
        self.pairs.iter().map(|(b, e)| digamma(b + y) - digamma(e + y)).sum::<f64>() - self.decay
    }

    /// Σ t_j/t_from over from ≤ j < to where the terms change slowly.
    fn smooth_sum(&self, from: f64, to: f64) -> f64 {
        let (start, end) = (from - 0.5, to - 0.5);
        let first = self.ln_term(from);
        self.integral(start, end, first) + self.correction(start, first) - self.correction(end, first)
    }

    /// t′/24 − 7 t‴/5760 at y, relative to e^`first`.
    fn correction(&self, y: f64, first: f64) -> f64 {
        if y.is_infinite() {
            return 0.0;
        }
        let slope = self.slope(y);
        let second: f64 = self.pairs.iter().map(|(b, e)| trigamma(b + y) - trigamma(e + y)).sum();
        let third: f64 = self.pairs.iter().map(|(b, e)| tetragamma(b + y) - tetragamma(e + y)).sum();
        let third_derivative = slope * slope * slope + 3.0 * slope * second + third;
        exp(self.ln_term(y) - first) * (slope / 24.0 - 7.0 / 5_760.0 * third_derivative)
    }

    /// ∫ t(y) dy over [start, end] relative to e^`first`, in panels of ln y.
    fn integral(&self, start: f64, end: f64, first: f64) -> f64 {
        let rule = gauss_legendre(16);
        let (mut from, last) = (ln(start), ln(end));
        let mut sum = 0.0;
        while from < last {
            let y = exp(from);
            let slope = y * self.slope(y) + 1.0;
            if self.decay == 0.0 && y > self.power_from() {
                return sum + y * exp(self.ln_term(y) - first) * self.power_integral(last - from);
            }
            let to = (from + WIDEST_PANEL.min(LARGEST_CHANGE / slope.abs())).min(last);
            let part = self.panel(&rule, from, to, first);
            sum += part;
            if slope < 0.0 && part <= 1e-18 * sum {
                break;
            }
            from = to;
        }
        sum
    }

    fn panel(&self, rule: &Quadrature, from: f64, to: f64, first: f64) -> f64 {
        rule.integrate(from, to, |log_y| {
            let y = exp(log_y);
            y * exp(self.ln_term(y) - first)
        })
    }

    /// ∫ of a pure power with value 1 at 0, over [0, width] in ln y.
    fn power_integral(&self, width: f64) -> f64 {
        let power = 1.0 + self.pairs.iter().map(|(b, e)| b - e).sum::<f64>();
        if power == 0.0 || (width.is_infinite() && power > 0.0) { width } else { exp_m1(power * width) / power }
    }

    fn power_from(&self) -> f64 {
        let largest = self.pairs.iter().fold(1.0, |largest: f64, (b, e)| largest.max(*b).max(*e));
        POWER_FROM * largest * largest
    }
}

/// ψ″(x) for large x.
fn tetragamma(x: f64) -> f64 {
    let inverse = 1.0 / x;
    -inverse * inverse * (1.0 + inverse * (1.0 + 0.5 * inverse))
}

#[cfg(test)]
mod tests {
    use super::Sequence;
    use crate::math::{exp, ln_gamma};

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual / expected - 1.0).abs() <= tolerance, "{actual:e} instead of {expected:e}");
    }

    fn one_by_one<const PAIRS: usize>(sequence: &Sequence<PAIRS>, from: u32, to: u32) -> f64 {
        let (mut term, mut sum) = (1.0, 0.0);
        for j in 0..to {
            if j >= from {
                sum += term;
            }
            term *= sequence.ratio(f64::from(j));
        }
        sum
    }

    #[test]
    fn sums_are_what_adding_up_gives() {
        for decay in [0.0, 1e-4, 0.05] {
            for pairs in [
                [(0.75, 1.95), (2.8, 4.4)],
                [(1.0, 1.001), (5.0, 5.001)],
                [(0.75, 1e6), (700.0, 701.0)],
                [(30.0, 80.0), (1e6, 1e6 + 1.0)],
            ] {
                let sequence = Sequence { pairs, decay };
                for (from, to) in [(0, 1), (0, 22), (0, 5_000), (7, 40_000), (3_000, 60_000), (50_000, 50_003)] {
                    let expected = one_by_one(&sequence, from, to);
                    if expected > 1e-290 {
                        close(exp(sequence.ln_sum(f64::from(from), f64::from(to))), expected, 1e-11);
                    }
                }
            }
        }
    }

    #[test]
    fn growing_terms_do_not_overflow() {
        let sequence = Sequence { pairs: [(2_000.0, 1.0), (4.0, 5.0)], decay: 0.1 };
        let (mut log_term, mut largest) = (0.0_f64, 0.0_f64);
        for j in 0..60_000 {
            log_term += crate::math::ln(sequence.ratio(f64::from(j)));
            largest = largest.max(log_term);
        }
        let sum = sequence.ln_sum(0.0, 60_000.0);
        assert!(sum > largest && sum < largest + 10.0 && largest > 800.0, "{sum} {largest}");
    }

    #[test]
    fn endless_sums_are_gausss() {
        // Σ (1)_j (b)_j/((1)_j (e)_j)·… with one pair and the factor (1)_j/j! is ₂F₁(1, b; e; 1) = (e − 1)/(e − b − 1).
        for (b, e) in [(0.5, 1.8), (3.0, 4.05), (2.0, 90.0), (1e5, 1e5 + 1.3), (0.01, 1.02)] {
            let sequence = Sequence { pairs: [(b, e)], decay: 0.0 };
            close(exp(sequence.ln_sum(0.0, f64::INFINITY)), (e - 1.0) / (e - b - 1.0), 1e-10);
        }
        // With two pairs and (a)_j (b)_j/((c)_j j!) it is Gauss's sum itself.
        let (a, b, c) = (0.7, 1.9, 2.75);
        let sequence = Sequence { pairs: [(a, 1.0), (b, c)], decay: 0.0 };
        let gauss = exp(ln_gamma(c) + ln_gamma(c - a - b) - ln_gamma(c - a) - ln_gamma(c - b));
        close(exp(sequence.ln_sum(0.0, f64::INFINITY)), gauss, 1e-10);
    }

    #[test]
    fn no_terms_make_no_sum() {
        let sequence = Sequence { pairs: [(1.0, 2.0)], decay: 0.0 };
        assert_eq!(exp(sequence.ln_sum(4.0, 4.0)), 0.0);
    }
}
