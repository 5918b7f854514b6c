//! When something about a silent customer comes true that then stays true.

use super::legs::{Leg, Mixture, Silence, exposures};
use crate::scoring::Weeks;

/// Longest time looked at: what takes longer counts as never.
pub(super) const LONGEST_YEARS: f64 = 1e9;
/// Legs are looked at in parts over which neither exposure grows by more than this factor beyond what there is, so that
/// the search for a time does not integrate all of a long leg again and again.
const STEP: f64 = 4.0;
/// Halvings of the bracket, on the log scale: more than a float has digits.
const HALVINGS: u32 = 200;

impl Mixture {
    /// Weeks into the legs, without a purchase, until `holds`, which then holds on; none where it does not come to that.
    pub(super) fn silence_until(&self, legs: &[Leg], holds: impl Fn(Silence) -> bool) -> Option<f64> {
        let mut silence = Silence { alive: 1.0, lost: 0.0 };
        if holds(silence) {
            return Some(0.0);
        }
        let (mut mixture, mut weeks) = (*self, 0.0);
        for leg in legs {
            let mut left = leg.weeks.min(Weeks::of_years(LONGEST_YEARS).get());
            while left > 0.0 {
                let scale = (mixture.tau / leg.pace).min(mixture.sigma / leg.risk);
                let part = Leg { weeks: if scale > 0.0 { left.min(STEP * scale) } else { left }, ..*leg };
                let after = |weeks: f64| silence.then(mixture.silence(&[Leg { weeks, ..part }]));
                let end = after(part.weeks);
                if holds(end) {
                    return Some(weeks + first_time(part.weeks, |weeks| holds(after(weeks))));
                }
                silence = end;
                mixture = mixture.after(exposures(&[part]));
                weeks += part.weeks;
                left -= part.weeks;
            }
        }
        None
    }
}

impl Silence {
    /// What becomes of those who are alive after it on later legs put to what became of the others.
    fn then(&self, later: Self) -> Self {
        Self { alive: self.alive * later.alive, lost: self.lost + self.alive * later.lost }
    }
}

/// When it comes to hold what holds at the end.
fn first_time(end: f64, holds: impl Fn(f64) -> bool) -> f64 {
    // In powers of two first, so that short and long times have the same relative accuracy.
    let (mut early, mut late) = (0.0, end);
    for _ in 0..HALVINGS {
        let middle = if early > 0.0 { f64::sqrt(early * late) } else { late / 1024.0 };
        if middle <= early || middle >= late {
            break;
        }
        if holds(middle) { late = middle } else { early = middle }
    }
    late
}

#[cfg(test)]
mod tests {
    use super::first_time;
    use crate::scoring::pareto_nbd::time_varying::legs::{Leg, Mixture};

    #[test]
    fn times_are_found_whatever_their_size() {
        for time in [1e-12, 0.25, 3.0, 8e9] {
            assert!((first_time(1e10, |at| at >= time) / time - 1.0).abs() < 1e-14, "{time}");
        }
    }

    #[test]
    fn legs_cut_in_two_are_as_long() {
        let mixture = Mixture { n: 2.5, tau: 30.0, s: 0.7, sigma: 20.0 };
        let leg = |weeks: f64, pace: f64| Leg { weeks, pace, risk: 1.5 };
        let whole = [leg(10.0, 0.5), leg(20.0, 2.0)];
        let parts = [leg(4.0, 0.5), leg(6.0, 0.5), leg(7.0, 2.0), leg(13.0, 2.0)];
        for level in [0.1, 0.4, 0.6, 0.9] {
            let [one, other] = [&whole[..], &parts].map(|legs| {
                mixture.silence_until(legs, |silence| silence.alive < level * (silence.alive + silence.lost))
            });
            match (one, other) {
                (Some(one), Some(other)) => assert!((one / other - 1.0).abs() < 1e-12, "{one} {other}"),
                (one, other) => assert_eq!(one, other),
            }
        }
    }
}
