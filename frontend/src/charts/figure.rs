//! What surrounds a chart.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;

use super::figure_menu::FigureMenu;
use super::figure_table::FigureTable;

/// A chart with its finding, its measure, a summary for who does not see it, and a menu that shows its numbers as a table
/// and saves them or the picture.
#[component]
pub(crate) fn ChartFigure(
    /// The finding.
    #[prop(into)]
    title: Signal<String>,
    /// Measure, unit and period.
    #[prop(into)]
    measure: Signal<String>,
    /// What the picture says, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Column names of the table, the first one left-aligned.
    columns: Vec<String>,
    /// Rows of the table.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// The numbers behind the cells, in rows and columns as those: a file holds them instead of what they read.
    #[prop(optional, into)]
    numbers: Option<Signal<Vec<Vec<Option<f64>>>>>,
    /// The picture.
    children: Children,
) -> impl IntoView {
    let picture = NodeRef::<html::Div>::new();
    let table = FigureTable { columns: StoredValue::new(columns), rows, numbers };
    view! {
        <figure class="card chart">
            <figcaption>
                <h2>{title}</h2>
                <p class="muted small">{measure}</p>
                <p class="visually-hidden">{summary}</p>
            </figcaption>
            <div class="picture" node_ref=picture>
                <Provider value=table>{children()}</Provider>
            </div>
            <FigureMenu title measure table picture />
        </figure>
    }
}
