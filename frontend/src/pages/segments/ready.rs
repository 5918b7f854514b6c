//! Segments that are there without saving: the RFM grid and the risk-by-value grid.

use leptos::prelude::*;
use protocol::SegmentsQuestion;
use shared::planning::{RiskBand, ValueTier};
use shared::segments::{
    Comparison, Condition, Definition, Measure, Reading, ReadyMade, Rule, SegmentFigures, ready_made,
};

use super::address::rule_page;
use super::kept::Counted;
use crate::base_loader::use_base;
use crate::formats::{percent, whole};
use crate::pages::asked::ask;
use crate::parts::Definition as HowComputed;
use crate::text::{board, definitions, segments as text};

/// Both grids; every cell opens as a rule.
#[component]
pub(super) fn ReadyMadeSegments() -> impl IntoView {
    let all = ready_made();
    let definitions: Vec<Definition> =
        all.iter().map(|(_, rule)| rule.clone()).chain(cells()).map(Definition::new).collect();
    let counted = ask(move || SegmentsQuestion { definitions: definitions.clone() }, Some);
    let all = StoredValue::new(all);
    let names = move || {
        let counts = counted.answer.get().unwrap_or_default();
        let named = all.get_value().into_iter().zip(counts).filter_map(|((segment, rule), counted)| match segment {
            ReadyMade::Rfm(segment) => Some((text::rfm(segment), rule, figures(counted)?)),
            ReadyMade::Cell(..) => None,
        });
        named.map(|(name, rule, figures)| view! { <Named name rule figures /> }).collect_view()
    };
    let count_at = move |index: usize| counted.answer.with(|all| all.as_ref()?.get(index).cloned().and_then(figures));
    let base = use_base();
    let risk = move || {
        base.is_estimated().then(|| view! {
            <section class="card" aria-labelledby="grid-title">
                <h2 id="grid-title">{text::grid_title()}</h2>
                <p class="muted small">{text::grid_measure()}</p>
                <div class="scroll-table" tabindex="0" role="region" aria-labelledby="grid-title">
                    <table class="plain segment-grid">
                        <thead>
                            <tr>
                                <th scope="col">{text::risk_label()}</th>
                                {ValueTier::ALL.map(|tier| view! { <th scope="col" class="number">{board::tier(tier)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {RiskBand::ALL.into_iter().enumerate().map(|(row, risk)| view! {
                                <tr>
                                    <th scope="row">{board::risk(risk)}</th>
                                    {(0..4).map(|column| {
                                        let index = 9 + row * 4 + column;
                                        let rule = all.with_value(|all| all[index].1.clone());
                                        view! { <Cell rule count=Signal::derive(move || count_at(index)) /> }
                                    }).collect_view()}
                                </tr>
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        })
    };
    view! {
        <section class="card" aria-labelledby="rfm-title" class:stale=move || counted.busy.get()>
            <h2 id="rfm-title">{text::rfm_title()}</h2>
            <p class="muted small">{text::rfm_measure()}</p>
            {move || counted.problem.get().map(|message| view! { <p class="loss small" role="alert">{message}</p> })}
            <div class="rfm">
                <ul class="rfm-names" data-testid="rfm-names">{names}</ul>
                <div class="scroll-table" tabindex="0" role="region" aria-label=text::rfm_grid()>
                    <table class="plain segment-grid">
                        <thead>
                            <tr>
                                <th scope="col">{text::rfm_corner()}</th>
                                {(1..=5).map(|score| view! { <th scope="col" class="number">{text::orders_score(score)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {(1..=5).rev().map(|recency| view! {
                                <tr>
                                    <th scope="row">{text::recency_score(recency)}</th>
                                    {(1..=5).map(|frequency| {
                                        let index = 25 + usize::from(5 - recency) * 5 + usize::from(frequency - 1);
                                        let count = Signal::derive(move || count_at(index));
                                        view! { <Cell rule=cell(recency, frequency) count /> }
                                    }).collect_view()}
                                </tr>
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
            <HowComputed terms=vec![definitions::rfm()] />
        </section>
        {risk}
    }
}

fn figures(counted: Counted) -> Option<SegmentFigures> {
    counted.ok()
}

/// The cells of recency and frequency, the most recent first.
fn cells() -> impl Iterator<Item = Rule> {
    (1..=5).rev().flat_map(|recency| (1..=5).map(move |frequency| cell(recency, frequency)))
}

fn cell(recency: u8, frequency: u8) -> Rule {
    let is = |measure, score: u8| {
        let (low, high) = (f64::from(score), f64::from(score));
        Rule::Is(Condition::Number { measure, reading: Reading::Estimate, compare: Comparison::Between { low, high } })
    };
    Rule::All(vec![is(Measure::RecencyScore, recency), is(Measure::FrequencyScore, frequency)])
}

#[component]
fn Cell(rule: Rule, count: Signal<Option<SegmentFigures>>) -> impl IntoView {
    let page = rule_page(&Definition::new(rule));
    let shade = move || {
        let share = count.get().map_or(0.0, |it| f64::from(it.customers) / f64::from(it.of.max(1)));
        (share * 5.0).min(1.0).sqrt().to_string()
    };
    let words = move || count.get().map_or_else(|| "…".to_owned(), |it| whole(f64::from(it.customers)));
    view! { <td class="number" style:--share=shade><a href=page>{words}</a></td> }
}

#[component]
fn Named(name: &'static str, rule: Rule, figures: SegmentFigures) -> impl IntoView {
    let share = f64::from(figures.customers) / f64::from(figures.of.max(1));
    let page = rule_page(&Definition::new(rule));
    view! {
        <li>
            <a href=page>{name}</a>
            <span class="number">{whole(f64::from(figures.customers))}</span>
            <span class="muted small number">{percent(share)}</span>
        </li>
    }
}
