//! The files of an export, to be downloaded one by one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{DataExport, EXPORT_HOURS, ExportFile};

use super::super::journey::use_journey;
use super::{Exports, saving};
use crate::formats::{instant, whole};
use crate::parts::Definition;
use crate::text::{data, exports as text};

#[component]
pub(super) fn Files(export: DataExport, exports: Exports) -> impl IntoView {
    let id = StoredValue::new(export.id.clone());
    let journey = use_journey();
    let ended_at = export.ended_at.clone();
    let until = move || {
        let time_zone = journey.settings.with(|it| it.as_ref().map(|it| it.time_zone.clone())).unwrap_or_default();
        ended_at.as_deref().map(|ended| text::until(&instant(ended, &time_zone), &whole(EXPORT_HOURS as f64)))
    };
    if export.files.is_empty() {
        return view! { <p class="muted">{text::no_files()}</p> }.into_any();
    }
    let rows = export.files.into_iter().map(|file| view! { <File id=id file=file /> }).collect_view();
    view! {
        <h3 id="takeout-files">{text::files_title()}</h3>
        <div class="scroll-table" tabindex="0" role="region" aria-labelledby="takeout-files">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::file()}</th>
                        <th scope="col" class="number">{text::records()}</th>
                        <th scope="col" class="number">{text::size()}</th>
                        <th scope="col"><span class="visually-hidden">{text::download()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="muted">{until}</p>
        <p>
            <button class="button" disabled=exports.busy on:click=move |_| exports.remove(id.get_value())>
                {text::remove()}
            </button>
        </p>
        <Definition terms=text::export_terms() of_base=false />
    }
    .into_any()
}

#[component]
fn File(id: StoredValue<String>, file: ExportFile) -> impl IntoView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let name = StoredValue::new(file.name.clone());
    let download = move |_| {
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let outcome = saving::save(&id.get_value(), &name.get_value()).await;
            // The person may have gone to another page meanwhile.
            let _ = busy.try_set(false);
            let _ = problem.try_set(outcome.err());
        });
    };
    view! {
        <tr>
            <th scope="row">
                <span translate="no">{file.name.clone()}</span>
                <p class="muted small">{text::line_of(file.kind)}</p>
            </th>
            <td class="number">{whole(file.records as f64)}</td>
            <td class="number">{data::size(file.bytes as f64)}</td>
            <td class="actions">
                <button class="button" disabled=busy aria-label=text::download_file(&file.name) on:click=download>
                    {move || if busy.get() { text::downloading() } else { text::download() }}
                </button>
                {move || problem.get().map(|message| view! { <p class="loss small" role="alert">{message}</p> })}
            </td>
        </tr>
    }
}
