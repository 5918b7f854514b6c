//! Posting answers to the app.

use js_sys::{Array, Object, Reflect, Uint8Array};
use protocol::State;
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
    let bytes = reply.buffer.as_deref().map(Uint8Array::from);
    send_with(id, &reply, bytes);
}

/// Posts an answer with bytes that are the browser's already.
pub(super) fn send_with(id: f64, reply: &Reply, bytes: Option<Uint8Array>) {
    let message = message(id, reply.state, &reply.text);
    let buffers: Array = bytes.iter().map(Uint8Array::buffer).collect();
    if buffers.length() > 0 {
        set(&message, "buffers", &buffers);
    }
    scope().post_message_with_transfer(&message, &buffers).expect("plain data and its own buffers can be posted");
}

/// Says that the program ends. A panic hook must not panic: what fails here is ignored.
pub(super) fn panicked(reason: &str) {
    let _ = scope().post_message(&message(0.0, State::Panicked, reason));
}

fn message(id: f64, state: State, answer: &str) -> Object {
    let message = Object::new();
    set(&message, "id", &id.into());
    set(&message, "state", &state.name().into());
    set(&message, "answer", &answer.into());
    message
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A fresh object takes every property.
    let _ = Reflect::set(object, &name.into(), value);
}
