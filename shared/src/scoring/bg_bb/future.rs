//! The future of a customer who is alive at the last opportunity.
//!
//! Then p ~ Beta(A, B) and θ ~ Beta(G, D) are independent, and over m further opportunities
//!
//! * alive at the m-th: S_m = B(G, D + m)/B(G, D),
//! * purchase at the j-th: A/(A + B) · S_j,
//! * no purchase: B(A, B + m)/B(A, B) · S_m + Σ_{j<m} B(A, B + j)/B(A, B) · B(G + 1, D + j)/B(G, D), alive or
//!   dropped out at the beginning of opportunity j + 1,
//! * k purchases: the same with binomial weights (Fader, Hardie and Shang 2010, equation 8 for the posterior).
//!
//! All sums have positive terms and are [sequences](super::sequence) that cost no more for long horizons.

use super::DiscountPerOpportunity;
use super::sequence::Sequence;
use crate::math::{exp, ln, ln_gamma_ratio, ln_rising_ratio, mean_power_of_beta};
use crate::scoring::Levers;

/// The mixture of purchase and dropout probabilities of an alive customer: p ~ Beta(A, B) with A = α + x and
/// B = β + n − x, θ ~ Beta(G, D) with G = γ and D = δ + n.
///
/// ```
/// use shared::scoring::bg_bb::{DiscountPerOpportunity, Future};
/// let future = Future { purchase_a: 3.0, purchase_b: 1.0, dropout_a: 1.0, dropout_b: 9.0 };
/// // Alive at the first opportunity with 9/10, at the second with 9/10 · 10/11; taken with 3/4.
/// assert!((future.survival(2) - 9.0 / 11.0).abs() < 1e-12 && future.mean_purchase() == 0.75);
/// let expected = 0.75 * (9.0 / 10.0 + 9.0 / 11.0);
/// assert!((future.expected_purchases(2) - expected).abs() < 1e-12);
/// assert!((future.discounted_purchases(DiscountPerOpportunity::NONE, Some(2)) - expected).abs() < 1e-12);
/// assert!((future.no_purchase(Some(1)) - (1.0 - 0.75 * 0.9)).abs() < 1e-12);
/// let all: f64 = (0..=2).map(|count| future.purchase_count_probability(count, 2)).sum();
/// assert!((all - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// A: first shape of the probability to take an opportunity.
    pub purchase_a: f64,
    /// B: second shape of it.
    pub purchase_b: f64,
    /// G: first shape of the dropout probability.
    pub dropout_a: f64,
    /// D: second shape of it.
    pub dropout_b: f64,
}

impl Future {
    /// Probability of being alive at the `opportunities`-th opportunity from now: S_m = B(G, D + m)/B(G, D).
    #[must_use]
    pub fn survival(&self, opportunities: u32) -> f64 {
        exp(self.ln_survival(f64::from(opportunities)))
    }

    /// Expected purchases at the next `opportunities`: A/(A + B) Σ S_j over 1 ≤ j ≤ m.
    #[must_use]
    pub fn expected_purchases(&self, opportunities: u32) -> f64 {
        self.purchases(0.0, f64::from(opportunities))
    }

    /// Expected purchases at the next `opportunities` (all to come for `None`), the j-th discounted by
    /// (1 + `rate`)^−j. Without a discount all to come are infinitely many unless G > 1.
    #[must_use]
    pub fn discounted_purchases(&self, rate: DiscountPerOpportunity, opportunities: Option<u32>) -> f64 {
        match opportunities {
            Some(opportunities) => self.purchases(rate.continuous(), f64::from(opportunities)),
            None if rate > DiscountPerOpportunity::NONE => {
                let rate = rate.get();
                // Σ_j ((1 − θ)/(1 + d))^j = (1 − θ)/(d + θ), averaged over θ.
                let Self { dropout_a, dropout_b, .. } = *self;
                let next = self.mean_purchase() * dropout_b / (dropout_a + dropout_b);
                next / rate * mean_power_of_beta(1.0, dropout_a, dropout_b + 1.0, 1.0 / rate)
            }
            None if self.dropout_a > 1.0 => self.mean_purchase() * self.dropout_b / (self.dropout_a - 1.0),
            None => f64::INFINITY,
        }
    }

    /// `E[N(N − 1)]` of the purchases N at the next `opportunities`: twice the expected number of pairs of them,
    ///
    /// 2 A(A + 1)/((A + B)(A + B + 1)) · Σ (j − 1) S_j over 1 < j ≤ m,
    ///
    /// since one who is alive at the j-th opportunity could take each of the j − 1 before it.
    ///
    /// ```
    /// use shared::scoring::bg_bb::Future;
    /// let future = Future { purchase_a: 3.0, purchase_b: 5.0, dropout_a: 0.5, dropout_b: 6.0 };
    /// // Two purchases at two opportunities are one pair, in either order.
    /// assert!((future.purchase_pairs(2) - 2.0 * future.purchase_count_probability(2, 2)).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn purchase_pairs(&self, opportunities: u32) -> f64 {
        let Self { purchase_a: a, purchase_b: b, dropout_a, dropout_b } = *self;
        let all = a + b;
        let both_taken = self.mean_purchase() * ((a + 1.0) / (all + 1.0));
        // (j − 1) S_j = S_2 (2)_i/(1)_i (D + 2)_i/(G + D + 2)_i with i = j − 2.
        let pairs = [(2.0, 1.0), (dropout_b + 2.0, dropout_a + dropout_b + 2.0)];
        let sequence = Sequence { pairs, decay: 0.0 };
        let further = f64::from(opportunities.saturating_sub(1));
        2.0 * both_taken * exp(self.ln_survival(2.0) + sequence.ln_sum(0.0, further))
    }

    /// Probability of no purchase at the next `opportunities`; at none ever for `None`.
    #[must_use]
    pub fn no_purchase(&self, opportunities: Option<u32>) -> f64 {
        match opportunities {
            Some(opportunities) => {
                let [alive, dropped_out] = self.silence(opportunities);
                (alive + dropped_out).min(1.0)
            }
            None => self.dropped_out_before_purchase(f64::INFINITY).min(1.0),
        }
    }

    /// Probabilities of making no purchase at the next `opportunities` and being alive at the last of them, and
    /// of making none and having dropped out.
    #[must_use]
    pub(super) fn silence(&self, opportunities: u32) -> [f64; 2] {
        let m = f64::from(opportunities);
        [exp(self.ln_declined(m) + self.ln_survival(m)), self.dropped_out_before_purchase(m)]
    }

    /// Probability of a purchase, and the first one after the next `opportunities`.
    ///
    /// ```
    /// use shared::scoring::bg_bb::Future;
    /// let future = Future { purchase_a: 3.0, purchase_b: 1.0, dropout_a: 1.0, dropout_b: 9.0 };
    /// // None at the next two, but later.
    /// let later = future.no_purchase(Some(2)) - future.no_purchase(None);
    /// assert!((future.first_purchase_after(2) - later).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn first_purchase_after(&self, opportunities: u32) -> f64 {
        let Self { purchase_a, purchase_b, dropout_a, dropout_b } = *self;
        let first = self.mean_purchase() * dropout_b / (dropout_a + dropout_b);
        let pairs = [(purchase_b, purchase_a + purchase_b + 1.0), (dropout_b + 1.0, dropout_a + dropout_b + 1.0)];
        let sequence = Sequence { pairs, decay: 0.0 };
        first * exp(sequence.ln_sum(f64::from(opportunities), f64::INFINITY))
    }

    /// Probability of exactly `count` purchases at the next `opportunities`.
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, opportunities: u32) -> f64 {
        if count > opportunities {
            return 0.0;
        }
        let Self { purchase_a: a, purchase_b: b, dropout_a, dropout_b } = *self;
        let (k, m) = (f64::from(count), f64::from(opportunities));
        // B(A + k, B)/B(A, B): the purchases come first, then C(k + j, k) orders of them among j declined ones.
        let taken = ln_rising_ratio(a, a + b, k);
        let declined = ln_rising_ratio(b, a + b + k, m - k);
        let orders = ln_gamma_ratio(m - k + 1.0, k) - ln_gamma_ratio(1.0, k);
        let alive = exp(taken + declined + orders + self.ln_survival(m));
        let dropout = ln(dropout_a / (dropout_a + dropout_b + k)) + self.ln_survival(k);
        let pairs = [(b, a + b + k), (dropout_b + k, dropout_a + dropout_b + k + 1.0), (k + 1.0, 1.0)];
        let sequence = Sequence { pairs, decay: 0.0 };
        (alive + exp(taken + dropout + sequence.ln_sum(0.0, m - k))).min(1.0)
    }

    /// The future under these levers: the mean of p, and that of θ, times a factor, their spread kept. `None` where a
    /// mean would not be below 1.
    ///
    /// ```
    /// use shared::scoring::Levers;
    /// use shared::scoring::bg_bb::Future;
    /// let future = Future { purchase_a: 2.0, purchase_b: 3.0, dropout_a: 1.0, dropout_b: 9.0 };
    /// let more = future.with_levers(&Levers { purchase_rate: 1.5, dropout: 0.5 }).expect("means below 1");
    /// assert!((more.mean_purchase() - 0.6).abs() < 1e-12 && (more.survival(1) - 0.95).abs() < 1e-12);
    /// // An opportunity cannot be taken more often than always.
    /// assert_eq!(future.with_levers(&Levers { purchase_rate: 3.0, ..Levers::NONE }), None);
    /// ```
    #[must_use]
    pub fn with_levers(self, levers: &Levers) -> Option<Self> {
        let moved = |a: f64, b: f64, factor: f64| {
            let rest = a + b - factor * a;
            (rest > 0.0).then_some((factor * a, rest))
        };
        let (purchase_a, purchase_b) = moved(self.purchase_a, self.purchase_b, levers.purchase_rate)?;
        let (dropout_a, dropout_b) = moved(self.dropout_a, self.dropout_b, levers.dropout)?;
        Some(Self { purchase_a, purchase_b, dropout_a, dropout_b })
    }

    /// Mean probability to take an opportunity: A/(A + B).
    #[must_use]
    pub fn mean_purchase(&self) -> f64 {
        self.purchase_a / (self.purchase_a + self.purchase_b)
    }

    /// ln S_m.
    fn ln_survival(&self, m: f64) -> f64 {
        ln_rising_ratio(self.dropout_b, self.dropout_a + self.dropout_b, m)
    }

    /// ln B(A, B + m)/B(A, B): m opportunities declined.
    fn ln_declined(&self, m: f64) -> f64 {
        ln_rising_ratio(self.purchase_b, self.purchase_a + self.purchase_b, m)
    }

    fn purchases(&self, decay: f64, m: f64) -> f64 {
        let sequence = Sequence { pairs: [(self.dropout_b, self.dropout_a + self.dropout_b)], decay };
        self.mean_purchase() * exp(sequence.ln_sum(1.0, m + 1.0))
    }

    fn dropped_out_before_purchase(&self, m: f64) -> f64 {
        let Self { purchase_a, purchase_b, dropout_a, dropout_b } = *self;
        let pairs = [(purchase_b, purchase_a + purchase_b), (dropout_b, dropout_a + dropout_b + 1.0)];
        let sequence = Sequence { pairs, decay: 0.0 };
        dropout_a / (dropout_a + dropout_b) * exp(sequence.ln_sum(0.0, m))
    }
}

#[cfg(test)]
mod tests {
    use super::Future;
    use crate::scoring::Levers;

    #[test]
    fn levers_multiply_means() {
        let future = Future { purchase_a: 3.0, purchase_b: 5.0, dropout_a: 0.5, dropout_b: 6.0 };
        assert_eq!(future.with_levers(&Levers::NONE), Some(future));
        let more = future.with_levers(&Levers { purchase_rate: 1.5, dropout: 1.0 }).expect("below 1");
        assert!((more.expected_purchases(9) / future.expected_purchases(9) - 1.5).abs() < 1e-14);
        let kept = future.with_levers(&Levers { purchase_rate: 1.0, dropout: 0.5 }).expect("below 1");
        assert!((1.0 - kept.survival(1) - 0.5 * (1.0 - future.survival(1))).abs() < 1e-14);
        assert_eq!(future.with_levers(&Levers { purchase_rate: 3.0, dropout: 1.0 }), None);
    }
}
