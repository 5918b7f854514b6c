//! Fields of a number.

use leptos::prelude::*;
use shared::segments::{Comparison, Condition, Measure, Reading};

use super::place::{Place, shown_as};
use crate::base_loader::use_base;
use crate::text::segments as text;

/// A number: which end of its interval, how it is compared, with what.
#[component]
pub(super) fn Number(place: Place, measure: Measure, compare: Comparison) -> impl IntoView {
    let base = use_base();
    let minor_per_major = base
        .manifest
        .with_untracked(|manifest| manifest.as_ref().map_or(100.0, |it| it.settings.currency.minor_per_major() as f64));
    let shown_per_unit = match measure {
        Measure::ProbabilityAlive => 100.0,
        measure if measure.is_money() => 1.0 / minor_per_major,
        _ => 1.0,
    };
    let unit = match measure {
        Measure::ProbabilityAlive => "%".to_owned(),
        measure if measure.is_money() => {
            let code = base
                .manifest
                .with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.currency.code().to_owned()));
            code.unwrap_or_default()
        }
        measure => text::unit(measure).to_owned(),
    };
    let reading = measure.has_interval().then(|| {
        let choose = move |event| {
            let chosen = match event_target_value(&event).as_str() {
                "surely" => Reading::Surely,
                "possibly" => Reading::Possibly,
                _ => Reading::Estimate,
            };
            place.edit("reading", |condition| {
                if let Condition::Number { reading, .. } = condition {
                    *reading = chosen;
                }
            });
        };
        let now = move |wanted: Reading| {
            place.read(|condition| match condition {
                Condition::Number { reading, .. } => Some(*reading == wanted),
                _ => None,
            })
        };
        view! {
            <label class="visually-hidden" for=place.id("reading")>{text::reading_label()}</label>
            <select id=place.id("reading") on:change=choose>
                <option value="estimate" prop:selected=move || now(Reading::Estimate).unwrap_or_default()>{text::estimate()}</option>
                <option value="surely" prop:selected=move || now(Reading::Surely).unwrap_or_default()>{text::surely()}</option>
                <option value="possibly" prop:selected=move || now(Reading::Possibly).unwrap_or_default()>{text::possibly()}</option>
            </select>
        }
    });
    let choose = move |event| {
        let key = event_target_value(&event);
        place.desk.focus.set_value(Some(place.id("compare")));
        place.edit("", |condition| {
            if let Condition::Number { compare, .. } = condition {
                let (low, high) = ends(*compare);
                *compare = match key.as_str() {
                    "more-than" => Comparison::MoreThan { value: low },
                    "at-most" => Comparison::AtMost { value: high },
                    "less-than" => Comparison::LessThan { value: high },
                    "between" => Comparison::Between { low, high },
                    _ => Comparison::AtLeast { value: low },
                };
            }
        });
    };
    let is = move |wanted: &'static str| {
        place.read(|condition| match condition {
            Condition::Number { compare, .. } => Some(key(*compare) == wanted),
            _ => None,
        })
    };
    let options = [
        ("at-least", text::at_least_word()),
        ("more-than", text::more_than_word()),
        ("at-most", text::at_most_word()),
        ("less-than", text::less_than_word()),
        ("between", text::between_word()),
    ];
    let options = options.map(
        |(key, name)| view! { <option value=key prop:selected=move || is(key).unwrap_or_default()>{name}</option> },
    );
    let input = move |part: &'static str, label: &'static str| {
        let value = move || {
            place.read(|condition| match condition {
                Condition::Number { compare, .. } => {
                    let (low, high) = ends(*compare);
                    let value = if part == "high" { high } else { low };
                    Some((value * shown_per_unit * 1e6).round() / 1e6)
                }
                _ => None,
            })
        };
        let type_in = move |event| {
            let Ok(typed) = event_target_value(&event).parse::<f64>() else { return };
            place.edit(part, |condition| {
                if let Condition::Number { compare, .. } = condition {
                    *compare = with(*compare, part, typed / shown_per_unit);
                }
            });
        };
        let node = shown_as(
            move || value().map(|value| value.to_string()),
            |shown, wanted| shown.parse::<f64>().ok() == wanted.parse().ok(),
        );
        view! {
            <label class="visually-hidden" for=place.id(part)>{label}</label>
            <input
                id=place.id(part)
                class="rule-number"
                type="number"
                step="any"
                node_ref=node
                on:input=type_in
            />
        }
    };
    let is_range = matches!(compare, Comparison::Between { .. });
    view! {
        {reading}
        <label class="visually-hidden" for=place.id("compare")>{text::compare_label()}</label>
        <select id=place.id("compare") on:change=choose>{options.collect_view()}</select>
        {input("low", if is_range { text::from_label() } else { text::value_label() })}
        {is_range.then(|| view! { <span>{text::and()}</span> {input("high", text::to_label())} })}
        <span class="muted small">{unit}</span>
    }
}

fn key(compare: Comparison) -> &'static str {
    match compare {
        Comparison::AtLeast { .. } => "at-least",
        Comparison::MoreThan { .. } => "more-than",
        Comparison::AtMost { .. } => "at-most",
        Comparison::LessThan { .. } => "less-than",
        Comparison::Between { .. } => "between",
    }
}

fn ends(compare: Comparison) -> (f64, f64) {
    match compare {
        Comparison::AtLeast { value }
        | Comparison::MoreThan { value }
        | Comparison::AtMost { value }
        | Comparison::LessThan { value } => (value, value),
        Comparison::Between { low, high } => (low, high),
    }
}

fn with(compare: Comparison, part: &str, value: f64) -> Comparison {
    match compare {
        Comparison::AtLeast { .. } => Comparison::AtLeast { value },
        Comparison::MoreThan { .. } => Comparison::MoreThan { value },
        Comparison::AtMost { .. } => Comparison::AtMost { value },
        Comparison::LessThan { .. } => Comparison::LessThan { value },
        Comparison::Between { low, .. } if part == "high" => Comparison::Between { low, high: value },
        Comparison::Between { high, .. } => Comparison::Between { low: value, high },
    }
}
