//! A file put together from its parts, by the browser's own streams.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Response};

use crate::parts::offer_file;
use crate::requests;
use crate::text::exports as text;

#[wasm_bindgen]
extern "C" {
    /// web-sys holds it behind a build flag of its own, though every browser has it since 2023.
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Hands a file of an export to the browser's downloads. Its addresses are asked for now: they work for minutes only.
///
/// # Errors
/// In words.
pub(super) async fn save(export: &str, name: &str) -> Result<(), String> {
    let export = requests::export_files(export).await.map_err(|error| error.message())?;
    let file = export.files.into_iter().find(|file| file.name == name);
    let urls = file.map(|file| file.urls).filter(|urls| !urls.is_empty()).ok_or_else(|| text::damaged().to_owned())?;
    let parts = Array::new();
    for url in &urls {
        let packed = requests::download(url).await.map_err(|error| error.message())?;
        parts.push(&unpacked(&Uint8Array::new(&packed)).await.map_err(|_| text::damaged().to_owned())?);
    }
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    let whole = Blob::new_with_blob_sequence_and_options(&parts, &kind);
    whole.and_then(|whole| offer_file(&whole, name)).map_err(|_| text::damaged().to_owned())
}

async fn unpacked(packed: &Uint8Array) -> Result<JsValue, JsValue> {
    let body = Response::new_with_opt_js_u8_array(Some(packed))?.body().ok_or(JsValue::UNDEFINED)?;
    let stream = body.pipe_through(DecompressionStream::new("gzip")?.unchecked_ref());
    JsFuture::from(Response::new_with_opt_readable_stream(Some(&stream))?.blob()?).await
}
