//! A fit's log-likelihood as something to walk on.

use super::FittedModel;
use crate::math::ln;
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::{Histories, PurchaseModel};

/// The log-likelihood that a fit maximised, in coordinates whose every value within the bounds is a model.
///
/// They are the logarithms of the estimates. Only the GGompertz/NBD has others, in which no ageing is a point like any
/// other and not infinitely far away.
pub(crate) struct Surface<'a> {
    pub(crate) likelihood: Box<dyn LogLikelihood + 'a>,
    /// The estimate.
    pub(crate) point: Vec<f64>,
    /// Least and largest value of every coordinate; the same for one that the fit holds.
    pub(crate) bounds: Vec<(f64, f64)>,
    pub(super) model: ModelAt<'a>,
}

type ModelAt<'a> = Box<dyn Fn(&[f64]) -> Box<dyn PurchaseModel> + 'a>;

/// No logarithm moves farther than this from its estimate.
const ROOM: f64 = 30.0;

impl<'a> Surface<'a> {
    /// `None` where the fit has no covariance. `histories` are those that the model was fitted to.
    pub(crate) fn of(fitted: &'a FittedModel, histories: &'a Histories) -> Option<Self> {
        fitted.certificate.covariance.as_ref()?;
        Some((fitted.family.surface)(fitted, histories))
    }

    /// In the logarithms of the estimates.
    pub(super) fn of_logarithms(fitted: &'a FittedModel, likelihood: Box<dyn LogLikelihood + 'a>) -> Self {
        let (point, bounds) = logarithms(fitted);
        let start = point.clone();
        let model = move |point: &[f64]| {
            let steps: Vec<f64> = point.iter().zip(&start).map(|(to, from)| to - from).collect();
            fitted.moved_by(&steps)
        };
        Self { likelihood, point, bounds, model: Box::new(model) }
    }

    /// The model at a point within the bounds.
    pub(crate) fn model(&self, point: &[f64]) -> Box<dyn PurchaseModel> {
        (self.model)(point)
    }
}

/// Logarithms of the estimates and the bounds of each.
pub(super) fn logarithms(fitted: &FittedModel) -> (Vec<f64>, Vec<(f64, f64)>) {
    let point: Vec<f64> = fitted.estimates().into_iter().map(|(_, value)| ln(value)).collect();
    let covariance = fitted.certificate.covariance.as_ref();
    let held = |coordinate: usize| covariance.is_some_and(|it| it[(coordinate, coordinate)] <= 0.0);
    let bounds = point
        .iter()
        .enumerate()
        .map(|(coordinate, at)| if held(coordinate) { (*at, *at) } else { (at - ROOM, at + ROOM) })
        .collect();
    (point, bounds)
}
