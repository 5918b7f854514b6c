//! Fitting models to orders of one's choice, here, and comparing them.

mod address;
mod form;
mod outcome;
mod server;

use leptos::prelude::*;
use protocol::RefitAnswer;
use shared::planning::{Refit, RefitRequest, RefitStep};
use shared::scoring::catalogue::ModelKind;

use crate::formats::whole;
use crate::parts::{Notice, ProgressLine};
use crate::text::refit as text;
use crate::worker_client::{Attachments, Reply, WorkerError, ask_all, cancel_refit};

/// Where the refit stands.
#[derive(Clone)]
pub(super) enum Stage {
    Resting,
    Running { model: Option<(ModelKind, RefitStep)>, done: u32, of: u32 },
    Cancelled,
    Failed(String),
    Done(Box<Refit>),
}

/// What the parts of the section share.
#[derive(Clone, Copy)]
pub(super) struct Studio {
    stage: RwSignal<Stage>,
    cancelling: RwSignal<bool>,
}

impl Studio {
    fn is_running(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Running { .. }))
    }

    fn start(self, request: RefitRequest) {
        self.cancelling.set(false);
        self.stage.set(Stage::Running { model: None, done: 0, of: 0 });
        // Answers that arrive after the page is gone find no signal to set.
        ask_all(&request, Attachments::default(), move |reply| {
            let cancelling = self.cancelling.try_get_untracked() == Some(true);
            drop(self.stage.try_set(stage_of(reply, cancelling)));
        });
    }

    fn cancel(self) {
        self.cancelling.set(true);
        cancel_refit();
    }
}

fn stage_of(reply: Result<Reply<RefitAnswer>, WorkerError>, cancelling: bool) -> Stage {
    match reply.map(|reply| reply.answer) {
        Ok(RefitAnswer::Progress { model, step, done, of }) => Stage::Running { model: Some((model, step)), done, of },
        Ok(RefitAnswer::Done(refit)) => Stage::Done(refit),
        Ok(RefitAnswer::Failed(problem)) => Stage::Failed(text::problem(&problem)),
        Ok(RefitAnswer::Cancelled) => Stage::Cancelled,
        Err(WorkerError::Restarted) if cancelling => Stage::Cancelled,
        Err(error) => Stage::Failed(error.message()),
    }
}

/// The section: what to fit, how far it is, and what it came to.
#[component]
pub(super) fn RefitSection() -> impl IntoView {
    let studio = Studio { stage: RwSignal::new(Stage::Resting), cancelling: RwSignal::new(false) };
    // Who leaves the page does not wait for it.
    on_cleanup(move || {
        if studio.stage.try_with_untracked(|stage| matches!(stage, Stage::Running { .. })) == Some(true) {
            cancel_refit();
        }
    });
    let running = Memo::new(move |_| studio.is_running());
    let body = move || {
        if running.get() {
            return view! { <Running studio /> }.into_any();
        }
        match studio.stage.get() {
            Stage::Resting | Stage::Running { .. } => ().into_any(),
            Stage::Cancelled => view! { <Notice tone="plain"><p>{text::cancelled()}</p></Notice> }.into_any(),
            Stage::Failed(message) => view! {
                <Notice tone="loss"><p><strong>{text::failed()}</strong>": "{message}</p></Notice>
            }
            .into_any(),
            Stage::Done(refit) => view! { <outcome::Outcome refit=*refit /> }.into_any(),
        }
    };
    view! {
        <section class="card refit" data-testid="refit" aria-labelledby="refit-title">
            <h2 id="refit-title">{text::title()}</h2>
            <p class="muted">{text::subtitle()}</p>
            <form::Form studio />
            {body}
        </section>
    }
}

#[component]
fn Running(studio: Studio) -> impl IntoView {
    let share = Signal::derive(move || {
        studio.stage.with(|stage| match stage {
            Stage::Running { done, of, .. } if *of > 0 => f64::from(*done) / f64::from(*of),
            _ => 0.0,
        })
    });
    let words = Signal::derive(move || {
        studio.stage.with(|stage| match stage {
            Stage::Running { model: Some((model, step)), done, of } => {
                text::progress(*model, *step, &whole(f64::from(done + 1)), &whole(f64::from(*of)))
            }
            _ => text::running().to_owned(),
        })
    });
    view! {
        <div class="running">
            <ProgressLine label=words share />
            <p role="status">{words}</p>
            <p>
                <button class="button" disabled=studio.cancelling on:click=move |_| studio.cancel()>{text::cancel()}</button>
                " "
                <Show when=move || studio.cancelling.get()><span class="muted">{text::cancelling()}</span></Show>
            </p>
        </div>
    }
}
