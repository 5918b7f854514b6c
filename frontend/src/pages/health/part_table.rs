//! What the score is made of.

use leptos::prelude::*;
use shared::planning::health::{HealthWeights, PartSummary};

use super::desk::use_desk;
use super::weights::reads;
use crate::charts::IntervalBar;
use crate::formats::{decimal, whole};
use crate::parts::Definition;
use crate::text::{definitions, health as text};

/// One row a part: weight, of how many it is known, mean, and by how much it moves a score.
#[component]
pub(super) fn Parts() -> impl IntoView {
    let overview = use_desk().overview;
    let rows = move || {
        overview.answer.get().map(|found| {
            let weights = found.weights;
            found.parts.into_iter().map(|summary| row(&summary, &weights)).collect_view()
        })
    };
    view! {
        <section class="card" class:stale=move || overview.busy.get() data-testid="health-parts">
            <h2 id="parts-title">{text::parts_title()}</h2>
            <p class="muted small">{text::parts_measure()}</p>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="parts-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::part_column()}</th>
                            <th scope="col" class="number">{text::weight_column()}</th>
                            <th scope="col" class="number">{text::known_column()}</th>
                            <th scope="col" class="number">{text::mean_column()}</th>
                            <td class="bar wide-only"></td>
                            <th scope="col" class="number">{text::moves_column()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Definition terms=vec![
                definitions::health_parts(),
                definitions::health_moves(),
            ] />
        </section>
    }
}

fn row(summary: &PartSummary, weights: &HealthWeights) -> impl IntoView + use<> {
    let blank = || text::blank().to_owned();
    let bar = summary.mean.map(|mean| {
        let estimate = shared::planning::Estimate { value: mean, low: 0.0, high: mean };
        view! { <IntervalBar estimate from=0.0 to=100.0 /> }
    });
    view! {
        <tr>
            <th scope="row">{text::part(summary.part)}</th>
            <td class="number">{reads(weights, summary.part)}</td>
            <td class="number">{whole(f64::from(summary.known))}</td>
            <td class="number">{summary.mean.map_or_else(blank, |mean| decimal(mean, 1))}</td>
            <td class="bar wide-only">{bar}</td>
            <td class="number">{summary.moves.map_or_else(blank, |moves| text::points(&decimal(moves, 1)))}</td>
        </tr>
    }
}
