//! Customer equity and its derivatives, summed pair by pair.

use super::horizon::Outlook;
use super::portfolio::Portfolio;
use crate::base::Customers;

/// What customers of every pair add to equity, whatever future they have: sums over them of P(alive) times expected
/// spend, and of that times its derivatives. A future costs as much as there are pairs, not customers.
#[derive(Clone, Debug)]
pub(super) struct EquitySlopes {
    weight: Vec<f64>,
    purchases: Vec<[f64; 4]>,
    spend: Vec<[f64; 3]>,
}

/// Equity at a margin of one with its derivatives in the log parameters of purchases and spend.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sloped {
    pub(super) value: f64,
    pub(super) purchases: [f64; 4],
    pub(super) spend: [f64; 3],
}

impl EquitySlopes {
    /// `None` without a spend model.
    pub(super) fn new(portfolio: &Portfolio, customers: &Customers) -> Option<Self> {
        let pairs = portfolio.pairs.len();
        let mut slopes =
            Self { weight: vec![0.0; pairs], purchases: vec![[0.0; 4]; pairs], spend: vec![[0.0; 3]; pairs] };
        let alive = portfolio.alive();
        let alive_elasticity: Vec<[f64; 4]> =
            portfolio.histories.iter().map(|history| portfolio.alive_elasticity(&history)).collect();
        for (row, (history, pair)) in portfolio.rows().enumerate() {
            let weight = alive[history] * portfolio.spend(customers, row)?.mean;
            slopes.weight[pair] += weight;
            for (sum, slope) in slopes.purchases[pair].iter_mut().zip(alive_elasticity[history]) {
                *sum += weight * slope;
            }
            for (sum, slope) in slopes.spend[pair].iter_mut().zip(portfolio.spend_elasticity(customers, row)) {
                *sum += weight * slope;
            }
        }
        Some(slopes)
    }

    /// Equity at a margin of one. `None` when the levers allow no dropout distribution.
    pub(super) fn value(&self, portfolio: &Portfolio, outlook: &Outlook) -> Option<f64> {
        let discounted = portfolio.discounted(outlook)?;
        Some(self.weight.iter().zip(&discounted).map(|(weight, discounted)| weight * discounted).sum())
    }

    /// The same with its derivatives.
    pub(super) fn sloped(&self, portfolio: &Portfolio, outlook: &Outlook) -> Option<Sloped> {
        let (discounted, elasticities) = portfolio.discounted_with_elasticities(outlook)?;
        let mut equity = Sloped::default();
        for (pair, discounted) in discounted.iter().enumerate() {
            let value = self.weight[pair] * discounted;
            equity.value += value;
            for (parameter, sum) in equity.purchases.iter_mut().enumerate() {
                *sum += self.purchases[pair][parameter] * discounted + value * elasticities[parameter][pair];
            }
            for (sum, slope) in equity.spend.iter_mut().zip(self.spend[pair]) {
                *sum += slope * discounted;
            }
        }
        Some(equity)
    }
}

impl Sloped {
    /// Everything multiplied.
    pub(super) fn times(self, factor: f64) -> Self {
        Self {
            value: factor * self.value,
            purchases: self.purchases.map(|slope| factor * slope),
            spend: self.spend.map(|slope| factor * slope),
        }
    }

    /// This less the other.
    pub(super) fn less(self, other: &Self) -> Self {
        Self {
            value: self.value - other.value,
            purchases: std::array::from_fn(|i| self.purchases[i] - other.purchases[i]),
            spend: std::array::from_fn(|i| self.spend[i] - other.spend[i]),
        }
    }
}
