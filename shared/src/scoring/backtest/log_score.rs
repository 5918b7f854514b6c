//! How probable a model held what happened.

use crate::scoring::{Histories, PurchaseModel, Weeks};

/// Logarithm of the probability that the model gave to the purchases each customer made, in the customers' order: the
/// higher the better, and no forecast but the truth has a higher mean in the long run (Good 1952; Gneiting and Raftery
/// 2007). `actual` has one entry a customer, those of `histories` before they were merged.
///
/// A count held impossible scores as the smallest probability a float can hold.
///
/// ```
/// use shared::scoring::backtest::log_scores;
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::{Histories, History, Weeks};
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// let histories = Histories::from_weeks(&[History::new(2, 15.0, 20.0)?, History::NEW]);
/// // Within 30 weeks the first does nothing with (30/60)³, the new one buys once with 10/40 · 30/40.
/// let scores = log_scores(&model, &histories, &[0, 1], Weeks::of_weeks(30.0));
/// assert!((scores[0] - 0.125_f64.ln()).abs() < 1e-12 && (scores[1] - 0.1875_f64.ln()).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
/// When there is not one count a customer.
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
