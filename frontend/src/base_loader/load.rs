//! One look at the server, and the way of a generation into the worker.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;

use futures::channel::oneshot;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{BaseChunk, LoadBase};
use shared::api::{BaseAnswer, Manifest, ScoringState};

use super::poll::MOST_RESTARTS;
use super::{Base, BaseStatus};
use crate::requests::{self, ApiClientError};
use crate::worker_client::{self, Attachments};

/// Chunks that travel at the same moment.
const AT_ONCE: usize = 4;

thread_local! {
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// Asks the server for the newest generation and loads it if the worker has another.
pub(super) fn look(base: Base) {
    if LOOKING.replace(true) {
        return;
    }
    spawn_local(async move {
        loop {
            let replaced = base.replaced.get_value();
            look_once(base).await;
            // A worker that was replaced meanwhile has nothing of what the one before was sent.
            if base.replaced.get_value() == replaced || base.restarts.get_untracked() >= MOST_RESTARTS {
                break;
            }
        }
        LOOKING.set(false);
    });
}

/// Loads the newest generation into a worker that holds nothing. What is shown stays.
pub(super) fn reload(base: Base) {
    base.held.set_value(None);
    if base.manifest.with_untracked(Option::is_none) {
        base.status.set(BaseStatus::Starting);
    }
    look(base);
}

async fn look_once(base: Base) {
    let (answer, text) = match requests::base().await {
        Ok(answer) => answer,
        Err(error) => {
            // What is shown stays; only a page that has nothing yet says why.
            if base.manifest.with_untracked(Option::is_none) {
                base.status.set(BaseStatus::Failed(error.message()));
            }
            return;
        }
    };
    let BaseAnswer { manifest, scoring } = answer;
    let failed = matches!(scoring, ScoringState::Failed { .. });
    if base.scoring.with_untracked(|known| *known != scoring) {
        base.scoring.set(scoring);
    }
    let held = base.held.get_value();
    match manifest {
        None => {
            if base.status.with_untracked(|status| *status != BaseStatus::Empty) {
                base.status.set(BaseStatus::Empty);
            }
        }
        Some(manifest) if Some(manifest.generation) == held => {}
        Some(manifest) => {
            base.expecting.set(false);
            if let Err(message) = load(base, manifest, text).await
                && base.manifest.with_untracked(Option::is_none)
            {
                base.status.set(BaseStatus::Failed(message));
            }
        }
    }
    if failed {
        base.expecting.set(false);
    }
}

async fn load(base: Base, manifest: Manifest, text: String) -> Result<(), String> {
    let first = base.manifest.with_untracked(Option::is_none);
    let total: u64 = manifest.chunks.iter().map(|chunk| chunk.bytes).sum();
    let mut arrived = 0_u64;
    worker_client::ask(&LoadBase::of(&manifest, text)).await.map_err(|error| error.message())?;
    let mut waiting = manifest.chunks.iter();
    let mut coming = VecDeque::with_capacity(AT_ONCE);
    loop {
        // The worker takes one chunk while others are on their way.
        while coming.len() < AT_ONCE
            && let Some(chunk) = waiting.next()
        {
            coming.push_back((chunk.bytes, begin(chunk.url.clone())));
        }
        let Some((bytes, download)) = coming.pop_front() else { break };
        let download = download.await.expect("a download says how it ended");
        let buffers = vec![download.map_err(|error| error.message())?];
        let attachments = Attachments { file: None, buffers };
        worker_client::ask_with(&BaseChunk, attachments).await.map_err(|error| error.message())?;
        arrived += bytes;
        if first {
            base.status.set(BaseStatus::Loading(arrived as f64 / total.max(1) as f64));
        }
    }
    let empty = manifest.summary.customers == 0 && manifest.contract_chunks == 0;
    base.held.set_value(Some(manifest.generation));
    base.manifest.set(Some(Arc::new(manifest)));
    base.loads.update(|count| *count += 1);
    let status = if empty { BaseStatus::Empty } else { BaseStatus::Ready };
    if base.status.with_untracked(|known| *known != status) {
        base.status.set(status);
    }
    Ok(())
}

/// A download that runs from now on.
fn begin(url: String) -> oneshot::Receiver<Result<ArrayBuffer, ApiClientError>> {
    let (sender, receiver) = oneshot::channel();
    spawn_local(async move {
        // Nobody waits any more for the chunks behind one that failed.
        let _ = sender.send(requests::download(&url).await);
    });
    receiver
}
