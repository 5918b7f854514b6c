//! How far an expectation may lie from its estimate.

use super::Level;
use crate::scoring::PurchaseModel;
use crate::scoring::catalogue::Surface;
use crate::scoring::optimise::{Evaluation, Information, LogLikelihood, Matrix, climb};

/// Standard deviation of a logarithm, apart for what lies below the estimate and above.
///
/// ```
/// use shared::scoring::uncertainty::LogDeviations;
/// let parameters = LogDeviations { below: 0.03, above: 0.04 };
/// // Another variance of 0.0009 + 0.0007 on top.
/// let total = parameters.map(|deviation| (deviation * deviation + 0.0016).sqrt());
/// assert!((total.below - 0.05).abs() < 1e-12 && (total.above - 0.0032_f64.sqrt()).abs() < 1e-12);
/// assert_eq!(LogDeviations::even(0.05), LogDeviations { below: 0.05, above: 0.05 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogDeviations {
    /// Of smaller values.
    pub below: f64,
    /// Of larger values.
    pub above: f64,
}

impl LogDeviations {
    /// The same to either side.
    #[must_use]
    pub fn even(deviation: f64) -> Self {
        Self { below: deviation, above: deviation }
    }

    /// Each with its function applied.
    #[must_use]
    pub fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self { below: of(self.below), above: of(self.above) }
    }
}

/// Step of the differences: slopes to four digits.
const DIFFERENCE: f64 = 1e-4;
/// How far the likelihood is followed.
const LEVEL: Level = Level::NINETY;
/// The delta method is right where at its ends the likelihood has fallen, and the expectation moved, by what it says
/// to within this share.
const RIGHT: f64 = 0.03;
/// Steps to a point farthest out. One that is near it gives nearly the same quotient.
const STEPS: u32 = 5;

/// How far the logarithm of an expectation, as a function of the model, may lie from its estimate: the standard
/// deviation of the delta method where the log-likelihood is as good as quadratic and the expectation as good as
/// linear; else the farthest that any parameters take it whose log-likelihood lies no more than z²/2 below the maximum,
/// over z (the profile of the expectation: Bates and Watts 1988, "Nonlinear Regression Analysis and Its Applications",
/// chapter 6). `widening` multiplies the variance of the parameters.
///
/// A point farthest out maximises the log-likelihood with a pull of the expectation towards twice the distance of the
/// delta method, which in a quadratic ends half way. Wherever it ends is a point of the profile, and the distance over
/// the root of twice the fall that is found there is what is asked for. The walk looks at `part`, the expectation over
/// some of the customers, and takes from it how much longer or shorter its way is than that of the delta method.
pub(super) fn log_deviations(
    surface: &Surface<'_>,
    whole: LogExpectation<'_>,
    part: LogExpectation<'_>,
    widening: f64,
) -> Option<LogDeviations> {
    let start = &surface.point;
    let top = surface.likelihood.evaluate(start);
    let free = |coordinate: usize| {
        let (least, most) = surface.bounds[coordinate];
        least < start[coordinate] && start[coordinate] < most
    };
    let information = Matrix::from_fn(start.len(), |i, j| -top.hessian[(i, j)]);
    let information = Information::decompose(&information, (0..start.len()).map(free).collect());
    let covariance = information.inverse()?;
    let deviation = |slopes: &[f64]| covariance.quadratic(slopes).max(0.0).sqrt();
    let of_whole = deviation(&Quantity { surface, log_expectation: whole }.slopes(start)) * widening.sqrt();
    let quantity = Quantity { surface, log_expectation: part };
    let (here, slopes) = (quantity.at(start), quantity.slopes(start));
    let of_part = deviation(&slopes);
    if of_part <= 0.0 {
        return Some(LogDeviations::even(of_whole));
    }
    let z = LEVEL.deviations() * widening.sqrt();
    let fallen = |point: &[f64]| (2.0 * (top.value - surface.likelihood.evaluate(point).value)).max(0.0).sqrt();
    let moved = |point: &[f64]| (quantity.at(point) - here) / of_part;
    let right = |side: f64| {
        let along = |i: usize| (0..start.len()).map(|j| covariance[(i, j)] * slopes[j]).sum::<f64>();
        let end: Vec<f64> = (0..start.len()).map(|i| start[i] + side * z / of_part * along(i)).collect();
        let possible = end.iter().zip(&surface.bounds).all(|(at, (least, most))| least <= at && at <= most);
        possible && (side * moved(&end) / z - 1.0).abs() < RIGHT && (fallen(&end) / z - 1.0).abs() < RIGHT
    };
    let may_leave_a_bound = (0..start.len()).any(|i| !free(i) && surface.bounds[i].0 < surface.bounds[i].1);
    if !may_leave_a_bound && right(-1.0) && right(1.0) {
        return Some(LogDeviations::even(of_whole));
    }
    let side = |side: f64| {
        let drawn = Drawn { quantity: &quantity, towards: here + side * 2.0 * z * of_part, deviation: of_part };
        let farthest = climb(&drawn, start, &surface.bounds, STEPS).point;
        let fall = fallen(&farthest);
        if fall > 0.0 { moved(&farthest).abs() / fall * of_whole } else { of_whole }
    };
    Some(LogDeviations { below: side(-1.0), above: side(1.0) })
}

/// The logarithm of an expectation as a function of the model.
pub(super) type LogExpectation<'a> = &'a dyn Fn(&dyn PurchaseModel) -> f64;

/// The logarithm of an expectation as a function of the surface's coordinates.
struct Quantity<'a> {
    surface: &'a Surface<'a>,
    log_expectation: LogExpectation<'a>,
}

impl Quantity<'_> {
    fn at(&self, point: &[f64]) -> f64 {
        (self.log_expectation)(self.surface.model(point).as_ref())
    }

    fn slopes(&self, point: &[f64]) -> Vec<f64> {
        let here = self.at(point);
        let slope = |coordinate: usize| {
            let (least, most) = self.surface.bounds[coordinate];
            if least == most {
                return 0.0;
            }
            let at = point[coordinate];
            let to = if at + DIFFERENCE < most { at + DIFFERENCE } else { at - DIFFERENCE };
            let mut moved = point.to_vec();
            moved[coordinate] = to;
            (self.at(&moved) - here) / (to - at)
        };
        (0..point.len()).map(slope).collect()
    }
}

/// The log-likelihood, with a pull of the expectation's logarithm towards a place on one side of the estimate.
struct Drawn<'a> {
    quantity: &'a Quantity<'a>,
    towards: f64,
    /// The pull is that of a normal distribution with this standard deviation.
    deviation: f64,
}

impl LogLikelihood for Drawn<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let mut evaluation = self.quantity.surface.likelihood.evaluate(point);
        let precision = 1.0 / (self.deviation * self.deviation);
        let missing = self.towards - self.quantity.at(point);
        let slopes = self.quantity.slopes(point);
        evaluation.value -= 0.5 * precision * missing * missing;
        for (i, by) in slopes.iter().enumerate() {
            evaluation.gradient[i] += precision * missing * by;
            for (j, other) in slopes.iter().enumerate() {
                evaluation.hessian[(i, j)] -= precision * by * other;
            }
        }
        evaluation
    }
}

#[cfg(test)]
mod tests {
    use super::{LEVEL, LogDeviations, log_deviations};
    use crate::math::ln;
    use crate::random::Random;
    use crate::scoring::catalogue::{FittedModel, ModelKind, Surface, fit};
    use crate::scoring::{Histories, History, PurchaseModel, Weeks, gompertz_nbd, nbd};

    fn drawn(truth: &dyn PurchaseModel, customers: u32) -> Histories {
        drawn_with(truth, customers, 8)
    }

    fn drawn_with(truth: &dyn PurchaseModel, customers: u32, seed: u64) -> Histories {
        let mut random = Random::new(seed, 0);
        let histories: Vec<History> = (0..customers)
            .map(|customer| truth.simulate_history(Weeks::of_weeks(27.0 + f64::from(customer % 13)), &mut random))
            .collect();
        Histories::from_weeks(&histories)
    }

    fn log_total(histories: &Histories) -> impl Fn(&dyn PurchaseModel) -> f64 {
        move |model| {
            let each = histories.iter().zip(histories.count());
            ln(each.map(|(history, count)| count * model.expected_purchases(&history, Weeks::of_years(1.0))).sum())
        }
    }

    /// The farthest to either side within the level, looking in every direction from the estimate.
    fn by_brute_force(fitted: &FittedModel, histories: &Histories) -> LogDeviations {
        let surface = Surface::of(fitted, histories).expect("a covariance");
        let z = LEVEL.deviations();
        let least = surface.likelihood.evaluate(&surface.point).value - 0.5 * z * z;
        let total = log_total(histories);
        let here = total(fitted.model.as_ref());
        let mut reach = LogDeviations::even(0.0);
        // All around a square.
        let directions = (-90..90)
            .map(|step| f64::from(step) / 90.0)
            .flat_map(|step| [[1.0, step], [-step, 1.0], [-1.0, -step], [step, -1.0]]);
        for [x, y] in directions {
            let at = |length: f64| vec![surface.point[0] + length * x, surface.point[1] + length * y];
            let (mut inside, mut outside) = (0.0, 8.0);
            for _ in 0..40 {
                let middle = 0.5 * (inside + outside);
                if surface.likelihood.evaluate(&at(middle)).value > least { inside = middle } else { outside = middle }
            }
            let moved = total(surface.model(&at(inside)).as_ref()) - here;
            reach.above = reach.above.max(moved / z);
            reach.below = reach.below.max(-moved / z);
        }
        reach
    }

    #[test]
    fn in_a_small_base_it_is_what_looking_everywhere_finds() {
        let truth = nbd::Parameters { r: 0.3, alpha: 20.0 }.check().expect("positive");
        let histories = drawn(&truth, 60);
        let fitted = fit(ModelKind::Nbd, &histories).expect("a fit");
        let surface = Surface::of(&fitted, &histories).expect("a covariance");
        let total = log_total(&histories);
        let found = log_deviations(&surface, &total, &total, 1.0).expect("a covariance");
        let looked = by_brute_force(&fitted, &histories);
        assert!((found.below / looked.below - 1.0).abs() < 0.03, "{found:?} {looked:?}");
        assert!((found.above / looked.above - 1.0).abs() < 0.03, "{found:?} {looked:?}");
        assert!((found.above / found.below - 1.0).abs() > 0.1, "the delta method would do: {found:?}");
    }

    #[test]
    fn in_a_large_base_it_is_the_delta_method() {
        let truth = nbd::Parameters { r: 0.8, alpha: 9.0 }.check().expect("positive");
        let histories = drawn(&truth, 20_000);
        let fitted = fit(ModelKind::Nbd, &histories).expect("a fit");
        let surface = Surface::of(&fitted, &histories).expect("a covariance");
        let total = log_total(&histories);
        let found = log_deviations(&surface, &total, &total, 1.0).expect("a covariance");
        assert_eq!(found.below, found.above);
        let looked = by_brute_force(&fitted, &histories);
        assert!((found.above / looked.above - 1.0).abs() < 0.03, "{found:?} {looked:?}");
    }

    #[test]
    fn where_no_ageing_is_seen_some_is_still_possible() {
        let truth = gompertz_nbd::Parameters { r: 0.8, alpha: 6.0, b: 1e-6, s: 0.6, beta: 1e-5 };
        let histories = drawn(&truth.check().expect("positive"), 1_500);
        let fitted = fit(ModelKind::GgompertzNbd, &histories).expect("a fit");
        assert!(fitted.certificate.limits.contains(&crate::scoring::Limit::NoAgeing));
        let pareto = fit(ModelKind::ParetoNbd, &histories).expect("a fit");
        let deviations = |fitted: &FittedModel| {
            let surface = Surface::of(fitted, &histories).expect("a covariance");
            let total = log_total(&histories);
            log_deviations(&surface, &total, &total, 1.0).expect("a covariance")
        };
        let (with, without) = (deviations(&fitted), deviations(&pareto));
        assert!(with.below > 1.2 * without.below, "{with:?} {without:?}");
        assert!((with.above / without.above - 1.0).abs() < 0.1, "{with:?} {without:?}");
    }

    #[test]
    fn weak_ageing_may_be_none() {
        let truth = gompertz_nbd::Parameters { r: 0.8, alpha: 6.0, b: 0.05, s: 0.6, beta: 0.3 };
        let truth = truth.check().expect("positive");
        let mut weak = 0;
        for seed in 0..6 {
            let histories = drawn_with(&truth, 700, seed);
            let fitted = fit(ModelKind::GgompertzNbd, &histories).expect("a fit");
            let Some(surface) = Surface::of(&fitted, &histories) else { continue };
            let total = log_total(&histories);
            let found = log_deviations(&surface, &total, &total, 1.0).expect("a covariance");
            assert!(found.below.is_finite() && found.above.is_finite(), "{found:?}");
            weak += u32::from(fitted.certificate.limits.is_empty());
        }
        assert!(weak >= 2, "too few fits keep their ageing");
    }

    #[test]
    fn a_larger_variance_of_the_parameters_reaches_farther() {
        let truth = nbd::Parameters { r: 0.3, alpha: 20.0 }.check().expect("positive");
        let histories = drawn(&truth, 60);
        let fitted = fit(ModelKind::Nbd, &histories).expect("a fit");
        let surface = Surface::of(&fitted, &histories).expect("a covariance");
        let total = log_total(&histories);
        let with = |widening| log_deviations(&surface, &total, &total, widening).expect("a covariance");
        let (plain, wider) = (with(1.0), with(1.44));
        // Farther out the sides differ more than the factor says.
        assert!(wider.above > 1.1 * plain.above && wider.below > 1.1 * plain.below, "{plain:?} {wider:?}");
        assert!((wider.above / wider.below - 1.0).abs() > (plain.above / plain.below - 1.0).abs());
    }
}
