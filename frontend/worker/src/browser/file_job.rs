//! Reading a dropped file by slices.

use std::marker::PhantomData;

use js_sys::Uint8Array;
use protocol::{
    CutAnswer, CutQuestion, DryRunAnswer, DryRunQuestion, FileProgress, InspectQuestion, Question, Topic, Unreadable,
};
use shared::ingest::{FileProblem, detect, detect_as};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::gzip::zip;
use super::incoming::Message;
use super::outgoing::{milliseconds, send, send_with};
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
    let question = &message.question;
    let reply = match message.topic {
        Topic::DryRun => match DryRunQuestion::read(question) {
            Ok(question) => dry_run(id, file, turn, question).await,
            Err(Unreadable) => Reply::failed(text::OTHER_VERSION),
        },
        Topic::Cut => match CutQuestion::read(question) {
            Ok(question) => cut(id, file, turn, question).await,
            Err(Unreadable) => Reply::failed(text::OTHER_VERSION),
        },
        _ => match InspectQuestion::read(question) {
            Ok(question) => inspect(&file, question).await,
            Err(Unreadable) => Reply::failed(text::OTHER_VERSION),
        },
    };
    send(id, reply);
}

async fn inspect(file: &File, question: InspectQuestion) -> Reply {
    let head = match read(file, 0.0, HEAD_BYTES).await {
        Ok(head) => head,
        Err(error) => return unreadable(&error),
    };
    let is_whole_file = file.size() <= HEAD_BYTES;
    let detection = match question.dialect {
        None => detect(&head, is_whole_file),
        Some(dialect) => detect_as(dialect, &head, is_whole_file),
    };
    Reply::to::<InspectQuestion>(&detection)
}

async fn dry_run(id: f64, file: File, turn: &Turn, question: DryRunQuestion) -> Reply {
    let DryRunQuestion { dialect, mapping, currency } = question;
    let mut run = DryRun::new(dialect, mapping, currency);
    let mut slices = Slices::<DryRunQuestion>::new(id, file, turn);
    let done = async {
        let mut rejected = Vec::new();
        while let Some(bytes) = slices.next(run.lines()).await? {
            run.push(&bytes, &mut rejected)?;
            post_rejected(id, &mut rejected);
        }
        let report = run.finish(&mut rejected)?;
        post_rejected(id, &mut rejected);
        Ok(report)
    };
    match done.await {
        Ok(report) => Reply::to::<DryRunQuestion>(&DryRunAnswer::Done(Box::new(report))),
        Err(Stop::Cancelled) => Reply::to::<DryRunQuestion>(&DryRunAnswer::Cancelled),
        Err(Stop::Problem(problem)) => Reply::to::<DryRunQuestion>(&DryRunAnswer::Failed(problem)),
        Err(Stop::Browser(error)) => unreadable(&error),
    }
}

/// Hands parts of the rejected rows to the app, which leaves them to the browser.
fn post_rejected(id: f64, parts: &mut Vec<Vec<u8>>) {
    for part in parts.drain(..) {
        send(id, Reply::to::<DryRunQuestion>(&DryRunAnswer::Rejected).with(part));
    }
}

async fn cut(id: f64, file: File, turn: &Turn, question: CutQuestion) -> Reply {
    let CutQuestion { dialect, mapping, currency, data_source, buckets } = question;
    let mut cutter = Cutter::new(dialect, mapping, currency, data_source, buckets);
    let mut slices = Slices::<CutQuestion>::new(id, file, turn);
    let done = async {
        let mut full = Vec::new();
        while let Some(bytes) = slices.next(cutter.lines()).await? {
            cutter.push(&bytes, &mut full)?;
            slices.post_chunks(&mut full).await?;
        }
        let chunks = cutter.finish(&mut full)?;
        slices.post_chunks(&mut full).await?;
        Ok(chunks)
    };
    match done.await {
        Ok(chunks) => Reply::to::<CutQuestion>(&CutAnswer::Done(chunks)),
        Err(Stop::Cancelled) => Reply::to::<CutQuestion>(&CutAnswer::Cancelled),
        Err(Stop::Problem(problem)) => Reply::to::<CutQuestion>(&CutAnswer::Failed(problem)),
        Err(Stop::Browser(error)) => unreadable(&error),
    }
}

fn unreadable(error: &JsValue) -> Reply {
    Reply::failed(text::unreadable_file(&reason(error)))
}

/// A file's slices, with progress and cancelling between them.
struct Slices<'a, Q> {
    id: f64,
    question: PhantomData<Q>,
    file: File,
    turn: &'a Turn,
    read: f64,
    told: f64,
}

impl<'a, Q: Question<Answer: From<FileProgress>>> Slices<'a, Q> {
    fn new(id: f64, file: File, turn: &'a Turn) -> Self {
        Self { id, question: PhantomData, file, turn, read: 0.0, told: milliseconds() }
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
            send(self.id, Reply::to::<Q>(&FileProgress { bytes, total, lines }.into()));
        }
        if self.read >= self.file.size() {
            return Ok(None);
        }
        let bytes = read(&self.file, self.read, self.read + SLICE_BYTES).await?;
        self.read += bytes.len() as f64;
        Ok(Some(bytes))
    }
}

impl Slices<'_, CutQuestion> {
    /// Zips and posts chunks, at most so many ahead of their upload.
    async fn post_chunks(&self, full: &mut Vec<Chunk>) -> Result<(), Stop> {
        for chunk in full.drain(..) {
            let zipped = zip(&chunk.bytes).await?;
            self.turn.room().await;
            if self.turn.is_cancelled() {
                return Err(Stop::Cancelled);
            }
            send_with(self.id, &Reply::to::<CutQuestion>(&CutAnswer::Chunk(chunk.place)), Some(zipped));
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
