//! The what-if page: levers left, consequences right.

mod address;
mod break_even;
mod comparison;
mod contributions;
mod cost;
mod distribution;
mod finding;
mod lever;
mod levers;
mod newcomers;
mod one_customer;
mod order_timing;
mod outcome;
mod points;
mod saved;
mod side_by_side;
mod studio;
mod tab_bar;
mod tier_changes;
mod two_levers;
mod undecided;

use leptos::prelude::*;
use shared::planning::{Scope, Verdict};

use crate::base_loader::use_base;
use crate::pages::WhenLoaded;
use crate::text::what_if as text;

/// The page.
#[component]
pub(crate) fn WhatIfPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    let base = use_base();
    let verdict = Memo::new(move |_| base.manifest.with(|it| it.as_ref().map(|it| it.assessment.verdict.clone())));
    move || match verdict.get() {
        Some(Verdict::RankByLateness { reason }) => view! { <undecided::Undecided reason=Some(reason) /> }.into_any(),
        Some(Verdict::Estimated) => view! { <Studio /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Studio() -> impl IntoView {
    let studio = studio::Studio::start();
    provide_context(studio);
    // Set with every answer; the page is drawn anew only when it changes.
    let undecided = Memo::new(move |_| studio.undecided.get());
    let are_several = Memo::new(move |_| studio.scenario.with(|it| !matches!(it.scope, Scope::Customer { .. })));
    move || {
        if undecided.get() {
            return view! { <undecided::Undecided reason=None /> }.into_any();
        }
        view! {
            <finding::Finding />
            <tab_bar::TabBar />
            <div class="what-if">
                <levers::Levers />
                <div class="consequences" class:stale=move || studio.late.get()>
                    <side_by_side::SideBySide />
                    <outcome::Outcomes />
                    <contributions::Contributions />
                    <order_timing::OrderTimingCard />
                    <break_even::BreakEven />
                    <comparison::Comparison />
                    <two_levers::TwoLevers />
                    <Show when=move || are_several.get()><distribution::Distribution /></Show>
                    <tier_changes::TierChangesCard />
                    <newcomers::NewcomersCard />
                </div>
            </div>
            <outcome::Foot />
            <p class="small"><a href="/claims">{crate::text::claims::link()}</a></p>
            <p class="small"><a href="/model">{text::look_at_model()}</a></p>
        }
        .into_any()
    }
}
