//! The app's end of the Web Worker: messages out, answers back, and a new worker when one dies.

mod ask;
mod client;
mod latest;
mod watchdog;

pub(crate) use ask::{ask, ask_all, ask_with, tell};
pub(crate) use client::{on_restart, start};
pub(crate) use latest::Latest;
pub(crate) use watchdog::cancel_refit;

use js_sys::ArrayBuffer;
use protocol::Question;

/// One answer with what was transferred beside it.
#[derive(Debug)]
pub(crate) struct Reply<Answer> {
    /// The answer.
    pub(crate) answer: Answer,
    /// Buffers, if the answer has any.
    pub(crate) buffers: Vec<ArrayBuffer>,
}

/// What goes to the worker beside a question.
#[derive(Debug, Default)]
pub(crate) struct Attachments {
    /// A file to read; shared, not copied.
    pub(crate) file: Option<web_sys::File>,
    /// Buffers; they are transferred and empty afterwards.
    pub(crate) buffers: Vec<ArrayBuffer>,
}

/// Why a worker was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    /// It panicked, or was silent for too long.
    Died,
    /// It was told to stop and went on.
    Cancelled,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WorkerError {
    /// The worker died and a new one was started; ask again.
    #[error("the worker was restarted")]
    Restarted,
    /// The worker is of another version than the app.
    #[error("the worker is of another version")]
    Unreadable,
    /// The worker says that it cannot answer, and what to do.
    #[error("{0}")]
    Failed(String),
}

impl WorkerError {
    /// What to tell the person.
    #[must_use]
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Restarted => crate::text::errors::worker_restarted().to_owned(),
            Self::Unreadable => crate::text::errors::worker_of_other_version().to_owned(),
            Self::Failed(message) => crate::text::sentence(message.clone()),
        }
    }
}

/// An answer as text, read by who asked, so that only their code knows its type.
type TextReply = Result<Reply<String>, WorkerError>;

/// The answer to a question.
fn read<Q: Question>(reply: TextReply) -> Result<Reply<Q::Answer>, WorkerError> {
    let Reply { answer, buffers } = reply?;
    let answer = Q::read_answer(&answer).map_err(|_| WorkerError::Unreadable)?;
    Ok(Reply { answer, buffers })
}
