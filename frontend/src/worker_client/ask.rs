//! Asking once, and asking for a series of answers.

use futures::channel::oneshot;
use protocol::{Question, Topic};

use super::{Attachments, Reply, TextReply, WorkerError, client, read};

/// Asks what has one answer.
///
/// # Errors
/// When the worker cannot answer or dies.
pub(crate) async fn ask<Q: Question>(question: &Q) -> Result<Q::Answer, WorkerError> {
    ask_with(question, Attachments::default()).await.map(|reply| reply.answer)
}

/// Asks what has one answer, with a file or buffers.
///
/// # Errors
/// When the worker cannot answer or dies.
pub(crate) async fn ask_with<Q: Question>(
    question: &Q,
    attachments: Attachments,
) -> Result<Reply<Q::Answer>, WorkerError> {
    read::<Q>(once(Q::TOPIC, question.write(), attachments).await)
}

/// Asks what has several answers; `on_answer` is called with each.
pub(crate) fn ask_all<Q: Question>(
    question: &Q,
    attachments: Attachments,
    mut on_answer: impl FnMut(Result<Reply<Q::Answer>, WorkerError>) + 'static,
) {
    client::post(Q::TOPIC, &question.write(), attachments, Box::new(move |reply| on_answer(read::<Q>(reply))));
}

/// Tells the worker something whose answer, if any, says only that it lives.
pub(crate) fn tell(topic: Topic) {
    client::post(topic, "", Attachments::default(), Box::new(|_| {}));
}

async fn once(topic: Topic, question: String, attachments: Attachments) -> TextReply {
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let handler = move |reply| {
        if let Some(sender) = sender.take() {
            // The asker may have gone away meanwhile.
            let _ = sender.send(reply);
        }
    };
    client::post(topic, &question, attachments, Box::new(handler));
    receiver.await.unwrap_or(Err(WorkerError::Restarted))
}
