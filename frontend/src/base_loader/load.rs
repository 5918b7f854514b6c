//! One look at the server, and the way of a generation into the worker.

use std::cell::Cell;
use std::sync::Arc;

use futures::future::join;
use futures::{StreamExt, stream};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{BaseChunk, LoadBase};
use shared::api::{BaseAnswer, Manifest, ScoringState};

use super::poll::MOST_RESTARTS;
use super::{Base, BaseStatus};
use crate::requests;
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
            let restarts = base.restarts.get_untracked();
            look_once(base).await;
            // A worker that was replaced meanwhile has nothing of what the one before was sent.
            if base.restarts.get_untracked() == restarts || base.restarts.get_untracked() >= MOST_RESTARTS {
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
    let chunks = manifest.chunks.clone();
    let mut downloads = stream::iter(chunks)
        .map(|chunk| async move { (chunk.bytes, requests::download(&chunk.url).await) })
        .buffered(AT_ONCE);
    let mut next = downloads.next().await;
    // The worker takes one chunk while others are on their way.
    while let Some((bytes, buffer)) = next {
        let buffers = vec![buffer.map_err(|error| error.message())?];
        let taking = worker_client::ask_with(&BaseChunk, Attachments { file: None, buffers });
        let (taken, following) = join(taking, downloads.next()).await;
        taken.map_err(|error| error.message())?;
        next = following;
        arrived += bytes;
        if first {
            base.status.set(BaseStatus::Loading(arrived as f64 / total.max(1) as f64));
        }
    }
    let empty = manifest.summary.customers == 0;
    base.held.set_value(Some(manifest.generation));
    base.manifest.set(Some(Arc::new(manifest)));
    base.loads.update(|count| *count += 1);
    let status = if empty { BaseStatus::Empty } else { BaseStatus::Ready };
    if base.status.with_untracked(|known| *known != status) {
        base.status.set(status);
    }
    Ok(())
}
