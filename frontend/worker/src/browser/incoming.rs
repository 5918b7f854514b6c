//! Reading messages from the app.

use js_sys::{Array, ArrayBuffer, Reflect};
use protocol::Topic;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// A message from the app.
#[derive(Debug)]
pub(super) struct Message {
    /// The question's number, which its answers carry.
    pub(super) id: f64,
    /// What is asked about.
    pub(super) topic: Topic,
    /// What is asked.
    pub(super) question: String,
    /// The file it is about.
    pub(super) file: Option<File>,
    /// What was transferred with it.
    pub(super) buffers: Vec<ArrayBuffer>,
}

impl Message {
    /// Reads a message, or says which question is about nothing known.
    pub(super) fn read(data: &JsValue) -> Result<Self, f64> {
        let property = |name: &str| Reflect::get(data, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        let text = |name| property(name).as_string().unwrap_or_default();
        let id = property("id").as_f64().unwrap_or(0.0);
        let topic = Topic::named(&text("topic")).ok_or(id)?;
        let buffers = property("buffers").dyn_into::<Array>().map(|array| array.iter().collect()).unwrap_or_default();
        let buffers: Vec<JsValue> = buffers;
        Ok(Self {
            id,
            topic,
            question: text("question"),
            file: property("file").dyn_into().ok(),
            buffers: buffers.into_iter().filter_map(|buffer| buffer.dyn_into().ok()).collect(),
        })
    }
}
