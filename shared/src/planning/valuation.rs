//! Lifetime values alone, for comparisons that need neither intervals nor risk.

use super::Assessment;
use super::horizon::Outlook;
use super::portfolio::Portfolio;
use super::score::lifetime_value;
use crate::base::Customers;
use crate::domain::Settings;

/// What every customer is worth, one entry a row.
///
/// ```
/// use shared::base::Customers;
/// use shared::domain::Settings;
/// use shared::planning::{assess, value};
/// let nobody = Customers::default();
/// assert!(value(&nobody, &assess(&nobody), &Settings::initial("Maple & Finch")).is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Valuation {
    /// P(alive).
    pub probability_alive: Vec<f64>,
    /// Customer lifetime value, minor units.
    pub lifetime_value_minor: Vec<f64>,
}

/// The same values as [`super::score()`], to the last bit, in a fraction of its time. Only frequency, recency, age and
/// repeat spend are read. `None` where the verdict is to rank by lateness or spend is not known.
#[must_use]
pub fn value(customers: &Customers, assessment: &Assessment, settings: &Settings) -> Option<Valuation> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let discounted = portfolio.discounted(&Outlook::new(settings.horizon_months, settings.annual_discount_rate))?;
    let alive = portfolio.alive();
    let mut valuation = Valuation::default();
    for (row, (history, pair)) in portfolio.rows().enumerate() {
        let weight = alive[history] * portfolio.spend(customers, row)?.mean;
        valuation.probability_alive.push(alive[history]);
        valuation.lifetime_value_minor.push(lifetime_value(weight, discounted[pair], settings.margin_share));
    }
    Some(valuation)
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::domain::Settings;
    use crate::planning::{assess, fixture, score};

    #[test]
    fn values_are_the_scored_ones_to_the_last_bit() {
        let mut customers = fixture::shop();
        let (assessment, settings) = (assess(&customers), Settings::initial("Maple & Finch"));
        let valuation = value(&customers, &assessment, &settings).expect("the shop follows the model");
        score(&mut customers, &assessment, &settings);
        assert_eq!(valuation.probability_alive, customers.probability_alive);
        assert_eq!(valuation.lifetime_value_minor, customers.lifetime_value_minor);
    }
}
