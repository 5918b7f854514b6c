//! What every model of purchases answers.

mod alive_future;
mod by_period;
mod columns;
mod next_purchase;
mod pairs;
mod posterior;
mod silence;
mod silence_sql;
#[cfg(test)]
pub(crate) mod sql_oracle;

use std::fmt::Debug;

pub use alive_future::AliveFuture;
pub use by_period::discounted_by_period;
pub use columns::HistoryColumns;
pub use next_purchase::{NextPurchase, next_purchase_quantile};
pub(in crate::scoring) use pairs::from_counts as pairs_from_counts;
pub use posterior::{DrawnCustomer, Moments, Posterior};
pub use silence::silence_until_alive_below;
pub(super) use silence_sql::{LARGEST_EXPONENT, LifetimeSql, SilenceSql};

use super::uncertainty::EveryHistory;
use super::{DiscountRate, Histories, History, Levers, Weeks};
use crate::random::Random;

/// A fitted model of when a customer buys and whether they still do.
///
/// "Purchases" are repeat transactions: those after the first. Every probability lies between 0 and 1, every
/// expectation is zero or more. What is so small that a float cannot hold it is 0.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};
/// // The BG/NBD of Fader, Hardie and Lee (2005), and the customer of their example.
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let horizon = Weeks::of_weeks(39.0);
/// assert!((model.probability_alive(&history) - 0.7265785701).abs() < 1e-9);
/// assert!((model.expected_purchases(&history, horizon) - 1.2260281748).abs() < 1e-9);
/// assert!((model.expected_purchases_of_new(horizon) - 1.1967232).abs() < 1e-7);
/// assert!((model.purchase_count_probability_of_new(0, horizon) - 0.573786352).abs() < 1e-9);
/// assert!((model.log_likelihood(&history) + 9.4586063071).abs() < 1e-9);
/// let discounted = model.discounted_purchases(&history, DiscountRate::annual_effective(0.1)?, horizon);
/// assert!(discounted < 1.2260281748 && discounted > 1.15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait PurchaseModel: Debug + Send + Sync {
    /// The model's name on the command line and in files, for example `bg-nbd`.
    fn name(&self) -> &'static str;

    /// The parameters with their symbols, in the order of the literature; times in weeks. What is chosen and not
    /// estimated comes first.
    fn parameters(&self) -> Vec<(&'static str, f64)>;

    /// Whether what an alive customer will do depends on when they last bought, and not on frequency and age alone.
    fn future_depends_on_recency(&self) -> bool {
        false
    }

    /// Log-likelihood of one history, the purchase times included.
    fn log_likelihood(&self, history: &History) -> f64;

    /// Probability that the customer is alive at the as-of day.
    fn probability_alive(&self, history: &History) -> f64;

    /// Probability that the customer is alive `after` the as-of day, given the history up to the as-of day.
    fn probability_alive_after(&self, history: &History, after: Weeks) -> f64;

    /// Expected purchases within `horizon` after the as-of day.
    fn expected_purchases(&self, history: &History, horizon: Weeks) -> f64;

    /// [`Self::expected_purchases`] of every distinct history, in their order. A model may share work between histories
    /// and then agrees to a billionth.
    fn expected_purchases_of_each(&self, histories: &Histories, horizon: Weeks) -> Vec<f64> {
        self.weighted_purchases_of_each(histories, &[(horizon, 1.0)])
    }

    /// Σ weight · [`expected_purchases`](Self::expected_purchases) within the horizon, over the terms, of every distinct
    /// history in their order: what purchases are worth that count differently from one period to the next. A model may
    /// share work between histories and terms and then agrees to a billionth.
    ///
    /// ```
    /// use shared::scoring::nbd::Parameters;
    /// use shared::scoring::{Histories, History, PurchaseModel, Weeks};
    /// // (r + x)/(alpha + T) = 3/30 purchases a week. Those of the next 10 weeks count 2, of the 10 after them 1.
    /// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
    /// let histories = Histories::from_weeks(&[History::new(2, 15.0, 20.0)?]);
    /// let terms = [(Weeks::of_weeks(10.0), 1.0), (Weeks::of_weeks(20.0), 1.0)];
    /// assert!((model.weighted_purchases_of_each(&histories, &terms)[0] - 3.0).abs() < 1e-8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn weighted_purchases_of_each(&self, histories: &Histories, terms: &[(Weeks, f64)]) -> Vec<f64> {
        let [sums] = EveryHistory::new(histories).each(self, |history| [weighted_purchases(self, history, terms)]);
        sums
    }

    /// Expected purchases of a new customer within `horizon` after the first transaction.
    fn expected_purchases_of_new(&self, horizon: Weeks) -> f64 {
        self.expected_purchases(&History::NEW, horizon)
    }

    /// Probability that the customer makes exactly `count` purchases within `horizon` after the as-of day.
    fn purchase_count_probability(&self, history: &History, count: u32, horizon: Weeks) -> f64;

    /// Probability that a new customer makes exactly `count` purchases within `horizon` after the first transaction.
    fn purchase_count_probability_of_new(&self, count: u32, horizon: Weeks) -> f64 {
        self.purchase_count_probability(&History::NEW, count, horizon)
    }

    /// Probability of no purchase within `horizon` after the as-of day; for [`Weeks::FOREVER`] that of never
    /// purchasing again.
    fn no_purchase_probability(&self, history: &History, horizon: Weeks) -> f64;

    /// Expected purchases within `horizon` after the as-of day, each discounted by e^(−rate · weeks): the residual
    /// value of the customer in purchases. It may be infinite when neither the rate nor the horizon bounds it.
    fn discounted_purchases(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64;

    /// E[Σ_{i≠j} e^(−rate · (t_i + t_j))] over ordered pairs of purchases within the finite `horizon` after the as-of
    /// day: with it and the expectations the variance of a discounted sum of purchases is known. Without discount it
    /// is E[N(N − 1)] of their number N.
    ///
    /// Unless a model knows better: E[N(N − 1)] from the probabilities of the counts, times the square of the mean
    /// discount, as if purchase times were independent.
    ///
    /// ```
    /// use shared::scoring::nbd::Parameters;
    /// use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};
    /// // Counts within 30 weeks are negative binomial with shape 3 and mean 3: E[N(N − 1)] = 3² · (3 + 1)/3.
    /// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
    /// let history = History::new(2, 15.0, 20.0)?;
    /// let pairs = model.discounted_pairs(&history, DiscountRate::none(), Weeks::of_weeks(30.0));
    /// assert!((pairs - 12.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn discounted_pairs(&self, history: &History, rate: DiscountRate, horizon: Weeks) -> f64 {
        let pairs = pairs::from_counts(|count| self.purchase_count_probability(history, count, horizon));
        if rate.per_week() == 0.0 || pairs == 0.0 {
            return pairs;
        }
        let mean = self.discounted_purchases(history, rate, horizon) / self.expected_purchases(history, horizon);
        pairs * mean * mean
    }

    /// The future of the customer were they alive, under these levers; `None` where the levers ask for what the model
    /// cannot have (a dropout probability beyond certainty) or the model has none.
    fn alive_future(&self, _history: &History, _levers: &Levers) -> Option<Box<dyn AliveFuture>> {
        None
    }

    /// Moments of the customer's purchase rate and dropout given the history; `None` where the model has no closed
    /// form for them.
    fn posterior(&self, _history: &History) -> Option<Posterior> {
        None
    }

    /// Draws one future given the history: weeks from the as-of day to each purchase within the finite `horizon`.
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::nbd::Parameters;
    /// use shared::scoring::{History, PurchaseModel, Weeks};
    /// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
    /// let history = History::new(2, 15.0, 20.0)?;
    /// let horizon = Weeks::of_weeks(30.0);
    /// let draw = |stream| model.simulate_future(&history, horizon, &mut Random::new(7, stream)).len() as f64;
    /// // 3 purchases expected, with variance 3 + 12 − 9 = 6: the mean of 4,000 draws has a standard error of 0.04.
    /// let mean = (0..4_000).map(draw).sum::<f64>() / 4_000.0;
    /// assert!((mean - 3.0).abs() < 0.16);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn simulate_future(&self, history: &History, horizon: Weeks, random: &mut Random) -> Vec<f64>;

    /// Draws the history of a customer whose first transaction was the finite `age` ago.
    fn simulate_history(&self, age: Weeks, random: &mut Random) -> History;

    /// P(alive) as an SQL expression of the columns, which needs nothing but `EXP`, `LN` and `CASE`.
    fn probability_alive_sql(&self, columns: &HistoryColumns<'_>) -> String;
}

/// Σ weight · expected purchases within the horizon, over the terms, of one customer.
pub(super) fn weighted_purchases(
    model: &(impl PurchaseModel + ?Sized),
    history: &History,
    terms: &[(Weeks, f64)],
) -> f64 {
    terms.iter().map(|(horizon, weight)| weight * model.expected_purchases(history, *horizon)).sum()
}
