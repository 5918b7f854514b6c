//! Discounting period by period.

use super::PurchaseModel;
use crate::scoring::{Histories, Weeks};

/// Expected purchases of the next `periods` periods, those of a period discounted at its end:
/// Σᵢ (E[Y(iτ)] − E[Y((i−1)τ)])/(1 + rate)ⁱ with τ the length of a `period` and `rate` a period, of every distinct history
/// in their order.
///
/// This is the sum that lifetimes and PyMC-Marketing report, times expected spend, as a customer's value. It takes
/// purchases for later than they are; [`PurchaseModel::discounted_purchases`] discounts each at its own time.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::purchase_model::discounted_by_period;
/// use shared::scoring::{Histories, History, PurchaseModel, Weeks};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?]);
/// let year = discounted_by_period(&model, &histories, Weeks::of_months(1.0), 12, 0.01)[0];
/// assert!(year < model.expected_purchases(&History::new(2, 30.43, 38.86)?, Weeks::of_years(1.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn discounted_by_period(
    model: &(impl PurchaseModel + ?Sized),
    histories: &Histories,
    period: Weeks,
    periods: u16,
    rate: f64,
) -> Vec<f64> {
    let mut terms = Vec::new();
    let mut factor = 1.0 / (1.0 + rate);
    for number in 1..=periods {
        let next = if number < periods { factor / (1.0 + rate) } else { 0.0 };
        // What is bought by then counts with this period's factor, less what counts again with the next one's.
        terms.push((Weeks::of_weeks(period.get() * f64::from(number)), factor - next));
        factor = next;
    }
    model.weighted_purchases_of_each(histories, &terms)
}

#[cfg(test)]
mod tests {
    use super::discounted_by_period;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{Histories, History, PurchaseModel, Weeks, nbd};

    fn check(model: &dyn PurchaseModel) {
        let histories: Vec<History> = (0..400_u32)
            .map(|row| History {
                frequency: row % 3,
                recency: f64::from(row % 3) * 4.0,
                age: 10.0 + f64::from(row) * 0.3,
            })
            .collect();
        let histories = Histories::from_weeks(&histories);
        let (period, rate) = (Weeks::of_weeks(4.345), 0.01);
        let found = discounted_by_period(model, &histories, period, 12, rate);
        for (history, found) in histories.iter().zip(found) {
            let (mut sum, mut before, mut factor) = (0.0, 0.0, 1.0);
            for month in 1..=12 {
                let until = model.expected_purchases(&history, Weeks::of_weeks(period.get() * f64::from(month)));
                factor /= 1.0 + rate;
                sum += factor * (until - before);
                before = until;
            }
            assert!((found / sum - 1.0).abs() < 1e-9, "{history:?}: {found} {sum}");
        }
    }

    #[test]
    fn every_model_sums_what_each_period_brings() {
        let parameters = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
        check(&parameters.check(Dropout::AfterRepeats).expect("positive"));
        check(&parameters.check(Dropout::AfterEveryTransaction).expect("positive"));
        check(&nbd::Parameters { r: 0.385, alpha: 12.07 }.check().expect("positive"));
    }

    #[test]
    fn no_period_brings_nothing() {
        let model = nbd::Parameters { r: 0.385, alpha: 12.07 }.check().expect("positive");
        let histories = Histories::from_weeks(&[History::NEW]);
        assert_eq!(discounted_by_period(&model, &histories, Weeks::of_weeks(1.0), 0, 0.1), [0.0]);
    }
}
