//! What a condition asks for, in fields.

use leptos::html;
use leptos::prelude::*;
use shared::domain::{ConsentStatus, Day};
use shared::planning::{RiskBand, ValueTier};
use shared::segments::{Bought, Comparison, Condition, Measure, Reading, Rule, Stage, TierWorth};

use super::desk::{Desk, use_desk};
use super::node::element_id;
use super::path::{self, Path};
use crate::base_loader::use_base;
use crate::frame::{Icon, Symbol};
use crate::text::{board, segments as text};

/// The condition at a path, to be changed.
#[derive(Clone, Copy)]
struct Place {
    desk: Desk,
    path: StoredValue<Path>,
}

impl Place {
    fn id(self, part: &str) -> String {
        self.path.with_value(|path| element_id(part, path))
    }

    fn edit(self, part: &str, change: impl FnOnce(&mut Condition)) {
        self.desk.edit(&self.id(part), |rule| {
            self.path.with_value(|path| {
                if let Some(Rule::Is(condition)) = path::at_mut(rule, path) {
                    change(condition);
                }
            });
        });
    }

    fn read<T>(self, read: impl FnOnce(&Condition) -> Option<T>) -> Option<T> {
        self.desk.rule.with(|rule| self.path.with_value(|path| path::condition(rule, path).and_then(read)))
    }
}

/// The fields of a condition.
#[component]
pub(super) fn Fields(condition: Condition, path: Path) -> impl IntoView {
    let desk = use_desk();
    let place = Place { desk, path: StoredValue::new(path) };
    let base = use_base();
    match condition {
        Condition::Number { measure, compare, .. } => view! { <Number place measure compare /> }.into_any(),
        Condition::FirstOrder { .. } | Condition::LastOrder { .. } => view! { <Period place /> }.into_any(),
        Condition::Product { products, .. } => view! { <Products place products /> }.into_any(),
        Condition::Source { .. } => {
            let sources = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.sources.clone()));
            let named = |name: String| {
                let shown = if name == "unknown" { board::unknown_source().to_owned() } else { name.clone() };
                (name, shown)
            };
            words(place, sources.unwrap_or_default().into_iter().map(named).collect(), |condition| match condition {
                Condition::Source { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Attribute { name, .. } => {
            let attributes = desk.choices.with_untracked(|choices| choices.as_ref().map(|it| it.attributes.clone()));
            let values = attributes.unwrap_or_default().into_iter().find(|column| column.0 == name);
            let values = values.map(|column| column.1).unwrap_or_default();
            words(
                place,
                values.into_iter().map(|value| (value.clone(), value)).collect(),
                |condition| match condition {
                    Condition::Attribute { any_of, .. } => Some(any_of),
                    _ => None,
                },
            )
        }
        Condition::EmailConsent { .. } => {
            let all = [ConsentStatus::Given, ConsentStatus::Unknown, ConsentStatus::Withdrawn];
            choices(place, all.map(|status| (status, text::consent_status(status))).to_vec(), |it| match it {
                Condition::EmailConsent { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Stage { .. } => {
            // Leads have no orders, and so no row to be in a segment.
            let all = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Lead);
            choices(place, all.map(|stage| (stage, text::stage(stage))).collect(), |it| match it {
                Condition::Stage { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Risk { .. } => {
            choices(place, RiskBand::ALL.map(|risk| (risk, board::risk(risk))).to_vec(), |it| match it {
                Condition::Risk { any_of } => Some(any_of),
                _ => None,
            })
        }
        Condition::Tier { .. } => {
            let boxes = choices(place, ValueTier::ALL.map(|tier| (tier, board::tier(tier))).to_vec(), |it| match it {
                Condition::Tier { any_of, .. } => Some(any_of),
                _ => None,
            });
            view! { {boxes} <CostToServe place /> }.into_any()
        }
    }
}

/// Boxes to tick, one a choice.
fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    place: Place,
    all: Vec<(T, &'static str)>,
    chosen: fn(&mut Condition) -> Option<&mut Vec<T>>,
) -> AnyView {
    let boxes = all.into_iter().map(|(choice, name)| {
        let is_on =
            move || place.read(|condition| chosen(&mut condition.clone()).map(|any_of| any_of.contains(&choice)));
        let toggle = move |_| {
            place.edit("choices", |condition| {
                if let Some(any_of) = chosen(condition) {
                    match any_of.iter().position(|other| *other == choice) {
                        Some(index) => drop(any_of.remove(index)),
                        None => any_of.push(choice),
                    }
                }
            });
        };
        view! {
            <label class="rule-choice">
                <input type="checkbox" prop:checked=move || is_on().unwrap_or_default() on:change=toggle />
                <span>{name}</span>
            </label>
        }
    });
    view! { <div class="rule-choices">{boxes.collect_view()}</div> }.into_any()
}

/// Boxes to tick, one a word of the data.
fn words(place: Place, all: Vec<(String, String)>, chosen: fn(&mut Condition) -> Option<&mut Vec<String>>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="muted small">{text::nothing_to_choose()}</p> }.into_any();
    }
    let boxes = all.into_iter().map(|(word, shown)| {
        let own = StoredValue::new(word);
        let is_on = move || {
            place.read(|condition| {
                chosen(&mut condition.clone()).map(|any_of| own.with_value(|own| any_of.contains(own)))
            })
        };
        let toggle = move |_| {
            place.edit("choices", |condition| {
                if let Some(any_of) = chosen(condition) {
                    let own = own.get_value();
                    match any_of.iter().position(|other| *other == own) {
                        Some(index) => drop(any_of.remove(index)),
                        None => any_of.push(own),
                    }
                }
            });
        };
        view! {
            <label class="rule-choice">
                <input type="checkbox" prop:checked=move || is_on().unwrap_or_default() on:change=toggle />
                <span translate="no">{shown}</span>
            </label>
        }
    });
    view! { <div class="rule-choices">{boxes.collect_view()}</div> }.into_any()
}

/// A number: which end of its interval, how it is compared, with what.
#[component]
fn Number(place: Place, measure: Measure, compare: Comparison) -> impl IntoView {
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

/// A field that shows a value which may change without it, as by undoing. What is typed stays as it is typed while it means the same.
fn shown_as(
    wanted: impl Fn() -> Option<String> + 'static,
    means_the_same: fn(&str, &str) -> bool,
) -> NodeRef<html::Input> {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let (Some(wanted), Some(input)) = (wanted(), node.get())
            && !means_the_same(&input.value(), &wanted)
        {
            input.set_value(&wanted);
        }
    });
    node
}

/// A first and a last day.
#[component]
fn Period(place: Place) -> impl IntoView {
    let input = move |part: &'static str, label: &'static str| {
        let is_first = part == "from";
        let value = move || {
            place.read(|condition| match condition {
                Condition::FirstOrder { from, to } | Condition::LastOrder { from, to } => {
                    let day = if is_first { from } else { to };
                    Some(day.map(|day| day.to_string()).unwrap_or_default())
                }
                _ => None,
            })
        };
        let node = shown_as(value, |shown, wanted| shown == wanted);
        let type_in = move |event| {
            let day = event_target_value(&event).parse::<Day>().ok();
            place.edit(part, |condition| {
                if let Condition::FirstOrder { from, to } | Condition::LastOrder { from, to } = condition {
                    *(if is_first { from } else { to }) = day;
                }
            });
        };
        view! {
            <label class="small" for=place.id(part)>{label}</label>
            <input id=place.id(part) type="date" node_ref=node on:input=type_in />
        }
    };
    view! { {input("from", text::from_label())} {input("to", text::to_label())} }
}

/// Names of products, one after the other.
#[component]
fn Products(place: Place, products: Vec<String>) -> impl IntoView {
    let all =
        place.desk.choices.with_untracked(|choices| choices.as_ref().map(|it| it.products.clone())).unwrap_or_default();
    let choose = move |event| {
        let how = match event_target_value(&event).as_str() {
            "all" => Bought::AllOf,
            "none" => Bought::NoneOf,
            _ => Bought::AnyOf,
        };
        place.edit("bought", |condition| {
            if let Condition::Product { bought, .. } = condition {
                *bought = how;
            }
        });
    };
    let is = move |wanted: Bought| {
        place.read(|condition| match condition {
            Condition::Product { bought, .. } => Some(*bought == wanted),
            _ => None,
        })
    };
    let chips = products.iter().cloned().map(|name| {
        let own = name.clone();
        let remove = move |_| {
            place.desk.focus.set_value(Some(place.id("product")));
            place.edit("", |condition| {
                if let Condition::Product { products, .. } = condition {
                    products.retain(|other| *other != own);
                }
            });
        };
        let label = text::remove_product(&name);
        view! {
            <span class="chip">
                <span translate="no">{name}</span>
                <button type="button" aria-label=label on:click=remove><Icon symbol=Symbol::Close /></button>
            </span>
        }
    });
    let chips = chips.collect_view();
    let add = move |event| {
        let name = event_target_value(&event);
        if name.is_empty() {
            return;
        }
        place.desk.focus.set_value(Some(place.id("product")));
        place.edit("", |condition| {
            if let Condition::Product { products, .. } = condition
                && !products.contains(&name)
            {
                products.push(name);
            }
        });
    };
    let options = all.into_iter().filter(|name| !products.contains(name));
    let options = options
        .map(|name| (name.clone(), name))
        .map(|(key, name)| view! { <option value=key translate="no">{name}</option> })
        .collect_view();
    view! {
        <label class="visually-hidden" for=place.id("bought")>{text::bought_label()}</label>
        <select id=place.id("bought") on:change=choose>
            <option value="any" prop:selected=move || is(Bought::AnyOf).unwrap_or_default()>{text::bought_any()}</option>
            <option value="all" prop:selected=move || is(Bought::AllOf).unwrap_or_default()>{text::bought_all()}</option>
            <option value="none" prop:selected=move || is(Bought::NoneOf).unwrap_or_default()>{text::bought_none()}</option>
        </select>
        {chips}
        <label class="visually-hidden" for=place.id("product")>{text::add_product()}</label>
        <select id=place.id("product") on:change=add>
            <option value="" selected=true>{text::add_product()}</option>
            {options}
        </select>
    }
}

/// What an order costs, so that tiers go by what is left.
#[component]
fn CostToServe(place: Place) -> impl IntoView {
    let base = use_base();
    let settings = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.clone()));
    let Some(settings) = settings else { return ().into_any() };
    let per_major = settings.currency.minor_per_major() as f64;
    let value = place.read(|condition| match condition {
        Condition::Tier { worth, .. } => Some(worth.map_or(0.0, |worth| worth.cost_to_serve_minor / per_major)),
        _ => None,
    });
    let type_in = move |event| {
        let cost = event_target_value(&event).parse::<f64>().unwrap_or(0.0).max(0.0) * per_major;
        let new = TierWorth { margin_share: settings.margin_share, cost_to_serve_minor: cost };
        place.edit("cost", |condition| {
            if let Condition::Tier { worth, .. } = condition {
                *worth = (cost > 0.0).then_some(new);
            }
        });
    };
    view! {
        <label class="small" for=place.id("cost")>{text::cost_to_serve()}</label>
        <input id=place.id("cost") class="rule-number" type="number" min="0" step="any" value=value.map(|value| value.to_string()) on:input=type_in />
        <span class="muted small">{settings.currency.code().to_owned()}</span>
    }
    .into_any()
}
