//! Risk by value.

use leptos::prelude::*;
use protocol::GridCell;
use shared::planning::{RiskBand, ValueTier};

use super::Shown;
use crate::charts::ChartFigure;
use crate::formats;
use crate::parts::Definition;
use crate::text::{board as text, definitions};

/// Sixteen cells; each leads to its customers. Nothing where the model cannot say.
#[component]
pub(super) fn RiskByValue(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    if shown.view.grid.is_empty() {
        return ().into_any();
    }
    let largest = shown.view.grid.iter().map(|cell| cell.value_at_risk_minor).fold(0.0, f64::max);
    let header = RiskBand::ALL.map(|band| view! { <th scope="col">{text::risk(band)}</th> }).collect_view();
    let rows = ValueTier::ALL
        .map(|tier| {
            let cells = RiskBand::ALL.map(|risk| cell(&shown, tier, risk, largest)).collect_view();
            view! { <tr><th scope="row">{text::tier(tier)}</th>{cells}</tr> }
        })
        .collect_view();
    let places = ValueTier::ALL.into_iter().flat_map(|tier| RiskBand::ALL.map(|risk| (tier, risk)));
    let money = shown.money();
    let (lines, numbers) = places
        .map(|(tier, risk)| {
            let (customers, at_risk) = of(&shown, tier, risk);
            let name = text::grid_name(text::tier(tier), text::risk(risk));
            let line = vec![name, formats::whole(f64::from(customers)), money.rounded(at_risk)];
            let minor = money.minor_per_major();
            (line, vec![None, Some(f64::from(customers)), Some(at_risk / minor)])
        })
        .unzip::<_, _, Vec<_>, Vec<_>>();
    let columns = [text::grid_cell(), text::grid_customers(), text::grid_at_risk()];
    let title = finding(&shown);
    view! {
        <ChartFigure
            title=title.clone()
            measure=text::grid_measure().to_owned()
            summary=title
            columns=columns.map(str::to_owned).to_vec()
            rows=Signal::stored(lines)
            numbers=Signal::stored(numbers)
        >
            <table class="risk-grid">
                <thead><tr><th><span class="visually-hidden">{text::grid_corner()}</span></th>{header}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Definition terms=vec![
                definitions::risk_bands(),
                definitions::value_tiers(),
                definitions::at_risk(),
            ] />
        </ChartFigure>
    }
    .into_any()
}

/// Customers of a cell and their value at risk in minor units.
fn of(shown: &Shown, tier: ValueTier, risk: RiskBand) -> (u32, f64) {
    let found = shown.view.grid.iter().find(|cell| cell.tier == tier && cell.risk == risk);
    found.map_or((0, 0.0), |cell: &GridCell| (cell.customers, cell.value_at_risk_minor))
}

fn finding(shown: &Shown) -> String {
    let total: f64 = shown.view.grid.iter().map(|cell| cell.value_at_risk_minor).sum();
    let of_tier = |tier| {
        let cells = shown.view.grid.iter().filter(move |cell| cell.tier == tier);
        cells.map(|cell| cell.value_at_risk_minor).sum::<f64>()
    };
    let most = ValueTier::ALL.into_iter().max_by(|a, b| of_tier(*a).total_cmp(&of_tier(*b)));
    match most {
        Some(tier) if total > 0.0 => {
            let share = (of_tier(tier) / total * 100.0).round() / 100.0;
            text::grid_finding(&formats::percent(share), &text::tier(tier).to_ascii_lowercase())
        }
        _ => text::grid_title().to_owned(),
    }
}

fn cell(shown: &Shown, tier: ValueTier, risk: RiskBand, largest: f64) -> impl IntoView + use<> {
    let (customers, at_risk) = of(shown, tier, risk);
    let customers = formats::whole(f64::from(customers));
    let money = shown.money().rounded(at_risk);
    let address = format!("/customers?risk={}&tier={}", risk.key(), tier.key());
    view! {
        <td>
            <a class=format!("cell heat-{}", heat(at_risk, largest)) href=address>
                <span class="visually-hidden">{text::cell(text::tier(tier), text::risk(risk))}</span>
                <b>{customers}</b>
                <span class="visually-hidden">{text::cell_customers()}</span>
                <span>{money}</span>
                <span class="visually-hidden">{text::cell_at_risk()}</span>
            </a>
        </td>
    }
}

/// 0 to 4: which step of the scale a value is on. Square roots, so that middling values differ too.
fn heat(value: f64, largest: f64) -> u8 {
    if largest <= 0.0 || value <= 0.0 { 0 } else { ((value / largest).sqrt() * 4.0).ceil().min(4.0) as u8 }
}

#[cfg(test)]
mod tests {
    use super::heat;

    #[test]
    fn heat_has_five_steps() {
        assert_eq!([0.0, 1.0, 10.0, 30.0, 90.0, 100.0].map(|value| heat(value, 100.0)), [0, 1, 2, 3, 4, 4]);
        assert_eq!(heat(0.0, 0.0), 0);
    }
}
