//! Which reasons count as avoidable.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Right;
use shared::review::DefectionKind;

use super::desk::use_desk;
use crate::requests;
use crate::session::use_session;
use crate::text::defections as text;

/// The table, which who runs the workspace may change.
#[component]
pub(super) fn Avoidable() -> impl IntoView {
    let desk = use_desk();
    let may_edit = use_session().may(Right::EditSettings);
    let said = RwSignal::new(None::<String>);
    let change = move |kind: DefectionKind, is_avoidable: bool| {
        let (mut wanted, tag) =
            desk.reasons.with_untracked(|reasons| (reasons.avoidable.clone(), reasons.avoidable_tag.clone()));
        wanted.kinds.retain(|other| *other != kind);
        if is_avoidable {
            wanted.kinds.push(kind);
        }
        spawn_local(async move {
            let words = match requests::set_avoidable(&wanted, &tag).await {
                Ok((saved, tag)) => {
                    desk.reasons.try_update(|reasons| {
                        reasons.avoidable = saved;
                        reasons.avoidable_tag = tag;
                    });
                    text::table_saved().to_owned()
                }
                Err(error) => error.message(),
            };
            said.try_set(Some(words));
        });
    };
    let choice = move |kind: DefectionKind| {
        let is_on = move || desk.reasons.with(|reasons| reasons.avoidable.kinds.contains(&kind));
        view! {
            <li>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=is_on
                        disabled=move || !may_edit || !desk.is_known.get()
                        on:change=move |event| change(kind, event_target_checked(&event))
                    />
                    {text::kind(kind)}
                </label>
            </li>
        }
    };
    view! {
        <section class="card" data-testid="avoidable">
            <h2>{text::table_title()}</h2>
            <p class="muted small">{text::table_note()}</p>
            <ul class="avoidable-kinds">{DefectionKind::NAMED.map(choice).collect_view()}</ul>
            <p class="small" role="status">{move || said.get()}</p>
        </section>
    }
}
