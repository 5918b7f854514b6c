//! Gzip by the browser's own streams.

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort, ReadableStream, ReadableStreamDefaultReader, Response};

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

thread_local! {
    /// A port whose other end is closed.
    static NOWHERE: MessagePort = {
        let channel = MessageChannel::new().expect("every browser has channels");
        channel.port2().close();
        channel.port1()
    };
}

/// Zips bytes. They come back as the browser's own, ready to be transferred.
pub(super) async fn zip(bytes: &[u8]) -> Result<Uint8Array, JsValue> {
    let copied = Uint8Array::from(bytes);
    let zipped = through(&copied, CompressionStream::new("gzip")?.as_ref())?;
    let response = Response::new_with_opt_readable_stream(Some(&zipped))?;
    JsFuture::from(response.array_buffer()?).await.map(|buffer| Uint8Array::new(&buffer))
}

/// Replaces bytes by what was stored, unzipped piece by piece. The buffer is empty afterwards.
pub(super) async fn unzip(buffer: &ArrayBuffer, bytes: &mut Vec<u8>) -> Result<(), JsValue> {
    bytes.clear();
    let unzipped = through(&Uint8Array::new(buffer), DecompressionStream::new("gzip")?.as_ref())?;
    let reader: ReadableStreamDefaultReader = unzipped.get_reader().unchecked_into();
    loop {
        let read = JsFuture::from(reader.read()).await?;
        let Ok(piece) = Reflect::get(&read, &"value".into())?.dyn_into::<Uint8Array>() else { break };
        let begin = bytes.len();
        bytes.resize(begin + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[begin..]);
        free(&piece.buffer());
    }
    free(buffer);
    Ok(())
}

/// Gives a buffer's memory back at once: buffers come and go faster than garbage is collected. One that is transferred to where
/// nobody listens is gone; `ArrayBuffer.transfer` leaves the memory of those that the browser made.
fn free(buffer: &ArrayBuffer) {
    // Refused only for a buffer that is gone already.
    let _ = NOWHERE.with(|port| port.post_message_with_transferable(&JsValue::NULL, &Array::of1(buffer)));
}

fn through(bytes: &Uint8Array, stream: &JsValue) -> Result<ReadableStream, JsValue> {
    let body = Response::new_with_opt_js_u8_array(Some(bytes))?.body().ok_or(JsValue::UNDEFINED)?;
    Ok(body.pipe_through(stream.unchecked_ref()))
}
