//! Futures of a whole base, drawn.

use super::{Interval, Level, ParameterDraws};
use crate::random::Random;
use crate::scoring::{Histories, Weeks};

/// Seeded totals over the base, one for each drawn model: each customer's future is drawn from what their history
/// leaves open, `read` turns their purchase times (weeks ahead) into what is summed. Parameters, individuals and
/// counts vary together, whatever the total is made of.
///
/// ```
/// # use shared::scoring::{Histories, Weeks};
/// # use shared::scoring::catalogue::{ModelKind, fit};
/// # use shared::scoring::uncertainty::{Level, ParameterDraws, interval_of_draws, simulated_totals};
/// # let days: Vec<u32> = (0..400).map(|row| row % 97).collect();
/// # let frequency: Vec<u32> = days.iter().map(|day| if *day > 60 { day % 5 + 1 } else { 0 }).collect();
/// # let recency: Vec<u32> = days.iter().map(|day| if *day > 60 { day + 3 } else { 0 }).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &vec![200; 400]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let draws = ParameterDraws::new(&fitted, &histories, 50, 1).expect("a covariance");
/// // How many customers will buy at all in the next quarter?
/// let buyers = simulated_totals(&draws, &histories, Weeks::of_months(3.0), 2, |times| f64::from(u8::from(!times.is_empty())));
/// let interval = interval_of_draws(&buyers, Level::NINETY);
/// assert!(interval.low > 0.0 && interval.high < 400.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn simulated_totals(
    draws: &ParameterDraws,
    histories: &Histories,
    horizon: Weeks,
    seed: u64,
    read: impl Fn(&[f64]) -> f64,
) -> Vec<f64> {
    let total = |(draw, model): (usize, &dyn crate::scoring::PurchaseModel)| {
        let mut random = Random::new(seed, draw as u64);
        let mut total = 0.0;
        for (history, count) in histories.iter().zip(histories.count()) {
            for _ in 0..*count as u64 {
                total += read(&model.simulate_future(&history, horizon, &mut random));
            }
        }
        total
    };
    draws.models().enumerate().map(total).collect()
}

/// The quantiles of drawn values at the level's ends, between draws by straight lines.
///
/// ```
/// use shared::scoring::uncertainty::{Interval, Level, interval_of_draws};
/// let totals: Vec<f64> = (0..=100).rev().map(f64::from).collect();
/// assert_eq!(interval_of_draws(&totals, Level::of(0.5)?), Interval { low: 25.0, high: 75.0 });
/// # Ok::<(), shared::scoring::uncertainty::LevelError>(())
/// ```
///
/// # Panics
/// When there is no value.
#[must_use]
pub fn interval_of_draws(values: &[f64], level: Level) -> Interval {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let quantile = |probability: f64| {
        let place = (sorted.len() - 1) as f64 * probability;
        let below = place.floor();
        let next = sorted[(below as usize + 1).min(sorted.len() - 1)];
        sorted[below as usize] + (place - below) * (next - sorted[below as usize])
    };
    Interval { low: quantile(level.tail()), high: quantile(1.0 - level.tail()) }
}

#[cfg(test)]
mod tests {
    use super::interval_of_draws;
    use crate::scoring::uncertainty::{Interval, Level};

    #[test]
    fn quantiles_lie_between_the_draws() {
        let values: Vec<f64> = (0..=20).rev().map(f64::from).collect();
        let half = Level::of(0.5).expect("a level");
        assert_eq!(interval_of_draws(&values, half), Interval { low: 5.0, high: 15.0 });
        assert_eq!(interval_of_draws(&[1.0, 2.0], half), Interval { low: 1.25, high: 1.75 });
        assert_eq!(interval_of_draws(&[4.0], Level::NINETY), Interval { low: 4.0, high: 4.0 });
    }
}
