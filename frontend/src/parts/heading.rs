//! A page's heading.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;

use crate::text::frame::tab_title;

thread_local! {
    static LAST_PATH: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The finding of the page as its heading and as the title of the tab. Takes the focus when the person has come
/// from another page, so that screen readers say where they are; not on the first load.
#[component]
pub(crate) fn PageHeading(
    /// The finding.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    subtitle: Option<Signal<String>>,
    /// Whether the title is data, such as a name, rather than words of ours.
    #[prop(optional)]
    is_data: bool,
    /// The page's action, beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| document().set_title(&tab_title(&title.get())));
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        let path = window().location().pathname().unwrap_or_default();
        let last = LAST_PATH.replace(Some(path.clone()));
        if last.is_some_and(|last| last != path) {
            // Focus fails only for elements that cannot have it.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="page-heading">
            <div>
                <h1 node_ref=heading tabindex="-1" translate=is_data.then_some("no")>{title}</h1>
                {subtitle.map(|subtitle| view! { <p class="muted">{subtitle}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
