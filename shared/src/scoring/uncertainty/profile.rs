//! Intervals of parameters that follow the likelihood.
//!
//! A parameter's profile is the log-likelihood at a value of it, maximised over all others. The interval holds the
//! values whose profile lies no more than z²/2 below the maximum: those that a likelihood-ratio test would not
//! reject (Venzon and Moolgavkar 1988, "A method for computing profile-likelihood-based confidence intervals",
//! Applied Statistics 37(1)). Unlike estimate ± z standard errors they need no symmetry on any scale.

use super::{Interval, Level};
use crate::scoring::optimise::{LogLikelihood, Matrix, Scale, maximise};

/// A maximum of a log-likelihood, in the optimiser's coordinates.
///
/// ```
/// use shared::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
/// use shared::scoring::uncertainty::{Level, Peak};
/// /// A normal log-likelihood about 3 with variance 4.
/// struct Normal;
/// impl LogLikelihood for Normal {
///     fn evaluate(&self, point: &[f64]) -> Evaluation {
///         let off = point[0] - 3.0;
///         let hessian = Matrix::from_rows(&[[-0.25]]);
///         Evaluation { value: -0.125 * off * off, gradient: vec![-0.25 * off], hessian }
///     }
/// }
/// let peak = Peak { likelihood: &Normal, point: &[3.0], covariance: &Matrix::from_rows(&[[4.0]]) };
/// let interval = peak.interval(0, Level::NINETY_FIVE).expect("not at a bound");
/// // 3 ± 1.96 · 2.
/// assert!((interval.low + 0.92).abs() < 1e-3 && (interval.high - 6.92).abs() < 1e-3);
/// ```
#[derive(Clone, Copy)]
pub struct Peak<'a> {
    /// What was maximised.
    pub likelihood: &'a dyn LogLikelihood,
    /// Where.
    pub point: &'a [f64],
    /// Covariance there, from the observed information; zero for coordinates held at a bound.
    pub covariance: &'a Matrix,
}

/// No end is looked for farther away than this: a factor of a million for a logarithm.
const FARTHEST: f64 = 14.0;
/// Other coordinates may move this far while one is held.
const ROOM: f64 = 30.0;
/// Deviations from the level, in standard deviations, at which an end is found.
const ACCURACY: f64 = 1e-7;
/// A step to where the profile has fallen so many times as far as it should is too long to be trusted.
const TOO_FAR: f64 = 1.25;
/// Shorter steps, in standard deviations, are not tried: the profile ends there.
const SMALLEST_STEP: f64 = 1e-6;
/// Closer together than so many standard deviations the two sides of an end have nearly the same profile.
const CLOSE: f64 = 1e-3;
/// Unless one of them is below the level by this, in standard deviations.
const FAR_FROM_TARGET: f64 = 0.05;
/// More steps than any profile needs.
const MOST_STEPS: u32 = 60;

impl Peak<'_> {
    /// Interval of one coordinate. An end is infinite where the likelihood does not fall enough to bound it; `None`
    /// for a coordinate held at a bound.
    #[must_use]
    pub fn interval(&self, coordinate: usize, level: Level) -> Option<Interval> {
        let deviation = self.covariance[(coordinate, coordinate)].sqrt();
        if deviation <= 0.0 || !deviation.is_finite() {
            return None;
        }
        let target = level.deviations();
        let low = self.end(coordinate, -deviation, target).map_or(f64::NEG_INFINITY, |by| self.point[coordinate] + by);
        let high = self.end(coordinate, deviation, target).map_or(f64::INFINITY, |by| self.point[coordinate] + by);
        Some(Interval { low, high })
    }

    /// Interval of the parameter behind a coordinate: monotone in it, so that its ends are those of the coordinate. An
    /// end is that of the parameter's range (zero, one, infinity) where the likelihood does not bound it; `None` for a
    /// coordinate held at a bound.
    ///
    /// ```
    /// use shared::scoring::contractual::{Cohort, Renewals, Retention, shifted_beta_geometric};
    /// use shared::scoring::optimise::Scale;
    /// use shared::scoring::uncertainty::{Level, Peak};
    /// let renewals = Renewals::of(&[Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?]);
    /// let fit = shifted_beta_geometric::fit(&renewals)?;
    /// let (likelihood, covariance) = (fit.model.likelihood(&renewals), fit.certificate.covariance.expect("regular"));
    /// let point = fit.model.parameters().to_array().map(|value| Scale::Log.coordinate(value));
    /// let peak = Peak { likelihood: likelihood.as_ref(), point: &point, covariance: &covariance };
    /// let beta = peak.parameter_interval(1, Scale::Log, Level::NINETY_FIVE).expect("it is not at a bound");
    /// assert!(beta.holds(1.182) && !beta.holds(2.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parameter_interval(&self, coordinate: usize, scale: Scale, level: Level) -> Option<Interval> {
        let Interval { low, high } = self.interval(coordinate, level)?;
        Some(Interval { low: scale.parameter(low), high: scale.parameter(high) })
    }

    /// How far the coordinate moves, in the direction of `deviation`, until the profile has fallen to the target.
    ///
    /// The root of the fall is nearly linear in the distance, so that the secant through the peak is a good guess;
    /// once both sides are known it must stay between them. Where the surface bends, a long step may lead the other
    /// coordinates to a lower top and let the profile seem to have fallen off: such a step is taken back and halved.
    fn end(&self, coordinate: usize, deviation: f64, target: f64) -> Option<f64> {
        let top = self.likelihood.evaluate(self.point).value;
        let mut others = Others::at(self.point);
        let (mut inside, mut inside_fall) = (0.0, 0.0);
        let mut outside: Option<f64> = None;
        let mut longest_step = f64::INFINITY;
        let mut looked_again = None;
        let mut by = target * deviation;
        for _ in 0..MOST_STEPS {
            by = inside + (by - inside).clamp(-longest_step, longest_step);
            by = by.clamp(-FARTHEST, FARTHEST);
            let (value, reached) = self.profile(coordinate, by, &others);
            let fall = (2.0 * (top - value).max(0.0)).sqrt();
            if value.is_nan() || fall > TOO_FAR * target {
                longest_step = 0.5 * (by - inside).abs();
                if longest_step <= SMALLEST_STEP * deviation.abs() {
                    return Some(by);
                }
                continue;
            }
            longest_step *= 2.0;
            if (fall - target).abs() <= ACCURACY {
                return Some(by);
            }
            let guess = by + (by - inside) * (target - fall) / (fall - inside_fall);
            if fall < target {
                if by.abs() >= FARTHEST {
                    return None;
                }
                (inside, inside_fall, others) = (by, fall, reached);
            } else {
                outside = Some(by);
            }
            // A cliff: on its far side the others may have been at a lower top. Look again, from close by.
            let is_cliff = |end: &mut f64| {
                (*end - inside).abs() < CLOSE * deviation.abs() && target - inside_fall > FAR_FROM_TARGET
            };
            if let Some(end) = outside.take_if(is_cliff) {
                if looked_again == Some(end) {
                    return Some(end);
                }
                looked_again = Some(end);
                by = end;
                continue;
            }
            by = match outside {
                Some(outside)
                    if !((guess - inside) / (outside - inside) > 0.02
                        && (guess - inside) / (outside - inside) < 0.98) =>
                {
                    0.5 * (inside + outside)
                }
                // A flat profile promises an end far away, one that rises again an end behind: go on in bounded steps.
                None if !((guess - inside) / (inside + deviation) > 0.0
                    && (guess - inside) / (inside + deviation) <= 2.0) =>
                {
                    inside + 2.0 * (inside + deviation)
                }
                _ => guess,
            };
        }
        outside
    }

    /// The log-likelihood with one coordinate moved and the others at their best, and where that is.
    fn profile(&self, coordinate: usize, by: f64, others: &Others) -> (f64, Others) {
        let held = self.point[coordinate] + by;
        let start = others.start(self, coordinate, by);
        let bounds: Vec<(f64, f64)> = (0..self.point.len())
            .map(|other| match other {
                _ if other == coordinate => (held, held),
                // What was held at a bound stays there.
                _ if self.covariance[(other, other)] == 0.0 => (self.point[other], self.point[other]),
                _ => (self.point[other] - ROOM, self.point[other] + ROOM),
            })
            .collect();
        let maximum = maximise(self.likelihood, &start, &bounds);
        (maximum.evaluation.value, Others { by, point: maximum.point })
    }
}

/// The other coordinates where they were last at their best.
struct Others {
    by: f64,
    point: Vec<f64>,
}

impl Others {
    fn at(point: &[f64]) -> Self {
        Self { by: 0.0, point: point.to_vec() }
    }

    /// Where to look next: along the ridge as the covariance has it.
    fn start(&self, peak: &Peak<'_>, coordinate: usize, by: f64) -> Vec<f64> {
        let variance = peak.covariance[(coordinate, coordinate)];
        let along = |other: usize| peak.covariance[(other, coordinate)] / variance * (by - self.by);
        (0..self.point.len()).map(|other| self.point[other] + along(other)).collect()
    }
}
