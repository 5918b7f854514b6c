//! The question about contracts, asked once they are in the worker.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ContractsQuestion;
use shared::review::ContractOverview;

use crate::base_loader::use_base;
use crate::formats;
use crate::pages::asked::{Asked, ask};
use crate::pages::brought::{self, BasePart};
use crate::parts::Notice;
use crate::text::{contracts as text, parts};

/// What is known of the contracts.
#[derive(Clone, Copy)]
pub(crate) struct ContractsAsked {
    /// The last answer.
    pub(crate) found: Asked<ContractOverview>,
    problem: RwSignal<Option<String>>,
    tries: RwSignal<u32>,
}

/// Brings the contracts with each base and asks about the period.
pub(crate) fn ask_contracts(days: impl Fn() -> u32 + 'static) -> ContractsAsked {
    let base = use_base();
    let (problem, tries, brought) = (RwSignal::new(None::<String>), RwSignal::new(0_u32), RwSignal::new(0_u32));
    Effect::new(move |_| {
        base.loads.track();
        tries.track();
        spawn_local(async move {
            match brought::bring(base, BasePart::Contracts).await {
                Ok(()) => {
                    problem.try_set(None);
                    brought.try_update(|count| *count += 1);
                }
                Err(message) => drop(problem.try_set(Some(message))),
            }
        });
    });
    // A worker without them answers that there are none, and is asked again when they have come.
    let question = move || {
        brought.track();
        ContractsQuestion { days: days() }
    };
    ContractsAsked { found: ask(question, |answer| answer), problem, tries }
}

impl ContractsAsked {
    /// Something of the answer in words; of what is not here yet, that it is counted, or why it does not come.
    pub(crate) fn say(self, say: impl Fn(&ContractOverview) -> String) -> String {
        match self.problem.get() {
            Some(problem) if self.found.answer.with(Option::is_none) => problem,
            _ => self.found.say(text::pending, say),
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

/// How many left, as the title of the page and of the card.
pub(crate) fn finding(found: &ContractOverview) -> String {
    let churn = &found.churn;
    let days = (churn.end.0 - churn.start.0).unsigned_abs();
    let count = |count: u32| formats::whole(f64::from(count));
    match churn.churn() {
        None => text::finding_nobody(&formats::day_medium(churn.start)),
        Some(_) if churn.churned == 0 => text::finding_all_stayed(&count(churn.base), days),
        Some(share) => text::finding(&count(churn.churned), &count(churn.base), days, &formats::percent(share)),
    }
}
