//! What the fitted model says of one customer.

use super::Parameters;
use crate::scoring::History;

impl Parameters {
    /// Expected transactions in the next `horizon` weeks: (r + x)/(α + T) a week.
    #[must_use]
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> f64 {
        (self.r + f64::from(history.frequency)) / (self.alpha + history.age) * horizon
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;
    use crate::scoring::History;

    #[test]
    fn the_rate_lies_between_the_base_and_the_customers_own() {
        let nbd = Parameters { r: 1.0, alpha: 10.0 };
        let history = History { frequency: 9, recency: 20.0, age: 30.0 };
        assert_eq!(nbd.expected_purchases(&history, 8.0), 2.0);
    }
}
