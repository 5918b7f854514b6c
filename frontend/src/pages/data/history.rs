//! Imports of the past.

use leptos::prelude::*;
use shared::api::{ImportAnswer, ImportState};
use shared::ingest::UndoCounts;

use super::journey::{Stage, use_journey};
use super::taken_back::TakeBack;
use crate::formats::{instant, whole};
use crate::parts::Notice;
use crate::requests;
use crate::text::{data as text, imports, kinds};

/// The newest imports, asked for again whenever one has ended.
#[component]
pub(super) fn History() -> impl IntoView {
    let journey = use_journey();
    let rests = Memo::new(move |_| matches!(journey.stage.get(), Stage::Choose | Stage::Over));
    let again = Trigger::new();
    let imports = LocalResource::new(move || {
        rests.track();
        again.track();
        requests::imports()
    });
    let list = move || {
        let time_zone = journey.settings.with(|it| it.as_ref().map(|it| it.time_zone.clone())).unwrap_or_default();
        Suspend::new(async move {
            match imports.await {
                Err(error) => view! { <Notice tone="loss"><p>{error.message()}</p></Notice> }.into_any(),
                Ok(list) if list.imports.is_empty() => view! { <p class="muted">{text::no_imports()}</p> }.into_any(),
                Ok(list) => table(list.imports, &time_zone, again).into_any(),
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="history-title">
            <h2 id="history-title">{text::history_title()}</h2>
            <Transition fallback=|| view! { <p class="muted">{crate::text::frame::loading()}</p> }>{list}</Transition>
        </section>
    }
}

fn table(imports: Vec<ImportAnswer>, time_zone: &str, again: Trigger) -> impl IntoView + use<> {
    let rows = imports.into_iter().map(|import| row(import, time_zone, again)).collect_view();
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-labelledby="history-title">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::file()}</th>
                        <th scope="col">{text::started()}</th>
                        <th scope="col">{text::state()}</th>
                        <th scope="col">{imports::kind_column()}</th>
                        <th scope="col" class="number">{text::lines()}</th>
                        <th scope="col" class="number">{text::new()}</th>
                        <th scope="col" class="number">{text::changed()}</th>
                        <th scope="col">{imports::actions()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn told(counts: &UndoCounts) -> String {
    let of = |count: u64| whole(count as f64);
    imports::undone_counts(&of(counts.reversed), &of(counts.kept_edited), &of(counts.kept_opt_outs), &of(counts.failed))
}

fn row(import: ImportAnswer, time_zone: &str, again: Trigger) -> impl IntoView + use<> {
    let counts = import.counts;
    let state = match import.state {
        ImportState::Uploading => text::state_uploading(),
        ImportState::Comparing => imports::comparing(),
        ImportState::Compared => imports::compared(),
        ImportState::Undoing => imports::undoing(),
        ImportState::Undone => imports::undone(),
        ImportState::Writing => text::state_writing(),
        ImportState::Done => text::state_done(),
        ImportState::Cancelled => text::state_cancelled(),
        ImportState::Failed => text::state_failed(),
    };
    let journey = use_journey();
    let goes_on = match import.state {
        ImportState::Compared => Some(imports::decide()),
        ImportState::Comparing | ImportState::Writing => Some(imports::watch()),
        _ => None,
    };
    let take_up = goes_on.map(|name| {
        let import = import.clone();
        view! { <button class="button" on:click=move |_| journey.take_up(import.clone())>{name}</button> }
    });
    view! {
        <tr>
            <th scope="row">{import.request.file_name}</th>
            <td>{instant(&import.started_at, time_zone)}</td>
            <td>
                {state}
                {(import.state == ImportState::Uploading).then(|| view! { <p class="muted">{imports::resume_hint()}</p> })}
                {import.undone.map(|counts| view! { <p class="muted">{told(&counts)}</p> })}
            </td>
            <td>{kinds::kind_name(import.request.kind)}</td>
            <td class="number">{whole(import.request.accepted_lines as f64)}</td>
            <td class="number">{whole((counts.orders_new + counts.facts_new) as f64)}</td>
            <td class="number">{whole((counts.orders_changed + counts.facts_changed) as f64)}</td>
            <td class="actions">{take_up}<TakeBack id=import.id state=import.state again=again /></td>
        </tr>
    }
}
