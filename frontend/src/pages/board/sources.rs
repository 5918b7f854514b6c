//! Acquisition sources.

use leptos::prelude::*;

use super::Shown;
use crate::charts::ShareBar;
use crate::formats;
use crate::parts::Definition;
use crate::text::{board as text, definitions};

/// Fewest customers of a source whose mean is named in the title.
const ENOUGH: u32 = 30;

/// Where customers came from and what they are worth; nothing where no source is given.
#[component]
pub(super) fn Sources(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    let names = &shown.manifest.sources;
    let mut sources: Vec<_> = shown
        .view
        .sources
        .iter()
        .zip(0_usize..)
        .filter(|((customers, _), _)| *customers > 0)
        .map(|((customers, value), index)| (names.get(index).cloned().unwrap_or_default(), index, *customers, *value))
        .collect();
    if sources.len() < 2 {
        return ().into_any();
    }
    sources.sort_by(|a, b| b.3.unwrap_or_default().total_cmp(&a.3.unwrap_or_default()).then(b.2.cmp(&a.2)));
    let best =
        sources.iter().find(|(_, index, customers, value)| *index > 0 && *customers >= ENOUGH && value.is_some());
    let title = best.map_or_else(|| text::sources_title_plain().to_owned(), |best| text::sources_finding(&best.0));
    let largest = sources.iter().filter_map(|source| source.3).fold(0.0, f64::max);
    let is_valued = largest > 0.0;
    let money = shown.money();
    let rows = sources
        .into_iter()
        .map(|(name, index, customers, value)| {
            let is_named = index > 0;
            let name = if is_named { name } else { text::unknown_source().to_owned() };
            let worth = is_valued.then(|| {
                let bar = value.map(|value| view! { <ShareBar share=value / largest.max(1.0) /> });
                view! {
                    <td class="number">{value.map(|value| money.rounded(value))}</td>
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
            <Definition terms=vec![(definitions::sources(), definitions::sources_meaning())] />
        </section>
    }
    .into_any()
}
