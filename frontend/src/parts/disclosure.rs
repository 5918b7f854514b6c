//! More, for who asks.

use leptos::prelude::*;

use crate::text;

/// A summary that opens.
#[component]
pub(crate) fn Disclosure(
    /// What it is about.
    summary: &'static str,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>{summary}</summary>
            <div class="body">{children()}</div>
        </details>
    }
}

/// "How is this computed?": the definition of the numbers beside it.
#[component]
pub(crate) fn Definition(
    /// Term and meaning.
    terms: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let terms = terms.into_iter().map(|(term, meaning)| view! { <dt>{term}</dt><dd>{meaning}</dd> }).collect_view();
    view! {
        <Disclosure summary=text::parts::how_computed()>
            <dl>{terms}</dl>
        </Disclosure>
    }
}
