//! Other records that seem to be this person: compared side by side, merged by hand, parted again.

use futures::future::join_all;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::api::{CustomerAnswer, CustomerRef};
use shared::domain::{CustomerId, Origin};

use super::merge_table::SideBySide;
use crate::base_loader::{Base, use_base};
use crate::formats::Money;
use crate::parts::{Notice, SteadyButton};
use crate::requests;
use crate::text::merging as text;

/// What the parts of the section share.
#[derive(Clone, Copy)]
struct Desk {
    base: Base,
    id: CustomerId,
    person: RwSignal<Option<CustomerAnswer>>,
    candidates: RwSignal<Vec<CustomerAnswer>>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    /// What was done last, and with whom, where it can be taken back.
    done: RwSignal<Option<(&'static str, Option<CustomerId>)>>,
}

/// Candidates and what was merged; nothing where there is neither.
#[component]
pub(super) fn Merge(id: CustomerId, person: RwSignal<Option<CustomerAnswer>>, money: Money) -> impl IntoView {
    let (busy, problem, done) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(None));
    let desk = Desk { base: use_base(), id, person, candidates: RwSignal::new(Vec::new()), busy, problem, done };
    // Asked again whenever the record has changed, by when another may belong to it, and with new scores, which are searched.
    let others = Memo::new(move |_| {
        person.with(|person| {
            let own = person.as_ref().filter(|person| person.origin == Origin::Own && person.merged_into.is_none());
            own.map(|own| own.stands_for.iter().map(|other| other.id).collect::<Vec<_>>())
        })
    });
    Effect::new(move |_| {
        desk.base.loads.track();
        if let Some(merged) = others.get() {
            spawn_local(look(desk, merged));
        }
    });
    let stands_for = Memo::new(move |_| {
        person.with(|person| person.as_ref().map(|person| person.stands_for.clone()).unwrap_or_default())
    });
    let has_merged = move || stands_for.with(|others| !others.is_empty());
    let said = move || {
        done.get().map(|(words, with)| {
            view! {
                <Notice tone="gain">
                    <p>{words}</p>
                    {with.map(|other| view! {
                        <SteadyButton idle=busy on_press=move || part(desk, other)>{text::undo()}</SteadyButton>
                    })}
                </Notice>
            }
        })
    };
    let merged = move || {
        has_merged().then(|| {
            let lines = stands_for.get().into_iter().map(|other| view! { <Merged other desk /> }).collect_view();
            view! {
                <h2>{text::merged_title()}</h2>
                <p class="small">{text::part_hint()}</p>
                <ul class="merged">{lines}</ul>
            }
        })
    };
    let proposals = move || {
        let candidates = desk.candidates.get();
        let this = person.get().filter(|this| !candidates.is_empty() && this.merged_into.is_none())?;
        let items = candidates.into_iter().map(|other| view! { <Proposal this=this.clone() other money desk /> });
        Some(view! {
            <h2>{text::title()}</h2>
            <p class="small muted">{text::nothing_by_itself()}</p>
            {items.collect_view()}
        })
    };
    let is_empty = move || {
        desk.candidates.with(Vec::is_empty)
            && !has_merged()
            && done.with(Option::is_none)
            && problem.with(Option::is_none)
    };
    view! {
        <section class="merge" hidden=is_empty data-testid="merge">
            {said}
            {move || problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
            {merged}
            {proposals}
        </section>
    }
}

/// Reads the candidates with all that is compared.
async fn look(desk: Desk, merged: Vec<CustomerId>) {
    let found = match requests::duplicates(desk.id).await {
        Ok(found) => found,
        Err(error) => return drop(desk.problem.try_set(Some(error.message()))),
    };
    let others = found.candidates.into_iter().filter(|other| !merged.contains(&other.id));
    let answers = join_all(others.map(|other| requests::customer(other.id))).await;
    // One who was erased meanwhile, or belongs to another by now, is no candidate any more.
    let free = |other: &CustomerAnswer| other.origin == Origin::Own && other.merged_into.is_none();
    desk.candidates.try_set(answers.into_iter().flatten().filter(free).collect());
}

fn part(desk: Desk, other: CustomerId) {
    desk.busy.set(true);
    spawn_local(async move {
        match requests::part_customer(desk.id, other).await {
            Ok(answer) => {
                desk.problem.try_set(None);
                desk.done.try_set(Some((text::parted(), None)));
                desk.person.try_set(Some(answer));
                desk.base.expect_newer();
            }
            Err(error) => drop(desk.problem.try_set(Some(error.message()))),
        }
        desk.busy.try_set(false);
    });
}

/// A record that is shown with this one.
#[component]
fn Merged(other: CustomerRef, desk: Desk) -> impl IntoView {
    let label = text::part_one(&other.number);
    let name = other.name.clone().unwrap_or_else(|| other.number.clone());
    view! {
        <li>
            <span translate="no">
                <strong>{name}</strong>" "<span class="muted small">{other.number.clone()}" "{other.email}</span>
            </span>
            <SteadyButton idle=desk.busy on_press=move || part(desk, other.id)>
                <span aria-hidden="true">{text::part()}</span>
                <span class="visually-hidden">{label}</span>
            </SteadyButton>
        </li>
    }
}

/// One candidate beside this record.
#[component]
fn Proposal(this: CustomerAnswer, other: CustomerAnswer, money: Money, desk: Desk) -> impl IntoView {
    let other_stays = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let other_id = other.id;
    let why = text::why_email(this.email.as_deref().unwrap_or_default());
    let merge = move || {
        let (survivor, goes) = if other_stays.get_untracked() { (other_id, desk.id) } else { (desk.id, other_id) };
        desk.busy.set(true);
        spawn_local(async move {
            match requests::merge_customer(survivor, goes).await {
                Ok(answer) => {
                    desk.base.expect_newer();
                    if survivor == desk.id {
                        desk.problem.try_set(None);
                        desk.done.try_set(Some((text::merged(), Some(goes))));
                        desk.person.try_set(Some(answer));
                    } else {
                        // What stays is on the other's page, and so is the way back.
                        navigate
                            .try_with_value(|navigate| navigate(&format!("/customers/{survivor}"), Default::default()));
                    }
                }
                Err(error) => drop(desk.problem.try_set(Some(error.message()))),
            }
            desk.busy.try_set(false);
        });
    };
    let stays = move |is_other: bool, name: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("stays-{other_id}")
                    prop:checked=move || other_stays.get() == is_other
                    on:change=move |_| other_stays.set(is_other)
                />
                {name}
            </label>
        }
    };
    view! {
        <div class="proposal" data-testid="candidate">
            <p translate="no">{why}</p>
            <SideBySide this other money />
            <fieldset>
                <legend>{text::stays()}</legend>
                {stays(false, text::stays_this())}
                {stays(true, text::stays_other())}
            </fieldset>
            <p class="small">{text::what_happens()}</p>
            <div class="buttons">
                <SteadyButton class="button primary" idle=desk.busy on_press=merge>
                    {move || if desk.busy.get() { text::merging() } else { text::merge() }}
                </SteadyButton>
                <a class="button" href=format!("/customers/{other_id}")>{text::open_other()}</a>
            </div>
        </div>
    }
}

/// Where the record belongs to another.
#[component]
pub(super) fn MergedInto(survivor: CustomerId) -> impl IntoView {
    view! {
        <Notice tone="plain">
            <p>{text::belongs()}</p>
            <a class="button" href=format!("/customers/{survivor}")>{text::open_survivor()}</a>
        </Notice>
    }
}
