//! Filters as choices and as chips.

use leptos::prelude::*;
use leptos::task::spawn_local;
use percent_encoding::percent_decode_str;
use shared::api::SavedSegment;
use shared::planning::{RiskBand, ValueTier};
use shared::segments::Definition;

use super::address::{from_key, to_key};
use super::find::Find;
use super::query::ListQuestion;
use crate::base_loader::use_base;
use crate::frame::{Icon, Symbol};
use crate::pages::segments::address as segment_address;
use crate::pages::segments::sentence::sentence;
use crate::parts::Chip;
use crate::requests;
use crate::text::{board, customers as text, segments};

/// The row of filters and, below it, what is on.
#[component]
pub(super) fn Filters(
    /// The list's question.
    question: ListQuestion,
    /// Whether rows are close together.
    compact: RwSignal<bool>,
) -> impl IntoView {
    let base = use_base();
    let by_model = move || {
        base.is_estimated().then(|| {
            let risks = RiskBand::ALL.map(|band| (to_key(&band), board::risk(band).to_owned())).to_vec();
            let tiers = ValueTier::ALL.map(|tier| (to_key(&tier), board::tier(tier).to_owned())).to_vec();
            view! {
                <Choice
                    name=text::filter_risk()
                    options=risks
                    value=Signal::derive(move || question.state.with(|state| state.filter.risk.as_ref().map(to_key)))
                    on_change=move |key: String| question.change(|state| state.filter.risk = from_key(&key))
                />
                <Choice
                    name=text::filter_value()
                    options=tiers
                    value=Signal::derive(move || question.state.with(|state| state.filter.tier.as_ref().map(to_key)))
                    on_change=move |key: String| question.change(|state| state.filter.tier = from_key(&key))
                />
            }
        })
    };
    let by_source = move || {
        let sources = base.manifest.with(|manifest| manifest.as_ref().map(|it| it.sources.clone()).unwrap_or_default());
        (sources.len() > 1).then(|| {
            let options = (0..sources.len()).map(|index| (index.to_string(), source_name(&sources, index))).collect();
            view! {
                <Choice
                    name=text::filter_source()
                    options
                    value=Signal::derive(move || question.state.with(|state| state.filter.source.map(|it| it.to_string())))
                    on_change=move |key: String| question.change(|state| state.filter.source = key.parse().ok())
                />
            }
        })
    };
    view! {
        <div class="filters" role="group" aria-label=text::filters()>
            <Find question />
            {by_model}
            {by_source}
            <BySegment question />
            <button
                class="toggle"
                aria-pressed=move || question.state.with(|state| state.filter.repeat_only).to_string()
                on:click=move |_| question.change(|state| state.filter.repeat_only = !state.filter.repeat_only)
            >
                {text::repeat_only()}
            </button>
            <button
                class="toggle"
                aria-pressed=move || question.state.with(|state| state.filter.late_only).to_string()
                on:click=move |_| question.change(|state| state.filter.late_only = !state.filter.late_only)
            >
                {text::late_only()}
            </button>
            <button
                class="button quiet icon-only density wide-only"
                aria-pressed=move || compact.get().to_string()
                aria-label=text::density_compact()
                title=move || if compact.get() { text::density_comfortable() } else { text::density_compact() }
                on:click=move |_| compact.update(|compact| *compact = !*compact)
            >
                <Icon symbol=Symbol::Density />
            </button>
        </div>
        <Chips question />
    }
}

/// The saved segments, and the rule of the address where it is none of them.
#[component]
fn BySegment(question: ListQuestion) -> impl IntoView {
    let list = RwSignal::new(Vec::<SavedSegment>::new());
    spawn_local(async move {
        // Without the list there is nothing to choose from; the list of customers is still there.
        if let Ok(answer) = requests::segments().await {
            list.try_set(answer.segments);
        }
    });
    let chosen = move || question.state.with(|state| state.filter.segment.clone());
    let choice = move || {
        let saved = list.get();
        let is_saved = |definition: &Definition| saved.iter().any(|saved| saved.draft.definition == *definition);
        let other = chosen().filter(|definition| !is_saved(definition));
        if saved.is_empty() && other.is_none() {
            return None;
        }
        let named =
            saved.iter().map(|saved| (segment_address::write(&saved.draft.definition), saved.draft.name.clone()));
        let other = other.map(|other| (segment_address::write(&other), segments::filter_rule().to_owned()));
        let choose = move |key: String| {
            let definition = percent_decode_str(&key).decode_utf8().ok().and_then(|text| segment_address::read(&text));
            question.change(|state| state.filter.segment = definition);
        };
        Some(view! {
            <Choice
                name=segments::filter()
                options=named.chain(other).collect()
                value=Signal::derive(move || chosen().as_ref().map(segment_address::write))
                on_change=choose
            />
        })
    };
    view! { {choice} }
}

#[component]
fn Choice(
    name: &'static str,
    options: Vec<(String, String)>,
    value: Signal<Option<String>>,
    on_change: impl Fn(String) + 'static,
) -> impl IntoView {
    let options = options.into_iter().map(|(key, label)| {
        let own = key.clone();
        let is_chosen = move || value.with(|value| value.as_ref() == Some(&own));
        view! { <option value=key selected=is_chosen>{label}</option> }
    });
    view! {
        <label class="choice">
            <span class="visually-hidden">{name}</span>
            <select
                class:chosen=move || value.with(Option::is_some)
                prop:value=move || value.get().unwrap_or_default()
                on:change=move |event| on_change(event_target_value(&event))
            >
                <option value="">{format!("{name}: {}", text::any())}</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Chips(question: ListQuestion) -> impl IntoView {
    let base = use_base();
    let chips = move || {
        let state = question.state.get();
        let filter = &state.filter;
        let mut chips = Vec::new();
        if let Some(risk) = filter.risk {
            chips.push(view! { <Chip name=board::risk(risk).to_owned() on_remove=move || question.change(|state| state.filter.risk = None) /> }.into_any());
        }
        if let Some(tier) = filter.tier {
            chips.push(view! { <Chip name=board::tier(tier).to_owned() on_remove=move || question.change(|state| state.filter.tier = None) /> }.into_any());
        }
        if let Some(source) = filter.source {
            let sources =
                base.manifest.with(|manifest| manifest.as_ref().map(|it| it.sources.clone()).unwrap_or_default());
            let name = text::from_source(&source_name(&sources, usize::from(source)));
            chips.push(
                view! { <Chip name on_remove=move || question.change(|state| state.filter.source = None) /> }
                    .into_any(),
            );
        }
        if let Some(segment) = &filter.segment {
            let name = sentence(&segment.rule, base.money());
            chips.push(
                view! { <Chip name on_remove=move || question.change(|state| state.filter.segment = None) /> }
                    .into_any(),
            );
        }
        if filter.repeat_only {
            chips.push(view! { <Chip name=text::repeat_only().to_owned() on_remove=move || question.change(|state| state.filter.repeat_only = false) /> }.into_any());
        }
        if filter.late_only {
            chips.push(view! { <Chip name=text::late_only().to_owned() on_remove=move || question.change(|state| state.filter.late_only = false) /> }.into_any());
        }
        let words = question.find.get();
        if !words.is_empty() {
            chips.push(
                view! { <Chip name=text::search_chip(&words) on_remove=move || question.find.set(String::new()) /> }
                    .into_any(),
            );
        }
        if chips.is_empty() {
            return ().into_any();
        }
        let clear = move |_| {
            question.find.set(String::new());
            question.change(|state| state.filter = Default::default());
        };
        view! {
            <div class="chips">
                {chips}
                <button class="button quiet" on:click=clear>{text::clear_filters()}</button>
            </div>
        }
        .into_any()
    };
    view! { {chips} }
}

fn source_name(sources: &[String], index: usize) -> String {
    match sources.get(index) {
        Some(name) if index > 0 => name.clone(),
        _ => board::unknown_source().to_owned(),
    }
}
