//! What a history says of the customer behind it.

/// Mean and variance of a quantity.
///
/// ```
/// use shared::scoring::purchase_model::Moments;
/// assert_eq!(Moments::of_gamma(3.0, 2.0), Moments { mean: 1.5, variance: 0.75 });
/// let half = Moments::of_beta(1.0, 1.0);
/// assert!((half.mean - 0.5).abs() < 1e-15 && (half.variance - 1.0 / 12.0).abs() < 1e-15);
/// // 0 or 2 with equal probability.
/// let (none, two) = (Moments { mean: 0.0, variance: 0.0 }, Moments { mean: 2.0, variance: 0.0 });
/// assert_eq!(none.mix(0.5, two), Moments { mean: 1.0, variance: 1.0 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
}

impl Moments {
    /// Of Gamma(shape, rate): shape/rate and shape/rate².
    #[must_use]
    pub fn of_gamma(shape: f64, rate: f64) -> Self {
        Self { mean: shape / rate, variance: shape / rate / rate }
    }

    /// Of Beta(a, b): a/(a + b) and ab/((a + b)²(a + b + 1)).
    #[must_use]
    pub fn of_beta(a: f64, b: f64) -> Self {
        let mean = a / (a + b);
        Self { mean, variance: mean * (b / (a + b)) / (a + b + 1.0) }
    }

    /// Of a quantity that follows `self` with probability `weight` and `other` otherwise.
    #[must_use]
    pub fn mix(self, weight: f64, other: Self) -> Self {
        let rest = 1.0 - weight;
        // What cannot be the case does not count, infinite as its moments may be.
        if weight <= 0.0 {
            return other;
        }
        if rest <= 0.0 {
            return self;
        }
        let apart = self.mean - other.mean;
        Self {
            mean: weight * self.mean + rest * other.mean,
            variance: weight * self.variance + rest * other.variance + weight * rest * apart * apart,
        }
    }
}

/// Exact moments of a customer's latent quantities given the history, the parameters taken as known.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::{History, PurchaseModel};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let posterior = model.posterior(&History::new(2, 30.43, 38.86)?).expect("a closed form");
/// // λ ~ Gamma(2.243, 43.274) if alive, which has probability 0.7266, and Gamma(2.243, 34.844) if not.
/// let mean = 0.7265785701 * 2.243 / 43.274 + 0.2734214299 * 2.243 / 34.844;
/// assert!((posterior.purchase_rate.mean - mean).abs() < 1e-9);
/// assert!(posterior.dropout.mean > 0.0 && posterior.dropout.mean < 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Purchases a week while alive.
    pub purchase_rate: Moments,
    /// What makes the customer leave: the probability of it after a purchase, or the rate of it a week, as the model
    /// has it. All zero in a model without dropout.
    pub dropout: Moments,
}

/// One customer drawn given the history.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::History;
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let drawn: Vec<_> = (0..4_000).map(|stream| model.draw_customer(&history, &mut Random::new(7, stream))).collect();
/// // P(alive) is 0.7266, a share of 4,000 with a standard error of 0.007.
/// let alive = drawn.iter().filter(|customer| customer.is_alive).count() as f64 / 4_000.0;
/// assert!((alive - 0.7266).abs() < 0.028);
/// assert!(drawn.iter().all(|customer| customer.purchase_rate > 0.0 && customer.dropout < 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnCustomer {
    /// Whether they are alive at the as-of day.
    pub is_alive: bool,
    /// Purchases a week while alive.
    pub purchase_rate: f64,
    /// What makes them leave, as in [`Posterior::dropout`].
    pub dropout: f64,
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn a_mixture_of_two_points_is_a_coin() {
        let point = |mean| Moments { mean, variance: 0.0 };
        assert_eq!(point(1.0).mix(0.25, point(0.0)), Moments { mean: 0.25, variance: 0.1875 });
        let endless = Moments { mean: f64::INFINITY, variance: f64::INFINITY };
        assert_eq!((endless.mix(0.0, point(2.0)), point(2.0).mix(1.0, endless)), (point(2.0), point(2.0)));
        assert_eq!(Moments::of_gamma(2.0, 4.0), Moments { mean: 0.5, variance: 0.125 });
        assert_eq!(Moments::of_beta(1.0, 1.0), Moments { mean: 0.5, variance: 1.0 / 12.0 });
    }
}
