//! Who passes, while the rule is edited.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{CustomerRow, SegmentAnswer, SegmentQuestion};

use super::address::customers_page;
use super::desk::{Desk, use_desk};
use crate::base_loader::use_base;
use crate::formats::{chance, day_medium, percent, whole};
use crate::names::{display_name, use_names};
use crate::parts::{Definition, Notice};
use crate::requests;
use crate::text::{customers, definitions, segments as text};
use crate::worker_client;

/// How many pass, as the title of the page.
pub(super) fn finding(desk: Desk) -> String {
    let named = desk.saved.with(|saved| saved.as_ref().map(|saved| saved.draft.name.clone()));
    desk.answer.with(|answer| match answer {
        Some(SegmentAnswer::Members(view)) => {
            let figures = &view.figures;
            let share = percent(f64::from(figures.customers) / f64::from(figures.of.max(1)));
            text::counted(&whole(f64::from(figures.customers)), &share, figures.customers == 1, named.as_deref())
        }
        Some(SegmentAnswer::Fault { .. }) => text::unfinished().to_owned(),
        None => text::counting().to_owned(),
    })
}

/// Count, worth and some of them.
#[component]
pub(super) fn Preview() -> impl IntoView {
    let desk = use_desk();
    let base = use_base();
    let names = use_names();
    Effect::new(move |_| {
        desk.answer.with(|answer| {
            if let Some(SegmentAnswer::Members(view)) = answer {
                names.want(view.sample.iter().map(|row| row.row));
            }
        });
    });
    let as_of = move || base.manifest.with(|manifest| manifest.as_ref().and_then(|it| it.as_of)).map(day_medium);
    let body = move || match desk.answer.get() {
        None => view! { <div class="skeleton" aria-hidden="true"><div></div><div></div></div> }.into_any(),
        Some(SegmentAnswer::Fault { message, .. }) => {
            view! { <Notice tone="plain"><p data-testid="rule-fault">{message}</p></Notice> }.into_any()
        }
        Some(SegmentAnswer::Members(found)) => {
            let figures = found.figures;
            let amount = move |minor: Option<f64>| {
                minor
                    .zip(base.money())
                    .map_or_else(|| text::unknown().to_owned(), |(minor, money)| money.rounded(minor))
            };
            let rows = found.sample.into_iter().map(|row| view! { <Sample row /> }).collect_view();
            view! {
                <p class="segment-number" data-testid="segment-size" data-count=figures.customers.to_string() data-ms=found.count_ms.to_string()>
                    {whole(f64::from(figures.customers))}
                </p>
                <p class="muted">{text::of_all(&whole(f64::from(figures.of)), &as_of().unwrap_or_default())}</p>
                <dl class="segment-worth">
                    <div><dt>{text::value_column()}</dt><dd>{amount(figures.lifetime_value_minor)}</dd></div>
                    <div><dt>{text::at_risk_column()}</dt><dd>{amount(figures.value_at_risk_minor)}</dd></div>
                </dl>
                <h3>{text::sample_title()}</h3>
                {if figures.customers == 0 {
                    view! { <p class="muted">{text::nobody()}</p> }.into_any()
                } else {
                    view! { <ul class="segment-sample">{rows}</ul> }.into_any()
                }}
                <p><a class="button" href=move || customers_page(&desk.definition())>{text::open_customers()}</a></p>
                <ServerCheck />
            }
            .into_any()
        }
    };
    view! {
        <section class="card" class:stale=move || desk.busy.get() aria-labelledby="preview-title">
            <h2 id="preview-title">{text::preview_title()}</h2>
            {move || desk.problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            {body}
            <Definition terms=vec![
                definitions::segment_count(),
                definitions::segment_value(),
            ] />
        </section>
    }
}

#[component]
fn Sample(row: CustomerRow) -> impl IntoView {
    let names = use_names();
    let base = use_base();
    let (number, id) = (row.row, row.id);
    let name = move || {
        names.with(|names| names.get(&number).map(display_name)).unwrap_or_else(|| customers::nameless(&id.to_string()))
    };
    let alive = row.probability_alive.map(|(alive, _, _)| text::still_there(&chance(alive)));
    let worth = row.lifetime_value_minor.zip(base.money()).map(|((value, _, _), money)| money.rounded(value));
    let facts = [Some(text::so_many_orders(row.transactions)), alive, worth];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    view! {
        <li>
            <a href=format!("/customers/{id}") translate="no">{name}</a>
            <span class="muted small">{facts.join(" · ")}</span>
        </li>
    }
}

/// Has the server count the same rule: the same customers, or the page says so.
#[component]
fn ServerCheck() -> impl IntoView {
    let desk = use_desk();
    let said = RwSignal::new(None::<(bool, String)>);
    let busy = RwSignal::new(false);
    let own_hash = RwSignal::new(None::<String>);
    let check = move |_| {
        let definition = desk.rule.with_untracked(|rule| shared::segments::Definition::new(rule.clone()));
        busy.set(true);
        spawn_local(async move {
            let question = SegmentQuestion { definition: definition.clone(), sample: 0, with_hash: true };
            let here = worker_client::ask(&question).await.map_err(|error| error.message());
            if let Ok(SegmentAnswer::Members(here)) = &here {
                own_hash.try_set(here.members_hash.clone());
            }
            let there = requests::evaluate_segment(definition).await.map_err(|error| error.message());
            let outcome = match (here, there) {
                (Ok(SegmentAnswer::Members(here)), Ok(there)) => {
                    let is_same = here.members_hash.as_ref() == Some(&there.members_hash);
                    let count = whole(f64::from(there.figures.customers));
                    let says = if is_same { text::server_agrees(&count) } else { text::server_differs(&count) };
                    (is_same, says)
                }
                (Ok(SegmentAnswer::Fault { message, .. }) | Err(message), _) | (_, Err(message)) => (false, message),
            };
            said.try_set(Some(outcome));
            busy.try_set(false);
        });
    };
    view! {
        <div class="server-check">
            <button type="button" class="button quiet" disabled=move || busy.get() on:click=check>{text::check_with_server()}</button>
            <p class="small" role="status" data-testid="server-check" data-same=move || said.with(|it| it.as_ref().map(|it| it.0.to_string()))>
                {move || said.with(|said| said.as_ref().map(|said| said.1.clone()))}
            </p>
            {move || own_hash.get().map(|hash| view! {
                <p class="muted small members-hash" translate="no" data-testid="members-hash-here">{hash}</p>
            })}
        </div>
    }
}
