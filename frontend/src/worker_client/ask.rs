//! Asking once, and asking for a series of answers.

use futures::channel::oneshot;
use protocol::Request;

use super::{Attachments, ReplyResult, WorkerError, client};

/// Sends a request that has one answer.
///
/// # Errors
/// When the worker cannot answer or dies.
pub(crate) async fn ask(request: &Request, attachments: Attachments) -> ReplyResult {
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let handler = move |reply| {
        if let Some(sender) = sender.take() {
            // The asker may have gone away meanwhile.
            let _ = sender.send(reply);
        }
    };
    client::post(request, attachments, Box::new(handler));
    receiver.await.unwrap_or(Err(WorkerError::Restarted))
}

/// Sends a request that has several answers; `on_answer` is called with each.
pub(crate) fn ask_all(request: &Request, attachments: Attachments, on_answer: impl FnMut(ReplyResult) + 'static) {
    client::post(request, attachments, Box::new(on_answer));
}
