//! More, for who asks.

use leptos::prelude::*;

use crate::base_loader::use_base;
use crate::formats::{day_medium, instant, whole};
use crate::text::{self, Term};

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

/// "How is this computed?": the definition of the numbers beside it, what they rest on and how much data is behind them.
#[component]
pub(crate) fn Definition(
    /// What the numbers are called and mean.
    terms: Vec<Term>,
    /// Whether the numbers come from the base; those of a file that is not imported yet do not.
    #[prop(default = true)]
    of_base: bool,
) -> impl IntoView {
    let mut used = Vec::new();
    for basis in terms.iter().flat_map(|term| term.basis) {
        if !used.contains(basis) {
            used.push(*basis);
        }
    }
    let terms = terms.into_iter().map(|term| {
        let marks = term.basis.iter().map(|basis| view! { <span class="basis">{basis.mark()}</span> }).collect_view();
        view! { <dt>{term.name} {marks}</dt><dd>{term.meaning}</dd> }
    });
    view! {
        <Disclosure summary=text::parts::how_computed()>
            <dl>{terms.collect_view()}</dl>
            <p class="behind">{text::parts::basis_key(&used)}</p>
            {of_base.then(data_behind)}
        </Disclosure>
    }
}

fn data_behind() -> impl IntoView {
    let base = use_base();
    let line = move || {
        base.manifest.with(|manifest| {
            let manifest = manifest.as_ref()?;
            let customers = whole(f64::from(manifest.summary.customers));
            let built_at = instant(&manifest.built_at, &manifest.settings.time_zone);
            Some(text::parts::data_behind(&customers, &day_medium(manifest.as_of?), &built_at))
        })
    };
    view! { <p class="behind">{line}</p> }
}
