//! The saved segments, and what is there without saving.

use leptos::prelude::*;
use shared::api::{Right, SavedSegment};
use shared::segments::{Definition, Rule};

use super::address::{customers_page, rule_page};
use super::kept::{Counted, use_kept};
use super::ready::ReadyMadeSegments;
use super::sentence::sentence;
use super::stages::Stages;
use super::tiers::Tiers;
use crate::base_loader::use_base;
use crate::formats::{day_medium, instant, percent, whole};
use crate::parts::{Definition as HowComputed, EmptyState, Notice, PageHeading};
use crate::session::use_session;
use crate::text::{definitions, segments as text};

/// From so many segments on there is a field to find one by.
const MANY: usize = 8;

/// The page without a segment open.
#[component]
pub(super) fn List() -> impl IntoView {
    let kept = use_kept();
    let base = use_base();
    let may_save = use_session().may(Right::SaveSegments);
    let find = RwSignal::new(String::new());
    let title = move || match kept.list.with(|list| list.as_ref().map(Vec::len)) {
        None => text::title().to_owned(),
        Some(0) => text::none_yet().to_owned(),
        Some(count) => text::finding(count),
    };
    let subtitle = move || {
        let as_of = base.manifest.with(|manifest| manifest.as_ref().and_then(|manifest| manifest.as_of));
        as_of.map(|day| text::as_of(&day_medium(day))).unwrap_or_default()
    };
    let rows = move || {
        let wanted = find.get().to_lowercase();
        let counts = kept.counts.get();
        let list = kept.list.get().unwrap_or_default();
        list.into_iter()
            .enumerate()
            .filter(|(_, saved)| wanted.is_empty() || saved.draft.name.to_lowercase().contains(&wanted))
            .map(|(index, saved)| view! { <Row saved counted=counts.get(index).cloned() may_save /> })
            .collect_view()
    };
    let table = move || {
        match kept.list.with(|list| list.as_ref().map(Vec::len)) {
        None if kept.said.with(Option::is_some) => ().into_any(),
        None => view! { <div class="skeleton" aria-hidden="true"><div></div><div></div></div> }.into_any(),
        Some(0) => view! {
            <EmptyState title=Signal::derive(|| text::none_yet().to_owned())><p>{text::none_hint()}</p></EmptyState>
        }
        .into_any(),
        Some(count) => view! {
            {(count >= MANY).then(|| view! {
                <div class="field segment-find">
                    <label for="segment-find">{text::find()}</label>
                    <input id="segment-find" type="search" prop:value=find on:input=move |event| find.set(event_target_value(&event)) />
                </div>
            })}
            <div class="scroll-table" tabindex="0" role="region" aria-label=text::title()>
                <table class="plain segments" data-testid="segments">
                    <thead>
                        <tr>
                            <th scope="col">{text::name_column()}</th>
                            <th scope="col" class="number">{text::customers_column()}</th>
                            <th scope="col" class="number">{text::share_column()}</th>
                            <th scope="col" class="number">{text::value_column()}</th>
                            <th scope="col" class="number">{text::at_risk_column()}</th>
                            <th scope="col">{text::owner_column()}</th>
                            <th scope="col"><span class="visually-hidden">{text::actions_column()}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <HowComputed terms=vec![
                definitions::segment_count(),
                definitions::segment_value(),
            ] />
        }
        .into_any(),
    }
    };
    view! {
        <PageHeading title=Signal::derive(title) subtitle=Signal::derive(subtitle)>
            <a class="button primary" href=rule_page(&Definition::new(Rule::everyone()))>{text::new_segment()}</a>
        </PageHeading>
        {move || kept.said.get().map(|said| {
            let tone = if said == text::removed() { "plain" } else { "loss" };
            view! { <Notice tone><p>{said}</p></Notice> }
        })}
        <div class="segments-page">
            <section class="card" aria-labelledby="segments-own">
                <h2 id="segments-own">{text::own_title()}</h2>
                {table}
            </section>
            <ReadyMadeSegments />
            <Tiers />
            <Stages />
        </div>
    }
}

#[component]
fn Row(saved: SavedSegment, counted: Option<Counted>, may_save: bool) -> impl IntoView {
    let kept = use_kept();
    let base = use_base();
    let money = base.money();
    let zone = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.time_zone.clone()));
    let SavedSegment { id, draft, owner, saved_at, .. } = saved;
    let by = text::saved_by(&owner, &instant(&saved_at, &zone.unwrap_or_default()), draft.version);
    let cells = match counted {
        None => view! { <td class="number" colspan="4">"…"</td> }.into_any(),
        Some(Err(message)) => view! { <td colspan="4" class="small">{message}</td> }.into_any(),
        Some(Ok(figures)) => {
            let amount = |minor: Option<f64>| {
                minor.zip(money).map_or_else(|| text::unknown().to_owned(), |(minor, money)| money.rounded(minor))
            };
            let share = f64::from(figures.customers) / f64::from(figures.of.max(1));
            view! {
                <td class="number" data-testid="segment-count">{whole(f64::from(figures.customers))}</td>
                <td class="number">{percent(share)}</td>
                <td class="number">{amount(figures.lifetime_value_minor)}</td>
                <td class="number">{amount(figures.value_at_risk_minor)}</td>
            }
            .into_any()
        }
    };
    let (name, removed) = (draft.name.clone(), id.clone());
    let copy = rule_page(&draft.definition);
    let remove = may_save.then(|| {
        view! {
            <button class="button quiet" on:click=move |_| kept.remove(removed.clone())>
                {text::remove()} <span class="visually-hidden" translate="no">" "{name}</span>
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/segments?id={id}") translate="no">{draft.name.clone()}</a>
                <p class="muted small">{sentence(&draft.definition.rule, money)}</p>
                <p class="small" translate="no">{draft.comment}</p>
            </th>
            {cells}
            <td class="small">{by}</td>
            <td class="actions">
                <a class="button" href=customers_page(&draft.definition)>{text::open_customers()}</a>
                <a class="button quiet" href=copy>{text::duplicate()}</a>
                {remove}
            </td>
        </tr>
    }
}
