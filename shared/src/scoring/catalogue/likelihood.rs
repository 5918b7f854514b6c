//! Log-likelihoods by name.

use super::{FittedModel, ModelKind};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::beta_geometric_erlang::{self, Regularity};
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::{Histories, gompertz_nbd, nbd, pareto_nbd};

/// The log-likelihood that [`fit`](super::fit) maximised, in the logarithms of the estimates. `histories` are those that
/// the model was fitted to.
#[must_use]
pub fn likelihood<'a>(fitted: &FittedModel, histories: &'a Histories) -> Box<dyn LogLikelihood + 'a> {
    let beta_geometric = |dropout| Box::new(beta_geometric::DistinctLikelihood { dropout, histories });
    let kind: ModelKind = fitted.model.name().parse().expect("a fitted model is one of the catalogue");
    match kind {
        ModelKind::Nbd => Box::new(nbd::DistinctLikelihood { histories }),
        ModelKind::BgNbd => beta_geometric(Dropout::AfterRepeats),
        ModelKind::MbgNbd => beta_geometric(Dropout::AfterEveryTransaction),
        ModelKind::ParetoNbd => Box::new(pareto_nbd::DistinctLikelihood::new(histories)),
        ModelKind::GgompertzNbd => Box::new(gompertz_nbd::PublishedLikelihood { histories }),
        ModelKind::BgCnbdK => regular(Dropout::AfterRepeats, fitted, histories),
        ModelKind::MbgCnbdK => regular(Dropout::AfterEveryTransaction, fitted, histories),
    }
}

fn regular<'a>(dropout: Dropout, fitted: &FittedModel, histories: &'a Histories) -> Box<dyn LogLikelihood + 'a> {
    let [(_, phases), ..] = fitted.model.parameters()[..] else { unreachable!("the number of phases comes first") };
    let regularity = Regularity::of_value(phases).expect("the model has a number of phases");
    Box::new(beta_geometric_erlang::DistinctLikelihood { dropout, regularity, histories })
}
