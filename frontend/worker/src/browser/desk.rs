//! Two queues: requests about the base, and file jobs. Each is worked off in order, beside the other.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use protocol::{Request, ReviewQuestion};
use shared::planning::RefitRequest;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::file_job;
use super::gzip::unzip;
use super::incoming::Message;
use super::outgoing::{milliseconds, send};
use super::turn::Turn;
use crate::{Loading, Reply, Session, text};

/// What runs to its end on this thread.
type LocalBoxFuture = Pin<Box<dyn Future<Output = ()>>>;

/// The worker's state between messages.
struct Desk {
    session: Session,
    questions: VecDeque<Message>,
    answering: bool,
    jobs: VecDeque<Message>,
    turn: Option<Rc<Turn>>,
    refit: Option<Rc<Turn>>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk {
        session: Session::new(milliseconds),
        questions: VecDeque::new(),
        answering: false,
        jobs: VecDeque::new(),
        turn: None,
        refit: None,
    });
}

fn with<T>(use_desk: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| use_desk(&mut desk.borrow_mut()))
}

/// Takes a message from the app.
pub(super) fn take(message: Message) {
    match message.request {
        Request::Ping => send(message.id, with(|desk| desk.session.answer(Request::Ping))),
        Request::ChunkTaken => with(|desk| desk.turn.iter().for_each(|turn| turn.chunk_taken())),
        Request::CancelFile => with(|desk| desk.turn.iter().for_each(|turn| turn.cancel())),
        Request::CancelRefit => with(|desk| desk.refit.iter().for_each(|turn| turn.cancel())),
        Request::Refit(request) => {
            let turn = Rc::<Turn>::default();
            if let Some(before) = with(|desk| desk.refit.replace(Rc::clone(&turn))) {
                before.cancel();
            }
            spawn_local(refit(message.id, request, turn));
        }
        Request::Inspect { .. } | Request::DryRun { .. } | Request::CutChunks { .. } => {
            if with(|desk| desk.enqueue_job(message)) {
                spawn_local(work_off_jobs());
            }
        }
        _ => {
            if with(|desk| desk.enqueue_question(message)) {
                spawn_local(answer_questions());
            }
        }
    }
}

impl Desk {
    /// Whether somebody must begin to work the queue off.
    fn enqueue_question(&mut self, message: Message) -> bool {
        self.questions.push_back(message);
        !std::mem::replace(&mut self.answering, true)
    }

    /// Whether somebody must begin to work the queue off.
    fn enqueue_job(&mut self, message: Message) -> bool {
        self.jobs.push_back(message);
        self.turn.is_none() && self.next_job_turn()
    }

    fn next_job_turn(&mut self) -> bool {
        self.turn = (!self.jobs.is_empty()).then(Rc::default);
        self.turn.is_some()
    }

    fn next_question(&mut self) -> Option<Message> {
        let next = self.questions.pop_front();
        self.answering = next.is_some();
        next
    }
}

async fn answer_questions() {
    while let Some(message) = with(Desk::next_question) {
        let id = message.id;
        let reply = match message.request {
            Request::LoadBase { .. } => load(message).await,
            Request::ExportCsv { .. } => export(message).await,
            request @ (Request::ModelCard | Request::ModelCheck { .. }) => {
                about_model(request).await.unwrap_or_else(|_| Reply::failed(text::NO_MODEL))
            }
            Request::Review(question) => match reviewer().await {
                Ok(review) => with(|desk| review(&desk.session, question)),
                Err(_) => Reply::failed(text::NO_REVIEWER),
            },
            request => with(|desk| desk.session.answer(request)),
        };
        send(id, reply);
    }
}

async fn work_off_jobs() {
    loop {
        let (Some(message), Some(turn)) = with(|desk| (desk.jobs.pop_front(), desk.turn.clone())) else { return };
        let id = message.id;
        match job(message, turn).await {
            Ok(job) => job.await,
            Err(_) => send(id, Reply::failed(text::NO_READER)),
        }
        if !with(Desk::next_job_turn) {
            return;
        }
    }
}

/// A job, in a chunk of its own: whoever looks at the board reads no file.
#[wasm_split(files, fallible)]
fn job(message: Message, turn: Rc<Turn>) -> Result<LocalBoxFuture, SplitLoaderError> {
    Ok(Box::pin(async move { file_job::run(message, &turn).await }))
}

/// In a chunk of its own: whoever looks at the board does not doubt the model yet.
#[wasm_split(model, fallible)]
fn about_model(request: Request) -> Result<Reply, SplitLoaderError> {
    Ok(with(|desk| desk.session.about_model(request)))
}

async fn refit(id: f64, request: RefitRequest, turn: Rc<Turn>) {
    match refit_job(id, request, turn).await {
        Ok(job) => job.await,
        Err(_) => send(id, Reply::failed(text::NO_MODEL)),
    }
}

/// In a chunk of its own: it holds all models.
#[wasm_split(refit, fallible)]
fn refit_job(id: f64, request: RefitRequest, turn: Rc<Turn>) -> Result<LocalBoxFuture, SplitLoaderError> {
    Ok(Box::pin(async move {
        let job = with(|desk| desk.session.refit_job(request));
        super::refit::run(id, job, &turn).await;
    }))
}

/// Answers about the review, in a chunk of their own: the first part of the board does not wait for them.
#[wasm_split(review, fallible)]
fn reviewer() -> Result<fn(&Session, ReviewQuestion) -> Reply, SplitLoaderError> {
    Ok(Session::review)
}

async fn load(message: Message) -> Reply {
    let Request::LoadBase { manifest } = message.request else { return Reply::failed(text::NO_BUFFERS) };
    if message.buffers.len() != manifest.chunks.len() {
        return Reply::failed(text::NO_BUFFERS);
    }
    let mut loading = Loading::new(manifest);
    for buffer in message.buffers {
        let Ok(bytes) = unzip(&buffer).await else { return Reply::failed(text::DAMAGED_SCORES) };
        if let Err(reason) = loading.push(&bytes) {
            return Reply::failed(reason);
        }
    }
    with(|desk| desk.session.finish_load(loading))
}

async fn export(message: Message) -> Reply {
    let Request::ExportCsv { query } = message.request else { return Reply::failed(text::NO_BUFFERS) };
    let mut chunks = Vec::with_capacity(message.buffers.len());
    for buffer in message.buffers {
        let Ok(bytes) = unzip(&buffer).await else { return Reply::failed(text::DAMAGED_NAMES) };
        chunks.push(bytes);
    }
    with(|desk| desk.session.export(&query, &chunks))
}
