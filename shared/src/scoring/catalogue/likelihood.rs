//! Log-likelihoods by name.

use super::ModelKind;
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::{Histories, nbd, pareto_nbd};

/// The log-likelihood that [`fit`](super::fit) maximises, in the logarithms of the parameters.
#[must_use]
pub fn likelihood(kind: ModelKind, histories: &Histories) -> Box<dyn LogLikelihood + '_> {
    let beta_geometric = |dropout| Box::new(beta_geometric::DistinctLikelihood { dropout, histories });
    match kind {
        ModelKind::Nbd => Box::new(nbd::DistinctLikelihood { histories }),
        ModelKind::BgNbd => beta_geometric(Dropout::AfterRepeats),
        ModelKind::MbgNbd => beta_geometric(Dropout::AfterEveryTransaction),
        ModelKind::ParetoNbd => Box::new(pareto_nbd::DistinctLikelihood::new(histories)),
    }
}
