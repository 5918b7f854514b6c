//! A refit, step by step.

use js_sys::Promise;
use protocol::{Question, RefitAnswer};
use shared::planning::RefitRequest;
use wasm_bindgen_futures::JsFuture;

use super::desk;
use super::incoming::Message;
use super::outgoing::{scope, send};
use super::turn::Turn;
use crate::{Reply, text};

/// Does all steps and posts all answers. Between two steps the browser gets a turn, so that others are answered and a wish to
/// stop is heard; a step itself is not interrupted.
pub(super) async fn run(message: Message, turn: &Turn) {
    let id = message.id;
    let Ok(request) = RefitRequest::read(&message.question) else {
        return send(id, Reply::failed(text::OTHER_VERSION));
    };
    let tell = |answer: &RefitAnswer| send(id, Reply::to::<RefitRequest>(answer));
    let mut job = match desk::with(|desk| desk.session.refit_job(request)) {
        None => return send(id, Reply::failed(text::NO_BASE)),
        Some(Err(problem)) => return tell(&RefitAnswer::Failed(problem)),
        Some(Ok(job)) => job,
    };
    while let Some((model, step)) = job.next_step() {
        let (done, of) = job.progress();
        tell(&RefitAnswer::Progress { model, step, done, of });
        pause().await;
        if turn.is_cancelled() {
            return tell(&RefitAnswer::Cancelled);
        }
        job.step();
    }
    tell(&RefitAnswer::Done(Box::new(job.finish())));
}

/// Lets the browser hand on the messages that have arrived.
async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        scope().set_timeout_with_callback(&resolve).expect("a function of the browser's own can be called later");
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}
