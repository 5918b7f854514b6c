//! Progress and controls of a job that reads or uploads.

use futures::channel::oneshot;
use leptos::ev::beforeunload;
use leptos::prelude::*;
use protocol::{FileProgress, Topic};

use super::journey::Stage;
use crate::text::imports as text;
use crate::worker_client::tell;

/// The running job.
#[derive(Clone, Copy)]
pub(super) struct Job {
    /// How far the file is read.
    pub(super) progress: RwSignal<FileProgress>,
    /// Chunks that have arrived at the server.
    pub(super) uploaded: RwSignal<u32>,
    /// Whether the person wants it to stop.
    pub(super) cancelling: RwSignal<bool>,
    /// Whether the person wants it to rest before the next part.
    pub(super) pausing: RwSignal<bool>,
    /// That it goes on with an upload of before.
    pub(super) resumed: RwSignal<Option<String>>,
    /// Why it waits for the person, for example because the connection is gone.
    pub(super) stalled: RwSignal<Option<String>>,
    waiting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
}

impl Job {
    /// Nothing runs.
    pub(super) fn new() -> Self {
        Self {
            progress: RwSignal::new(FileProgress::default()),
            uploaded: RwSignal::new(0),
            cancelling: RwSignal::new(false),
            pausing: RwSignal::new(false),
            resumed: RwSignal::new(None),
            stalled: RwSignal::new(None),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Before a new job.
    pub(super) fn reset(self) {
        self.progress.set(FileProgress::default());
        self.uploaded.set(0);
        self.cancelling.set(false);
        self.pausing.set(false);
        self.resumed.set(None);
        self.stalled.set(None);
        self.waiting.set_value(Vec::new());
    }

    /// Stops the reading in the worker, and everything that waits.
    pub(super) fn cancel(self) {
        self.cancelling.set(true);
        self.cancel_reading();
        self.go_on();
    }

    /// Stops the reading in the worker.
    pub(super) fn cancel_reading(self) {
        tell(Topic::CancelFile);
    }

    /// Waits as long as the person wants it to rest.
    pub(super) async fn wait_while_paused(self) {
        if self.pausing.get_untracked() {
            self.stall(text::paused().to_owned()).await;
        }
    }

    /// Says why nothing moves and waits until the person wants to go on. Returns whether to try again.
    pub(super) async fn stall(self, reason: String) -> bool {
        let (sender, receiver) = oneshot::channel();
        self.stalled.set(Some(reason));
        self.waiting.update_value(|waiting| waiting.push(sender));
        // A sender that is dropped means a new job has begun.
        let woken = receiver.await.is_ok();
        woken && !self.cancelling.get_untracked()
    }

    /// Wakes everything that waits.
    pub(super) fn go_on(self) {
        self.stalled.set(None);
        self.pausing.set(false);
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever waited may be gone.
            let _ = sender.send(());
        }
    }
}

/// Asks before the window is closed or reloaded while a file is read or uploaded.
pub(super) fn ask_before_leaving(stage: RwSignal<Stage>) {
    let handle = window_event_listener(beforeunload, move |event| {
        if matches!(stage.get_untracked(), Stage::Reading | Stage::Importing) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
