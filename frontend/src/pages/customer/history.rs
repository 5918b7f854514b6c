//! The history in a sentence and as a strip.

use leptos::prelude::*;
use shared::domain::Day;

use super::Shown;
use crate::charts::RhythmStrip;
use crate::formats;
use crate::text::customer as text;

/// A sentence that says who they are by their orders, and the rhythm strip.
#[component]
pub(super) fn History(
    /// The customer.
    shown: Shown,
) -> impl IntoView {
    let view = &shown.view;
    let row = &view.row;
    let as_of = shown.manifest.as_of.unwrap_or(Day(0));
    let first = view.transactions.first().map_or(as_of, |point| point.day);
    let whole = |days: f64| formats::whole(days);
    let gap = match (row.rhythm_days, row.mean_gap_days) {
        (Some((mean, spread)), _) => Some(text::gap(&whole(mean), Some(&whole(spread)))),
        (None, Some(mean)) => Some(text::gap(&whole(mean), None)),
        (None, None) => None,
    };
    let sentence = text::history(
        &whole(f64::from(row.transactions)),
        row.transactions == 1,
        &formats::day_medium(first),
        gap.as_deref(),
        &whole(f64::from(row.silent_days)),
    );
    let judgement = text::judgement(row.probability_alive.map(|alive| alive.0), row.lateness);
    view! {
        <p class="lead">{sentence.clone()} " " <strong>{judgement}</strong></p>
        <section class="strip-section">
            <h2 class="visually-hidden">{text::rhythm_title()}</h2>
            <RhythmStrip
                points=view.transactions.clone()
                mean_gap_days=row.mean_gap_days
                spread_days=row.rhythm_days.map(|rhythm| rhythm.1)
                from=first
                as_of
                label=sentence
                height=36
            />
            <p class="ends muted small"><span>{formats::day_medium(first)}</span><span>{formats::day_medium(as_of)}</span></p>
            <p class="muted small">{text::rhythm_legend()}</p>
        </section>
    }
}
