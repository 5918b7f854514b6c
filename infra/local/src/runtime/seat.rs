//! A seat: the place of one process, with the one invocation it works on.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::{Notify, oneshot};
use tokio::task::AbortHandle;

use super::InvocationError;
use super::function::Invocation;

/// What an invocation ends with.
pub(super) type Answer = Result<Bytes, InvocationError>;

#[derive(Debug)]
struct Work {
    id: String,
    answer: oneshot::Sender<Answer>,
    clock: AbortHandle,
}

/// The place of one process.
#[derive(Debug, Default)]
pub(super) struct Seat {
    work: Mutex<Option<Work>>,
    /// Asks for the process to be ended, because it is overdue.
    pub(super) overdue: Notify,
}

impl Seat {
    /// Takes on an invocation; after `timeout` it is ended as overdue.
    pub(super) fn begin(self: &Arc<Self>, id: String, answer: oneshot::Sender<Answer>, timeout: Duration) {
        let seat = Arc::clone(self);
        let overdue = id.clone();
        let clock = tokio::spawn(async move {
            tokio::time::sleep(timeout).await;
            if seat.end(Some(&overdue), Err(InvocationError::TimedOut(timeout))) {
                seat.overdue.notify_one();
            }
        });
        *self.lock() = Some(Work { id, answer, clock: clock.abort_handle() });
    }

    /// Ends the current invocation, or that with the given identifier; whether there was one.
    pub(super) fn end(&self, id: Option<&str>, answer: Answer) -> bool {
        let mut work = self.lock();
        if id.is_some_and(|id| work.as_ref().is_none_or(|work| work.id != id)) {
            return false;
        }
        let Some(work) = work.take() else { return false };
        work.clock.abort();
        // Nobody waiting any more is no error: the caller gave up first.
        drop(work.answer.send(answer));
        true
    }

    fn lock(&self) -> MutexGuard<'_, Option<Work>> {
        self.work.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Invocation {
    /// Splits into what the process gets and what the seat keeps.
    pub(super) fn into_parts(self) -> (String, Bytes, oneshot::Sender<Answer>) {
        (self.id, self.event, self.answer)
    }
}
