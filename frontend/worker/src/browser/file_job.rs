//! Reading a dropped file by slices.

use js_sys::Uint8Array;
use protocol::{Answer, Request};
use shared::ingest::{Dialect, FileProblem, detect, detect_as};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::gzip::zip;
use super::incoming::Message;
use super::outgoing::{milliseconds, post, send};
use super::turn::Turn;
use crate::file::{Chunk, Cutter, DryRun};
use crate::{Reply, text};

/// Bytes read at once.
const SLICE_BYTES: f64 = 1_048_576.0;
/// Bytes looked at to say what the file is.
const HEAD_BYTES: f64 = 262_144.0;
/// Least time between two messages of progress.
const PROGRESS_MS: f64 = 100.0;

/// Why a job ended without its last answer.
enum Stop {
    Cancelled,
    Problem(FileProblem),
    Browser(JsValue),
}

impl From<FileProblem> for Stop {
    fn from(problem: FileProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<JsValue> for Stop {
    fn from(error: JsValue) -> Self {
        Self::Browser(error)
    }
}

/// Does one job and posts all its answers.
pub(super) async fn run(message: Message, turn: &Turn) {
    let id = message.id;
    let Some(file) = message.file else { return send(id, Reply::failed(text::NO_FILE)) };
    let done = match message.request {
        Request::DryRun { dialect, mapping, currency } => {
            dry_run(Slices::new(id, file, turn), DryRun::new(dialect, mapping, currency)).await
        }
        Request::CutChunks { dialect, mapping, currency, data_source, buckets } => {
            cut(Slices::new(id, file, turn), Cutter::new(dialect, mapping, currency, data_source, buckets)).await
        }
        Request::Inspect { dialect } => inspect(&file, dialect).await,
        _ => Ok(Reply::failed(text::NO_FILE)),
    };
    send(
        id,
        done.unwrap_or_else(|stop| match stop {
            Stop::Cancelled => Answer::FileCancelled.into(),
            Stop::Problem(problem) => Answer::FileFailed { problem }.into(),
            Stop::Browser(error) => Reply::failed(text::unreadable_file(&reason(&error))),
        }),
    );
}

async fn inspect(file: &File, dialect: Option<Dialect>) -> Result<Reply, Stop> {
    let head = read(file, 0.0, HEAD_BYTES).await?;
    let is_whole_file = file.size() <= HEAD_BYTES;
    let detection = match dialect {
        None => detect(&head, is_whole_file)?,
        Some(dialect) => detect_as(dialect, &head, is_whole_file)?,
    };
    Ok(Answer::Inspected { detection: Box::new(detection) }.into())
}

async fn dry_run(mut slices: Slices<'_>, mut run: DryRun) -> Result<Reply, Stop> {
    while let Some(bytes) = slices.next(run.lines()).await? {
        run.push(&bytes)?;
    }
    let (report, csv) = run.finish()?;
    Ok(Reply { answer: Answer::DryRunDone { report: Box::new(report) }, buffer: Some(csv) })
}

async fn cut(mut slices: Slices<'_>, mut cutter: Cutter) -> Result<Reply, Stop> {
    let mut full = Vec::new();
    while let Some(bytes) = slices.next(cutter.lines()).await? {
        cutter.push(&bytes, &mut full)?;
        slices.post_chunks(&mut full).await?;
    }
    let chunks = cutter.finish(&mut full)?;
    slices.post_chunks(&mut full).await?;
    Ok(Answer::Cut { chunks }.into())
}

/// A file's slices, with progress and cancelling between them.
struct Slices<'a> {
    id: f64,
    file: File,
    turn: &'a Turn,
    read: f64,
    told: f64,
}

impl<'a> Slices<'a> {
    fn new(id: f64, file: File, turn: &'a Turn) -> Self {
        Self { id, file, turn, read: 0.0, told: milliseconds() }
    }

    /// The next slice; `None` at the end of the file.
    async fn next(&mut self, lines: u64) -> Result<Option<Vec<u8>>, Stop> {
        if self.turn.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        let now = milliseconds();
        if now - self.told >= PROGRESS_MS {
            self.told = now;
            let (bytes, total) = (self.read as u64, self.file.size() as u64);
            post(self.id, &Answer::FileProgress { bytes, total, lines }, None);
        }
        if self.read >= self.file.size() {
            return Ok(None);
        }
        let bytes = read(&self.file, self.read, self.read + SLICE_BYTES).await?;
        self.read += bytes.len() as f64;
        Ok(Some(bytes))
    }

    /// Zips and posts chunks, at most so many ahead of their upload.
    async fn post_chunks(&self, full: &mut Vec<Chunk>) -> Result<(), Stop> {
        for chunk in full.drain(..) {
            let zipped = zip(&chunk.bytes).await?;
            self.turn.room().await;
            if self.turn.is_cancelled() {
                return Err(Stop::Cancelled);
            }
            post(self.id, &Answer::Chunk { place: chunk.place }, Some(zipped));
        }
        Ok(())
    }
}

async fn read(file: &File, from: f64, to: f64) -> Result<Vec<u8>, JsValue> {
    let slice = file.slice_with_f64_and_f64(from, to.min(file.size()))?;
    let buffer = JsFuture::from(slice.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// What the browser says, for example `NotReadableError`.
fn reason(error: &JsValue) -> String {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.or_else(|| error.dyn_ref::<js_sys::Error>().map(|error| error.to_string().into())).unwrap_or_default()
}
