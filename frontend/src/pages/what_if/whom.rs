//! Whom the what-if is about.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::SegmentsQuestion;
use shared::api::SavedSegment;
use shared::planning::{Month, RfmScores, RiskBand, Scope, ScopeCounts, ValueTier};

use super::scope_key;
use super::studio::{Studio, use_studio};
use crate::base_loader::use_base;
use crate::formats::{month, whole};
use crate::pages::segments::attributes;
use crate::pages::segments::sentence::sentence;
use crate::requests;
use crate::text::{board, segments as segment_words, what_if as text};
use crate::worker_client;

/// Choices of one kind.
struct Group {
    label: &'static str,
    choices: Vec<(Scope, u32)>,
}

/// Everyone, or some, with how many they are.
#[component]
pub(super) fn Whom() -> impl IntoView {
    let studio = use_studio();
    let scope = Memo::new(move |_| studio.scenario.with(|scenario| scenario.scope.clone()));
    let groups = Memo::new(move |_| studio.counts.get());
    let saved = saved_segments();
    let options = move || {
        let now = scope.with(scope_key::write);
        let groups = groups.get().map(|counts| grouped(studio, &counts)).unwrap_or_default();
        let known = groups.iter().flat_map(|group| &group.choices).any(|(scope, _)| scope_key::write(scope) == now);
        let option = |scope: &Scope, name: String| {
            let key = scope_key::write(scope);
            let selected = key == now;
            view! { <option value=key selected=selected>{name}</option> }
        };
        let groups = groups.into_iter().filter(|group| !group.choices.is_empty()).map(|group| {
            let counted = |(scope, count): &(Scope, u32)| {
                option(scope, text::so_many(&scope_name(scope), &whole(f64::from(*count))))
            };
            view! { <optgroup label=group.label>{group.choices.iter().map(counted).collect_view()}</optgroup> }
        });
        let segments = saved.with(|saved| {
            let options = saved.iter().map(|(scope, count)| {
                let name = scope_name(scope);
                option(
                    scope,
                    count.map_or_else(|| name.clone(), |count| text::so_many(&name, &whole(f64::from(count)))),
                )
            });
            let options = options.collect_view();
            (!saved.is_empty()).then(|| view! { <optgroup label=segment_words::scope_group()>{options}</optgroup> })
        });
        let known = known || saved.with(|saved| saved.iter().any(|(scope, _)| scope_key::write(scope) == now));
        // Somebody may have sent a link about customers there are none of.
        let other = scope.get();
        let other = (!known && !other.is_everyone()).then(|| option(&other, scope_name(&other)));
        view! {
            {option(&Scope::Everyone, text::everyone().to_owned())}
            {other}
            {groups.collect_view()}
            {segments}
        }
    };
    let base = use_base();
    // A link may hold a rule about products.
    if scope.with_untracked(|scope| scope.needs().attributes) {
        spawn_local(attributes::bring_and_ask_again(base));
    }
    let choose = move |event| {
        let Some(scope) = scope_key::read(&event_target_value(&event)) else { return };
        if scope.needs().attributes {
            spawn_local(async move {
                // What did not arrive the worker misses and says so.
                let _ = attributes::bring(base).await;
                studio.choose(scope);
            });
        } else {
            studio.choose(scope);
        }
    };
    view! {
        <div class="field">
            <label for="what-if-whom">{text::whom()}</label>
            <select id="what-if-whom" name="whom" on:change=choose>{options}</select>
        </div>
    }
}

/// The saved segments as scopes, with how many they are once that is counted.
fn saved_segments() -> RwSignal<Vec<(Scope, Option<u32>)>> {
    let saved = RwSignal::new(Vec::new());
    let base = use_base();
    spawn_local(async move {
        // Without the list there are all other choices.
        let Ok(answer) = requests::segments().await else { return };
        let definitions: Vec<_> = answer.segments.iter().map(|saved| saved.draft.definition.clone()).collect();
        let scope = |SavedSegment { id, draft, .. }| {
            (Scope::Segment { id: Some(id), name: Some(draft.name), definition: draft.definition }, None)
        };
        saved.try_set(answer.segments.into_iter().map(scope).collect());
        let _ = attributes::bring_for(base, &definitions).await;
        if let Ok(counts) = worker_client::ask(&SegmentsQuestion { definitions }).await {
            saved.try_update(|saved: &mut Vec<(Scope, Option<u32>)>| {
                for (entry, counted) in saved.iter_mut().zip(counts) {
                    entry.1 = counted.ok().map(|figures| figures.customers);
                }
            });
        }
    });
    saved
}

fn grouped(studio: Studio, counts: &ScopeCounts) -> Vec<Group> {
    let sources = studio.sources().into_iter().zip(&counts.sources);
    let sources: Vec<(Scope, u32)> =
        sources.filter(|(_, count)| **count > 0).map(|(name, count)| (Scope::Source { name }, *count)).collect();
    let grid = |risk, tier| Scope::RiskAndValue { risk, tier };
    let of_risk = |risk: RiskBand| counts.cells[risk as usize].iter().sum();
    let of_tier = |tier: ValueTier| counts.cells.iter().map(|tiers| tiers[tier as usize]).sum();
    let cells = RiskBand::ALL.into_iter().flat_map(|risk| {
        ValueTier::ALL.map(|tier| (grid(Some(risk), Some(tier)), counts.cells[risk as usize][tier as usize]))
    });
    vec![
        Group { label: text::by_risk(), choices: RiskBand::ALL.map(|it| (grid(Some(it), None), of_risk(it))).to_vec() },
        Group {
            label: text::by_value(),
            choices: ValueTier::ALL.map(|it| (grid(None, Some(it)), of_tier(it))).to_vec(),
        },
        Group { label: text::by_cell(), choices: cells.filter(|(_, count)| *count > 0).collect() },
        Group { label: text::by_source(), choices: if sources.len() > 1 { sources } else { Vec::new() } },
        Group {
            label: text::by_first_order(),
            choices: counts
                .cohorts
                .iter()
                .rev()
                .map(|(month, count)| (Scope::Cohort { month: *month }, *count))
                .collect(),
        },
        Group {
            label: text::by_rfm(),
            choices: counts.rfm.iter().rev().map(|(cell, count)| (Scope::Rfm(*cell), *count)).collect(),
        },
    ]
}

/// How a scope reads: "customers through Flea market".
pub(super) fn scope_name(scope: &Scope) -> String {
    match scope {
        Scope::Everyone => text::everyone().to_owned(),
        // The name that the base gives customers of whom it is not known.
        Scope::Source { name } if name == "unknown" => board::unknown_source().to_owned(),
        Scope::Source { name } => name.clone(),
        Scope::Cohort { month: cohort } => text::first_ordered_in(&month_name(*cohort)),
        Scope::RiskAndValue { risk, tier } => {
            let parts = risk.map(board::risk).into_iter().chain(tier.map(board::tier));
            text::both(&parts.collect::<Vec<_>>())
        }
        Scope::Rfm(RfmScores { recency, frequency, spend }) => {
            text::rfm_cell(&format!("{recency}-{frequency}-{spend}"))
        }
        Scope::Segment { name: Some(name), .. } => name.clone(),
        Scope::Segment { name: None, definition, .. } => sentence(&definition.rule, None),
    }
}

fn month_name(of: Month) -> String {
    month(shared::domain::Day(of.days().start))
}
