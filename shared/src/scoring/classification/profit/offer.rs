//! What a campaign offers and how it is taken.

use crate::scoring::classification::metrics::MetricError;

/// A retention campaign.
///
/// ```
/// use shared::scoring::classification::profit::RetentionOffer;
/// let offer = RetentionOffer::default();
/// assert!((offer.mean_acceptance() - 0.3).abs() < 1e-12);
/// // With customers worth 200 a contacted leaver brings 56 and a contacted stayer costs 11.
/// let gain = offer.mean_acceptance() * (200.0 - offer.offer_cost) - offer.contact_cost;
/// assert!((gain - 56.0).abs() < 1e-9 && offer.offer_cost + offer.contact_cost == 11.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetentionOffer {
    /// Cost of an offer that is taken: d.
    pub offer_cost: f64,
    /// Cost of contacting a customer: f.
    pub contact_cost: f64,
    /// First shape α of the beta distribution of γ, the probability that a leaver takes the offer.
    pub acceptance_alpha: f64,
    /// Its second shape β. The mean is α/(α + β).
    pub acceptance_beta: f64,
}

impl Default for RetentionOffer {
    /// The published example: an offer of 10, a contact of 1 and 30 % acceptance by Beta(6, 14); it goes with a customer
    /// value of 200.
    fn default() -> Self {
        Self { offer_cost: 10.0, contact_cost: 1.0, acceptance_alpha: 6.0, acceptance_beta: 14.0 }
    }
}

/// Why the profit cannot be computed.
///
/// ```
/// use shared::scoring::classification::profit::{CustomerValue, OfferError, RetentionOffer, campaign_profit};
/// let offer = RetentionOffer { contact_cost: -1.0, ..RetentionOffer::default() };
/// let error = campaign_profit(&[0.9, 0.1], &[true, false], CustomerValue::Same(200.0), &offer).unwrap_err();
/// assert_eq!(error, OfferError::Cost { offer_cost: 10.0, contact_cost: -1.0 });
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OfferError {
    /// A cost is negative or not a number.
    #[error("costs must be zero or more, but the offer's is {offer_cost} and the contact's {contact_cost}")]
    Cost {
        /// Cost of an offer.
        offer_cost: f64,
        /// Cost of a contact.
        contact_cost: f64,
    },
    /// A shape is not positive.
    #[error("the shapes of acceptance must be positive numbers, but are {alpha} and {beta}")]
    Acceptance {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
    },
    /// A customer value is not a number.
    #[error("the value of the customer in row {row} is not a number")]
    Value {
        /// Position of the first such row; 0 where all have the same.
        row: usize,
    },
    /// The customers cannot be ranked.
    #[error("the customers cannot be ranked: {0}")]
    Ranking(#[from] MetricError),
}

impl RetentionOffer {
    /// `E[γ]`, the mean probability that a leaver takes the offer.
    #[must_use]
    pub fn mean_acceptance(&self) -> f64 {
        self.acceptance_alpha / (self.acceptance_alpha + self.acceptance_beta)
    }

    pub(super) fn check(&self) -> Result<(), OfferError> {
        let is_cost = |cost: f64| cost.is_finite() && cost >= 0.0;
        let is_shape = |shape: f64| shape.is_finite() && shape > 0.0;
        if !is_cost(self.offer_cost) || !is_cost(self.contact_cost) {
            return Err(OfferError::Cost { offer_cost: self.offer_cost, contact_cost: self.contact_cost });
        }
        if !is_shape(self.acceptance_alpha) || !is_shape(self.acceptance_beta) {
            return Err(OfferError::Acceptance { alpha: self.acceptance_alpha, beta: self.acceptance_beta });
        }
        Ok(())
    }
}
