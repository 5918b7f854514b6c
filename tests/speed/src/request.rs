//! What is asked for and answered.

use serde::{Deserialize, Serialize};

use crate::{BaseName, UnknownBase};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Generate or read a base, and keep it.
    Load {
        /// Which one.
        base: BaseName,
    },
    /// Do a task on the base.
    Run {
        /// Its name, for example `bg_nbd_fit`.
        task: String,
    },
    /// The log-likelihood of the base at parameters that somebody else found.
    LogLikelihood {
        /// The model's name.
        model: String,
        /// Its parameters in their usual order, times in weeks.
        at: Vec<f64>,
    },
}

/// What is answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Estimates, or the total of a score and some of its values.
    #[serde(default)]
    pub values: Vec<f64>,
    /// Standard errors of estimates.
    #[serde(default)]
    pub standard_errors: Vec<f64>,
    /// Log-likelihood at the estimates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_likelihood: Option<f64>,
    /// Distinct histories, where the task grouped them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<usize>,
    /// Why there is no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl Answer {
    /// The answer that there is none.
    #[must_use]
    pub fn failed(failure: &Failure) -> Self {
        Self { failure: Some(failure.to_string()), ..Self::default() }
    }
}

/// Why a request is not answered.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The line is no request.
    #[error("this is no request: {0}")]
    Format(#[from] serde_json::Error),
    /// There is nothing to work on.
    #[error("load a base first")]
    NothingLoaded,
    /// No base has that name.
    #[error(transparent)]
    Base(#[from] UnknownBase),
    /// No task has that name.
    #[error("there is no task {name:?}")]
    Task {
        /// The name given.
        name: String,
    },
    /// The log-likelihood of that model is not asked for in any race.
    #[error("there is no log-likelihood of {name:?} here")]
    Model {
        /// The name given.
        name: String,
    },
    /// The library refuses.
    #[error("{0}")]
    Refused(String),
}
