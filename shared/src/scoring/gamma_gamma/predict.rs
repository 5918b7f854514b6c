//! What the fitted model says of one customer.

use super::{Model, Parameters, Spend};

/// Moments of what a customer will spend per transaction, given what they spent.
///
/// ```
/// use shared::scoring::gamma_gamma::{Parameters, Spend};
/// let model = Parameters { p: 2.0, q: 3.0, v: 10.0 }.check()?;
/// let moments = model.moments(Spend { frequency: 0, mean: 0.0 }).expect("a finite mean");
/// // E(1/ν) = 10/2 and E(1/ν²) = 100/(2·1), times p, p² and p(p + 1).
/// assert!((moments.mean - 10.0).abs() < 1e-12 && (moments.product - 200.0).abs() < 1e-9);
/// assert!((moments.square - 300.0).abs() < 1e-9);
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpendMoments {
    /// E(Z): the expected value of a transaction.
    pub mean: f64,
    /// E(Z²) of one transaction; infinite where the model's tail is too heavy.
    pub square: f64,
    /// E[Z Z′] of two transactions of the same customer; infinite where the tail is too heavy.
    pub product: f64,
}

impl Model {
    /// Expected value of the customer's transactions: p(v + x z̄)/(px + q − 1), a mean of their own and
    /// the base's weighted by how much is known. `None` when the model's mean is infinite (px + q ≤ 1).
    ///
    /// For a customer without repeat transactions the mean does not matter.
    ///
    /// ```
    /// use shared::scoring::gamma_gamma::{Parameters, Spend};
    /// let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?;
    /// let expected = model.expected_spend(Spend { frequency: 1, mean: 11.77 }).expect("a finite mean");
    /// assert!((expected - 18.916852).abs() < 5e-7);
    /// // With q < 1 the mean over customers is infinite.
    /// let heavy = Parameters { p: 6.25, q: 0.5, v: 15.44 }.check()?;
    /// assert_eq!(heavy.expected_spend(Spend { frequency: 0, mean: 0.0 }), None);
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    #[must_use]
    pub fn expected_spend(&self, spend: Spend) -> Option<f64> {
        self.moments(spend).map(|moments| moments.mean)
    }

    /// Moments of the customer's transactions: given the data, ν ~ Gamma(q + px, v + x z̄).
    /// `None` when the mean is infinite.
    ///
    /// With s = px + q and w = v + x z̄: E(Z) = pw/(s − 1), E\[Z Z′\] = p²w²/((s − 1)(s − 2)), E(Z²) = (p + 1)/p times
    /// that.
    ///
    /// ```
    /// use shared::scoring::gamma_gamma::{Parameters, Spend};
    /// let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?;
    /// let moments = model.moments(Spend { frequency: 2, mean: 22.35 }).expect("a finite mean");
    /// assert!((moments.mean - 24.663714).abs() < 5e-7);
    /// // The customer's own level has this variance, a single transaction more.
    /// let (of_level, of_one) = (moments.product - moments.mean.powi(2), moments.square - moments.mean.powi(2));
    /// assert!((of_level / moments.mean.powi(2) - 1.0 / (2.0 * 6.25 + 3.74 - 2.0)).abs() < 1e-12 && of_one > of_level);
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    #[must_use]
    pub fn moments(&self, spend: Spend) -> Option<SpendMoments> {
        let Parameters { p, q, v } = self.parameters();
        let frequency = f64::from(spend.frequency);
        let shape = q + p * frequency;
        let rate = if spend.frequency > 0 { v + frequency * spend.mean } else { v };
        if shape <= 1.0 {
            return None;
        }
        let product = if shape > 2.0 { p * p * rate * rate / ((shape - 1.0) * (shape - 2.0)) } else { f64::INFINITY };
        Some(SpendMoments { mean: p * rate / (shape - 1.0), square: product * (p + 1.0) / p, product })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Parameters, Spend};

    #[test]
    fn the_more_is_known_the_more_the_customers_own_mean_counts() {
        let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check().expect("positive");
        let expected = |frequency| model.expected_spend(Spend { frequency, mean: 100.0 }).expect("finite");
        assert!(expected(0) < expected(1) && expected(1) < expected(10) && expected(10) < 100.0);
        assert!((expected(100_000) - 100.0).abs() < 0.01);
    }

    #[test]
    fn an_infinite_mean_is_not_a_number_to_show() {
        let heavy = Parameters { p: 1.0, q: 0.9, v: 15.0 }.check().expect("positive");
        assert_eq!(heavy.expected_spend(Spend { frequency: 0, mean: 0.0 }), None);
        let once = heavy.moments(Spend { frequency: 1, mean: 10.0 }).expect("a finite mean");
        assert!(once.mean.is_finite() && once.square.is_infinite());
    }
}
