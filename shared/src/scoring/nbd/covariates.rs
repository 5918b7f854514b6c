//! Covariates: α of a customer is α e^(−γ·z), so that purchases come e^(γ·z) times as often.

use super::DistinctLikelihood;
use crate::scoring::Histories;
use crate::scoring::covariates::{Effect, PlainLikelihood, Process};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// What covariates do to ln r and ln α.
pub const EFFECTS: [Effect; 2] = [Effect::None, Effect::Shift { process: Process::Purchase, sign: -1.0 }];

/// The likelihood on which they act.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl PlainLikelihood for Plain {
    fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation {
        DistinctLikelihood { histories }.evaluate(log_parameters)
    }
}
