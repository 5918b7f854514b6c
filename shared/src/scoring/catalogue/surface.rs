//! A fit's log-likelihood as something to walk on.

use super::{FittedModel, ModelKind, likelihood};
use crate::math::ln;
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::{Histories, PurchaseModel, gompertz_nbd};

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
    model: ModelAt<'a>,
}

type ModelAt<'a> = Box<dyn Fn(&[f64]) -> Box<dyn PurchaseModel> + 'a>;

/// No logarithm moves farther than this from its estimate.
const ROOM: f64 = 30.0;

impl<'a> Surface<'a> {
    /// `None` where the fit has no covariance. `histories` are those that the model was fitted to.
    pub(crate) fn of(fitted: &'a FittedModel, histories: &'a Histories) -> Option<Self> {
        let covariance = fitted.certificate.covariance.as_ref()?;
        let point: Vec<f64> = fitted.estimates().into_iter().map(|(_, value)| ln(value)).collect();
        let held = |coordinate: usize| covariance[(coordinate, coordinate)] <= 0.0;
        let bounds: Vec<(f64, f64)> = point
            .iter()
            .enumerate()
            .map(|(coordinate, at)| if held(coordinate) { (*at, *at) } else { (at - ROOM, at + ROOM) })
            .collect();
        if fitted.model.name() == ModelKind::GgompertzNbd.name() {
            let coordinates = gompertz_nbd::Coordinates::of(histories);
            return Some(Self {
                likelihood: Box::new(coordinates.likelihood(histories)),
                bounds: gompertz_nbd::Coordinates::bounds(&point, &bounds),
                point: coordinates.of_logarithms(&point),
                model: Box::new(move |point| Box::new(coordinates.model(point))),
            });
        }
        let start = point.clone();
        let model = move |point: &[f64]| {
            let steps: Vec<f64> = point.iter().zip(&start).map(|(to, from)| to - from).collect();
            fitted.moved_by(&steps)
        };
        Some(Self { likelihood: likelihood(fitted, histories), point, bounds, model: Box::new(model) })
    }

    /// The model at a point within the bounds.
    pub(crate) fn model(&self, point: &[f64]) -> Box<dyn PurchaseModel> {
        (self.model)(point)
    }
}
