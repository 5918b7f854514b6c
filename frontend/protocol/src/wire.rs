//! Messages as text. Read and written here, where the build compiles for size, and not in the worker, which is
//! compiled for speed: messages are short.

use std::fmt;

use crate::{Answer, Request};

/// A text that is no request.
#[derive(Debug)]
pub struct UnreadableRequest(serde_json::Error);

impl fmt::Display for UnreadableRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for UnreadableRequest {}

/// Reads a request.
///
/// # Errors
/// When the text is none.
pub fn read_request(text: &str) -> Result<Request, UnreadableRequest> {
    serde_json::from_str(text).map_err(UnreadableRequest)
}

/// Writes an answer.
#[must_use]
pub fn write_answer(answer: &Answer) -> String {
    serde_json::to_string(answer).expect("answers hold only what JSON can say")
}
