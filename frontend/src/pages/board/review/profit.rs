//! Who brings the profit.

use leptos::prelude::*;
use protocol::WhaleCurveQuestion;
use shared::review::{WhaleCurve, WhalePoint};

use super::super::address::Parameter;
use super::money_of;
use crate::base_loader::use_base;
use crate::charts::{ChartFigure, Curve, CurveChart};
use crate::formats::{self, Money};
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, review as text};

/// The share of customers the finding speaks of.
const BEST_SHARE: f64 = 0.2;

/// The whale curve.
#[component]
pub(super) fn Profit() -> impl IntoView {
    let base = use_base();
    let cost = Parameter::new("serve");
    let per_major = move || {
        base.manifest.with(|manifest| {
            manifest.as_ref().map_or(100.0, |manifest| manifest.settings.currency.minor_per_major() as f64)
        })
    };
    let cost_minor = Memo::new(move |_| cost.get().and_then(|text| amount(&text)).unwrap_or(0.0) * per_major());
    let asked: Asked<WhaleCurve> = ask(move || WhaleCurveQuestion { cost_per_order_minor: cost_minor.get() }, Some);
    let money = move || money_of(base);
    let title = Signal::derive(move || asked.say(text::profit_pending, finding));
    let summary = Signal::derive(move || asked.say(text::nothing_yet, |found| losers(found, money())));
    let rows = Signal::derive(move || {
        asked.answer.with(|found| found.as_ref().map(|found| table(found, money()))).unwrap_or_default()
    });
    let picture = move || {
        asked.answer.get().filter(|found| found.customers > 0).map(|found| {
            view! {
                <p>{losers(&found, money())}</p>
                <CurveChart curve=curve(&found, money()) label=title.get() />
                <p class="muted small axis-name" aria-hidden="true">{text::profit_across()}</p>
            }
        })
    };
    let columns = [
        text::profit_column_best(),
        text::column_customers(),
        text::profit_column_profit(),
        text::profit_column_share(),
    ];
    view! {
        <div class:old=move || asked.busy.get() aria-busy=move || asked.busy.get().to_string() data-testid="review-profit">
            <ChartFigure
                title
                measure=Signal::derive(|| text::profit_measure().to_owned())
                summary
                columns=columns.map(str::to_owned).to_vec()
                rows
            >
                {picture}
                {asked.retry()}
                <CostField cost unit=Signal::derive(move || money().0.code().to_owned()) />
                <Definition terms=vec![definitions::whale_curve()] />
            </ChartFigure>
        </div>
    }
}

/// An amount in major units, zero or more; a comma counts as a point.
fn amount(text: &str) -> Option<f64> {
    text.trim()
        .replace(',', ".")
        .parse::<f64>()
        .ok()
        .filter(|amount| amount.is_finite() && (0.0..=1e6).contains(amount))
}

#[component]
fn CostField(cost: Parameter, unit: Signal<String>) -> impl IntoView {
    let choose = move |event| {
        let value = amount(&event_target_value(&event)).filter(|amount| *amount > 0.0);
        cost.set(value.map(|amount| amount.to_string()));
    };
    let shown = move || cost.get().and_then(|text| amount(&text)).unwrap_or(0.0).to_string();
    view! {
        <p class="choice small">
            <label for=cost.name()>{text::cost_label()}</label>
            <input id=cost.name() type="number" min="0" step="any" prop:value=shown on:change=choose />
            <span class="muted" translate="no">{unit}</span>
        </p>
    }
}

/// What the best share of customers brings.
fn finding(found: &WhaleCurve) -> String {
    let best = found.points.iter().find(|point| f64::from(point.customers) >= BEST_SHARE * f64::from(found.customers));
    match best {
        Some(best) if found.total_minor > 0.0 && found.customers >= 10 => text::profit_finding(
            &formats::percent(BEST_SHARE),
            &formats::percent(best.profit_minor / found.total_minor),
        ),
        _ if found.customers == 0 => text::profit_nobody().to_owned(),
        _ => text::profit_plain().to_owned(),
    }
}

fn losers(found: &WhaleCurve, money: Money) -> String {
    let total = money.rounded(found.total_minor);
    match found.losers {
        0 => text::profit_no_losers(&total),
        losers => text::profit_losers(
            &total,
            &formats::whole(f64::from(losers)),
            &money.rounded(-found.losses_minor),
            losers == 1,
        ),
    }
}

/// Share of the total; amounts where there is no profit to share.
fn height(found: &WhaleCurve, point: &WhalePoint) -> f64 {
    if found.total_minor > 0.0 { point.profit_minor / found.total_minor } else { point.profit_minor }
}

fn curve(found: &WhaleCurve, money: Money) -> Curve {
    let place = |point: &WhalePoint| f64::from(point.customers) / f64::from(found.customers);
    let line: Vec<(f64, f64)> = found.points.iter().map(|point| (place(point), height(found, point))).collect();
    let highest = line.iter().map(|point| point.1).fold(height(found, &found.peak), f64::max);
    let lowest = line.iter().map(|point| point.1).fold(0.0, f64::min);
    let has_share = found.total_minor > 0.0;
    let ticks_up = if has_share {
        let steps = crate::charts::ticks_to(highest, 4).into_iter().filter(|tick| *tick <= highest * 1.001);
        steps.map(|tick| (tick, formats::percent(tick))).collect()
    } else {
        [lowest, 0.0, highest].map(|tick| (tick, money.short(tick))).to_vec()
    };
    let reading = |point: &WhalePoint| {
        let customers = formats::whole(f64::from(point.customers));
        let text =
            text::profit_reading(&formats::percent(place(point)), &customers, &money.rounded(point.profit_minor));
        (place(point), text)
    };
    let end = if has_share { 1.0 } else { found.total_minor };
    Curve {
        line,
        band: Vec::new(),
        reference: vec![(0.0, 0.0), (1.0, end)],
        across: (0.0, 1.0),
        up: (lowest, highest.max(f64::MIN_POSITIVE)),
        ticks_across: [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|share| (share, formats::percent(share))).to_vec(),
        ticks_up,
        readings: found.points.iter().map(reading).collect(),
    }
}

/// Every tenth of the customers, the peak and the end.
fn table(found: &WhaleCurve, money: Money) -> Vec<Vec<String>> {
    let share_of = |point: &WhalePoint| {
        if found.total_minor > 0.0 { formats::percent(point.profit_minor / found.total_minor) } else { String::new() }
    };
    let row = |name: String, point: &WhalePoint| {
        vec![name, formats::whole(f64::from(point.customers)), money.exact(point.profit_minor), share_of(point)]
    };
    let parts = found.points.len().saturating_sub(1).max(1);
    let tenths =
        found.points.iter().enumerate().skip(1).filter(|(index, _)| index % parts.div_ceil(10) == 0 || *index == parts);
    let mut rows: Vec<Vec<String>> = tenths
        .map(|(_, point)| row(formats::percent(f64::from(point.customers) / f64::from(found.customers)), point))
        .collect();
    if found.customers > 0 {
        rows.push(row(text::profit_peak().to_owned(), &found.peak));
        let losses = vec![
            text::profit_row_losers().to_owned(),
            formats::whole(f64::from(found.losers)),
            money.exact(found.losses_minor),
            String::new(),
        ];
        rows.push(losses);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_with_point_or_comma_and_never_negative() {
        assert_eq!([amount("4.5"), amount(" 4,5 "), amount("0")], [Some(4.5), Some(4.5), Some(0.0)]);
        assert_eq!([amount("-1"), amount("NaN"), amount("inf"), amount("")], [None; 4]);
    }
}
