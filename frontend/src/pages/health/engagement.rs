//! Whether engaged customers bring more here.

use leptos::prelude::*;
use protocol::EngagementQuestion;
use shared::planning::Estimate;
use shared::planning::engagement::{EngagementCheck, EngagementComparison, EngagementGroup, EngagementProblem};

use super::findings;
use crate::base_loader::use_base;
use crate::formats::{Money, day_medium, decimal, whole};
use crate::pages::asked::{Asked, ask};
use crate::parts::{Definition, Notice};
use crate::text::{definitions, health as text, parts};

/// How many times as much is told of engaged and of fully engaged customers.
const TOLD: [f64; 2] = [1.7, 3.4];

type Outcome = Result<EngagementCheck, EngagementProblem>;

/// Engaged customers of an earlier day against the others, and the warning that this proves nothing.
#[component]
pub(super) fn Engagement() -> impl IntoView {
    let base = use_base();
    let asked: Asked<Outcome> = ask(|| EngagementQuestion, Some);
    let title = move || asked.say(text::engagement_pending, findings::engagement);
    let body = move || {
        let money = base.money()?;
        Some(match asked.answer.get()? {
            Ok(check) => view! { <Compared check money /> }.into_any(),
            Err(EngagementProblem::TooShort { days }) => {
                view! { <p class="muted">{text::engagement_too_short(&whole(f64::from(days)))}</p> }.into_any()
            }
        })
    };
    view! {
        <section class="card" aria-busy=move || asked.busy.get().to_string() data-testid="health-engagement">
            <p class="label">{text::engagement_title()}</p>
            <h2 id="engagement-title">{title}</h2>
            {body}
            <Notice tone="plain">
                <p><strong>{text::engagement_warning()}</strong>" "{text::engagement_warning_text()}</p>
            </Notice>
            <p class="small">{text::engagement_claim()}</p>
            <p class="muted small">{text::engagement_score()}</p>
            <Definition terms=vec![
                definitions::engagement(),
                definitions::engagement_ratio(),
                definitions::engagement_within(),
            ] />
        </section>
    }
}

#[component]
fn Compared(check: EngagementCheck, money: Money) -> impl IntoView {
    let measure = text::engagement_measure(
        &day_medium(check.split),
        &day_medium(check.last_day),
        &whole(f64::from(check.customers)),
    );
    let groups = check.groups.map(|group| group_row(&group, money)).collect_view();
    let comparisons = [(text::engaged_row(), check.engaged), (text::fully_row(), check.fully)];
    let rows = comparisons.into_iter().zip(TOLD).map(|((name, found), told)| comparison_row(name, found, told));
    view! {
        <p class="muted small">{measure}</p>
        <div class="scroll-table" tabindex="0" role="region" aria-labelledby="engagement-title">
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::engagement_column()}</th>
                        <th scope="col" class="number">{text::customers_column()}</th>
                        <th scope="col" class="number">{text::revenue_column()}</th>
                        <th scope="col" class="number">{text::before_column()}</th>
                        <th scope="col" class="number">{text::today_column()}</th>
                    </tr>
                </thead>
                <tbody>{groups}</tbody>
            </table>
        </div>
        <div class="scroll-table" tabindex="0" role="region" aria-labelledby="engagement-title">
            <table class="plain" data-testid="engagement-ratios">
                <thead>
                    <tr>
                        <th scope="col">{text::compared_column()}</th>
                        <th scope="col" class="number">{text::ratio_column()}</th>
                        <th scope="col" class="number">{text::within_column()}</th>
                        <th scope="col" class="number">{text::told_column()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn group_row(group: &EngagementGroup, money: Money) -> impl IntoView + use<> {
    let blank = || text::blank().to_owned();
    let revenue = group.revenue_minor.map_or_else(
        || blank().into_any(),
        |mean| {
            let range = parts::range(&money.rounded(mean.low), &money.rounded(mean.high));
            view! { {money.rounded(mean.value)} " " <span class="range">{range}</span> }.into_any()
        },
    );
    view! {
        <tr>
            <th scope="row">{text::engagement_band(group.band)}</th>
            <td class="number">{whole(f64::from(group.customers))}</td>
            <td class="number">{revenue}</td>
            <td class="number">{group.before_minor.map_or_else(blank, |before| money.rounded(before))}</td>
            <td class="number">{whole(f64::from(group.today))}</td>
        </tr>
    }
}

fn comparison_row(name: &'static str, found: Option<EngagementComparison>, told: f64) -> AnyView {
    let told = text::times(&decimal(told, 1));
    let Some(found) = found else {
        return view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="muted" colspan="2">{text::engagement_few()}</td>
                <td class="number">{told}</td>
            </tr>
        }
        .into_any();
    };
    let count = |customers: u32| whole(f64::from(customers));
    let ratio = |ratio: Estimate| {
        let number = |value: f64| decimal(value, 2);
        view! {
            <b>{text::times(&number(ratio.value))}</b>
            " "
            <span class="range">{parts::range(&number(ratio.low), &number(ratio.high))}</span>
        }
    };
    let within = match found.within_spend {
        Some(within) => {
            let compared = text::compared(&count(found.compared), &count(found.engaged));
            view! { {ratio(within)} <span class="source">{compared}</span> }.into_any()
        }
        None => text::blank().into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">
                {ratio(found.ratio)}
                <span class="source">{text::against(&count(found.engaged), &count(found.others))}</span>
            </td>
            <td class="number">{within}</td>
            <td class="number">{told}</td>
        </tr>
    }
    .into_any()
}
