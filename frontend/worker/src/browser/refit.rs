//! A refit, step by step.

use js_sys::Promise;
use protocol::Answer;
use shared::planning::{RefitJob, RefitProblem};
use wasm_bindgen_futures::JsFuture;

use super::outgoing::{post, scope, send};
use super::turn::Turn;
use crate::{Reply, text};

/// Does all steps and posts all answers. Between two steps the browser gets a turn, so that others are answered and a wish to
/// stop is heard; a step itself is not interrupted.
pub(super) async fn run(id: f64, job: Option<Result<RefitJob, RefitProblem>>, turn: &Turn) {
    let mut job = match job {
        None => return send(id, Reply::failed(text::NO_BASE)),
        Some(Err(problem)) => return send(id, Answer::Refitted { outcome: Err(problem) }.into()),
        Some(Ok(job)) => job,
    };
    while let Some((model, step)) = job.next_step() {
        let (done, of) = job.progress();
        post(id, &Answer::RefitProgress { model, step, done, of }, None);
        pause().await;
        if turn.is_cancelled() {
            return send(id, Answer::RefitCancelled.into());
        }
        job.step();
    }
    send(id, Answer::Refitted { outcome: Ok(Box::new(job.finish())) }.into());
}

/// Lets the browser hand on the messages that have arrived.
async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        scope().set_timeout_with_callback(&resolve).expect("a function of the browser's own can be called later");
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}
