//! Finding customers by number, e-mail address or the beginning of a name.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::query::ListQuestion;
use crate::base_loader::use_base;
use crate::names::use_names;
use crate::requests;
use crate::text::customers as text;

/// Time without a key before the search begins.
const REST_MS: u32 = 250;

/// The search field; nothing for those who may not see names.
#[component]
pub(super) fn Find(
    /// The list's question.
    question: ListQuestion,
) -> impl IntoView {
    let names = use_names();
    if !names.may_show() {
        return ().into_any();
    }
    let base = use_base();
    let words = RwSignal::new(question.find.get_untracked());
    let note = RwSignal::new(None::<String>);
    // A chip may take the words away.
    Effect::new(move |_| {
        let find = question.find.get();
        if words.with_untracked(|words| words.trim() != find) {
            words.set(find);
        }
    });
    Effect::new(move |_| {
        base.loads.track();
        let find = question.find.get();
        if find.is_empty() {
            question.found.set(None);
            note.set(None);
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = requests::search(&find).await;
            if question.find.try_get_untracked().is_none_or(|newest| newest != find) {
                return;
            }
            match answer {
                Ok(answer) => {
                    names.keep(answer.generation, &answer.found);
                    note.set(if answer.found.is_empty() {
                        Some(text::find_nothing().to_owned())
                    } else {
                        answer.more.then(|| text::find_more().to_owned())
                    });
                    question.found.set(Some(answer.found.iter().map(|name| name.row).collect()));
                }
                Err(error) => {
                    note.set(Some(error.message()));
                    question.found.set(Some(Vec::new()));
                }
            }
        });
    });
    let typed = move |event| {
        let typed = event_target_value(&event);
        words.set(typed.clone());
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(REST_MS).await;
            if words.try_get_untracked().is_some_and(|newest| newest == typed) {
                question.find.set(typed.trim().to_owned());
            }
        });
    };
    view! {
        <div class="find">
            <input
                type="search"
                aria-label=text::find_label()
                placeholder=text::find_placeholder()
                autocomplete="off"
                spellcheck="false"
                prop:value=words
                on:input=typed
            />
            <p class="muted small" role="status">{note}</p>
        </div>
    }
    .into_any()
}
