//! What a history says of the customer behind it.

/// Mean and variance of a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
}

impl Moments {
    /// Of Gamma(shape, rate).
    #[must_use]
    pub fn of_gamma(shape: f64, rate: f64) -> Self {
        Self { mean: shape / rate, variance: shape / rate / rate }
    }

    /// Of Beta(a, b).
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Purchases a week while alive.
    pub purchase_rate: Moments,
    /// What makes the customer leave: the probability of it after a purchase, or the rate of it a week, as the model
    /// has it. All zero in a model without dropout.
    pub dropout: Moments,
}

/// One customer drawn given the history.
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
