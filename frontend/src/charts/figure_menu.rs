//! What one can take from a chart: its numbers to see or to save, and its picture.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, Event};

use super::figure_table::FigureTable;
use super::save::{self, Kind};
use crate::frame::{Icon, Symbol};
use crate::text::parts as text;

/// The menu of a chart.
#[component]
pub(super) fn FigureMenu(
    /// The finding.
    title: Signal<String>,
    /// Measure, unit and period.
    measure: Signal<String>,
    /// The numbers.
    table: FigureTable,
    /// What the picture is drawn in.
    picture: NodeRef<html::Div>,
) -> impl IntoView {
    let outcome = RwSignal::new("");
    let save = move |kind: Kind| {
        let Some(picture) = picture.get_untracked() else { return };
        let chart = save::Chart {
            title: title.get_untracked(),
            measure: measure.get_untracked(),
            columns: table.columns.get_value(),
            rows: table.rows.get_untracked(),
            numbers: table.numbers.map(|numbers| numbers.get_untracked()).unwrap_or_default(),
            picture: picture.into(),
        };
        outcome.set("");
        spawn_local(async move {
            let said = if save::save(kind, chart).await { text::chart_saved() } else { text::chart_not_saved() };
            // The chart may be gone meanwhile.
            let _ = outcome.try_set(said);
        });
    };
    let header = table.columns.get_value().into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    // Most tables are never looked at, and some have hundreds of cells that change with every move of a lever.
    let is_open = RwSignal::new(false);
    let body = move || {
        let rows = if is_open.get() { table.rows.get() } else { Vec::new() };
        let rows = rows.into_iter().map(|row| {
            let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        });
        rows.collect_view()
    };
    let toggled = move |event: Event| is_open.set(event_target::<Element>(&event).has_attribute("open"));
    view! {
        <div class="chart-menu">
            <details class="disclosure" on:toggle=toggled>
                <summary on:click=move |_| is_open.set(true)>{text::chart_menu()}</summary>
                <div class="body">
                <div class="saves">
                    <button class="button" on:click=move |_| save(Kind::Csv)>
                        <Icon symbol=Symbol::Download />{text::save_csv()}
                    </button>
                    <button class="button" on:click=move |_| save(Kind::Picture)>
                        <Icon symbol=Symbol::Download />{text::save_picture()}
                    </button>
                    <span role="status">{outcome}</span>
                </div>
                <div class="scroll-table" tabindex="0" role="region" aria-label=title>
                    <table class="plain numbers">
                        <thead><tr>{header}</tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
                </div>
            </details>
        </div>
    }
}
