//! The style of what is fetched later.

use std::cell::RefCell;

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

thread_local! {
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Waits until the style is here; asks for it once.
///
/// # Errors
/// When it does not arrive; then it is asked for again next time.
pub(super) async fn load() -> Result<(), JsValue> {
    let loading = LOADING.with_borrow_mut(|loading| loading.get_or_insert_with(begin).clone());
    let loaded = JsFuture::from(loading).await;
    if loaded.is_err() {
        LOADING.set(None);
    }
    loaded.map(drop)
}

/// `index.html` names the address beside that of the style which the board needs.
fn begin() -> Promise {
    Promise::new(&mut |resolve, reject| {
        let link = link().unwrap_or_default();
        if let Some(link) = link {
            link.set_onload(Some(&resolve));
            link.set_onerror(Some(&reject));
        } else {
            // Nothing to wait for.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    })
}

fn link() -> Result<Option<HtmlElement>, JsValue> {
    let first = document().query_selector("link[data-later]")?;
    let Some((first, address)) = first.and_then(|first| first.get_attribute("data-later").map(|it| (first, it))) else {
        return Ok(None);
    };
    let link: HtmlElement = document().create_element("link")?.unchecked_into();
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", &address)?;
    first.after_with_node_1(&link)?;
    Ok(Some(link))
}
