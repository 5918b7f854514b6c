//! When the next purchase comes.

use super::PurchaseModel;
use crate::scoring::{History, Weeks};

/// A quantile of the time to the next purchase.
///
/// ```
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::purchase_model::{NextPurchase, next_purchase_quantile};
/// use shared::scoring::{History, Weeks};
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// let history = History::new(2, 15.0, 20.0)?;
/// // Nothing in t weeks has the probability (1 + t/30)^−3, which is 1/8 after 30 weeks.
/// let NextPurchase::Within(time) = next_purchase_quantile(&model, &history, 0.875) else { panic!("nobody leaves") };
/// assert!((time.get() - 30.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NextPurchase {
    /// It comes within this time with the probability asked for.
    Within(Weeks),
    /// The probability that it ever comes is smaller than that.
    Never,
}

/// Longest wait looked at: past it a quantile counts as never.
const LONGEST_YEARS: f64 = 1e9;
/// Halvings of the bracket, on the log scale: more than a float has digits.
const HALVINGS: u32 = 200;

/// The time within which the next purchase comes with this probability, or never; what takes a billion years counts as
/// never.
///
/// [`PurchaseModel::no_purchase_probability`] for [`Weeks::FOREVER`] is the probability of never.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::purchase_model::{NextPurchase, next_purchase_quantile};
/// use shared::scoring::{History, PurchaseModel};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let next = next_purchase_quantile(&model, &history, 0.5);
/// let NextPurchase::Within(median) = next else { panic!("likelier than not") };
/// assert!((model.no_purchase_probability(&history, median) - 0.5).abs() < 1e-9);
/// // More than a quarter of such customers have left.
/// assert_eq!(next_purchase_quantile(&model, &history, 0.75), NextPurchase::Never);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn next_purchase_quantile(model: &dyn PurchaseModel, history: &History, probability: f64) -> NextPurchase {
    let comes_within = |weeks: f64| 1.0 - model.no_purchase_probability(history, Weeks::of_weeks(weeks));
    let longest = Weeks::of_years(LONGEST_YEARS).get();
    if probability <= 0.0 {
        return NextPurchase::Within(Weeks::ZERO);
    }
    if comes_within(longest) < probability {
        return NextPurchase::Never;
    }
    // In powers of two first, so that short and long waits have the same relative accuracy.
    let (mut early, mut late) = (0.0, longest);
    for _ in 0..HALVINGS {
        let middle = if early > 0.0 { (early * late).sqrt() } else { late / 1024.0 };
        if middle <= early || middle >= late {
            break;
        }
        if comes_within(middle) < probability { early = middle } else { late = middle }
    }
    NextPurchase::Within(Weeks::of_weeks(late))
}

#[cfg(test)]
mod tests {
    use super::{NextPurchase, next_purchase_quantile};
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{History, PurchaseModel, Weeks};

    #[test]
    fn half_of_all_next_purchases_come_before_the_median() {
        let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
        let model = model.check(Dropout::AfterEveryTransaction).expect("positive");
        for history in [(0, 0.0, 3.0), (2, 30.43, 38.86), (29, 37.0, 38.0)] {
            let history = History { frequency: history.0, recency: history.1, age: history.2 };
            let NextPurchase::Within(median) = next_purchase_quantile(&model, &history, 0.5) else {
                panic!("more than half come back: {history:?}");
            };
            assert!((model.no_purchase_probability(&history, median) - 0.5).abs() < 1e-12);
            assert_eq!(next_purchase_quantile(&model, &history, 0.0), NextPurchase::Within(Weeks::ZERO));
            let ever = 1.0 - model.no_purchase_probability(&history, Weeks::FOREVER);
            assert_eq!(next_purchase_quantile(&model, &history, ever + 1e-6), NextPurchase::Never);
        }
    }
}
