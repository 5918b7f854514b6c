//! Drawing customers, their futures and their histories.

use super::{DiscreteHistory, Future, Model};
use crate::random::Random;

/// A customer drawn given a history.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
/// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
/// let donor = DiscreteHistory::new(2, 4, 6)?;
/// let drawn: Vec<_> = (0..4_000).map(|stream| model.draw_customer(donor, &mut Random::new(7, stream))).collect();
/// // Shares of 4,000 have standard errors below 0.008.
/// let alive = drawn.iter().filter(|customer| customer.lived.is_none()).count() as f64 / 4_000.0;
/// assert!((alive - model.probability_alive(donor)).abs() < 0.032);
/// // Whoever left lived through the last opportunity taken, and not through all.
/// assert!(drawn.iter().all(|customer| customer.lived.is_none_or(|lived| (4..6).contains(&lived))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Customer {
    /// p: to take an opportunity while alive.
    pub purchase: f64,
    /// θ: to drop out at the beginning of an opportunity.
    pub dropout: f64,
    /// The opportunities they lived through before they dropped out; `None` for who is alive at the last one.
    pub lived: Option<u32>,
}

impl Model {
    /// Draws what p, θ and the time of dropout may be, given the history: exactly, from their joint posterior.
    pub fn draw_customer(&self, history: DiscreteHistory, random: &mut Random) -> Customer {
        let lived = self.draw_lifetime(history, random);
        let all = lived.unwrap_or(history.opportunities());
        let at_end = self.future(history.until(all));
        let dropped_out = f64::from(u8::from(lived.is_some()));
        Customer {
            purchase: random.beta(at_end.purchase_a, at_end.purchase_b),
            dropout: random.beta(at_end.dropout_a + dropped_out, at_end.dropout_b),
            lived,
        }
    }

    /// Draws a future given the history: the opportunities taken, counted from 1 after the last one so far.
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let donor = DiscreteHistory::new(2, 4, 6)?;
    /// let draw = |stream| model.simulate_future(donor, 5, &mut Random::new(7, stream));
    /// let futures: Vec<_> = (0..4_000).map(draw).collect();
    /// let mean = futures.iter().map(Vec::len).sum::<usize>() as f64 / 4_000.0;
    /// assert!((mean - model.expected_purchases(donor, 5)).abs() < 0.12);
    /// // The opportunities taken, ascending, of the next five.
    /// assert!(futures.iter().all(|taken| taken.is_sorted() && taken.iter().all(|at| (1..=5).contains(at))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn simulate_future(&self, history: DiscreteHistory, opportunities: u32, random: &mut Random) -> Vec<u32> {
        if random.chance(self.probability_alive(history)) {
            self.future(history).draw(opportunities, random)
        } else {
            Vec::new()
        }
    }

    /// Draws the history of a customer who was acquired that many opportunities ago.
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::bg_bb::Parameters;
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let draw = |stream| f64::from(model.simulate_history(6, &mut Random::new(7, stream)).transactions());
    /// let mean = (0..4_000).map(draw).sum::<f64>() / 4_000.0;
    /// // The standard error of the mean is below 0.04.
    /// assert!((mean - model.expected_purchases_of_new(6)).abs() < 0.16);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn simulate_history(&self, opportunities: u32, random: &mut Random) -> DiscreteHistory {
        let taken = self.future(DiscreteHistory::NEW).draw(opportunities, random);
        let last = taken.last().copied().unwrap_or(0);
        DiscreteHistory::new(taken.len() as u32, last, opportunities).expect("one purchase an opportunity at most")
    }

    /// The opportunities lived through by one who dropped out in the silence, or `None`.
    fn draw_lifetime(&self, history: DiscreteHistory, random: &mut Random) -> Option<u32> {
        if random.chance(self.probability_alive(history)) {
            return None;
        }
        let at_last = self.future(history.until_last());
        let wanted = random.uniform() * at_last.silence(history.silence())[1];
        let (mut early, mut late) = (0, history.silence());
        // The least number of silent opportunities before which so many had dropped out.
        while late - early > 1 {
            let middle = early + (late - early) / 2;
            if at_last.silence(middle)[1] < wanted { early = middle } else { late = middle }
        }
        Some(history.last() + early)
    }
}

impl Future {
    /// The opportunities taken of the next ones, counted from 1, by a customer drawn from this future.
    pub fn draw(&self, opportunities: u32, random: &mut Random) -> Vec<u32> {
        let purchase = random.beta(self.purchase_a, self.purchase_b);
        let dropout = random.beta(self.dropout_a, self.dropout_b);
        let mut taken = Vec::new();
        for opportunity in 1..=opportunities {
            if random.chance(dropout) {
                break;
            }
            if random.chance(purchase) {
                taken.push(opportunity);
            }
        }
        taken
    }
}
