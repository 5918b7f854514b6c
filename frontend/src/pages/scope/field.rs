//! The choice of whom a question is about.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::SegmentsQuestion;
use shared::api::SavedSegment;
use shared::planning::{Scope, ScopeCounts};

use super::choices::grouped;
use super::{key, scope_name};
use crate::base_loader::use_base;
use crate::formats::whole;
use crate::pages::segments::attributes;
use crate::requests;
use crate::text::{segments as segment_words, what_if as text};
use crate::worker_client;

/// Everyone, or some, with how many they are.
#[component]
pub(crate) fn ScopeField(
    /// Identifier on the page.
    id: &'static str,
    /// What is chosen.
    scope: Memo<Scope>,
    /// How many customers each choice has, once that is counted.
    counts: Signal<Option<ScopeCounts>>,
    /// Called with what a person chose, once the worker has what it needs for it.
    on_choose: impl Fn(Scope) + Copy + 'static,
    /// Whether nothing can be chosen now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let base = use_base();
    let saved = saved_segments();
    let options = move || {
        let now = scope.with(key::write);
        let sources = base.manifest.with(|manifest| manifest.as_ref().map(|it| it.sources.clone()).unwrap_or_default());
        let groups = counts.get().map(|counts| grouped(sources, &counts)).unwrap_or_default();
        let known = groups.iter().flat_map(|group| &group.choices).any(|(scope, _)| key::write(scope) == now);
        let option = |scope: &Scope, name: String| {
            let key = key::write(scope);
            let selected = key == now;
            view! { <option value=key selected=selected>{name}</option> }
        };
        let groups = groups.into_iter().filter(|group| !group.choices.is_empty()).map(|group| {
            let counted = |(scope, count): &(Scope, u32)| {
                option(scope, text::so_many(&scope_name(scope), &whole(f64::from(*count))))
            };
            view! { <optgroup label=group.label>{group.choices.iter().map(counted).collect_view()}</optgroup> }
        });
        let segments = saved.with(|saved| {
            let options = saved.iter().map(|(scope, count)| {
                let name = scope_name(scope);
                option(
                    scope,
                    count.map_or_else(|| name.clone(), |count| text::so_many(&name, &whole(f64::from(count)))),
                )
            });
            let options = options.collect_view();
            (!saved.is_empty()).then(|| view! { <optgroup label=segment_words::scope_group()>{options}</optgroup> })
        });
        let known = known || saved.with(|saved| saved.iter().any(|(scope, _)| key::write(scope) == now));
        // Somebody may have sent a link about customers there are none of.
        let other = scope.get();
        let other = (!known && !other.is_everyone()).then(|| option(&other, scope_name(&other)));
        view! {
            {option(&Scope::Everyone, text::everyone().to_owned())}
            {other}
            {groups.collect_view()}
            {segments}
        }
    };
    // A link may hold a rule about products.
    if scope.with_untracked(|scope| scope.needs().attributes) {
        spawn_local(attributes::bring_and_ask_again(base));
    }
    let choose = move |event| {
        let Some(scope) = key::read(&event_target_value(&event)) else { return };
        if scope.needs().attributes {
            spawn_local(async move {
                // What did not arrive the worker misses and says so.
                let _ = attributes::bring(base).await;
                on_choose(scope);
            });
        } else {
            on_choose(scope);
        }
    };
    view! {
        <div class="field">
            <label for=id>{text::whom()}</label>
            <select id=id name="whom" on:change=choose disabled=disabled>{options}</select>
        </div>
    }
}

/// The saved segments as scopes, with how many they are once that is counted.
fn saved_segments() -> RwSignal<Vec<(Scope, Option<u32>)>> {
    let saved = RwSignal::new(Vec::new());
    let base = use_base();
    spawn_local(async move {
        // Without the list there are all other choices.
        let Ok(answer) = requests::segments().await else { return };
        let definitions: Vec<_> = answer.segments.iter().map(|saved| saved.draft.definition.clone()).collect();
        let scope = |SavedSegment { id, draft, .. }| {
            (Scope::Segment { id: Some(id), name: Some(draft.name), definition: draft.definition }, None)
        };
        saved.try_set(answer.segments.into_iter().map(scope).collect());
        let _ = attributes::bring_for(base, &definitions).await;
        if let Ok(counts) = worker_client::ask(&SegmentsQuestion { definitions }).await {
            saved.try_update(|saved: &mut Vec<(Scope, Option<u32>)>| {
                for (entry, counted) in saved.iter_mut().zip(counts) {
                    entry.1 = counted.ok().map(|figures| figures.customers);
                }
            });
        }
    });
    saved
}
