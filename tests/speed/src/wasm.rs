//! The way in and out of the wasm module: one buffer of text.

use std::cell::RefCell;

use crate::Subject;

thread_local! {
    static STATE: RefCell<(Subject, Vec<u8>)> = RefCell::default();
}

/// Makes room for a request and says where.
#[allow(unsafe_code, reason = "an export is the only way into a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn room(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|(_, buffer)| {
        buffer.clear();
        buffer.resize(length, 0);
        buffer.as_mut_ptr()
    })
}

/// Answers the request in the room; the length of the answer.
#[allow(unsafe_code, reason = "an export is the only way into a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn respond() -> usize {
    STATE.with_borrow_mut(|(subject, buffer)| {
        let response = subject.respond(&String::from_utf8_lossy(buffer));
        *buffer = response.into_bytes();
        buffer.len()
    })
}

/// Where the answer is.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn response() -> *const u8 {
    STATE.with_borrow(|(_, buffer)| buffer.as_ptr())
}
