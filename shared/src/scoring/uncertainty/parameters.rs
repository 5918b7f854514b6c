//! Intervals of a model's parameters.

use super::{Interval, Level, Peak};
use crate::math::ln;
use crate::scoring::catalogue::FittedModel;
use crate::scoring::optimise::{LogLikelihood, Scale};

/// Interval of every estimated parameter, in their order, by the profile of the likelihood that the fit maximised: see
/// [`catalogue::likelihood`](crate::scoring::catalogue::likelihood()). An end is zero or infinite where the data do not
/// bound it; `None` for a parameter at a boundary, and for all where the fit has no covariance.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::catalogue::{ModelKind, fit, likelihood};
/// use shared::scoring::uncertainty::{Level, parameter_intervals};
/// # let frequency = [vec![0; 300], vec![1; 150], vec![2; 100], vec![6; 50]].concat();
/// # let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// # let histories = Histories::from_days(&frequency, &recency, &[273; 600]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let likelihood = likelihood(&fitted, &histories);
/// let intervals = parameter_intervals(&fitted, likelihood.as_ref(), Level::NINETY_FIVE);
/// for ((_, estimate), interval) in fitted.estimates().into_iter().zip(intervals) {
///     let interval = interval.expect("no parameter is at a boundary");
///     // The profile reaches farther up than down.
///     assert!(interval.holds(estimate) && interval.high - estimate > estimate - interval.low);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn parameter_intervals(
    fitted: &FittedModel,
    likelihood: &dyn LogLikelihood,
    level: Level,
) -> Vec<Option<Interval>> {
    let point: Vec<f64> = fitted.estimates().into_iter().map(|(_, value)| ln(value)).collect();
    let Some(covariance) = &fitted.certificate.covariance else { return vec![None; point.len()] };
    let peak = Peak { likelihood, point: &point, covariance };
    (0..point.len()).map(|coordinate| peak.parameter_interval(coordinate, Scale::Log, level)).collect()
}

#[cfg(test)]
mod tests {
    use super::parameter_intervals;
    use crate::math::{NORMAL_975, exp, ln};
    use crate::random::Random;
    use crate::scoring::catalogue::{ModelKind, fit, likelihood};
    use crate::scoring::optimise::maximise;
    use crate::scoring::uncertainty::Level;
    use crate::scoring::{Histories, History, Limit, PurchaseModel, Weeks, beta_geometric, nbd};

    fn drawn(model: &dyn PurchaseModel, customers: u32) -> Histories {
        let mut random = Random::new(5, 0);
        let histories: Vec<History> = (0..customers)
            .map(|customer| model.simulate_history(Weeks::of_weeks(27.0 + f64::from(customer % 13)), &mut random))
            .collect();
        Histories::from_weeks(&histories)
    }

    fn mbg_nbd() -> beta_geometric::Model {
        let parameters = beta_geometric::Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
        parameters.check(beta_geometric::Dropout::AfterEveryTransaction).expect("positive")
    }

    #[test]
    fn at_the_ends_the_profile_has_fallen_by_half_the_quantile() {
        let histories = drawn(&mbg_nbd(), 1_500);
        let fitted = fit(ModelKind::MbgNbd, &histories).expect("a fit");
        let likelihood = likelihood(&fitted, &histories);
        let intervals = parameter_intervals(&fitted, likelihood.as_ref(), Level::NINETY_FIVE);
        let point: Vec<f64> = fitted.model.parameters().iter().map(|(_, value)| ln(*value)).collect();
        for (coordinate, interval) in intervals.into_iter().enumerate() {
            let interval = interval.expect("no parameter is at a boundary");
            assert!(interval.holds(exp(point[coordinate])));
            for end in [interval.low, interval.high] {
                let mut bounds = [(-20.0, 20.0); 4];
                bounds[coordinate] = (ln(end), ln(end));
                // From afar, so that nothing is taken over from the search.
                let held = maximise(likelihood.as_ref(), &[0.0, 1.0, 0.0, 0.0], &bounds);
                let fall = fitted.certificate.log_likelihood - held.evaluation.value;
                assert!((fall - 0.5 * NORMAL_975 * NORMAL_975).abs() < 1e-5, "{coordinate}: {fall}");
            }
        }
    }

    #[test]
    fn in_large_bases_the_ends_are_two_standard_errors_away() {
        let truth = nbd::Parameters { r: 0.8, alpha: 9.0 }.check().expect("positive");
        let histories = drawn(&truth, 40_000);
        let fitted = fit(ModelKind::Nbd, &histories).expect("a fit");
        let intervals = parameter_intervals(&fitted, likelihood(&fitted, &histories).as_ref(), Level::NINETY_FIVE);
        for ((interval, (_, value)), error) in
            intervals.into_iter().zip(fitted.model.parameters()).zip(fitted.certificate.standard_errors)
        {
            let (interval, error) = (interval.expect("regular"), NORMAL_975 * error.expect("regular"));
            assert!(((interval.high - value) / error - 1.0).abs() < 0.05);
            assert!(((value - interval.low) / error - 1.0).abs() < 0.05);
        }
    }

    #[test]
    fn where_dropout_is_not_identified_nothing_is_claimed() {
        let truth = nbd::Parameters { r: 0.8, alpha: 9.0 }.check().expect("positive");
        let histories = drawn(&truth, 2_000);
        let fitted = fit(ModelKind::BgNbd, &histories).expect("a fit");
        assert!(fitted.certificate.limits.contains(&Limit::NoDropout));
        let likelihood = likelihood(&fitted, &histories);
        assert_eq!(parameter_intervals(&fitted, likelihood.as_ref(), Level::NINETY), [None; 4]);
    }
}
