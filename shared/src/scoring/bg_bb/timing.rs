//! At which opportunity.

use super::{DiscreteHistory, Model};

impl Model {
    /// The opportunity from now by which the customer has bought again with at least this `probability`; `None` where
    /// the probability that they ever do is smaller; four billion opportunities count as never.
    ///
    /// ```
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let donor = DiscreteHistory::new(2, 4, 6)?;
    /// let by = model.next_purchase_quantile(donor, 0.3).expect("likelier than that");
    /// // By then she has given again with 30 %, one opportunity earlier with less.
    /// assert!(1.0 - model.no_purchase_probability(donor, Some(by)) >= 0.3);
    /// assert!(by == 1 || 1.0 - model.no_purchase_probability(donor, Some(by - 1)) < 0.3);
    /// assert_eq!(model.next_purchase_quantile(donor, 0.9), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn next_purchase_quantile(&self, history: DiscreteHistory, probability: f64) -> Option<u32> {
        let alive = self.probability_alive(history);
        let future = self.future(history);
        let ever = future.first_purchase_after(0);
        first_where(|m| alive * (ever - future.first_purchase_after(m)) >= probability)
    }

    /// Opportunities missed in a row since the last transaction at which P(alive) falls below `level`; 0 where it is
    /// below from the start, `None` where it never falls so far.
    ///
    /// ```
    /// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
    /// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
    /// let missed = model.silence_until_alive_below(DiscreteHistory::new(6, 6, 6)?, 0.5).expect("silence tells");
    /// assert!(model.probability_alive(DiscreteHistory::new(6, 6, 6 + missed)?) < 0.5);
    /// assert!(model.probability_alive(DiscreteHistory::new(6, 6, 5 + missed)?) >= 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn silence_until_alive_below(&self, history: DiscreteHistory, level: f64) -> Option<u32> {
        let alive = |silence: u32| {
            let until = history.last().saturating_add(silence);
            self.probability_alive(history.until(until))
        };
        if alive(0) < level {
            return Some(0);
        }
        first_where(|silence| alive(silence) < level)
    }
}

/// The least number from 1 on that something holds for, and for all larger ones.
fn first_where(holds: impl Fn(u32) -> bool) -> Option<u32> {
    if !holds(u32::MAX) {
        return None;
    }
    let (mut below, mut reached) = (0, 1);
    while !holds(reached) {
        (below, reached) = (reached, reached.saturating_mul(2));
    }
    while reached - below > 1 {
        let middle = below + (reached - below) / 2;
        if holds(middle) { reached = middle } else { below = middle }
    }
    Some(reached)
}

#[cfg(test)]
mod tests {
    use super::super::{DiscreteHistory, Parameters};

    #[test]
    fn at_the_end_of_the_silence_the_level_is_passed() {
        let model = Parameters { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }.check().unwrap();
        let history = DiscreteHistory::new(3, 4, 6).unwrap();
        let alive = |silence: u32| model.probability_alive(DiscreteHistory::new(3, 4, 4 + silence).unwrap());
        for level in [0.9, 0.5, 0.1, 0.001] {
            let silence = model.silence_until_alive_below(history, level).expect("it falls");
            assert!(alive(silence) < level && alive(silence - 1) >= level, "{level} {silence}");
        }
        assert_eq!(model.silence_until_alive_below(history, 1.5), Some(0));
        assert_eq!(model.silence_until_alive_below(history, 0.0), None);
    }
}
