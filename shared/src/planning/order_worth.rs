//! What an order leaves.

use super::Scenario;
use crate::scoring::gamma_gamma::SpendMoments;

/// What is left of an order in minor units: a share of what is spent, less what it costs to serve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OrderWorth {
    /// Of every minor unit spent.
    pub(super) share: f64,
    /// Of every order.
    pub(super) cost_minor: f64,
}

impl OrderWorth {
    /// With nothing to pay for an order beyond what the margin holds.
    pub(super) fn of_margin(margin_share: f64) -> Self {
        Self { share: margin_share, cost_minor: 0.0 }
    }

    pub(super) fn of(scenario: &Scenario) -> Self {
        Self { share: scenario.margin_share * scenario.order_value, cost_minor: scenario.cost_to_serve_minor }
    }

    /// E[W²] and E[W W′] of two orders of one customer whose spend has these moments; for several customers their sum, given
    /// how many they are and the sums of the moments, both weighted alike.
    pub(super) fn moments(&self, customers: f64, spend: &SpendMoments) -> (f64, f64) {
        let Self { share, cost_minor } = *self;
        let shift = customers * cost_minor * cost_minor - 2.0 * share * cost_minor * spend.mean;
        (share * share * spend.square + shift, share * share * spend.product + shift)
    }
}

#[cfg(test)]
mod tests {
    use super::OrderWorth;
    use crate::scoring::gamma_gamma::SpendMoments;

    #[test]
    fn moments_are_those_of_all_orders_there_are() {
        // Two kinds of customers, equally many; each spends one of two amounts.
        let kinds = [[10.0, 20.0], [40.0, 60.0]];
        let mean_over = |figure: &dyn Fn(f64, f64) -> f64| {
            let pairs =
                kinds.iter().flat_map(|[one, other]| [(*one, *one), (*one, *other), (*other, *one), (*other, *other)]);
            pairs.map(|(first, second)| figure(first, second)).sum::<f64>() / 8.0
        };
        let spend = SpendMoments {
            mean: mean_over(&|first, _| first),
            square: mean_over(&|first, _| first * first),
            product: mean_over(&|first, second| first * second),
        };
        let worth = OrderWorth { share: 0.4, cost_minor: 7.0 };
        let left = |spent: f64| 0.4 * spent - 7.0;
        let (square, product) = worth.moments(1.0, &spend);
        assert!((square - mean_over(&|first, _| left(first) * left(first))).abs() < 1e-9);
        assert!((product - mean_over(&|first, second| left(first) * left(second))).abs() < 1e-9);
    }
}
