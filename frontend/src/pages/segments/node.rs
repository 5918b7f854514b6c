//! A node of the rule: a group or a condition, each perhaps with a NOT.

use leptos::prelude::*;
use shared::segments::{Condition, Rule};

use super::desk::use_desk;
use super::fields::Fields;
use super::kind::Kind;
use super::path::{self, Path};
use crate::frame::{Icon, Symbol};
use crate::text::segments as text;

/// The whole rule. Drawn again only when its form changes, so that typing keeps the focus.
#[component]
pub(super) fn RuleTree() -> impl IntoView {
    let desk = use_desk();
    let form = Memo::new(move |_| desk.rule.with(form));
    let choices = Memo::new(move |_| desk.choices.with(Option::is_some));
    Effect::new(move |_| {
        form.track();
        let Some(id) = desk.focus.try_update_value(Option::take).flatten() else { return };
        request_animation_frame(move || {
            if let Some(element) = document().get_element_by_id(&id) {
                let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
                // Focus fails only for elements that cannot have it.
                let _ = element.focus();
            }
        });
    });
    move || {
        // Names to choose from come later; only lists of names are drawn again for them.
        if form.with(|form| form.contains("products") || form.contains("DataSource")) {
            choices.track();
        }
        untrack(|| node(desk.rule.get_untracked(), Path::new(), false))
    }
}

/// What the drawing depends on: groups, kinds, what is compared and how long lists are.
fn form(rule: &Rule) -> String {
    let all = |rules: &[Rule]| rules.iter().map(form).collect::<Vec<_>>().join(",");
    match rule {
        Rule::All(rules) => format!("all({})", all(rules)),
        Rule::Any(rules) => format!("any({})", all(rules)),
        Rule::Not(rule) => format!("not({})", form(rule)),
        Rule::Is(condition @ Condition::Number { compare, .. }) => {
            let is_range = matches!(compare, shared::segments::Comparison::Between { .. });
            format!("{}-{is_range}", Kind::of(condition).key())
        }
        Rule::Is(Condition::Product { products, .. }) => format!("products-{}", products.join("|")),
        Rule::Is(condition) => Kind::of(condition).key(),
    }
}

/// The id of an element of a node.
pub(super) fn element_id(part: &str, path: &[usize]) -> String {
    path.iter().fold(format!("rule-{part}"), |id, index| format!("{id}-{index}"))
}

fn node(rule: Rule, path: Path, is_negated: bool) -> AnyView {
    match rule {
        Rule::Not(inner) => {
            let mut under = path;
            under.push(0);
            node(*inner, under, true)
        }
        Rule::All(rules) => view! { <Group rules path is_any=false is_negated /> }.into_any(),
        Rule::Any(rules) => view! { <Group rules path is_any=true is_negated /> }.into_any(),
        Rule::Is(condition) => view! { <One condition path is_negated /> }.into_any(),
    }
}

#[component]
fn Group(rules: Vec<Rule>, path: Path, is_any: bool, is_negated: bool) -> impl IntoView {
    let desk = use_desk();
    let is_root = path.is_empty();
    let count = rules.len();
    let own = StoredValue::new(path.clone());
    let add = move |what: fn() -> Rule, part: &'static str| {
        let path = own.get_value();
        let mut new = path.clone();
        new.push(count);
        desk.focus.set_value(Some(element_id(part, &new)));
        desk.edit("", |rule| {
            if let Some(Rule::All(rules) | Rule::Any(rules)) = path::at_mut(rule, &path) {
                rules.push(what());
            }
        });
    };
    let join = move |event| {
        let is_any = event_target_value(&event) == "any";
        desk.focus.set_value(Some(own.with_value(|path| element_id("join", path))));
        desk.edit("", |rule| {
            own.with_value(|path| {
                if let Some(node) = path::at_mut(rule, path) {
                    *node = match std::mem::take(node) {
                        Rule::All(rules) | Rule::Any(rules) if is_any => Rule::Any(rules),
                        Rule::All(rules) | Rule::Any(rules) => Rule::All(rules),
                        other => other,
                    };
                }
            });
        });
    };
    let children = rules.into_iter().enumerate().map(|(index, rule)| {
        let mut path = path.clone();
        path.push(index);
        view! { <li>{node(rule, path, false)}</li> }
    });
    let children = children.collect_view();
    let join_id = element_id("join", &path);
    view! {
        <fieldset class="rule-group" class:negated=is_negated>
            <legend class="visually-hidden">{if is_any { text::any_of_these() } else { text::all_of_these() }}</legend>
            <div class="rule-head">
                {(!is_root).then(|| view! { <NotToggle path=path.clone() is_negated /> })}
                <label class="visually-hidden" for=join_id.clone()>{text::join_label()}</label>
                <select id=join_id on:change=join>
                    <option value="all" selected=!is_any>{text::all_of_these()}</option>
                    <option value="any" selected=is_any>{text::any_of_these()}</option>
                </select>
                {(!is_root).then(|| view! { <Remove path=path.clone() /> })}
            </div>
            <ul>{children}</ul>
            <div class="rule-add">
                <button
                    type="button"
                    class="button"
                    id=element_id("add", &path)
                    on:click=move |_| add(|| Rule::Is(Kind::Number(shared::segments::Measure::Orders).usual()), "kind")
                >
                    {text::add_condition()}
                </button>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| add(
                        || Rule::Any(vec![Rule::Is(Kind::Number(shared::segments::Measure::Orders).usual())]),
                        "join",
                    )
                >
                    {text::add_group()}
                </button>
            </div>
        </fieldset>
    }
}

#[component]
fn One(condition: Condition, path: Path, is_negated: bool) -> impl IntoView {
    let desk = use_desk();
    let kind = Kind::of(&condition);
    let own = StoredValue::new(path.clone());
    let choose = move |event| {
        let Some(kind) = Kind::read(&event_target_value(&event)) else { return };
        desk.focus.set_value(Some(own.with_value(|path| element_id("kind", path))));
        desk.edit("", |rule| {
            own.with_value(|path| {
                if let Some(node) = path::at_mut(rule, path) {
                    *node = Rule::Is(kind.usual());
                }
            });
        });
    };
    let groups = Kind::groups().into_iter().map(|(name, kinds)| {
        let options = kinds
            .into_iter()
            .map(|other| view! { <option value=other.key() selected=other == kind>{other.name()}</option> })
            .collect_view();
        view! { <optgroup label=name>{options}</optgroup> }
    });
    let id = element_id("kind", &path);
    view! {
        <div class="rule-condition" class:negated=is_negated role="group" aria-label=kind.name()>
            <NotToggle path=path.clone() is_negated />
            <label class="visually-hidden" for=id.clone()>{text::kind_label()}</label>
            <select id=id class="rule-kind" on:change=choose>{groups.collect_view()}</select>
            <Fields condition path=path.clone() />
            <Remove path />
        </div>
    }
}

#[component]
fn NotToggle(path: Path, is_negated: bool) -> impl IntoView {
    let desk = use_desk();
    // With a NOT the path ends below it.
    let node = if is_negated { path[..path.len() - 1].to_vec() } else { path.clone() };
    let id = element_id("not", &node);
    let toggle = {
        let (node, id) = (node, id.clone());
        move |_| {
            desk.focus.set_value(Some(id.clone()));
            desk.edit("", |rule| path::negate(rule, &node));
        }
    };
    view! {
        <button type="button" id=id class="toggle" aria-pressed=is_negated.to_string() on:click=toggle>{text::not()}</button>
    }
}

#[component]
fn Remove(path: Path) -> impl IntoView {
    let desk = use_desk();
    let remove = move |_| {
        let mut above = path.clone();
        above.pop();
        // A NOT around it goes with it, and then the group is one higher.
        if desk.rule.with_untracked(|rule| matches!(path::at(rule, &above), Some(Rule::Not(_)))) {
            above.pop();
        }
        desk.focus.set_value(Some(element_id("add", &above)));
        desk.edit("", |rule| path::remove(rule, &path));
    };
    view! {
        <button type="button" class="button quiet icon-only" aria-label=text::remove_condition() on:click=remove>
            <Icon symbol=Symbol::Close />
        </button>
    }
}
