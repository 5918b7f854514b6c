//! Customer equity and its derivatives, summed pair by pair.

use super::equity_spread::EquitySpread;
use super::horizon::Outlook;
use super::order_worth::OrderWorth;
use super::portfolio::Portfolio;
use crate::base::Customers;

/// What customers of every pair add to equity, whatever future they have. A future costs as much as there are pairs,
/// not customers.
#[derive(Clone, Debug)]
pub(super) struct EquitySlopes {
    /// Sums of P(alive) times expected spend.
    spent: Layer,
    /// Sums of P(alive).
    alive: Layer,
    pub(super) spread: EquitySpread,
}

/// Sums over the customers of every pair, and of their derivatives.
#[derive(Clone, Debug)]
struct Layer {
    weight: Vec<f64>,
    purchases: Vec<[f64; 4]>,
    spend: Vec<[f64; 3]>,
}

/// Equity with its derivatives in the log parameters of purchases and spend.
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
        let mut slopes = Self { spent: Layer::new(pairs), alive: Layer::new(pairs), spread: EquitySpread::new(pairs) };
        let alive = portfolio.alive();
        let alive_elasticity: Vec<[f64; 4]> =
            portfolio.histories.iter().map(|history| portfolio.alive_elasticity(&history)).collect();
        for (row, (history, pair)) in portfolio.rows().enumerate() {
            let of_alive = &alive_elasticity[history];
            let spend = portfolio.spend(customers, row)?;
            slopes.spread.add(pair, alive[history], &spend);
            slopes.spent.add(pair, alive[history] * spend.mean, of_alive, portfolio.spend_elasticity(customers, row));
            slopes.alive.add(pair, alive[history], of_alive, [0.0; 3]);
        }
        Some(slopes)
    }

    /// What is spent in a future and how many orders there are, discounted; [`Self::layers`] without derivatives.
    pub(super) fn sums(&self, portfolio: &Portfolio, outlook: &Outlook) -> Option<[f64; 2]> {
        let discounted = portfolio.discounted(outlook)?;
        Some([&self.spent, &self.alive].map(|layer| layer.weight.iter().zip(&discounted).map(|(w, d)| w * d).sum()))
    }

    /// How many there are of what alive customers of each pair have so many of, with its derivatives.
    pub(super) fn count(&self, of_alive: &[f64], elasticities: &[Vec<f64>; 4]) -> Sloped {
        self.alive.sloped(of_alive, elasticities)
    }

    /// What of a future no margin and no cost touches, with its derivatives.
    pub(super) fn layers(&self, portfolio: &Portfolio, outlook: &Outlook) -> Option<Layers> {
        let (discounted, elasticities) = portfolio.discounted_with_elasticities(outlook)?;
        let [spent, alive] = [&self.spent, &self.alive].map(|layer| layer.sloped(&discounted, &elasticities));
        Some(Layers { spent, alive })
    }
}

/// What customers spend in a future and how often they order, discounted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layers {
    /// Minor units.
    pub(super) spent: Sloped,
    /// Orders.
    pub(super) alive: Sloped,
}

impl Layers {
    /// What is left of it.
    pub(super) fn equity(&self, worth: OrderWorth) -> Sloped {
        self.spent.times(worth.share).less(&self.alive.times(worth.cost_minor))
    }
}

impl Layer {
    fn new(pairs: usize) -> Self {
        Self { weight: vec![0.0; pairs], purchases: vec![[0.0; 4]; pairs], spend: vec![[0.0; 3]; pairs] }
    }

    fn add(&mut self, pair: usize, weight: f64, purchases: &[f64; 4], spend: [f64; 3]) {
        self.weight[pair] += weight;
        for (sum, slope) in self.purchases[pair].iter_mut().zip(purchases) {
            *sum += weight * slope;
        }
        for (sum, slope) in self.spend[pair].iter_mut().zip(spend) {
            *sum += weight * slope;
        }
    }

    fn sloped(&self, discounted: &[f64], elasticities: &[Vec<f64>; 4]) -> Sloped {
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
        equity
    }
}

impl Sloped {
    pub(super) fn times(self, factor: f64) -> Self {
        Self {
            value: factor * self.value,
            purchases: self.purchases.map(|slope| factor * slope),
            spend: self.spend.map(|slope| factor * slope),
        }
    }

    /// This and the other.
    pub(super) fn plus(self, other: &Self) -> Self {
        Self {
            value: self.value + other.value,
            purchases: std::array::from_fn(|i| self.purchases[i] + other.purchases[i]),
            spend: std::array::from_fn(|i| self.spend[i] + other.spend[i]),
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
