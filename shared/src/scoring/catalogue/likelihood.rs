//! Log-likelihoods by name.

use super::{FittedModel, ModelKind};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::beta_geometric_erlang::{self, Regularity};
use crate::scoring::optimise::LogLikelihood;
use crate::scoring::{Histories, gompertz_nbd, nbd, pareto_nbd};

/// The log-likelihood that [`fit`](super::fit) maximised, in the logarithms of the estimates. `histories` are those that
/// the model was fitted to.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::Histories;
/// use shared::scoring::catalogue::{ModelKind, fit, likelihood};
/// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
/// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// let histories = Histories::from_days(&frequency, &recency, &[273; 60]);
/// let fitted = fit(ModelKind::Nbd, &histories)?;
/// let mut point: Vec<f64> = fitted.estimates().iter().map(|(_, value)| ln(*value)).collect();
/// let top = likelihood(&fitted, &histories).evaluate(&point);
/// assert!((top.value - fitted.certificate.log_likelihood).abs() < 1e-9);
/// point[0] += 0.1;
/// assert!(likelihood(&fitted, &histories).evaluate(&point).value < top.value);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
