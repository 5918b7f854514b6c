//! What is scrolled sideways on the page lies open while it is painted.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Blocks give way to what they hold side by side, so one turn may open a box only in part.
const TURNS: usize = 6;

/// Blocks of a page that are as wide as what is in them, until this is dropped.
pub(super) struct Opened(Vec<HtmlElement>);

impl Opened {
    pub(super) fn new(blocks: &[Element]) -> Result<Self, JsValue> {
        let opened = Self(blocks.iter().filter_map(|block| block.clone().dyn_into().ok()).collect());
        for _ in 0..TURNS {
            let hidden =
                opened.0.iter().map(|block| hidden_in(block)).try_fold(0, |most, it| it.map(|it| most.max(it)))?;
            if hidden == 0 {
                break;
            }
            let width = opened.0.iter().map(|block| block.offset_width()).max().unwrap_or(0) + hidden;
            for block in &opened.0 {
                block.style().set_property("min-width", &format!("{width}px"))?;
            }
        }
        Ok(opened)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        for block in &self.0 {
            // Refused only for names that are no property's.
            let _ = block.style().remove_property("min-width");
        }
    }
}

/// The most pixels that a box within is scrolled by to see all of it.
fn hidden_in(block: &Element) -> Result<i32, JsValue> {
    let boxes = block.query_selector_all("div")?;
    let mut most = 0;
    for index in 0..boxes.length() {
        let Some(found) = boxes.item(index) else { continue };
        let found: Element = found.unchecked_into();
        // What opens to a click is not painted.
        if found.closest("details")?.is_some_and(|details| block.contains(Some(&details))) {
            continue;
        }
        let hidden = found.scroll_width() - found.client_width();
        if hidden > most && window().get_computed_style(&found)?.is_some_and(|it| scrolls(&it)) {
            most = hidden;
        }
    }
    Ok(most)
}

fn scrolls(style: &web_sys::CssStyleDeclaration) -> bool {
    style.get_property_value("overflow-x").is_ok_and(|it| matches!(it.as_str(), "auto" | "scroll"))
}
