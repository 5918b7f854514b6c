//! One function: invocations wait in line for a seat, and each seat answers one at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use tokio::sync::{Mutex, Notify, mpsc, oneshot, watch};

use super::seat::{Answer, Seat};
use super::{InvocationError, MAX_PAYLOAD_BYTES};
use crate::template::FunctionPlan;

/// Whether a function can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Nobody has asked for work yet.
    Starting,
    /// Somebody has asked for work.
    Ready,
    /// Its process ended again and again before it asked for work.
    Failed(String),
}

/// An invocation in line.
#[derive(Debug)]
pub(super) struct Invocation {
    pub(super) id: String,
    pub(super) event: Bytes,
    pub(super) answer: oneshot::Sender<Answer>,
}

/// One function.
#[derive(Debug)]
pub struct Function {
    /// What the template says.
    pub plan: FunctionPlan,
    /// Places for processes.
    pub(super) seats: Vec<Arc<Seat>>,
    line: mpsc::UnboundedSender<Invocation>,
    waiting: Mutex<mpsc::UnboundedReceiver<Invocation>>,
    idle: AtomicUsize,
    /// Asks for one more process.
    pub(super) demand: Notify,
    pub(super) readiness: watch::Sender<Readiness>,
}

impl Function {
    pub(super) fn new(plan: FunctionPlan, concurrency: usize) -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        Self {
            plan,
            seats: (0..concurrency.max(1)).map(|_| Arc::new(Seat::default())).collect(),
            line,
            waiting: Mutex::new(waiting),
            idle: AtomicUsize::new(0),
            demand: Notify::new(),
            readiness: watch::Sender::new(Readiness::Starting),
        }
    }

    /// Number of places for processes.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.seats.len()
    }

    /// Waits until somebody has asked for work.
    ///
    /// # Errors
    /// The reason when the function's process cannot be kept running.
    pub async fn ready(&self) -> Result<(), String> {
        let mut readiness = self.readiness.subscribe();
        let state = readiness.wait_for(|state| *state != Readiness::Starting).await;
        match state.map(|state| state.clone()) {
            Ok(Readiness::Failed(reason)) => Err(reason),
            _ => Ok(()),
        }
    }

    pub(super) async fn invoke(&self, event: Bytes) -> Answer {
        if event.len() > MAX_PAYLOAD_BYTES {
            return Err(InvocationError::EventTooLarge(event.len()));
        }
        let (answer, answered) = oneshot::channel();
        let invocation = Invocation { id: uuid::Uuid::new_v4().to_string(), event, answer };
        self.line.send(invocation).expect("the function itself holds the other end");
        if self.idle.load(Ordering::SeqCst) == 0 {
            self.demand.notify_one();
        }
        answered.await.unwrap_or(Err(InvocationError::Ended))
    }

    /// The next invocation that somebody still waits for. Safe to drop while waiting.
    pub(super) async fn next(&self) -> Option<Invocation> {
        let _idle = Idle::new(&self.idle);
        self.readiness.send_if_modified(|state| std::mem::replace(state, Readiness::Ready) != Readiness::Ready);
        let mut waiting = self.waiting.lock().await;
        loop {
            let invocation = waiting.recv().await?;
            if !invocation.answer.is_closed() {
                return Some(invocation);
            }
        }
    }
}

/// Counts a seat as idle as long as it lives.
struct Idle<'a>(&'a AtomicUsize);

impl<'a> Idle<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Idle<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
