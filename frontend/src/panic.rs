//! What a person sees when the app itself has died.

use leptos::prelude::document;

/// Reports a panic to the console and shows a banner that offers to reload. The banner is in `index.html`,
/// hidden, so that showing it needs nothing of what has just failed.
pub(crate) fn show_banner_on_panic() {
    std::panic::set_hook(Box::new(|information| {
        console_error_panic_hook::hook(information);
        if let Some(banner) = document().get_element_by_id("panic") {
            // Nothing more can be done where even this fails.
            let _ = banner.remove_attribute("hidden");
        }
    }));
}
