//! How probable a model held what happened.

use crate::scoring::{Histories, PurchaseModel, Weeks};

/// Logarithm of the probability that the model gave to the purchases each customer made, in the customers' order: the
/// higher the better, and no forecast but the truth has a higher mean in the long run.
///
/// A count held impossible scores as the smallest probability a float can hold.
#[must_use]
pub fn log_scores(model: &dyn PurchaseModel, histories: &Histories, actual: &[u32], horizon: Weeks) -> Vec<f64> {
    let of_customer = histories.history_of_customer();
    assert_eq!(of_customer.len(), actual.len(), "one entry a customer");
    let distinct: Vec<_> = histories.iter().collect();
    let mut order: Vec<usize> = (0..actual.len()).collect();
    order.sort_unstable_by_key(|row| (of_customer[*row], actual[*row]));
    let mut scores = vec![0.0; actual.len()];
    let mut last: Option<(u32, u32, f64)> = None;
    for row in order {
        let (history, count) = (of_customer[row], actual[row]);
        let score = match last {
            Some((known, as_many, score)) if (known, as_many) == (history, count) => score,
            _ => {
                let probability = model.purchase_count_probability(&distinct[history as usize], count, horizon);
                crate::math::ln(probability.max(f64::MIN_POSITIVE))
            }
        };
        scores[row] = score;
        last = Some((history, count, score));
    }
    scores
}
