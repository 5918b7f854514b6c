//! What a person wants to create, by a key of its own, so that a request whose answer was lost creates nothing twice when it
//! is sent again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::window;
use shared::api::{KEPT_ANSWERS, Method};

thread_local! {
    /// Keys of what has not succeeded yet, by path and body.
    static OPEN: RefCell<BTreeMap<(String, String), String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The `Idempotency-Key` of a request that creates something: the same for the same path and body until it has succeeded.
pub(super) fn key(method: Method, path: &str, body: &str) -> Option<String> {
    if method != Method::Post || !KEPT_ANSWERS.contains(&path) {
        return None;
    }
    let fresh = || window().crypto().ok().map(|crypto| crypto.random_uuid());
    OPEN.with_borrow_mut(|open| {
        let wanted = (path.to_owned(), body.to_owned());
        if let Some(key) = open.get(&wanted) {
            return Some(key.clone());
        }
        let key = fresh()?;
        open.insert(wanted, key.clone());
        Some(key)
    })
}

/// It has succeeded: the same once more is another wish.
pub(super) fn done(path: &str, body: &str) {
    OPEN.with_borrow_mut(|open| open.remove(&(path.to_owned(), body.to_owned())));
}
