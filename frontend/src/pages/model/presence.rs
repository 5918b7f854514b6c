//! The chance of still being a customer by repeat orders and silence.

use leptos::prelude::*;
use shared::planning::{FREQUENCIES, PresenceCell, SILENCES};

use super::Shown;
use crate::charts::{ChartFigure, HeatCell, HeatTable};
use crate::formats::{chance, whole};
use crate::text::model as text;

/// Fewest customers of a cell that the finding speaks of.
const ENOUGH: u32 = 20;

/// The table.
#[component]
pub(super) fn Presence(shown: Shown) -> impl IntoView {
    let cells = shown.card.presence.clone();
    if cells.is_empty() {
        return ().into_any();
    }
    let number = |count: u32| whole(f64::from(count));
    let columns: Vec<String> = (0..SILENCES.len()).map(|column| text::silence(column).to_owned()).collect();
    let drawn = |cell: &PresenceCell| match cell.alive {
        Some(alive) => HeatCell { step: step(alive), value: chance(alive), note: number(cell.customers) },
        None => HeatCell { step: 0, value: "–".to_owned(), note: number(0) },
    };
    let heat_rows =
        cells.iter().enumerate().map(|(row, cells)| (frequency_name(row), cells.iter().map(drawn).collect()));
    let heat_rows: Vec<(String, Vec<HeatCell>)> = heat_rows.collect();
    let long = |(row, cells): (usize, &Vec<PresenceCell>)| {
        let one = |(column, cell): (usize, &PresenceCell)| {
            let alive = cell.alive.map(chance).unwrap_or_default();
            vec![frequency_name(row), text::silence(column).to_owned(), number(cell.customers), alive]
        };
        cells.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = cells.iter().enumerate().flat_map(long).collect();
    let table_columns = vec![
        text::presence_corner().to_owned(),
        text::silence_column().to_owned(),
        text::customers_column().to_owned(),
        text::alive_column().to_owned(),
    ];
    let all = cells.iter().flatten();
    let active: f64 = all.clone().map(|cell| f64::from(cell.customers) * cell.alive.unwrap_or(0.0)).sum();
    let customers: u32 = all.map(|cell| cell.customers).sum();
    let summary = text::presence_summary(&number(customers), &whole(active.round()));
    let title = finding(&cells).unwrap_or_else(|| text::presence_plain().to_owned());
    view! {
        <ChartFigure
            title=title.clone()
            measure=text::presence_measure().to_owned()
            summary=summary.clone()
            columns=table_columns
            rows=Signal::stored(rows)
        >
            <HeatTable label=title corner=text::presence_corner() unit=text::customers() columns rows=heat_rows />
            <p class="muted small">{summary.clone()}</p>
        </ChartFigure>
    }
    .into_any()
}

/// The silence at which a seldom and a frequent customer differ most, among cells with enough customers.
fn finding(cells: &[Vec<PresenceCell>]) -> Option<String> {
    let widest = (0..SILENCES.len()).filter_map(|column| {
        let full = |row: &usize| cells[*row][column].customers >= ENOUGH;
        let chances: Vec<(usize, f64)> =
            (0..cells.len()).filter(full).filter_map(|row| Some((row, cells[row][column].alive?))).collect();
        let (seldom, often) = (*chances.first()?, *chances.last()?);
        (seldom.0 < often.0).then_some((column, seldom, often))
    });
    let spread = |found: &(usize, (usize, f64), (usize, f64))| (found.1.1 - found.2.1).abs();
    let (column, seldom, often) = widest.max_by(|one, other| spread(one).total_cmp(&spread(other)))?;
    let of = |(row, alive): (usize, f64)| (frequency_name(row), chance(alive));
    let (seldom, often) = (of(seldom), of(often));
    Some(text::presence_finding(text::silence(column), (&seldom.0, &seldom.1), (&often.0, &often.1)))
}

/// "0", "4–6", "7+"
fn frequency_name(row: usize) -> String {
    let number = |count: u32| whole(f64::from(count));
    let least = FREQUENCIES[row];
    match FREQUENCIES.get(row + 1) {
        None => text::and_more(&number(least)),
        Some(next) if next - least > 1 => format!("{}–{}", number(least), number(next - 1)),
        Some(_) => number(least),
    }
}

/// 0 to 4: the less likely still a customer, the stronger.
fn step(alive: f64) -> u8 {
    ((1.0 - alive) * 5.0).floor().clamp(0.0, 4.0) as u8
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn shades_have_five_steps() {
        assert_eq!([1.0, 0.9, 0.79, 0.5, 0.3, 0.1, 0.0].map(step), [0, 0, 1, 2, 3, 4, 4]);
    }
}
