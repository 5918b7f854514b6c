//! Questions of a page and what the worker answered last.

use leptos::prelude::*;
use protocol::Question;

use crate::base_loader::use_base;
use crate::text::parts as text;
use crate::worker_client::Latest;

/// The last answer; it stays while the next one is made.
pub(crate) struct Asked<T: Send + Sync + 'static> {
    /// What was answered.
    pub(crate) answer: RwSignal<Option<T>>,
    /// Whether a newer answer is on its way.
    pub(crate) busy: RwSignal<bool>,
    /// Why there is no answer, in words.
    pub(crate) problem: RwSignal<Option<String>>,
    /// Counts how often a person asked once more.
    again: RwSignal<u32>,
}

// Derived, it would be copied only where the answer can be.
impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

/// Asks whenever the question or the base changes. `read` takes what it waits for out of an answer.
pub(crate) fn ask<Q: Question + 'static, T: Send + Sync + 'static>(
    question: impl Fn() -> Q + 'static,
    read: fn(Q::Answer) -> Option<T>,
) -> Asked<T> {
    let base = use_base();
    let latest = Latest::new();
    let (answer, busy, problem) = (RwSignal::new(None), RwSignal::new(true), RwSignal::new(None));
    let again = RwSignal::new(0);
    Effect::new(move |_| {
        base.loads.track();
        again.track();
        let question = question();
        busy.set(true);
        latest.ask(&question, move |answered| {
            busy.set(false);
            match answered {
                Ok(found) => {
                    problem.set(None);
                    answer.set(read(found));
                }
                Err(error) => problem.set(Some(error.message())),
            }
        });
    });
    Asked { answer, busy, problem, again }
}

impl<T: Clone + Send + Sync + 'static> Asked<T> {
    /// Something of the last answer, in words: of what is not here yet `pending`, or why it does not come.
    pub(crate) fn say(self, pending: fn() -> &'static str, say: impl Fn(&T) -> String) -> String {
        self.answer.with(|answer| match answer {
            Some(answer) => say(answer),
            // Said once: where nothing is said of what is not here yet, the reason stands elsewhere.
            None => self.problem.get().filter(|_| !pending().is_empty()).unwrap_or_else(|| pending().to_owned()),
        })
    }

    /// A button that asks once more, where there is no answer and none on its way.
    pub(crate) fn retry(self) -> impl IntoView {
        let failed = Memo::new(move |_| {
            self.problem.with(Option::is_some) && self.answer.with(Option::is_none) && !self.busy.get()
        });
        retry(failed, self.again)
    }
}

fn retry(failed: Memo<bool>, again: RwSignal<u32>) -> impl IntoView {
    let ask = move |_| again.update(|count| *count += 1);
    view! {
        <Show when=move || failed.get()>
            <p><button class="button" type="button" on:click=ask>{text::retry()}</button></p>
        </Show>
    }
}
