//! The future of a customer who is alive.
//!
//! Given the history and that the customer is alive, they have passed j < k phases of the open gap with the weights
//! of [`OpenGap`]; given j, the phases to come are a Poisson process of rate λ ~ Gamma(n + j, τ), τ = α + T; and the
//! dropout probability is p ~ Beta(A, B), A = a, B = b + m, independent of it. The next purchase comes after k − j
//! phases and each further one after k more. If I is the number of purchases until t were dropout switched off,
//!
//! * expected purchases: E[A_I], A_I = Σ_{i<I} G_i,
//! * still alive at t: E[G_I], where G_i = E[(1 − p)^i] = (B)_i/(A + B)_i.

use super::open_gap::OpenGap;
use super::regularity::MOST_PHASES;
use super::{Model, Parameters, far, near};
use crate::math::{exp, ln_1p};
use crate::scoring::purchase_model::AliveFuture;
use crate::scoring::{DiscountRate, History, Levers, Weeks};

/// The mixture of phases passed, phase rates and dropout probabilities of an alive customer.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
/// use shared::scoring::{History, PurchaseModel};
/// let parameters = Parameters { regularity: Regularity::new(2)?, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
/// let model = parameters.check(Dropout::AfterEveryTransaction)?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let (alive, future) = (model.probability_alive(&history), model.future(&history));
/// // Times P(alive), with values by quadrature.
/// assert!((alive * future.expected_purchases(39.0) - 1.399061629386).abs() < 1e-9);
/// assert!((alive * future.purchase_count_probability(1, 39.0) - 0.296913936363).abs() < 1e-9);
/// assert!((1.0 - alive + alive * future.no_purchase(39.0) - 0.303998238359).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RegularFuture {
    /// k.
    pub(super) phases: usize,
    /// n: shape of the phase rate before the silence.
    pub(super) shape: f64,
    /// τ: rate of the phase rate's gamma distribution, weeks.
    pub(super) time: f64,
    /// z: the silence's share in τ.
    pub(super) silence: f64,
    /// Probabilities of having passed j phases.
    pub(super) passed: [f64; MOST_PHASES],
    /// S(n, ·).
    pub(super) open_gap: OpenGap,
    /// A.
    pub(super) dropout_a: f64,
    /// B.
    pub(super) dropout_b: f64,
}

/// What an alive customer does until some time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Outlook {
    /// Expected purchases.
    pub(super) purchases: f64,
    /// Probability of being alive still.
    pub(super) alive: f64,
}

impl Model {
    /// The future of a customer with this history, were they alive.
    #[must_use]
    pub fn future(&self, history: &History) -> RegularFuture {
        let Parameters { regularity, r, alpha, a, b } = self.values();
        let shape = r + f64::from(regularity.phases()) * f64::from(history.frequency);
        let time = alpha + history.age;
        let silence = (history.age - history.recency) / time;
        let open_gap = OpenGap::new(regularity, shape);
        RegularFuture {
            phases: regularity.phases() as usize,
            shape,
            time,
            silence,
            passed: open_gap.weights(silence),
            open_gap,
            dropout_a: a,
            dropout_b: b + self.dropout().opportunities(history.frequency),
        }
    }
}

impl RegularFuture {
    /// Expected purchases within `horizon` weeks.
    #[must_use]
    pub fn expected_purchases(&self, horizon: f64) -> f64 {
        if horizon.is_infinite() { self.lifetime_purchases() } else { self.outlook(horizon).purchases }
    }

    /// Expected purchases until dropout: E[1/p], infinite for A ≤ 1.
    #[must_use]
    pub fn lifetime_purchases(&self) -> f64 {
        let more_than_one = self.dropout_a - 1.0;
        if more_than_one > 0.0 { (more_than_one + self.dropout_b) / more_than_one } else { f64::INFINITY }
    }

    /// Probability of being alive after `horizon` weeks.
    #[must_use]
    pub fn survival(&self, horizon: f64) -> f64 {
        if horizon.is_infinite() { 0.0 } else { self.outlook(horizon).alive }
    }

    /// Probability of no purchase within `horizon` weeks: that the open gap lasts as long.
    #[must_use]
    pub fn no_purchase(&self, horizon: f64) -> f64 {
        if horizon.is_infinite() {
            return 0.0;
        }
        let later = (self.silence * self.time + horizon) / (self.time + horizon);
        exp(-self.shape * ln_1p(horizon / self.time)) * (self.open_gap.at(later) / self.open_gap.at(self.silence))
    }

    /// Where a sum over phases is short it is taken, else an integral over dropout probabilities.
    pub(super) fn outlook(&self, horizon: f64) -> Outlook {
        if horizon <= 0.0 {
            return Outlook { purchases: 0.0, alive: 1.0 };
        }
        if near::is_near(self, horizon) { near::outlook(self, horizon) } else { far::outlook(self, horizon) }
    }

    /// The same future under levers; `None` when no such dropout distribution exists. The phases passed so far stay.
    #[must_use]
    pub fn with_levers(self, levers: &Levers) -> Option<Self> {
        let dropout_a = levers.dropout * self.dropout_a;
        let dropout_b = self.dropout_a + self.dropout_b - dropout_a;
        let time = self.time / levers.purchase_rate;
        (dropout_b > 0.0).then_some(Self { time, dropout_a, dropout_b, ..self })
    }

    /// Mean number of phases passed.
    pub(super) fn mean_passed(&self) -> f64 {
        self.passed.iter().enumerate().map(|(j, weight)| j as f64 * weight).sum()
    }
}

impl AliveFuture for RegularFuture {
    fn probability_alive_after(&self, after: Weeks) -> f64 {
        self.survival(after.get())
    }

    fn expected_purchases(&self, horizon: Weeks) -> f64 {
        self.expected_purchases(horizon.get())
    }

    fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> f64 {
        self.discounted_purchases(rate.per_week(), horizon.get())
    }

    fn no_purchase_probability(&self, horizon: Weeks) -> f64 {
        self.no_purchase(horizon.get())
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    use crate::scoring::{History, Levers};

    #[test]
    fn levers_do_what_they_say() {
        let model = Parameters::from_array(Regularity::new(3).expect("in range"), [0.9, 6.0, 0.9, 2.6]);
        let model = model.check(Dropout::AfterEveryTransaction).expect("positive");
        let future = model.future(&History { frequency: 4, recency: 30.0, age: 31.0 });
        // Twice as fast for half as long is the same.
        let faster = future.with_levers(&Levers { purchase_rate: 2.0, dropout: 1.0 }).expect("in range");
        assert!((faster.expected_purchases(26.0) / future.expected_purchases(52.0) - 1.0).abs() < 1e-13);
        assert!((faster.no_purchase(26.0) / future.no_purchase(52.0) - 1.0).abs() < 1e-13);
        assert!((faster.survival(26.0) / future.survival(52.0) - 1.0).abs() < 1e-13);
        let safer = future.with_levers(&Levers { purchase_rate: 1.0, dropout: 0.5 }).expect("in range");
        assert!((safer.dropout_a + safer.dropout_b - future.dropout_a - future.dropout_b).abs() < 1e-14);
        assert!(safer.survival(52.0) > future.survival(52.0));
        assert!(future.with_levers(&Levers { purchase_rate: 1.0, dropout: 20.0 }).is_none());
    }
}
