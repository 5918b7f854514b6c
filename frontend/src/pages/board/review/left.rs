//! Who left and why: the gap to zero churn.

use leptos::prelude::*;
use protocol::GapQuestion;
use shared::api::DefectionList;
use shared::review::{DefectionKind, GapPart, LeftRule, ZeroChurnGap};

use super::choices::{Period, use_whole_number};
use super::money_of;
use super::stayed::{MOST_INACTIVE_DAYS, USUAL_INACTIVE_DAYS};
use crate::base_loader::use_base;
use crate::charts::{ChartFigure, percent_of};
use crate::formats::{self, Money};
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::requests;
use crate::text::{defections as text, definitions, parts};

/// How many left since the start of the period, for which reasons.
#[component]
pub(super) fn Left(period: Period) -> impl IntoView {
    let base = use_base();
    let inactive = use_whole_number("inactive", USUAL_INACTIVE_DAYS, MOST_INACTIVE_DAYS);
    let rule = Memo::new(move |_| {
        if base.is_estimated() { LeftRule::ByModel } else { LeftRule::ByDays { inactive_days: inactive.value.get() } }
    });
    let (reasons, problem) = (RwSignal::new(None::<DefectionList>), RwSignal::new(None::<String>));
    leptos::task::spawn_local(async move {
        match requests::defections().await {
            Ok(list) => drop(reasons.try_set(Some(list))),
            Err(error) => drop(problem.try_set(Some(error.message()))),
        }
    });
    // Who left is known before the reasons are; then all count as unknown for a moment.
    let asked: Asked<Option<ZeroChurnGap>> = ask(
        move || GapQuestion { days: period.days.get(), rule: rule.get(), reasons: reasons.get().unwrap_or_default() },
        Some,
    );
    let has_reasons = move || reasons.with(Option::is_some);
    let title = Signal::derive(move || match (problem.get(), has_reasons()) {
        (Some(problem), _) => problem,
        (None, false) => text::pending().to_owned(),
        (None, true) => {
            asked.say(text::pending, |found| found.as_ref().map_or_else(|| text::nobody_there().to_owned(), finding))
        }
    });
    let measure = Signal::derive(move || match rule.get() {
        LeftRule::ByModel => text::measure_model().to_owned(),
        LeftRule::ByDays { inactive_days } => text::measure_days(inactive_days),
    });
    let gap = move || asked.answer.get().flatten().filter(|_| has_reasons());
    let summary = Signal::derive(move || gap().map(|gap| sum(&gap)).unwrap_or_default());
    let rows = Signal::derive(move || gap().map(|gap| table(&gap, money_of(base))).unwrap_or_default());
    let body = move || gap().filter(|gap| gap.left > 0).map(|gap| view! { <Split gap days=period.days.get() /> });
    let columns = [
        text::column_kind(),
        text::column_avoidable(),
        text::column_customers(),
        text::column_worth(),
        text::column_range(),
    ];
    view! {
        <div class="left-card" class:old=move || asked.busy.get() aria-busy=move || asked.busy.get().to_string() data-testid="review-left">
            <ChartFigure title measure summary columns=columns.map(str::to_owned).to_vec() rows>
                {body}
                <Definition terms=vec![
                    definitions::left(),
                    definitions::zero_churn_gap(),
                    definitions::left_worth(),
                ] />
            </ChartFigure>
        </div>
    }
}

fn count(value: u32) -> String {
    formats::whole(f64::from(value))
}

fn finding(gap: &ZeroChurnGap) -> String {
    let unknown = of(gap, None);
    let day = formats::day_medium(gap.start);
    match (gap.base, gap.left, unknown) {
        (0, ..) => text::nobody_there().to_owned(),
        (_, 0, _) => text::nobody_left().to_owned(),
        (_, left, 0) => text::finding_known(&count(left), &day),
        (_, left, unknown) => text::finding(&count(left), &day, &count(unknown)),
    }
}

/// Customers whose reason is avoidable, is not, or is not known.
fn of(gap: &ZeroChurnGap, is_avoidable: Option<bool>) -> u32 {
    gap.parts.iter().filter(|part| part.is_avoidable == is_avoidable).map(|part| part.customers).sum()
}

fn sum(gap: &ZeroChurnGap) -> String {
    text::gap(&count(gap.left), &count(of(gap, Some(true))), &count(of(gap, Some(false))), &count(of(gap, None)))
}

#[component]
fn Split(gap: ZeroChurnGap, days: u32) -> impl IntoView {
    let money = money_of(use_base());
    let largest = gap.parts.iter().map(|part| part.customers).max().unwrap_or(1).max(1);
    let mut parts = gap.parts.clone();
    // Unknown first, then the most frequent.
    parts.sort_by_key(|part| (part.kind != DefectionKind::Unknown, std::cmp::Reverse(part.customers)));
    let row = |part: GapPart| {
        let width = percent_of(f64::from(part.customers) / f64::from(largest));
        let class = match part.is_avoidable {
            Some(true) => "avoidable",
            Some(false) => "unavoidable",
            None => "unknown",
        };
        let worth = part.worth_minor.map(|worth| money.rounded(worth.value)).unwrap_or_default();
        view! {
            <li class:none=part.customers == 0>
                <a href=address(part.kind, days)>{text::kind(part.kind)}</a>
                <span class="muted small">{avoidable(part.is_avoidable)}</span>
                <svg width="100%" height="14" aria-hidden="true" focusable="false">
                    <rect class=class x="0" y="1" width=width height="12" rx="2" />
                </svg>
                <strong class="numbers">{count(part.customers)}</strong>
                <span class="numbers worth">{worth}</span>
            </li>
        }
    };
    let percent = |share: f64| formats::percent((share * 100.0).round() / 100.0);
    view! {
        <p>{sum(&gap)}</p>
        <ul class="reasons">{parts.into_iter().map(row).collect_view()}</ul>
        <p class="small">
            {gap.avoidable_bounds.map(|(low, high)| text::bounds(&percent(low), &percent(high)))} " "
            {gap.avoidable_of_known.map(|share| {
                text::of_known(&percent(share.value), &parts::range(&percent(share.low), &percent(share.high)))
            })} " " {gap.worth_minor.map(|worth| text::worth(&money.rounded(worth)))}
        </p>
        {(gap.recorded_others > 0).then(|| view! { <p class="muted small">{text::others(&count(gap.recorded_others))}</p> })}
        <p class="leads-on"><a href=address(DefectionKind::Unknown, days)>{text::open_all()}</a></p>
    }
}

fn address(kind: DefectionKind, days: u32) -> String {
    format!("/defections?why={}&period={days}", text::key(kind))
}

fn avoidable(is_avoidable: Option<bool>) -> &'static str {
    match is_avoidable {
        Some(true) => text::avoidable(),
        Some(false) => text::unavoidable(),
        None => text::not_known(),
    }
}

fn table(gap: &ZeroChurnGap, money: Money) -> Vec<Vec<String>> {
    let part = |part: &GapPart| {
        let range = |worth: shared::planning::Estimate| parts::range(&money.exact(worth.low), &money.exact(worth.high));
        vec![
            text::kind(part.kind).to_owned(),
            avoidable(part.is_avoidable).to_owned(),
            count(part.customers),
            part.worth_minor.map(|worth| money.exact(worth.value)).unwrap_or_default(),
            part.worth_minor.filter(|_| part.customers > 0).map(range).unwrap_or_default(),
        ]
    };
    let mut rows: Vec<Vec<String>> = gap.parts.iter().map(part).collect();
    let worth = gap.worth_minor.map(|worth| money.exact(worth)).unwrap_or_default();
    rows.push(vec![text::all().to_owned(), String::new(), count(gap.left), worth, String::new()]);
    rows
}
