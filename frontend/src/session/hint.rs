//! Whether somebody was signed in here before.
//!
//! The refresh cookie cannot be read, and asking the server without one is an error in the browser's console. So one
//! word, nothing about the person, says that asking is worth while.

use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "session";

/// Whether a refresh cookie may be there.
pub(super) fn was_signed_in() -> bool {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).is_some()
}

/// Remembers that a session has begun or ended.
pub(super) fn remember(signed_in: bool) {
    let Some(storage) = storage() else { return };
    // Without storage the person signs in once more, no worse.
    let _ = if signed_in { storage.set_item(KEY, "1") } else { storage.remove_item(KEY) };
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
