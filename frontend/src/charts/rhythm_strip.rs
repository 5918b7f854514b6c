//! A customer's orders on a line, with their usual gap and now.

use leptos::prelude::*;
use protocol::RhythmPoint;
use shared::domain::Day;

use super::{Scale, number, percent_of};

/// A dot is an order, the band after the last one is the customer's usual gap, the line is now.
#[component]
pub(crate) fn RhythmStrip(
    /// Orders.
    points: Vec<RhythmPoint>,
    /// Mean gap in days, from two orders on.
    mean_gap_days: Option<f64>,
    /// Standard deviation of the gaps, from three gaps on.
    spread_days: Option<f64>,
    /// First day shown.
    from: Day,
    /// Now.
    as_of: Day,
    /// The same in words.
    label: String,
    /// Pixels high.
    #[prop(default = 24)]
    height: u32,
) -> impl IntoView {
    let length = f64::from(as_of.0 - from.0).max(1.0);
    // A little future, so that a gap that is not over yet shows.
    let scale = Scale::new((f64::from(from.0), f64::from(as_of.0) + length * 0.08), (0.01, 0.99));
    let middle = f64::from(height) / 2.0;
    let place = |day: f64| percent_of(scale.within(day));
    let last = points.last().map(|point| f64::from(point.day.0));
    let band = last.zip(mean_gap_days).map(|(last, gap)| {
        let spread = spread_days.unwrap_or(0.0);
        let (start, usual, late) = (scale.within(last), scale.within(last + gap), scale.within(last + gap + spread));
        view! {
            <rect class="spread" x=percent_of(usual) y=number(middle - 3.0) width=percent_of(late - usual) height="6" />
            <rect class="gap" x=percent_of(start) y=number(middle - 3.0) width=percent_of(usual - start) height="6" rx="2" />
        }
    });
    let dots = points
        .iter()
        .filter(|point| point.day >= from)
        .map(|point| view! { <circle class="order" cx=place(f64::from(point.day.0)) cy=number(middle) r="3" /> })
        .collect_view();
    let now = place(f64::from(as_of.0));
    view! {
        <svg class="rhythm-strip" width="100%" height=height role="img" aria-label=label>
            <line class="axis" x1="0" x2="100%" y1=number(middle) y2=number(middle) />
            {band}
            {dots}
            <line class="now" x1=now.clone() x2=now y1=number(middle - 9.0) y2=number(middle + 9.0) />
        </svg>
    }
}
