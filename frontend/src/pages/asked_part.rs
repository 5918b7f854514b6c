//! Questions about a part of the base, asked once it is in the worker.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Question;

use crate::base_loader::use_base;
use crate::pages::asked::{Asked, ask};
use crate::pages::brought::{self, BasePart};
use crate::parts::Notice;
use crate::text::parts;

/// What the worker says of a part of the base.
pub(crate) struct AskedPart<T: Send + Sync + 'static> {
    /// The last answer.
    pub(crate) found: Asked<T>,
    problem: RwSignal<Option<String>>,
    tries: RwSignal<u32>,
}

// Derived, it would be copied only where the answer can be.
impl<T: Send + Sync + 'static> Clone for AskedPart<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for AskedPart<T> {}

/// Brings the part with each base and asks. `read` takes what it waits for out of an answer.
pub(crate) fn ask_part<Q: Question + 'static, T: Send + Sync + 'static>(
    part: BasePart,
    question: impl Fn() -> Q + 'static,
    read: fn(Q::Answer) -> Option<T>,
) -> AskedPart<T> {
    let base = use_base();
    let (problem, tries, brought) = (RwSignal::new(None::<String>), RwSignal::new(0_u32), RwSignal::new(0_u32));
    Effect::new(move |_| {
        base.loads.track();
        tries.track();
        spawn_local(async move {
            match brought::bring(base, part).await {
                Ok(()) => {
                    problem.try_set(None);
                    brought.try_update(|count| *count += 1);
                }
                Err(message) => drop(problem.try_set(Some(message))),
            }
        });
    });
    // A worker without the part answers that there is nothing, and is asked again when it has come.
    let question = move || {
        brought.track();
        question()
    };
    AskedPart { found: ask(question, read), problem, tries }
}

impl<T: Clone + Send + Sync + 'static> AskedPart<T> {
    /// Something of the answer in words; of what is not here yet `pending`, or why it does not come.
    pub(crate) fn say(self, pending: fn() -> &'static str, say: impl Fn(&T) -> String) -> String {
        match self.problem.get() {
            Some(problem) if self.found.answer.with(Option::is_none) => problem,
            _ => self.found.say(pending, say),
        }
    }

    /// What went wrong, with a button that tries again.
    pub(crate) fn notice(self) -> impl IntoView {
        move || {
            self.problem.get().map(|message| {
                view! {
                    <Notice tone="loss">
                        <p>{message}</p>
                        <button class="button" on:click=move |_| self.tries.update(|tries| *tries += 1)>{parts::retry()}</button>
                    </Notice>
                }
            })
        }
    }
}
