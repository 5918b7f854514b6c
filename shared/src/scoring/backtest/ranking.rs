//! Whether a prediction puts the right customers first.

/// Customers in descending order of their prediction, a tenth at a time.
///
/// ```
/// use shared::scoring::backtest::{Decile, deciles};
/// // 20 customers; the two with the highest prediction brought half of everything.
/// let predicted: Vec<f64> = (0..20).map(f64::from).collect();
/// let actual: Vec<f64> = (0..20).map(|row| if row >= 18 { 9.0 } else { 1.0 }).collect();
/// let best = Decile { customers: 2, predicted: 37.0, actual: 18.0, lift: Some(5.0) };
/// assert_eq!(deciles(&predicted, &actual)[0], best);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decile {
    /// Customers.
    pub customers: u32,
    /// Purchases, or value, predicted of them.
    pub predicted: f64,
    /// What they really brought.
    pub actual: f64,
    /// What a customer here really brought over what one of the whole base did; `None` when nobody brought anything.
    pub lift: Option<f64>,
}

/// Ten groups of equal size (to one customer), best predictions first. Customers of equal prediction who fall into
/// different groups share what they brought evenly, so that the order of rows does not matter. One entry a customer in
/// both columns.
///
/// ```
/// use shared::scoring::backtest::deciles;
/// // Nobody is told from anybody: each tenth of 30 customers gets its share.
/// let deciles = deciles(&[1.0; 30], &[vec![4.0; 15], vec![0.0; 15]].concat());
/// assert!(deciles.iter().all(|decile| decile.actual == 6.0 && decile.lift == Some(1.0)));
/// ```
///
/// # Panics
/// When the columns' lengths differ.
#[must_use]
pub fn deciles(predicted: &[f64], actual: &[f64]) -> Vec<Decile> {
    let ranked = ranked(predicted, actual);
    let customers = ranked.len();
    let base_mean = ranked.iter().map(|customer| customer.1).sum::<f64>() / customers.max(1) as f64;
    let group = |tenth: usize| {
        let members = &ranked[customers * tenth / 10..customers * (tenth + 1) / 10];
        let actual: f64 = members.iter().map(|customer| customer.1).sum();
        let mean = actual / members.len().max(1) as f64;
        Decile {
            customers: members.len() as u32,
            predicted: members.iter().map(|customer| customer.0).sum(),
            actual,
            lift: (base_mean > 0.0).then(|| mean / base_mean),
        }
    };
    (0..10).map(group).collect()
}

/// Gini coefficient Σ (n + 1 − 2i) xᵢ/(n Σ xᵢ) of n values, x₁ the largest: 0 when all are equal, 1 − 1/n when one
/// customer has everything. Values are zero or more; `None` when all are zero.
///
/// ```
/// use shared::scoring::backtest::gini;
/// assert_eq!(gini(&[5.0, 5.0, 5.0, 5.0]), Some(0.0));
/// assert_eq!(gini(&[0.0, 4.0, 0.0, 0.0]), Some(0.75));
/// assert_eq!(gini(&[0.0, 0.0]), None);
/// ```
#[must_use]
pub fn gini(values: &[f64]) -> Option<f64> {
    concentration(&ranked(values, values))
}

/// How well the predictions rank the customers: the Gini coefficient of what they brought, ordered by prediction, over
/// the one ordered by what they brought. 1 is the perfect order, 0 a random one, −1 the reverse; `None` when all
/// brought the same. One entry a customer in both columns.
///
/// ```
/// use shared::scoring::backtest::ranking_gini;
/// let actual = [0.0, 1.0, 2.0, 5.0];
/// assert_eq!(ranking_gini(&[0.1, 0.2, 0.3, 0.4], &actual), Some(1.0));
/// assert_eq!(ranking_gini(&[0.4, 0.3, 0.2, 0.1], &actual), Some(-1.0));
/// assert_eq!(ranking_gini(&[0.1, 0.1, 0.1, 0.1], &actual), Some(0.0));
/// ```
///
/// # Panics
/// When the columns' lengths differ.
#[must_use]
pub fn ranking_gini(predicted: &[f64], actual: &[f64]) -> Option<f64> {
    let perfect = gini(actual).filter(|gini| *gini > 0.0)?;
    Some(concentration(&ranked(predicted, actual))? / perfect)
}

/// Prediction and share of what was brought, best predictions first, shared evenly among equal predictions.
fn ranked(predicted: &[f64], actual: &[f64]) -> Vec<(f64, f64)> {
    assert_eq!(predicted.len(), actual.len(), "one entry a customer");
    let mut ranked: Vec<(f64, f64)> = predicted.iter().copied().zip(actual.iter().copied()).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    for equal in ranked.chunk_by_mut(|one, other| one.0 == other.0) {
        let share = equal.iter().map(|customer| customer.1).sum::<f64>() / equal.len() as f64;
        equal.iter_mut().for_each(|customer| customer.1 = share);
    }
    ranked
}

/// Twice the area between the curve of cumulated shares and the diagonal; for customers ranked by what they brought
/// it is the Gini coefficient.
fn concentration(ranked: &[(f64, f64)]) -> Option<f64> {
    let customers = ranked.len() as f64;
    let (mut total, mut weighted) = (0.0, 0.0);
    for (place, (_, actual)) in ranked.iter().enumerate() {
        total += actual;
        weighted += actual * (customers - 1.0 - 2.0 * place as f64);
    }
    (total > 0.0).then(|| weighted / (customers * total))
}

#[cfg(test)]
mod tests {
    use super::{deciles, gini, ranking_gini};

    #[test]
    fn gini_is_the_mean_difference_over_twice_the_mean() {
        let values = [3.0, 0.0, 1.0, 7.0, 1.0];
        let mut differences = 0.0;
        for one in values {
            for other in values {
                differences += f64::abs(one - other);
            }
        }
        let expected = differences / 25.0 / (2.0 * 12.0 / 5.0);
        assert!((gini(&values).expect("some value") - expected).abs() < 1e-15);
        assert!(gini(&[2.0; 9]).expect("some value").abs() < 1e-15);
        assert_eq!(gini(&[0.0, 0.0]), None);
    }

    #[test]
    fn the_perfect_order_is_one_and_its_reverse_minus_one() {
        let actual = [0.0, 1.0, 1.0, 4.0, 9.0];
        let reverse: Vec<f64> = actual.iter().map(|value| -value).collect();
        assert!((ranking_gini(&actual, &actual).expect("varied") - 1.0).abs() < 1e-15);
        assert!((ranking_gini(&reverse, &actual).expect("varied") + 1.0).abs() < 1e-15);
        assert!(ranking_gini(&[1.0; 5], &actual).expect("varied").abs() < 1e-15);
        assert_eq!(ranking_gini(&actual, &[2.0; 5]), None);
    }

    #[test]
    fn deciles_share_ties_evenly() {
        // Twenty customers: the best one apart, the others predicted alike.
        let predicted: Vec<f64> = (0..20).map(|row| f64::from(u8::from(row == 7))).collect();
        let actual: Vec<f64> = (0..20).map(|row| if row == 7 { 10.0 } else { f64::from(u8::from(row == 3)) }).collect();
        let deciles = deciles(&predicted, &actual);
        assert_eq!(deciles.len(), 10);
        assert!(deciles.iter().all(|decile| decile.customers == 2));
        assert!((deciles[0].actual - (10.0 + 1.0 / 19.0)).abs() < 1e-14);
        assert!((deciles[9].actual - 2.0 / 19.0).abs() < 1e-14);
        assert!((deciles[0].lift.expect("something") - deciles[0].actual / 2.0 / (11.0 / 20.0)).abs() < 1e-14);
    }

    #[test]
    fn nobody_makes_empty_deciles() {
        assert!(deciles(&[], &[]).iter().all(|decile| decile.customers == 0 && decile.lift.is_none()));
        assert_eq!(gini(&[]), None);
    }
}
