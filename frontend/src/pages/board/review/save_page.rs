//! The page to take along: on paper, as PDF, as a picture.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::charts::save_page;
use crate::frame::{Icon, Symbol};
use crate::text::{parts, review as text};

/// What is on the printed page as well, from top to bottom.
const BLOCKS: &str = "main .page-heading, .board > .notice, .board > .figures, .board > .review";

/// The menu of the page.
#[component]
pub(super) fn SavePage() -> impl IntoView {
    let outcome = RwSignal::new("");
    let picture = move |_| {
        outcome.set("");
        spawn_local(async move {
            let said = if save_page(title(), blocks()).await { parts::chart_saved() } else { parts::chart_not_saved() };
            // The page may be gone meanwhile.
            let _ = outcome.try_set(said);
        });
    };
    let print = move |_| {
        // Refused only where the browser prints nothing at all.
        let _ = window().print();
    };
    view! {
        <details class="disclosure save-page" data-testid="save-page">
            <summary>{text::save_page()}</summary>
            <div class="body">
                <button class="button" type="button" on:click=print>{text::print_page()}</button>
                <button class="button" type="button" on:click=picture>
                    <Icon symbol=Symbol::Download />{text::page_picture()}
                </button>
                <span role="status">{outcome}</span>
            </div>
        </details>
    }
}

fn blocks() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(BLOCKS) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// The finding on top.
fn title() -> String {
    let heading = document().query_selector("main h1").ok().flatten();
    heading.and_then(|heading| heading.text_content()).unwrap_or_default()
}
