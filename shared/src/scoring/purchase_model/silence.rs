//! How long a silence says that a customer has left.

use super::PurchaseModel;
use crate::scoring::{History, Weeks};

/// Longest silence looked at.
const LONGEST_YEARS: f64 = 1e6;
/// Halvings of the bracket, on the log scale: more than a float has digits.
const HALVINGS: u32 = 200;

/// Silence after the last transaction at which P(alive) falls below `level`, were the customer to stay silent;
/// zero when it is below from the start, `None` when it never falls so far.
///
/// Under [BG/NBD](crate::scoring::beta_geometric) that is every customer without a repeat transaction.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::purchase_model::silence_until_alive_below;
/// use shared::scoring::{History, PurchaseModel};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let silence = silence_until_alive_below(&model, &history, 0.5).expect("silence tells");
/// let then = History { age: history.recency + silence.get(), ..history };
/// assert!((model.probability_alive(&then) - 0.5).abs() < 1e-9);
/// assert_eq!(silence_until_alive_below(&model, &History::NEW, 0.5), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn silence_until_alive_below(model: &dyn PurchaseModel, history: &History, level: f64) -> Option<Weeks> {
    let alive = |silence: f64| model.probability_alive(&History { age: history.recency + silence, ..*history });
    if alive(0.0) < level {
        return Some(Weeks::ZERO);
    }
    let longest = Weeks::of_years(LONGEST_YEARS).get();
    if alive(longest) >= level {
        return None;
    }
    let (mut short, mut long) = (0.0, longest);
    for _ in 0..HALVINGS {
        let middle = if short > 0.0 { f64::sqrt(short * long) } else { long / 1024.0 };
        if middle <= short || middle >= long {
            break;
        }
        if alive(middle) >= level { short = middle } else { long = middle }
    }
    Some(Weeks::of_weeks(long))
}

#[cfg(test)]
mod tests {
    use super::silence_until_alive_below;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{History, PurchaseModel, Weeks};

    #[test]
    fn at_the_end_of_the_silence_the_level_is_reached() {
        let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
        let history = History { frequency: 4, recency: 20.0, age: 22.0 };
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = model.check(dropout).expect("positive");
            let silence = silence_until_alive_below(&model, &history, 0.3).expect("it falls");
            let then = History { age: 20.0 + silence.get(), ..history };
            assert!((model.probability_alive(&then) - 0.3).abs() < 1e-12);
            assert_eq!(silence_until_alive_below(&model, &history, 0.999), Some(Weeks::ZERO));
        }
        let once = History { frequency: 0, recency: 0.0, age: 5.0 };
        let bg_nbd = model.check(Dropout::AfterRepeats).expect("positive");
        assert_eq!(silence_until_alive_below(&bg_nbd, &once, 0.5), None);
    }
}
