//! All data out: started, watched, downloaded, and who did so before.

mod files;
mod history;
mod saving;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{DataExport, ExportContent, ExportState, Right};

use crate::formats::percent;
use crate::parts::{Notice, ProgressLine, SteadyButton};
use crate::requests;
use crate::session::use_session;
use crate::text::exports as text;

/// Between two looks at an export that is being written.
const LOOK_EVERY_MS: u32 = 700;

/// Exports as far as they are known here.
#[derive(Clone, Copy)]
struct Exports {
    /// The newest first; nothing before the first answer.
    list: RwSignal<Option<Vec<DataExport>>>,
    /// Where the next page of the list begins.
    next: RwSignal<Option<String>>,
    /// What went wrong last.
    problem: RwSignal<Option<String>>,
    /// Whether a request is on its way.
    busy: RwSignal<bool>,
}

impl Exports {
    fn new() -> Self {
        Self {
            list: RwSignal::new(None),
            next: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Asks for the newest ones until none is being written, or the person has left.
    fn watch(self) {
        spawn_local(async move {
            loop {
                match requests::exports(None).await {
                    Ok(answer) => {
                        let runs = answer.exports.iter().any(|export| export.state == ExportState::Running);
                        let has_left = self.list.try_set(Some(answer.exports)).is_some();
                        self.next.try_set(answer.next_cursor);
                        if !runs || has_left {
                            return;
                        }
                    }
                    Err(error) => {
                        self.problem.try_set(Some(error.message()));
                        return;
                    }
                }
                TimeoutFuture::new(LOOK_EVERY_MS).await;
            }
        });
    }

    /// Does something, then looks again.
    fn order(self, request: impl Future<Output = Result<(), requests::ApiClientError>> + 'static) {
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let outcome = request.await;
            self.busy.try_set(false);
            self.problem.try_set(outcome.err().map(|error| error.message()));
            self.watch();
        });
    }

    fn start(self) {
        self.order(async { requests::start_export().await.map(drop) });
    }

    fn remove(self, id: String) {
        self.order(async move { requests::remove_export(&id).await });
    }

    fn show_earlier(self) {
        let Some(cursor) = self.next.get_untracked() else { return };
        self.busy.set(true);
        spawn_local(async move {
            match requests::exports(Some(&cursor)).await {
                Ok(answer) => {
                    self.list.try_update(|list| list.get_or_insert_default().extend(answer.exports));
                    self.next.try_set(answer.next_cursor);
                }
                Err(error) => drop(self.problem.try_set(Some(error.message()))),
            }
            self.busy.try_set(false);
        });
    }

    fn running(self) -> Option<DataExport> {
        self.list.with(|list| list.iter().flatten().find(|export| export.state == ExportState::Running).cloned())
    }

    /// The newest one of all data whose files are there.
    fn ready(self) -> Option<DataExport> {
        let is_ready =
            |export: &&DataExport| export.content == ExportContent::AllData && export.state == ExportState::Done;
        self.list.with(|list| list.iter().flatten().find(is_ready).cloned())
    }
}

/// The section.
#[component]
pub(super) fn TakeOut() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="takeout-title">
            <h2 id="takeout-title">{text::title()}</h2>
            {if use_session().may(Right::ExportCustomers) {
                view! { <Allowed /> }.into_any()
            } else {
                view! { <p class="muted">{text::not_allowed()}</p> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Allowed() -> impl IntoView {
    let exports = Exports::new();
    exports.watch();
    let running = Memo::new(move |_| exports.running());
    let ready = Memo::new(move |_| exports.ready());
    let idle = Signal::derive(move || exports.busy.get() || running.with(Option::is_some));
    let label = move || if exports.busy.get() { text::starting() } else { text::start() };
    view! {
        <p>{text::intro()}</p>
        {move || exports.problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        <Show when=move || running.with(Option::is_none)>
            <p>
                <SteadyButton class="button primary" idle=idle on_press=move || exports.start()>{label}</SteadyButton>
            </p>
        </Show>
        <Show when=move || running.with(Option::is_some)>
            <Progress exports=exports running=running />
        </Show>
        {move || ready.get().map(|export| view! { <files::Files export=export exports=exports /> })}
        <history::History exports=exports />
    }
}

#[component]
fn Progress(exports: Exports, running: Memo<Option<DataExport>>) -> impl IntoView {
    let share = Signal::derive(move || running.with(|it| it.as_ref().map_or(0.0, |it| f64::from(it.percent) / 100.0)));
    let label = Signal::derive(|| text::running().to_owned());
    let cancel = move |_| {
        if let Some(export) = running.get_untracked() {
            exports.remove(export.id);
        }
    };
    view! {
        <p role="status">{text::running()}</p>
        <ProgressLine label=label share=share />
        <p class="muted numbers">{move || text::written(&percent(share.get()))}</p>
        <button class="button" disabled=exports.busy on:click=cancel>
            {move || if exports.busy.get() { text::cancelling() } else { text::cancel() }}
        </button>
    }
}
