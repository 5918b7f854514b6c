//! Messages, streams and the clock of the browser.

mod desk;
mod file_job;
mod gzip;
mod incoming;
mod outgoing;
mod parts;
mod refit;
mod turn;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reports panics to the app before the program ends.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| outgoing::panicked(&panic.to_string())));
}

/// Takes one message; `frontend/static/worker.js` hands them on in their order.
#[wasm_bindgen]
pub fn handle(data: JsValue) {
    match incoming::Message::read(&data) {
        Ok(message) => desk::take(message),
        Err(id) => outgoing::send(id, crate::Reply::failed(crate::text::OTHER_VERSION)),
    }
}
