//! The chance of still being there, the value to come, and what waiting means.

use leptos::prelude::*;
use shared::planning::Estimate;

use super::Shown;
use crate::charts::{IntervalBar, Scale};
use crate::formats;
use crate::text::{customer as text, parts};

/// Both estimates with their intervals; a sentence where nothing can be told.
#[component]
pub(super) fn Figures(
    /// The customer.
    shown: Shown,
) -> impl IntoView {
    let row = &shown.view.row;
    let money = shown.money();
    let (Some(alive), Some(value)) = (row.probability_alive, row.lifetime_value_minor) else {
        return view! { <p class="muted">{text::cannot_tell()}</p> }.into_any();
    };
    let estimate = |(value, low, high)| Estimate { value, low, high };
    let (alive, value) = (estimate(alive), estimate(value));
    let months = shown.manifest.settings.horizon_months;
    view! {
        <div class="figures two">
            <div class="figure">
                <h2 class="label">{text::alive()}</h2>
                <p class="value">{formats::chance(alive.value)}</p>
                <IntervalBar estimate=alive from=0.0 to=1.0 />
                <p class="range">{parts::range(&formats::chance(alive.low), &formats::chance(alive.high))}</p>
            </div>
            <div class="figure">
                <h2 class="label">{text::lifetime_value()}</h2>
                <p class="value" title=money.exact(value.value)>{money.rounded(value.value)}</p>
                <IntervalBar estimate=value from=0.0 to=value.high.max(1.0) * 1.1 />
                <p class="range">{parts::range(&money.rounded(value.low), &money.rounded(value.high))}</p>
                <p class="note">{text::over_months(months)}</p>
            </div>
        </div>
        <Waiting alive=shown.view.alive_if_silent.clone() />
    }
    .into_any()
}

const HEIGHT: f64 = 72.0;

/// P(alive) were they to stay silent, week by week.
#[component]
fn Waiting(alive: Vec<f64>) -> impl IntoView {
    let (Some(now), Some(soon), Some(later), Some(year)) =
        (alive.first().copied(), alive.get(4).copied(), alive.get(12).copied(), alive.last().copied())
    else {
        return ().into_any();
    };
    let last = alive.len().saturating_sub(1).max(1) as f64;
    view! {
        <section class="waiting">
            <h2>{text::waiting_title()}</h2>
            <p>{text::waiting(&formats::chance(now), &formats::chance(soon), &formats::chance(later))}</p>
            <svg width="100%" height=HEIGHT role="img" aria-label=text::waiting_picture(&formats::chance(now), &formats::chance(year))>
                <svg x="0" y="0" width="100%" height=HEIGHT viewBox=format!("0 0 1000 {HEIGHT}") preserveAspectRatio="none">
                    <polygon class="area" points=format!("0,{HEIGHT} {} 1000,{HEIGHT}", line(&alive)) />
                    <polyline class="curve" points=line(&alive) fill="none" vector-effect="non-scaling-stroke" />
                </svg>
                <line class="axis" x1="0" x2="100%" y1=HEIGHT - 0.5 y2=HEIGHT - 0.5 />
            </svg>
            <p class="ends muted small">
                <span>{text::today(&formats::chance(now))}</span>
                <span>{formats::chance(year)} " " {text::weeks(&formats::whole(last))}</span>
            </p>
        </section>
    }
    .into_any()
}

/// The curve over a width of 1000, from 0 at the bottom to its highest at the top.
fn line(alive: &[f64]) -> String {
    let across = Scale::new((0.0, alive.len().saturating_sub(1).max(1) as f64), (0.0, 1000.0));
    let most = alive.iter().copied().fold(0.1, f64::max);
    let down = Scale::new((0.0, most), (HEIGHT, 4.0));
    let points =
        alive.iter().enumerate().map(|(week, share)| format!("{:.1},{:.1}", across.at(week as f64), down.at(*share)));
    points.collect::<Vec<_>>().join(" ")
}
