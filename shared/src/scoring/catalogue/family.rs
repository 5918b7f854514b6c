//! What is done with a fitted model of some kind, chosen where it is fitted.

use super::surface::{Surface, logarithms};
use super::{FittedModel, ModelKind, likelihood, with_parameters};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::{Histories, PurchaseModel, gompertz_nbd};

/// Functions of a kind, so that whoever fits one kind only does not hold the code of all others.
#[derive(Debug)]
pub(super) struct Family {
    /// The same model with other parameters, all of them positive and finite.
    pub(super) with_parameters: fn(&dyn PurchaseModel, &[f64]) -> Box<dyn PurchaseModel>,
    /// The log-likelihood that the fit maximised.
    pub(super) surface: for<'a> fn(&'a FittedModel, &'a Histories) -> Surface<'a>,
}

const POSSIBLE: &str = "positive finite parameters are possible ones";

/// Looked up by the model's name.
pub(super) static ANY: Family = Family {
    with_parameters: |model, values| with_parameters(model, values).expect(POSSIBLE),
    surface: |fitted, histories| {
        if fitted.model.name() == ModelKind::GgompertzNbd.name() {
            return gompertz(fitted, histories);
        }
        Surface::of_logarithms(fitted, likelihood(fitted, histories))
    },
};

/// Of the MBG/NBD alone.
pub(super) static MBG_NBD: Family = Family {
    with_parameters: |_, values| {
        let values = values.try_into().expect("one value a parameter");
        let parameters = beta_geometric::Parameters::from_array(values);
        Box::new(parameters.check(Dropout::AfterEveryTransaction).expect(POSSIBLE))
    },
    surface: |fitted, histories| {
        let likelihood =
            Box::new(beta_geometric::DistinctLikelihood { dropout: Dropout::AfterEveryTransaction, histories });
        Surface::of_logarithms(fitted, likelihood)
    },
};

fn gompertz<'a>(fitted: &'a FittedModel, histories: &'a Histories) -> Surface<'a> {
    let (point, bounds) = logarithms(fitted);
    let coordinates = gompertz_nbd::Coordinates::of(histories);
    Surface {
        likelihood: Box::new(coordinates.likelihood(histories)),
        bounds: gompertz_nbd::Coordinates::bounds(&point, &bounds),
        point: coordinates.of_logarithms(&point),
        model: Box::new(move |point| Box::new(coordinates.model(point))),
    }
}
