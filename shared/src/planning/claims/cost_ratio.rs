//! What winning a customer costs against keeping one.

/// What was spent on a group of customers in some period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spending {
    /// The sum, in any unit of money.
    pub spent: Option<f64>,
    /// Customers won or kept by it.
    pub customers: Option<f64>,
}

impl Spending {
    /// Spent a customer; `None` where a part is missing, not above zero or not finite.
    #[must_use]
    pub fn per_customer(&self) -> Option<f64> {
        let is_known = |value: &f64| value.is_finite() && *value > 0.0;
        Some(self.spent.filter(is_known)? / self.customers.filter(is_known)?)
    }
}

/// How many times as much winning a customer costs as keeping one; `None`, never a figure from elsewhere, where a part of
/// either is missing.
///
/// ```
/// use shared::planning::claims::{Spending, cost_ratio};
///
/// let won = Spending { spent: Some(9_000.0), customers: Some(300.0) };
/// let kept = Spending { spent: Some(4_000.0), customers: Some(800.0) };
/// assert_eq!(cost_ratio(&won, &kept), Some(6.0));
/// assert_eq!(cost_ratio(&won, &Spending { customers: None, ..kept }), None);
/// ```
#[must_use]
pub fn cost_ratio(won: &Spending, kept: &Spending) -> Option<f64> {
    Some(won.per_customer()? / kept.per_customer()?)
}

#[cfg(test)]
mod tests {
    use super::{Spending, cost_ratio};

    fn spending(spent: f64, customers: f64) -> Spending {
        Spending { spent: Some(spent), customers: Some(customers) }
    }

    #[test]
    fn the_ratio_is_that_of_ones_own_sums() {
        assert_eq!(cost_ratio(&spending(200.0, 10.0), &spending(50.0, 5.0)), Some(2.0));
        assert_eq!(cost_ratio(&spending(50.0, 5.0), &spending(200.0, 10.0)), Some(0.5));
    }

    #[test]
    fn whatever_is_missing_leaves_it_blank() {
        let full = spending(200.0, 10.0);
        for part in [
            Spending::default(),
            Spending { spent: None, ..full },
            Spending { customers: None, ..full },
            spending(0.0, 10.0),
            spending(200.0, 0.0),
            spending(f64::NAN, 10.0),
            spending(200.0, f64::INFINITY),
            spending(-1.0, -1.0),
        ] {
            assert_eq!(cost_ratio(&part, &full), None, "{part:?}");
            assert_eq!(cost_ratio(&full, &part), None, "{part:?}");
        }
    }
}
