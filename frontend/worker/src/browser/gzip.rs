//! Gzip by the browser's own streams.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, Response};

#[wasm_bindgen]
extern "C" {
    /// web-sys holds these behind a build flag of its own, though every browser has them since 2023.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Zips bytes. They come back as the browser's own, ready to be transferred.
pub(super) async fn zip(bytes: &[u8]) -> Result<Uint8Array, JsValue> {
    let copied = Uint8Array::from(bytes);
    through(&copied, CompressionStream::new("gzip")?.as_ref()).await.map(|buffer| Uint8Array::new(&buffer))
}

/// Unzips what was stored.
pub(super) async fn unzip(buffer: &ArrayBuffer) -> Result<Vec<u8>, JsValue> {
    let unzipped = through(&Uint8Array::new(buffer), DecompressionStream::new("gzip")?.as_ref()).await?;
    Ok(Uint8Array::new(&unzipped).to_vec())
}

async fn through(bytes: &Uint8Array, stream: &JsValue) -> Result<ArrayBuffer, JsValue> {
    let blob = Blob::new_with_buffer_source_sequence(&js_sys::Array::of1(bytes))?;
    let piped: ReadableStream = blob.stream().pipe_through(stream.unchecked_ref());
    let response = Response::new_with_opt_readable_stream(Some(&piped))?;
    JsFuture::from(response.array_buffer()?).await?.dyn_into()
}
