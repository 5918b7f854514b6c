//! Customers by repeat transactions, as they are and as the model expects them.

use serde::{Deserialize, Serialize};

use crate::scoring::{Histories, PurchaseModel, Weeks};

/// The last bar holds so many repeat transactions and more.
pub const LAST_FREQUENCY: u32 = 7;

/// Customers with one number of repeat transactions, or with that and more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrequencyBar {
    /// Repeat transactions; in the last bar, the fewest.
    pub frequency: u32,
    /// Customers with as many.
    pub actual: u32,
    /// Customers with as many, expected of new customers watched for as long as each of these was.
    pub expected: f64,
}

/// Bars for 0, 1, … repeat transactions; the last holds [`LAST_FREQUENCY`] and more. Both columns sum to the number of
/// customers.
///
/// Expected are Σ P(X(T) = x) over the customers, each with their own age T (Fader, Hardie and Lee 2005, equation 8; for
/// CDNOW their figure 3).
///
/// ```
/// use shared::planning::frequency_plot;
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::Histories;
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// // Two customers watched for ten weeks: P(0) = 10/20, P(1) = 10/20 · 10/20.
/// let bars = frequency_plot(&model, &Histories::from_days(&[0, 1], &[0, 35], &[70, 70]));
/// assert_eq!((bars[0].actual, bars[1].actual, bars[2].actual), (1, 1, 0));
/// assert!((bars[0].expected - 1.0).abs() < 1e-12 && (bars[1].expected - 0.5).abs() < 1e-12);
/// assert!((bars.iter().map(|bar| bar.expected).sum::<f64>() - 2.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn frequency_plot(model: &dyn PurchaseModel, histories: &Histories) -> Vec<FrequencyBar> {
    let mut actual = [0.0; LAST_FREQUENCY as usize + 1];
    let mut of_age = vec![0.0; histories.ages().len()];
    for ((history, count), age) in histories.iter().zip(histories.count()).zip(histories.age_index()) {
        actual[history.frequency.min(LAST_FREQUENCY) as usize] += count;
        of_age[*age as usize] += count;
    }
    let mut expected = [0.0; LAST_FREQUENCY as usize + 1];
    for (age, customers) in histories.ages().iter().zip(&of_age).filter(|(_, customers)| **customers > 0.0) {
        let mut rest = 1.0;
        for (frequency, sum) in (0..LAST_FREQUENCY).zip(&mut expected) {
            let probability = model.purchase_count_probability_of_new(frequency, Weeks::of_weeks(*age));
            *sum += customers * probability;
            rest -= probability;
        }
        expected[LAST_FREQUENCY as usize] += customers * rest.max(0.0);
    }
    let bar = |(frequency, (actual, expected))| FrequencyBar { frequency, actual: actual as u32, expected };
    (0..).zip(actual.into_iter().zip(expected)).map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::frequency_plot;
    use crate::random::Random;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{Histories, PurchaseModel, Weeks};

    fn ages() -> Vec<u32> {
        (0..600).map(|row| 7 * (1 + row % 104)).collect()
    }

    #[test]
    fn expected_counts_are_those_of_customers_drawn_from_the_model() {
        let truth = Parameters { r: 0.75, alpha: 8.0, a: 0.9, b: 1.5 };
        for dropout in [Dropout::AfterEveryTransaction, Dropout::AfterRepeats] {
            let model = truth.check(dropout).expect("positive");
            let mut drawn = [0_u32; 8];
            let mut random = Random::new(3, 0);
            let repeats = 200;
            for age in ages() {
                for _ in 0..repeats {
                    let history = model.simulate_history(Weeks::of_days(f64::from(age)), &mut random);
                    drawn[history.frequency.min(7) as usize] += 1;
                }
            }
            let nobody = vec![0; ages().len()];
            let bars = frequency_plot(&model, &Histories::from_days(&nobody, &nobody, &ages()));
            for (bar, drawn) in bars.iter().zip(drawn) {
                let mean = f64::from(drawn) / f64::from(repeats);
                let error = (mean / f64::from(repeats)).sqrt();
                assert!((bar.expected - mean).abs() < 4.5 * error, "{dropout:?} {bar:?} {mean} ± {error}");
            }
        }
    }

    #[test]
    fn both_columns_sum_to_the_number_of_customers() {
        let model = Parameters { r: 0.4, alpha: 5.0, a: 0.8, b: 2.5 }.check(Dropout::AfterRepeats).expect("positive");
        let frequency: Vec<u32> = (0..600).map(|row| row % 11).collect();
        let recency: Vec<u32> = frequency.iter().zip(ages()).map(|(x, age)| if *x == 0 { 0 } else { age }).collect();
        let bars = frequency_plot(&model, &Histories::from_days(&frequency, &recency, &ages()));
        assert_eq!(bars.iter().map(|bar| bar.actual).sum::<u32>(), 600);
        assert!((bars.iter().map(|bar| bar.expected).sum::<f64>() - 600.0).abs() < 1e-9);
        for bar in &bars[..7] {
            assert_eq!(bar.actual as usize, frequency.iter().filter(|x| **x == bar.frequency).count());
        }
        assert_eq!(bars[7].actual as usize, frequency.iter().filter(|x| **x >= 7).count());
    }
}
