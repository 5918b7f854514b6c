//! Lifecycle stages, and who moved between them.

use leptos::prelude::*;
use protocol::{StagesQuestion, StagesView};
use shared::segments::{Condition, Definition, OrderedSince, Rule, Stage};

use super::address::rule_page;
use crate::formats::{day_medium, percent, whole};
use crate::pages::asked::ask;
use crate::parts::Definition as HowComputed;
use crate::text::{definitions, parts, segments as text};

/// Days looked back.
const DAYS: u32 = 90;

/// Customers by stage now, and the matrix of moves.
#[component]
pub(super) fn Stages() -> impl IntoView {
    let found = ask(|| StagesQuestion { days: DAYS }, Some);
    let title = move || found.say(text::stages_pending, finding);
    let measure = move || {
        let moved =
            found.answer.with(|found| found.as_ref().and_then(|it| it.transitions.as_ref().map(|it| (it.from, it.to))));
        moved.map_or_else(
            || text::stages_no_past().to_owned(),
            |(from, to)| text::stages_measure(&day_medium(from), &day_medium(to)),
        )
    };
    let moved = move || found.answer.with(|found| found.as_ref().is_some_and(|it| it.transitions.is_some()));
    let rows = move || {
        let view = found.answer.get()?;
        let shares = view.transitions.as_ref().map(shared::segments::StageTransitions::shares);
        let rows = Stage::ALL.into_iter().enumerate().map(|(index, stage)| {
            let name = text::stage(stage);
            let page = rule_page(&Definition::new(Rule::Is(Condition::Stage { any_of: vec![stage] })));
            let head =
                if stage == Stage::Lead { name.into_any() } else { view! { <a href=page>{name}</a> }.into_any() };
            let then: Option<u32> = view.transitions.as_ref().map(|it| it.customers[index].iter().sum());
            let cells = (0..6).map(|to| {
                let words = match shares.as_ref().map(|shares| shares[index]) {
                    Some(Some(row)) if row[to] > 0.0 => percent(row[to]),
                    _ => "–".to_owned(),
                };
                view! { <td class="number">{words}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{head}</th>
                    <td class="number"><b>{whole(f64::from(view.customers[index]))}</b></td>
                    <td class="number">{then.map(|then| whole(f64::from(then)))}</td>
                    {cells.collect_view()}
                    {view.transitions.as_ref().map(|moved| ordered(&moved.ordered[index], then.unwrap_or(0)))}
                </tr>
            }
        });
        Some(rows.collect_view())
    };
    view! {
        <section class="card stages" class:stale=move || found.busy.get() aria-labelledby="stages-title" data-testid="stages">
            <h2 id="stages-title">{title}</h2>
            <p class="muted small">{measure}</p>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="stages-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::stage_label()}</th>
                            <th scope="col" class="number">{text::now_column()}</th>
                            <th scope="col" class="number">{text::then_column()}</th>
                            {Stage::ALL.map(|stage| view! { <th scope="col" class="number">{text::now_in(stage)}</th> }).collect_view()}
                            <Show when=moved>
                                <th scope="col" class="number">{text::ordered_column()}</th>
                                <th scope="col" class="number">{text::expected_column()}</th>
                            </Show>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <HowComputed terms=vec![definitions::stages(), definitions::expected_anyway()] />
        </section>
    }
}

/// Who ordered since of those in a stage then, beside how many would if nothing was done.
fn ordered(since: &OrderedSince, then: u32) -> impl IntoView + use<> {
    let share = |customers: f64| {
        if then > 0 { percent((customers / f64::from(then) * 1_000.0).round() / 1_000.0) } else { "–".to_owned() }
    };
    let expected = since.expected.filter(|_| then > 0).map(|it| {
        let range = parts::range(&share(it.low), &share(it.high.min(f64::from(then))));
        view! { {share(it.value)}<span class="range">{range}</span> }
    });
    view! {
        <td class="number"><b>{share(f64::from(since.customers))}</b></td>
        <td class="number">{expected}</td>
    }
}

fn finding(view: &StagesView) -> String {
    let count = |stage: Stage| whole(f64::from(view.customers[stage as usize]));
    let fell = view.transitions.as_ref().map(|moved| {
        let active = Stage::Active as usize;
        moved.customers[active][Stage::AtRisk as usize] + moved.customers[active][Stage::Lapsed as usize]
    });
    text::stages_finding(&count(Stage::AtRisk), fell.map(|fell| whole(f64::from(fell))).as_deref())
}
