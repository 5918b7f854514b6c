//! Why an invocation gave no answer.

use std::time::Duration;

/// Why an invocation gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvocationError {
    /// There is no such function.
    #[error("there is no function {0}")]
    NoSuchFunction(String),
    /// The event is larger than [`super::MAX_PAYLOAD_BYTES`].
    #[error("the event of {0} bytes is larger than a function takes")]
    EventTooLarge(usize),
    /// The answer is larger than [`super::MAX_PAYLOAD_BYTES`].
    #[error("the answer is larger than a function may give")]
    AnswerTooLarge,
    /// No answer within the function's timeout.
    #[error("the task timed out after {} seconds", .0.as_secs_f64())]
    TimedOut(Duration),
    /// The process ended, or asked for more work without answering.
    #[error("the process ended without an answer")]
    Ended,
    /// The function answered with an error.
    #[error("{kind}: {message}")]
    Function {
        /// The error's type.
        kind: String,
        /// The error's text.
        message: String,
    },
}
