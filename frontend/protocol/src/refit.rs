//! Fitting models to orders of one's choice.

use serde::{Deserialize, Serialize};
use shared::planning::{Refit, RefitProblem, RefitRequest, RefitStep};
use shared::scoring::catalogue::ModelKind;

use crate::question::question;

/// How a refit goes on. A refit stops one before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RefitAnswer {
    /// A step begins. Not the last answer.
    Progress {
        /// The model.
        model: ModelKind,
        /// What is done with it.
        step: RefitStep,
        /// Steps done.
        done: u32,
        /// Steps there are.
        of: u32,
    },
    /// It has ended.
    Done(Box<Refit>),
    /// Nothing was fitted.
    Failed(RefitProblem),
    /// It was stopped by [`Topic::CancelRefit`](crate::Topic::CancelRefit) or by another refit.
    Cancelled,
}

question!(RefitRequest => RefitAnswer, Refit, last |answer| !matches!(answer, RefitAnswer::Progress { .. }));
