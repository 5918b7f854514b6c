//! Two queues: questions about the base, and file jobs. Each is worked off in order, beside the other.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use protocol::{LoadBase, Question, State, Topic};
use wasm_bindgen_futures::spawn_local;

use super::gzip::unzip;
use super::incoming::Message;
use super::outgoing::{milliseconds, send};
use super::parts;
use super::turn::Turn;
use crate::{Loading, Reply, Session, text};

/// The worker's state between messages.
pub(super) struct Desk {
    pub(super) session: Session,
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

pub(super) fn with<T>(use_desk: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| use_desk(&mut desk.borrow_mut()))
}

/// Takes a message from the app.
pub(super) fn take(message: Message) {
    match message.topic {
        Topic::Ping => send(message.id, Reply { state: State::Answered, text: String::new(), buffer: None }),
        Topic::ChunkTaken => with(|desk| desk.turn.iter().for_each(|turn| turn.chunk_taken())),
        Topic::CancelFile => with(|desk| desk.turn.iter().for_each(|turn| turn.cancel())),
        Topic::CancelRefit => with(|desk| desk.refit.iter().for_each(|turn| turn.cancel())),
        Topic::Refit => {
            let turn = Rc::<Turn>::default();
            if let Some(before) = with(|desk| desk.refit.replace(Rc::clone(&turn))) {
                before.cancel();
            }
            spawn_local(refit(message, turn));
        }
        Topic::Inspect | Topic::DryRun | Topic::Cut => {
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
        let reply = match message.topic {
            Topic::LoadBase => announce(&message),
            Topic::BaseChunk => load(message).await,
            Topic::Export | Topic::LoadAttributes | Topic::LoadContracts | Topic::LoadReferrals => {
                from_chunks(message).await
            }
            topic => match parts::about(topic).await {
                Ok(answer) => with(|desk| answer(&mut desk.session, topic, &message.question)),
                Err(_) => Reply::failed(text::NO_PART),
            },
        };
        send(id, reply);
    }
}

async fn work_off_jobs() {
    loop {
        let (Some(message), Some(turn)) = with(|desk| (desk.jobs.pop_front(), desk.turn.clone())) else { return };
        let id = message.id;
        match parts::file_job(message, turn).await {
            Ok(job) => job.await,
            Err(_) => send(id, Reply::failed(text::NO_READER)),
        }
        if !with(Desk::next_job_turn) {
            return;
        }
    }
}

async fn refit(message: Message, turn: Rc<Turn>) {
    let id = message.id;
    match parts::refit(message, turn).await {
        Ok(job) => job.await,
        Err(_) => send(id, Reply::failed(text::NO_PART)),
    }
}

fn announce(message: &Message) -> Reply {
    let Ok(announced) = LoadBase::read(&message.question) else { return Reply::failed(text::OTHER_VERSION) };
    with(|desk| desk.session.go_on(Loading::new(announced)))
}

async fn load(message: Message) -> Reply {
    let Some(mut loading) = with(|desk| desk.session.loading.take()) else {
        return Reply::failed(text::TOO_MANY_CHUNKS);
    };
    let mut bytes = std::mem::take(&mut loading.bytes);
    for buffer in message.buffers {
        if unzip(&buffer, &mut bytes).await.is_err() {
            return Reply::failed(text::DAMAGED_SCORES);
        }
        if let Err(reason) = loading.push(&bytes) {
            return Reply::failed(reason);
        }
    }
    loading.bytes = bytes;
    with(|desk| desk.session.go_on(loading))
}

async fn from_chunks(message: Message) -> Reply {
    let mut chunks = Vec::with_capacity(message.buffers.len());
    for buffer in message.buffers {
        let mut bytes = Vec::new();
        if unzip(&buffer, &mut bytes).await.is_err() {
            return Reply::failed(text::DAMAGED_NAMES);
        }
        chunks.push(bytes);
    }
    match parts::with_chunks(message.topic).await {
        Ok(answer) => with(|desk| answer(&mut desk.session, &message.question, &chunks)),
        Err(_) => Reply::failed(text::NO_PART),
    }
}
