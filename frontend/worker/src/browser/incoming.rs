//! Reading messages from the app.

use js_sys::{Array, ArrayBuffer, Reflect};
use protocol::Request;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::text;

/// A message from the app.
#[derive(Debug)]
pub(super) struct Message {
    /// The request's number, which its answers carry.
    pub(super) id: f64,
    /// What is asked.
    pub(super) request: Request,
    /// The file it is about.
    pub(super) file: Option<File>,
    /// What was transferred with it.
    pub(super) buffers: Vec<ArrayBuffer>,
}

impl Message {
    /// Reads a message, or says for which request it cannot be read and why.
    pub(super) fn read(data: &JsValue) -> Result<Self, (f64, String)> {
        let property = |name: &str| Reflect::get(data, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        let id = property("id").as_f64().unwrap_or(0.0);
        let request = property("request").as_string().unwrap_or_default();
        let request = protocol::read_request(&request).map_err(|error| (id, text::unreadable_request(&error)))?;
        let buffers = property("buffers").dyn_into::<Array>().map(|array| array.iter().collect()).unwrap_or_default();
        let buffers: Vec<JsValue> = buffers;
        Ok(Self {
            id,
            request,
            file: property("file").dyn_into().ok(),
            buffers: buffers.into_iter().filter_map(|buffer| buffer.dyn_into().ok()).collect(),
        })
    }
}
