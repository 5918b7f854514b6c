//! Maximum profit at the mean acceptance, and its expectation over acceptance.

use super::frontier::{Reach, Vertex, frontier};
use super::{OfferError, RetentionOffer};
use crate::math::incomplete_beta;
use crate::scoring::classification::metrics::Ranking;

/// What a kept customer is worth.
///
/// ```
/// use shared::scoring::classification::profit::{CustomerValue, RetentionOffer, campaign_profit};
/// let (scores, left) = ([0.9, 0.8, 0.2], [true, true, false]);
/// let offer = RetentionOffer::default();
/// let profit = campaign_profit(&scores, &left, CustomerValue::Each(&[500.0, 10.0, 300.0]), &offer)?;
/// // Keeping the second is worth no more than the offer costs: 0.3 (500 − 10) − 1 for the first alone.
/// assert!((profit.maximum - (0.3 * 490.0 - 1.0) / 3.0).abs() < 1e-9);
/// # Ok::<(), shared::scoring::classification::profit::OfferError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum CustomerValue<'a> {
    /// The same for all.
    Same(f64),
    /// Each their own, in the order of the scores; negative for customers better lost.
    Each(&'a [f64]),
}

/// The profit of a campaign, per customer ranked.
///
/// ```
/// use shared::scoring::classification::profit::{CustomerValue, RetentionOffer, campaign_profit};
/// let scores = [0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1];
/// let left = [true, true, false, true, false, false, true, false, false, false];
/// let profit = campaign_profit(&scores, &left, CustomerValue::Same(200.0), &RetentionOffer::default())?;
/// assert!((profit.maximum_share - 0.7).abs() < 1e-12);
/// // As R's package EMP computes.
/// assert!((profit.expected_maximum - 19.108546234783).abs() < 1e-9);
/// assert!((profit.expected_share - 0.693519937437).abs() < 1e-9);
/// # Ok::<(), shared::scoring::classification::profit::OfferError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CampaignProfit {
    /// Maximum profit: that of the best number of contacts at the mean acceptance.
    pub maximum: f64,
    /// Share of the customers contacted for it.
    pub maximum_share: f64,
    /// The lowest score contacted for it; `None` where contacting nobody is best.
    pub cut_off: Option<f64>,
    /// Expected maximum profit: the mean over acceptance of the best number of contacts' profit (EMPC).
    pub expected_maximum: f64,
    /// Mean over acceptance of the share contacted for it.
    pub expected_share: f64,
}

/// The profit at best of contacting customers in the order of their scores; `left` says who left, one entry a score.
///
/// With π₀ and π₁ the shares of leavers and stayers and F₀(t), F₁(t) those of them contacted down to the score t, it is
/// the maximum over t of (γ(v − d) − f) π₀F₀(t) − (d + f) π₁F₁(t): [the module](super) says what γ, v, d and f
/// are, and where it is from. All in the unit of the values, per customer ranked.
///
/// ```
/// use shared::scoring::classification::profit::{CustomerValue, RetentionOffer, campaign_profit};
///
/// let scores = [0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1];
/// let left = [true, true, false, true, false, false, true, false, false, false];
/// let profit = campaign_profit(&scores, &left, CustomerValue::Same(200.0), &RetentionOffer::default())?;
/// assert!((profit.maximum - 19.1).abs() < 1e-12);
/// assert_eq!(profit.cut_off, Some(0.4));
/// # Ok::<(), shared::scoring::classification::profit::OfferError>(())
/// ```
///
/// # Errors
/// When the customers cannot be ranked, or a cost, shape or value cannot be computed with.
pub fn campaign_profit(
    scores: &[f64],
    left: &[bool],
    values: CustomerValue<'_>,
    offer: &RetentionOffer,
) -> Result<CampaignProfit, OfferError> {
    offer.check()?;
    values.check(scores.len())?;
    let ranking = Ranking::of(scores, left)?;
    let vertices = frontier(reaches(&ranking, left, values, offer));
    let customers = ranking.customers() as f64;
    let mean = offer.mean_acceptance();
    let best = vertices.iter().rfind(|vertex| vertex.from < mean).unwrap_or(&vertices[0]).reach;
    let (expected_maximum, expected_share) = expectation(&vertices, offer);
    Ok(CampaignProfit {
        maximum: best.profit(mean) / customers,
        maximum_share: best.customers as f64 / customers,
        cut_off: best.score,
        expected_maximum: expected_maximum / customers,
        expected_share: expected_share / customers,
    })
}

impl CustomerValue<'_> {
    fn of(&self, row: u32) -> f64 {
        match self {
            Self::Same(value) => *value,
            Self::Each(values) => values[row as usize],
        }
    }

    fn check(&self, customers: usize) -> Result<(), OfferError> {
        let row = match self {
            Self::Same(value) => (!value.is_finite()).then_some(0),
            Self::Each(values) if values.len() != customers => Some(values.len().min(customers)),
            Self::Each(values) => values.iter().position(|value| !value.is_finite()),
        };
        row.map_or(Ok(()), |row| Err(OfferError::Value { row }))
    }
}

/// Contacting all down to each score; who has equal scores is contacted together.
fn reaches(
    ranking: &Ranking,
    left: &[bool],
    values: CustomerValue<'_>,
    offer: &RetentionOffer,
) -> impl Iterator<Item = Reach> {
    let mut total = Reach::NOBODY;
    let mut stayers = 0_u64;
    let mut rows = ranking.rows();
    ranking.ties().iter().map(move |tie| {
        let (of_tie, rest) = rows.split_at(tie.customers());
        rows = rest;
        for row in of_tie.iter().filter(|row| left[**row as usize]) {
            total.gain += values.of(*row) - offer.offer_cost;
        }
        stayers += u64::from(tie.negatives);
        total.customers += of_tie.len() as u64;
        total.cost = offer.contact_cost * total.customers as f64 + offer.offer_cost * stayers as f64;
        total.score = Some(tie.score);
        total
    })
}

/// Mean over acceptance of the best reach's profit and of its customers.
fn expectation(vertices: &[Vertex], offer: &RetentionOffer) -> (f64, f64) {
    let (alpha, beta) = (offer.acceptance_alpha, offer.acceptance_beta);
    let below = |acceptance: f64, alpha: f64| incomplete_beta(alpha, beta, acceptance, 1.0 - acceptance)[0];
    let (mut profit, mut customers) = (0.0, 0.0);
    for (index, vertex) in vertices.iter().enumerate() {
        let to = vertices.get(index + 1).map_or(1.0, |next| next.from);
        let probability = below(to, alpha) - below(vertex.from, alpha);
        // γ · Beta(α, β) density is the mean times the density of Beta(α + 1, β).
        let acceptance = offer.mean_acceptance() * (below(to, alpha + 1.0) - below(vertex.from, alpha + 1.0));
        profit += vertex.reach.gain * acceptance - vertex.reach.cost * probability;
        customers += vertex.reach.customers as f64 * probability;
    }
    (profit, customers)
}
