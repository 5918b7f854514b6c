//! The running file job and what reaches it from outside.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Most chunks that wait for being uploaded.
const IN_FLIGHT: u32 = 4;

/// What a running file job and the messages that reach it share.
#[derive(Debug, Default)]
pub(super) struct Turn {
    cancelled: Cell<bool>,
    in_flight: Cell<u32>,
    waiting: RefCell<Option<Waker>>,
}

impl Turn {
    /// Whether the job should stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    /// Asks the job to stop.
    pub(super) fn cancel(&self) {
        self.cancelled.set(true);
        self.wake();
    }

    /// One chunk has been uploaded.
    pub(super) fn chunk_taken(&self) {
        self.in_flight.set(self.in_flight.get().saturating_sub(1));
        self.wake();
    }

    /// Waits until one more chunk may go, and counts it. Ends at once for a cancelled job.
    pub(super) async fn room(&self) {
        poll_fn(|context| {
            if self.is_cancelled() || self.in_flight.get() < IN_FLIGHT {
                return Poll::Ready(());
            }
            self.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
        self.in_flight.set(self.in_flight.get() + 1);
    }

    fn wake(&self) {
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }
}
