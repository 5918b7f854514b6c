//! Orders of the last year by week.

use leptos::prelude::*;
use shared::domain::Day;

use super::Shown;
use crate::charts::{ChartFigure, WeekBars};
use crate::formats;
use crate::parts::Definition;
use crate::text::{board as text, definitions};

/// First and repeat orders by week.
#[component]
pub(super) fn WeeklyOrders(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    let (first, repeat) = (shown.view.weekly_first.clone(), shown.view.weekly_repeat.clone());
    let Some(as_of) = shown.manifest.as_of.filter(|_| !first.is_empty()) else { return ().into_any() };
    let weeks = first.len();
    let week_end = move |index: usize| Day(as_of.0 - 7 * (weeks - 1 - index) as i32);
    let number = |count: u32| formats::whole(f64::from(count));
    let sum = |series: &[u32]| series.iter().map(|count| f64::from(*count)).sum::<f64>();
    let (all_first, all_repeat) = (sum(&first), sum(&repeat));
    let share = (all_repeat / (all_first + all_repeat).max(1.0) * 100.0).round() / 100.0;
    let summary =
        text::weekly_summary(&formats::whole(weeks as f64), &formats::whole(all_first), &formats::whole(all_repeat));
    let rows: Vec<Vec<String>> = (0..weeks)
        .rev()
        .map(|index| vec![formats::day_medium(week_end(index)), number(first[index]), number(repeat[index])])
        .collect();
    let reading = {
        let (first, repeat) = (first.clone(), repeat.clone());
        move |index: usize| {
            text::week_reading(&formats::day_medium(week_end(index)), &number(first[index]), &number(repeat[index]))
        }
    };
    let columns =
        vec![text::column_week().to_owned(), text::weekly_first().to_owned(), text::weekly_repeat().to_owned()];
    view! {
        <ChartFigure
            title=text::weekly_finding(&formats::percent(share))
            measure=text::weekly_measure().to_owned()
            summary=summary.clone()
            columns
            rows=Signal::stored(rows)
        >
            <p class="direct-labels small" aria-hidden="true">
                <span class="series-1">{text::weekly_repeat()}</span>
                <span class="series-2">{text::weekly_first()}</span>
            </p>
            <WeekBars
                lower=repeat
                upper=first
                ends=(formats::month(week_end(0)), formats::month(as_of))
                label=summary
                reading
            />
            <Definition terms=vec![definitions::weekly_orders()] />
        </ChartFigure>
    }
    .into_any()
}
