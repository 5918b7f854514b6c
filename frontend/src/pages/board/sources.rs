//! Acquisition sources.

use leptos::prelude::*;
use shared::planning::SourceValue;

use super::Shown;
use crate::charts::IntervalBar;
use crate::formats;
use crate::parts::Definition;
use crate::text::parts::range;
use crate::text::{board as text, definitions};

/// Where customers came from and what they are worth; nothing where no source is given.
#[component]
pub(super) fn Sources(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    let names = &shown.manifest.sources;
    let name_of = |index: usize| names.get(index).cloned().unwrap_or_default();
    let compared = &shown.view.sources;
    let mut sources: Vec<(usize, SourceValue)> = compared.sources.iter().copied().enumerate().collect();
    sources.retain(|(_, source)| source.customers > 0);
    if sources.len() < 2 {
        return ().into_any();
    }
    let mean = |source: &SourceValue| source.mean_value.map_or(0.0, |mean| mean.value);
    sources.sort_by(|(_, a), (_, b)| mean(b).total_cmp(&mean(a)).then(b.customers.cmp(&a.customers)));
    let is_valued = sources.iter().any(|(_, source)| source.mean_value.is_some());
    let title = match compared.best {
        Some(best) => text::sources_finding(&name_of(best)),
        None if is_valued => text::sources_alike().to_owned(),
        None => text::sources_title_plain().to_owned(),
    };
    let highest = sources.iter().filter_map(|(_, source)| source.mean_value).map(|mean| mean.high).fold(0.0, f64::max);
    let money = shown.money();
    let rows = sources
        .into_iter()
        .map(|(index, SourceValue { customers, mean_value })| {
            let is_named = index > 0;
            let name = if is_named { name_of(index) } else { text::unknown_source().to_owned() };
            let worth = is_valued.then(|| {
                let range = mean_value.map(|mean| range(&money.rounded(mean.low), &money.rounded(mean.high)));
                let bar = mean_value.map(|estimate| view! { <IntervalBar estimate from=0.0 to=highest /> });
                view! {
                    <td class="number">
                        {mean_value.map(|mean| money.rounded(mean.value))} " " <span class="muted small">{range}</span>
                    </td>
                    <td class="bar wide-only">{bar}</td>
                }
            });
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/customers?source={index}") translate=is_named.then_some("no")>{name}</a>
                    </th>
                    <td class="number">{formats::whole(f64::from(customers))}</td>
                    {worth}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <header>
                <h2>{title}</h2>
                <p class="muted small">{if is_valued { text::sources_measure() } else { text::sources_measure_plain() }}</p>
            </header>
            <table class="plain sources">
                <thead>
                    <tr>
                        <th scope="col">{text::column_source()}</th>
                        <th scope="col" class="number">{text::column_customers()}</th>
                        {is_valued.then(|| view! {
                            <th scope="col" class="number">{text::column_mean_value()}</th>
                            <td class="wide-only"></td>
                        })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Definition terms=vec![definitions::sources()] />
        </section>
    }
    .into_any()
}
