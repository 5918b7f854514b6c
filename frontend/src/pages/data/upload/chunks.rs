//! Chunks from the worker into the bucket.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc;
use futures::lock::Mutex;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use protocol::{CutAnswer, CutQuestion, Topic};
use shared::api::{ChunkPlace, ImportAnswer};

use super::super::journey::Journey;
use super::places::Places;
use super::retry::{Stopped, until_done};
use crate::requests;
use crate::text::data as text;
use crate::worker_client::{Attachments, WorkerError, ask_all, tell};

/// Uploads at the same moment; the worker never has more chunks waiting.
const AT_ONCE: usize = 4;

/// Cuts the file and uploads all chunks but those that have arrived before. Returns the number of chunks of each bucket.
pub(super) async fn upload_all(
    journey: Journey,
    import: &ImportAnswer,
    arrived: BTreeSet<ChunkPlace>,
) -> Result<Vec<u16>, Stopped> {
    let arrived = &arrived;
    let counts = Rc::new(RefCell::new(None));
    let places = Mutex::new(Places::new(import.id.clone(), import.buckets));
    let mut uploads = cut(journey, import.buckets, Rc::clone(&counts))?
        .map(|chunk| {
            let places = &places;
            async move {
                let (place, bytes) = chunk?;
                if arrived.contains(&place) {
                    tell(Topic::ChunkTaken);
                    return Ok(());
                }
                journey.job.wait_while_paused().await;
                upload(journey, places, place, &bytes).await
            }
        })
        .buffer_unordered(AT_ONCE);
    while let Some(uploaded) = uploads.next().await {
        if let Err(stopped) = uploaded {
            journey.job.cancel_reading();
            return Err(stopped);
        }
    }
    let counts = counts.take();
    counts.ok_or(Stopped::Cancelled)
}

type Cut = Result<(ChunkPlace, ArrayBuffer), Stopped>;

/// Chunks as the worker cuts them; ends after the last one, when `counts` is filled.
fn cut(
    journey: Journey,
    buckets: u16,
    counts: Rc<RefCell<Option<Vec<u16>>>>,
) -> Result<mpsc::UnboundedReceiver<Cut>, Stopped> {
    let (Some(file), Some(dialect), Some(currency)) =
        (journey.file.get_untracked(), journey.dialect.get_untracked(), untrack(move || journey.reporting()))
    else {
        return Err(Stopped::Cancelled);
    };
    let mapping = journey.mapping.get_untracked();
    let question = CutQuestion { dialect, mapping, currency, data_source: journey.data_source(), buckets };
    let (sender, receiver) = mpsc::unbounded();
    let mut sender = Some(sender);
    ask_all(&question, Attachments { file: Some(file), buffers: Vec::new() }, move |reply| {
        let next = match reply.map(|reply| (reply.answer, reply.buffers.into_iter().next())) {
            Ok((CutAnswer::Progress(progress), _)) => {
                journey.job.progress.set(progress);
                return;
            }
            Ok((CutAnswer::Chunk(place), Some(bytes))) => Ok((place, bytes)),
            Ok((CutAnswer::Chunk(_), None)) => Err(Stopped::Failed(WorkerError::Unreadable.message())),
            Ok((CutAnswer::Done(chunks), _)) => {
                counts.replace(Some(chunks));
                sender = None;
                return;
            }
            Ok((CutAnswer::Cancelled, _)) => Err(Stopped::Cancelled),
            Ok((CutAnswer::Failed(problem), _)) => Err(Stopped::Failed(text::file_problem(&problem))),
            Err(error) => Err(Stopped::Failed(error.message())),
        };
        if let Some(sender) = &sender {
            // The receiver is gone once the upload has failed.
            let _ = sender.unbounded_send(next);
        }
    });
    Ok(receiver)
}

async fn upload(
    journey: Journey,
    places: &Mutex<Places>,
    place: ChunkPlace,
    bytes: &ArrayBuffer,
) -> Result<(), Stopped> {
    until_done(journey.job, || async {
        // An address that has failed may have run out, so each attempt takes a fresh one.
        let upload = places.lock().await.of(place).await?;
        requests::upload(&upload, bytes).await
    })
    .await?;
    journey.job.uploaded.update(|uploaded| *uploaded += 1);
    tell(Topic::ChunkTaken);
    Ok(())
}
