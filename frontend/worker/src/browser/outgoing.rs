//! Posting answers to the app.

use js_sys::{Array, Object, Reflect, Uint8Array};
use protocol::Answer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use crate::Reply;

/// The worker's global scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds of the browser's monotonic clock.
pub(super) fn milliseconds() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

/// Posts an answer. Its buffer is copied out of wasm memory, which cannot be transferred, and the copy transferred.
pub(super) fn send(id: f64, reply: Reply) {
    let buffer = reply.buffer.map(|bytes| Uint8Array::from(bytes.as_slice()));
    post(id, &reply.answer, buffer);
}

/// Posts an answer with bytes that are the browser's already.
pub(super) fn post(id: f64, answer: &Answer, bytes: Option<Uint8Array>) {
    let answer = protocol::write_answer(answer);
    let message = Object::new();
    set(&message, "id", &id.into());
    set(&message, "answer", &answer.into());
    let buffers: Array = bytes.iter().map(Uint8Array::buffer).collect();
    if buffers.length() > 0 {
        set(&message, "buffers", &buffers);
    }
    scope().post_message_with_transfer(&message, &buffers).expect("plain data and its own buffers can be posted");
}

/// Says that the program ends. A panic hook must not panic: what fails here is ignored.
pub(super) fn panicked(message: &str) {
    let answer = protocol::write_answer(&Answer::Panicked { message: message.to_owned() });
    let object = Object::new();
    let _ = Reflect::set(&object, &"id".into(), &0.into());
    let _ = Reflect::set(&object, &"answer".into(), &answer.into());
    let _ = scope().post_message(&object);
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a fresh object takes properties");
}
