//! The running worker and the questions it owes an answer to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use leptos::prelude::document;
use protocol::{State, Topic};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{Attachments, Reply, Restart, TextReply, WorkerError, watchdog};

/// Called with every answer to one question.
type Handler = Box<dyn FnMut(TextReply)>;

/// Called with every replacement of the worker.
type OnRestart = Box<dyn Fn(Restart)>;

/// A question that is not answered to its end.
struct Pending {
    topic: Topic,
    handler: Handler,
}

struct Client {
    worker: Worker,
    pending: BTreeMap<u32, Pending>,
    next_id: u32,
    watch: watchdog::Watch,
}

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    static ON_RESTART: RefCell<Option<OnRestart>> = const { RefCell::new(None) };
}

/// Starts the worker whose address `index.html` names, and watches it from then on.
pub(crate) fn start() {
    let worker = spawn();
    let client = Client { worker, pending: BTreeMap::new(), next_id: 1, watch: watchdog::Watch::new(now()) };
    CLIENT.replace(Some(client));
    watchdog::begin();
}

/// Names the function that is called after a worker was replaced: the new one holds no data.
pub(crate) fn on_restart(function: impl Fn(Restart) + 'static) {
    ON_RESTART.replace(Some(Box::new(function)));
}

/// Sends a question; `handler` is called with every answer.
pub(super) fn post(topic: Topic, question: &str, attachments: Attachments, handler: Handler) {
    CLIENT.with_borrow_mut(|client| {
        let Some(client) = client else { return };
        let id = client.next_id;
        client.next_id += 1;
        if topic.is_answered() {
            client.pending.insert(id, Pending { topic, handler });
        }
        client.watch.sent(topic, now());
        let message = Object::new();
        set(&message, "id", &id.into());
        set(&message, "topic", &topic.name().into());
        set(&message, "question", &question.into());
        if let Some(file) = &attachments.file {
            set(&message, "file", file);
        }
        let buffers: Array = attachments.buffers.iter().collect();
        if buffers.length() > 0 {
            set(&message, "buffers", &buffers);
        }
        // Refused only for what cannot be cloned or was transferred before, which no caller sends.
        let _ = client.worker.post_message_with_transfer(&message, &buffers);
    });
}

/// What the watchdog thinks; `None` before the start.
pub(super) fn judge() -> Option<watchdog::Judgement> {
    CLIENT.with_borrow(|client| client.as_ref().map(|client| client.watch.judge(now(), !client.pending.is_empty())))
}

/// Ends the worker, fails what it owed and starts another.
pub(super) fn restart(cause: Restart) {
    let owed = CLIENT.with_borrow_mut(|client| {
        let client = client.as_mut()?;
        client.worker.terminate();
        client.worker = spawn();
        client.watch = watchdog::Watch::new(now());
        Some(std::mem::take(&mut client.pending))
    });
    for (_, mut pending) in owed.into_iter().flatten() {
        (pending.handler)(Err(WorkerError::Restarted));
    }
    ON_RESTART.with_borrow(|function| {
        if let Some(function) = function {
            function(cause);
        }
    });
}

fn spawn() -> Worker {
    let address = document()
        .query_selector("meta[name=worker]")
        .ok()
        .flatten()
        .and_then(|element| element.get_attribute("content"))
        .unwrap_or_else(|| "/worker.js".to_owned());
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address, &options).expect("the address is of our own origin");
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| receive(&event.data()));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let on_error = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        event.prevent_default();
        restart(Restart::Died);
    });
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    on_error.forget();
    worker
}

fn receive(data: &JsValue) {
    let text = |key| get(data, key).as_string().unwrap_or_default();
    let (state, answer) = (State::named(&text("state")), text("answer"));
    let id = get(data, "id").as_f64().unwrap_or_default() as u32;
    if state == Some(State::Panicked) {
        restart(Restart::Died);
        return;
    }
    let buffers = get(data, "buffers").dyn_into::<Array>().unwrap_or_default();
    let buffers: Vec<ArrayBuffer> = buffers.iter().filter_map(|buffer| buffer.dyn_into().ok()).collect();
    let pending = CLIENT.with_borrow_mut(|client| {
        let client = client.as_mut()?;
        let pending = client.pending.remove(&id)?;
        client.watch.heard(pending.topic, state == Some(State::More), !buffers.is_empty(), now());
        Some(pending)
    });
    let Some(mut pending) = pending else { return };
    // The handler may send further questions, so nothing is borrowed while it runs.
    (pending.handler)(match state {
        Some(State::Answered | State::More) => Ok(Reply { answer, buffers }),
        Some(State::Failed) => Err(WorkerError::Failed(answer)),
        Some(State::Panicked) | None => Err(WorkerError::Unreadable),
    });
    if state == Some(State::More) {
        CLIENT.with_borrow_mut(|client| client.as_mut().map(|client| client.pending.insert(id, pending)));
    }
}

fn now() -> f64 {
    js_sys::Date::now()
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}
