//! What of totals varies were the parameters known, summed pair by pair.

use super::order_worth::OrderWorth;
use super::portfolio::Noise;
use crate::scoring::gamma_gamma::SpendMoments;

/// Sums over the customers of every pair from which the variance of totals follows, whatever future they have: it costs as
/// much as there are pairs, not customers.
#[derive(Clone, Debug)]
pub(super) struct EquitySpread(Vec<PairSums>);

#[derive(Clone, Copy, Debug)]
struct PairSums {
    /// Sum of P(alive).
    alive: f64,
    /// Sums of P(alive) times the moments of spend.
    spend: SpendMoments,
    /// Sum of P(alive)².
    alive_squared: f64,
    /// Sums of P(alive)² times expected spend, and times its square.
    spend_squared: SpendMoments,
}

impl EquitySpread {
    /// Of nobody yet.
    pub(super) fn new(pairs: usize) -> Self {
        let none = SpendMoments { mean: 0.0, square: 0.0, product: 0.0 };
        Self(vec![PairSums { alive: 0.0, spend: none, alive_squared: 0.0, spend_squared: none }; pairs])
    }

    /// Adds a customer.
    pub(super) fn add(&mut self, pair: usize, alive: f64, spend: &SpendMoments) {
        let sums = &mut self.0[pair];
        sums.alive += alive;
        sums.alive_squared += alive * alive;
        add(&mut sums.spend, alive, spend);
        let square = spend.mean * spend.mean;
        add(&mut sums.spend_squared, alive * alive, &SpendMoments { mean: spend.mean, square, product: square });
    }

    /// Variance of customer equity: Σ E[V²] − E[V]² over customers.
    pub(super) fn of_equity(&self, noise: &Noise, discounted: &[f64], worth: OrderWorth) -> f64 {
        let of_pair = |(pair, sums): (usize, &PairSums)| {
            let (own, product) = worth.moments(sums.alive, &sums.spend);
            let (_, expected) = worth.moments(sums.alive_squared, &sums.spend_squared);
            let square = noise.squares[pair] * own + noise.products[pair] * product;
            (square - discounted[pair] * discounted[pair] * expected).max(0.0)
        };
        self.0.iter().enumerate().map(of_pair).sum()
    }

    /// Variance of the number of orders, given E[N] and E[N(N − 1)] of alive customers: Σ E[N] + E[N(N − 1)] − E[N]².
    pub(super) fn of_orders(&self, orders: &[f64], order_pairs: &[f64]) -> f64 {
        let futures = orders.iter().zip(order_pairs);
        let of_pair = |(sums, (orders, pairs)): (&PairSums, (&f64, &f64))| {
            (sums.alive * (orders + pairs) - sums.alive_squared * orders * orders).max(0.0)
        };
        self.0.iter().zip(futures).map(of_pair).sum()
    }

    /// Variance of the number of customers still active, given P(still active) of alive ones.
    pub(super) fn of_active(&self, survival: &[f64]) -> f64 {
        let of_pair = |(sums, survival): (&PairSums, &f64)| {
            (sums.alive * survival - sums.alive_squared * survival * survival).max(0.0)
        };
        self.0.iter().zip(survival).map(of_pair).sum()
    }
}

fn add(sums: &mut SpendMoments, weight: f64, spend: &SpendMoments) {
    sums.mean += weight * spend.mean;
    sums.square += weight * spend.square;
    sums.product += weight * spend.product;
}

#[cfg(test)]
mod tests {
    use crate::planning::equity_slopes::EquitySlopes;
    use crate::planning::fixture::shop;
    use crate::planning::horizon::Outlook;
    use crate::planning::order_worth::OrderWorth;
    use crate::planning::totals::{Total, Totals};
    use crate::planning::{Portfolio, assess};
    use crate::scoring::Levers;

    #[test]
    fn equity_by_pairs_is_that_of_each_customer_alone() {
        let customers = shop();
        let portfolio = Portfolio::new(&customers, &assess(&customers)).expect("estimated");
        let slopes = EquitySlopes::new(&portfolio, &customers).expect("spend is known");
        let fewer_leave = Levers { purchase_rate: 1.2, dropout: 0.8 };
        for outlook in [Outlook::new(36, 0.1), Outlook { levers: fewer_leave, ..Outlook::new(6, 0.0) }] {
            let noise = portfolio.noise(&outlook).expect("the levers allow it");
            let discounted = portfolio.discounted(&outlook).expect("the levers allow it");
            for worth in [OrderWorth::of_margin(0.4), OrderWorth { share: 0.3, cost_minor: 700.0 }] {
                let alone = Totals::of(&portfolio, &customers, &outlook, worth).expect("the levers allow it").equity;
                let layers = slopes.layers(&portfolio, &outlook).expect("the levers allow it");
                let individual = slopes.spread.of_equity(&noise, &discounted, worth);
                let together = Total::new(layers.equity(worth), individual, worth.cost_minor > 0.0);
                let close = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-9, "{together:?} {alone:?}");
                close(together.value, alone.value);
                close(together.individual, alone.individual);
                for figure in 0..3 {
                    close(together.purchases[figure], alone.purchases[figure]);
                    close(together.spend[figure], alone.spend[figure]);
                }
            }
        }
    }
}
