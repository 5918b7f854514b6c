//! Answers as they leave the worker.

use protocol::{Question, State};

/// An answer as text, with the bytes that travel beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What the text is.
    pub state: State,
    /// An answer, or a reason in words.
    pub text: String,
    /// Its buffer, if it has one.
    pub buffer: Option<Vec<u8>>,
}

impl Reply {
    /// An answer to a question.
    #[must_use]
    pub fn to<Q: Question>(answer: &Q::Answer) -> Self {
        let state = if Q::is_last(answer) { State::Answered } else { State::More };
        Self { state, text: Q::write_answer(answer), buffer: None }
    }

    /// The question could not be answered.
    #[must_use]
    pub fn failed(reason: impl Into<String>) -> Self {
        Self { state: State::Failed, text: reason.into(), buffer: None }
    }

    /// The same with bytes beside it.
    #[must_use]
    pub fn with(self, bytes: Vec<u8>) -> Self {
        Self { buffer: Some(bytes), ..self }
    }
}
