//! Interval of one customer's purchases.

use super::{Level, ParameterDraws};
use crate::scoring::{History, Weeks};

/// What one customer may do within a horizon: chance, the customer's own rate and dropout, and the parameters together.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::uncertainty::{Level, ParameterDraws, count_interval};
/// use shared::scoring::{Histories, History, Weeks};
/// # let frequency = [vec![0; 300], vec![1; 150], vec![2; 100], vec![6; 50]].concat();
/// # let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &[273; 600]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let draws = ParameterDraws::new(&fitted, &histories, 50, 1).expect("a covariance");
/// let often = History::new(6, 34.0, 39.0)?;
/// let interval = count_interval(&draws, &often, Weeks::of_weeks(39.0), Level::NINETY);
/// // Some four or five purchases expected: between one and nine or so in nine of ten cases or more.
/// assert!(interval.low <= 2 && (7..=11).contains(&interval.high));
/// assert!((0.9..1.0).contains(&interval.probability));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountInterval {
    /// Fewest purchases.
    pub low: u32,
    /// Most purchases.
    pub high: u32,
    /// Probability that their number lies between the two, ends included: at least the level, since numbers are whole.
    pub probability: f64,
}

/// No customer is followed to more purchases than this.
const MOST_COUNTS: u32 = 100_000;

/// Interval of the purchases of a customer with this history within the horizon, from the exact probabilities of the
/// counts averaged over the drawn parameters. At either side at most half of what the level leaves out is left out.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::uncertainty::{Level, ParameterDraws, count_interval};
/// use shared::scoring::{Histories, History, Weeks};
/// # let frequency = [vec![0; 300], vec![1; 150], vec![2; 100], vec![6; 50]].concat();
/// # let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &[273; 600]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let draws = ParameterDraws::new(&fitted, &histories, 50, 1).expect("a covariance");
/// let day = count_interval(&draws, &History::new(0, 0.0, 39.0)?, Weeks::of_days(1.0), Level::NINETY);
/// // Nothing happens within one day, with more than 99 %.
/// assert!((day.low, day.high) == (0, 0) && day.probability > 0.99);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn count_interval(draws: &ParameterDraws, history: &History, horizon: Weeks, level: Level) -> CountInterval {
    let probability = |count: u32| {
        let sum: f64 = draws.models().map(|model| model.purchase_count_probability(history, count, horizon)).sum();
        sum / draws.models().len() as f64
    };
    let (mut low, mut below, mut held) = (0, 0.0, 0.0);
    for count in 0..MOST_COUNTS {
        let next = held + probability(count);
        if next <= level.tail() {
            (low, below) = (count + 1, next);
        }
        held = next;
        if held >= 1.0 - level.tail() {
            return CountInterval { low, high: count, probability: held - below };
        }
    }
    CountInterval { low, high: MOST_COUNTS, probability: held - below }
}

#[cfg(test)]
mod tests {
    use super::count_interval;
    use crate::random::Random;
    use crate::scoring::catalogue::{ModelKind, fit};
    use crate::scoring::uncertainty::{Level, ParameterDraws};
    use crate::scoring::{Histories, History, Weeks};

    #[test]
    fn simulated_counts_lie_inside_as_often_as_said() {
        let days: Vec<u32> = (0..900).map(|row| 180 + row % 90).collect();
        let frequency: Vec<u32> = days.iter().map(|day| if day % 3 == 0 { day % 7 } else { 0 }).collect();
        let recency: Vec<u32> =
            frequency.iter().zip(&days).map(|(x, day)| if *x > 0 { day * (x + 3) / (x + 7) } else { 0 }).collect();
        let histories = Histories::from_days(&frequency, &recency, &days);
        let fitted = fit(ModelKind::MbgNbd, &histories).expect("a fit");
        let draws = ParameterDraws::new(&fitted, &histories, 40, 9).expect("a covariance");
        let horizon = Weeks::of_weeks(30.0);
        for history in histories.iter().step_by(97) {
            let interval = count_interval(&draws, &history, horizon, Level::NINETY);
            assert!(interval.low <= interval.high && interval.probability >= 0.9);
            let (mut inside, mut of) = (0.0, 0.0);
            for (stream, model) in draws.models().enumerate() {
                let mut random = Random::new(10, stream as u64);
                for _ in 0..100 {
                    let count = model.simulate_future(&history, horizon, &mut random).len() as u32;
                    inside += f64::from(u8::from((interval.low..=interval.high).contains(&count)));
                    of += 1.0;
                }
            }
            let error = (interval.probability * (1.0 - interval.probability) / of).sqrt();
            assert!(
                (inside / of - interval.probability).abs() < 5.0 * error,
                "{history:?} {interval:?} {}",
                inside / of
            );
        }
    }

    #[test]
    fn one_who_is_almost_certainly_gone_may_do_nothing() {
        let histories = Histories::from_days(&[0, 3, 9, 1, 0, 2], &[0, 40, 80, 9, 0, 70], &[90; 6]);
        let fitted = fit(ModelKind::Nbd, &histories).expect("a fit");
        let draws = ParameterDraws::new(&fitted, &histories, 20, 1).expect("a covariance");
        let once = History { frequency: 0, recency: 0.0, age: 500.0 };
        let interval = count_interval(&draws, &once, Weeks::of_weeks(1.0), Level::NINETY);
        assert_eq!((interval.low, interval.high), (0, 0));
    }
}
