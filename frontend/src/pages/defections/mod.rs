//! Who left over a period, by why, with the reasons still to be written down first.

mod avoidable;
mod desk;
mod list;

use leptos::prelude::*;
use shared::review::{DefectionKind, LeftRule};

use crate::formats;
use crate::pages::WhenLoaded;
use crate::parts::{Definition, Notice, PageHeading};
use crate::text::{defections as text, definitions};
use desk::{Desk, PERIODS};

/// The page.
#[component]
pub(crate) fn DefectionsPage() -> impl IntoView {
    view! { <WhenLoaded title=text::page_title()><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::start();
    provide_context(desk);
    let title = Signal::derive(move || {
        desk.lost.say(text::pending, |found| {
            found.as_ref().map_or_else(
                || text::nobody_there().to_owned(),
                |found| text::page_finding(&formats::whole(f64::from(found.total)), desk.kind.get()),
            )
        })
    });
    let subtitle = Signal::derive(move || {
        desk.lost.say(
            || "",
            |found| {
                let Some(found) = found else { return String::new() };
                let (start, end) = (formats::day_medium(found.start), formats::day_medium(found.end));
                text::page_measure(&start, &end, desk.rule.get())
            },
        )
    });
    let problem = move || desk.problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> });
    let period = |days: u32| {
        let is_chosen = move || desk.days.get() == days;
        view! {
            <button class="button" type="button" aria-pressed=move || is_chosen().to_string() on:click=move |_| desk.choose_period(days)>
                {crate::text::review::period(days)}
            </button>
        }
    };
    view! {
        <PageHeading title subtitle><a class="button" href="/">{text::back()}</a></PageHeading>
        {problem}
        <div class="defections">
            <div class="choices">
                <div class="period" role="group" aria-label=text::period()>{PERIODS.map(period).collect_view()}</div>
                <Kinds />
            </div>
            <list::Lost />
            <avoidable::Avoidable />
            <Definition terms=vec![
                definitions::left(),
                definitions::zero_churn_gap(),
            ] />
        </div>
    }
}

/// Which reason is shown, each with its number of customers.
#[component]
fn Kinds() -> impl IntoView {
    let desk = desk::use_desk();
    let choice = move |kind: Option<DefectionKind>| {
        let name = kind.map_or(text::everyone(), text::kind);
        let label = move || {
            let gap = desk.gap.answer.get().flatten();
            let count = gap.map(|gap| match kind {
                None => gap.left,
                Some(kind) => gap.parts.iter().filter(|part| part.kind == kind).map(|part| part.customers).sum(),
            });
            count.map_or_else(|| name.to_owned(), |count| text::counted(name, &formats::whole(f64::from(count))))
        };
        view! {
            <button class="button quiet" type="button" aria-pressed=move || (desk.kind.get() == kind).to_string() on:click=move |_| desk.choose_kind(kind)>
                {label}
            </button>
        }
    };
    let unknown_first = std::iter::once(DefectionKind::Unknown).chain(DefectionKind::NAMED).map(Some);
    view! {
        <div class="kinds" role="group" aria-label=text::filter_label()>
            {unknown_first.chain([None]).map(choice).collect_view()}
        </div>
    }
}

/// Whether the worker can say who left by the model, or by days alone.
fn rule(is_estimated: bool) -> LeftRule {
    if is_estimated { LeftRule::ByModel } else { LeftRule::ByDays { inactive_days: 180 } }
}
